#!/usr/bin/env python3
"""Compares what other readers show of an upload with what signers see and with what OneSign seals.

    python3 bench/pages.py --intake target/release/examples/intake DIR [DIR …]

Draws each file as received in poppler, MuPDF and PDFium, takes it in, and draws it as signers see it. Draws the rebuilt
file, which has the pages of the sealed one, in the same three readers. `--onesign PROGRAM` also takes each file through
`onesign demo` and checks that the sealed file begins with the rebuilt one, byte for byte: a seal only adds stamps and pages.
A page differs if it is missing, or if, after blurring, a spot of a few letters' size has a clearly different colour. Prints
every page that differs with the warning that names it, and with the reason that follows from the pictures
(`differences.py`): only one reader shows it so, the readers disagree on the received page and signers see what one of them
shows, or each reader uses its own typeface for a standard font. `--explained FILE` has reasons for the others (file, pages,
reason, separated by tabs), and `--ledger FILE` writes the table. Exit status 1: a page differs without a warning and without
a reason. A warning does not explain a difference between what signers see and what readers show of the rebuilt file, unless
it says that signers don't see something. Names each reader that hangs, crashes or takes too much memory.

Needs poppler-utils, mupdf-tools and `pip install pypdfium2 pillow numpy`.
"""
import argparse
import pathlib
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from differences import page_row, reasons
from readers import MOST_PAGES, READERS, drawn, pictures_in, run

# Warnings that don't concern the look of a page: a page that differs needs another warning, or a reason.
OF_NO_LOOKS = {"decrypted"}
# Warnings that signers don't see part of the file; no other one explains a picture that readers don't show.
OF_PICTURES = {"glyphs_missing", "image_not_shown", "annotation_not_shown", "page_undrawable", "transparency_differs"}


def taken_in(intake, pdf, password, rebuilt, scratch):
    """The answer of intake for a file, and the pictures that signers see. Writes the rebuilt file."""
    out = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    secret = ["--password", password] if password else []
    text, lost = run(intake, str(pdf), *secret, "--render", str(out), "--out", str(rebuilt), seconds=300)
    refused = re.search(r"^refused (\w+)", text, re.M)
    # A file that was accepted before drawing failed or took too long has pages that signers don't see.
    if refused or not re.search(r"^accepted", text, re.M) or not rebuilt.exists():
        return None, lost or (refused.group(1) if refused else "no answer"), bool(refused) and not lost
    count = int(re.search(r"^accepted (\d+)", text, re.M).group(1))
    codes = re.findall(r"^warning (\S+)", text, re.M)
    codes += [f"removed:{kind}" for kind in re.findall(r"^removed (\S+)", text, re.M)]
    for path in list(out.glob("*.txt")):
        path.unlink()
    pictures = {number + 1: picture for number, picture in pictures_in(out).items()}
    enclosed = re.search(r"^enclosed .* behind (\d+) pages", text, re.M)
    count = int(enclosed.group(1)) if enclosed else count
    # The server tries to draw every page, and warns about those that it can't draw within its limits.
    codes += [f"page_undrawable.{page}" for page in range(1, min(count, MOST_PAGES) + 1) if page not in pictures]
    return count, codes, pictures


def named(codes, page):
    """The warnings that name a page, or the whole document."""
    found = []
    for code in codes:
        if code.startswith("removed:"):
            continue
        name, _, pages = code.partition(".")
        ranges = [part.partition("-") for part in re.split(r"[.,]", pages) if part]
        if not ranges or any(first.isdigit() and int(first) <= page <= int(last or first) for first, _, last in ranges):
            found.append(name)
    return found


def compare(given, path, password):
    """The result for a file: refused, failed, or the pages that differ, each with its warnings and its reason."""
    with tempfile.TemporaryDirectory() as scratch:
        rebuilt = pathlib.Path(scratch) / "rebuilt.pdf"
        count, codes, seen = taken_in(given.intake, path, password, rebuilt, scratch)
        if count is None:
            return {"file": path.name, "refused" if seen else "failed": codes}
        uploads = {reader: drawn(reader, path, password, scratch) for reader in READERS}
        if given.onesign and not password:
            text, lost = run(given.onesign, "demo", str(path), "--out", scratch)
            sealed = pathlib.Path(scratch) / "sealed.pdf"
            if lost or not sealed.exists() or not sealed.read_bytes().startswith(rebuilt.read_bytes()):
                return {"file": path.name, "failed": lost or text.strip()[-200:] or "sealed from another file", "pages": count}
        after = {reader: drawn(reader, rebuilt, None, scratch) for reader in READERS}
        most = {reader: uploads[reader][0] for reader in READERS if uploads[reader][0] > count}
        rows = [(0, "count", most, named(codes, 0), ("", None))] if most else []
        for page in range(1, min(count, MOST_PAGES) + 1):
            before = {reader: uploads[reader][1].get(page) for reader in READERS}
            now = {reader: after[reader][1].get(page) for reader in READERS}
            row = page_row(before, now, seen.get(page))
            if row:
                kind, what = row
                why = ("", "") if kind == "blank" else reasons(what, before, now, seen.get(page), page, path, rebuilt, password)
                rows.append((page, kind, what, named(codes, page), why))
        lost = {f"{reader} {of}: {drew[reader][2]}" for of, drew in (("as received", uploads), ("rebuilt", after))
                for reader in READERS if drew[reader][2]}
        lost |= {f"{reader} drew no page as received" for reader in READERS if not uploads[reader][1] and not uploads[reader][2]}
        return {"file": path.name, "pages": count, "rows": rows, "lost": sorted(lost)}


def passwords(folders):
    known = {}
    for folder in folders:
        manifest = pathlib.Path(folder).parent / "manifest.tsv"
        if manifest.exists():
            lines = [line.split("\t") for line in manifest.read_text().splitlines()]
            columns = {name: number for number, name in enumerate(lines[0])}
            for line in lines[1:]:
                if line[columns["must"]] == "open-with-password":
                    name = pathlib.PurePath(line[0]).name
                    known[name] = line[columns["expected"]].partition("password: ")[2]
    return known


def given_reasons(path):
    found = []
    for line in pathlib.Path(path).read_text().splitlines() if path else []:
        if line and not line.startswith("#"):
            name, pages, reason = line.split("\t")
            found.append((name, pages, reason))
    return found


def explained(known, name, page):
    for file, pages, reason in known:
        if file == name and (pages == "*" or str(page) in pages.split(",")):
            return reason
    return None


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--onesign")
    arguments.add_argument("--intake", required=True)
    arguments.add_argument("--explained")
    arguments.add_argument("--ledger")
    arguments.add_argument("--only")
    arguments.add_argument("folders", nargs="+")
    given = arguments.parse_args()
    files = sorted(p for folder in given.folders for p in pathlib.Path(folder).glob("*.pdf"))
    files = [path for path in files if not given.only or re.search(given.only, path.name)]
    secrets, known = passwords(given.folders), given_reasons(given.explained)
    table, gave_up, open_rows, pages, refused = [], [], 0, 0, 0
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda path: compare(given, path, secrets.get(path.name)), files):
            name = found["file"]
            pages += min(found.get("pages", 0), MOST_PAGES)
            refused += "refused" in found
            if "failed" in found:
                print(f"FAILED {name}: {found['failed']}", flush=True)
                open_rows += 1
            if found.get("lost"):
                print(f"readers {name}: {'; '.join(found['lost'])}", flush=True)
                gave_up.append((name, "; ".join(found["lost"])))
            for page, kind, what, codes, why in found.get("rows", []):
                told = ", ".join(f"`{code}`" for code in sorted(set(codes)))
                mark, why = judged(kind, why, set(codes), explained(known, name, page))
                open_rows += mark == "OPEN"
                print(f"{mark} {name} page {page} {kind} {what} {told} {why or ''}", flush=True)
                table.append((name, page or "count", told or "-", why or ""))
    summary = f"{len(files)} files, {refused} of them refused, {pages} pages compared, {open_rows} differ without a warning or a reason"
    print(summary)
    if given.ledger:
        write_ledger(given.ledger, table, gave_up, summary)
    return 1 if open_rows else 0


def judged(kind, why, codes, given):
    """Whether a row has a warning, has an explanation or is open, and the reason: a difference from the received file
    needs a warning or a reason, and one between the picture for signers and the sealed file needs a reason."""
    told = codes - OF_NO_LOOKS
    text = given or "; ".join(dict.fromkeys(part for part in why if part))
    as_received, as_shown = why
    if kind in ("blank", "count"):
        is_open = not told
    elif given:
        is_open = False
    else:
        is_open = as_received == "" and not told or as_shown == "" and not codes & OF_PICTURES
    return ("OPEN" if is_open else "warned" if told else "explained"), text


def write_ledger(path, table, gave_up, summary):
    marker = "<!-- written by bench/pages.py -->"
    head = pathlib.Path(path).read_text().split(marker)[0]
    rows = [f"| `{name}` | {page} | {told} | {why} |" for name, page, told, why in table]
    text = f"{head}{marker}\n\n{summary}.\n\n| file | page | warning | reason |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    if gave_up:
        text += "\n## Files that a reader did not draw\n\n| file | reader |\n|---|---|\n"
        text += "\n".join(f"| `{name}` | {lost} |" for name, lost in gave_up) + "\n"
    pathlib.Path(path).write_text(text)


if __name__ == "__main__":
    sys.exit(main())
