#!/usr/bin/env python3
"""Compares what other readers show of an upload with what signers see and with what is sealed.

    python3 bench/pages.py --intake target/release/examples/intake DIR [DIR …]

Each file is drawn as it was received in poppler, MuPDF and PDFium, taken in, and drawn as signers see it; the rebuilt
file, whose pages are those of the sealed one, is drawn in the same three readers. `--onesign PROGRAM` also takes each
file through `onesign demo` and looks whether the sealed file begins with the rebuilt one, byte for byte: what a seal
adds are stamps and pages. A page differs if, after blurring, some spot of a few letters' size is clearly darker or
lighter, or if it is missing. Every page that differs is printed with the warning that names it; `--explained FILE`
holds reasons for the others (file, pages, reason, separated by tabs), and `--ledger FILE` writes the table. Exit
status 1: a page differs without a warning and without a reason. That a single reader shows a page otherwise than the
other two is a reason of its own.

Needs poppler-utils, mupdf-tools and `pip install pypdfium2 pillow numpy`.
"""
import argparse
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy
from PIL import Image, ImageFilter

DPI = 100
# Pages are compared at this width, in pixels.
WIDTH = 420
READERS = ("poppler", "mupdf", "pdfium")
SECONDS = 40
MOST_PAGES = 12
# Darkness from 0 to 255 that a spot must gain or lose after blurring to count as visible.
VISIBLE = 44

PDFIUM = """
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1], password=sys.argv[4] or None)
pdf.init_forms()
print(len(pdf))
for number in range(min(len(pdf), int(sys.argv[3]))):
    try:
        picture = pdf[number].render(scale=%d / 72, may_draw_forms=True).to_pil().convert("L")
        picture.save(f"{sys.argv[2]}/{number + 1}.png")
    except Exception:
        pass
""" % DPI


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))


def run(*command, seconds=SECONDS):
    """Exit status and output; a tool that takes too long has failed."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, preexec_fn=limited)
    except subprocess.TimeoutExpired:
        return -1, "timeout"
    return done.returncode, done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


def pictures_in(folder):
    found = {}
    for path in folder.iterdir():
        number = re.findall(r"\d+", path.stem)
        try:
            picture = Image.open(path)
            picture.load()
        except OSError:
            continue
        if number:
            if picture.mode in ("RGBA", "LA"):
                ground = Image.new("RGBA", picture.size, "white")
                picture = Image.alpha_composite(ground, picture.convert("RGBA"))
            found[int(number[-1])] = picture.convert("L")
    return found


def drawn(reader, pdf, password, scratch):
    """The number of pages that a reader finds, and its pictures of the first ones, by number from one."""
    out = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    secret = password or ""
    if reader == "poppler":
        _, text = run("pdfinfo", *(["-upw", secret] if secret else []), str(pdf))
        count = re.search(r"^Pages:\s+(\d+)", text, re.M)
        run("pdftoppm", "-r", str(DPI), "-cropbox", "-gray", "-l", str(MOST_PAGES),
            *(["-upw", secret] if secret else []), str(pdf), str(out / "p"))
        count = int(count.group(1)) if count else 0
    elif reader == "mupdf":
        # `info` and `pages` follow the page tree as `draw` does.
        _, text = run("mutool", "info", *(["-p", secret] if secret else []), str(pdf))
        count = re.search(r"^Pages: (\d+)", text, re.M)
        run("mutool", "draw", "-q", "-r", str(DPI), "-c", "gray", *(["-p", secret] if secret else []),
            "-o", str(out / "p%d.png"), str(pdf), f"1-{MOST_PAGES}")
        count = int(count.group(1)) if count else 0
    else:
        _, text = run(sys.executable, "-c", PDFIUM, str(pdf), str(out), str(MOST_PAGES), secret)
        count = re.match(r"\d+", text)
        count = int(count.group(0)) if count else 0
    return count, pictures_in(out)


def taken_in(intake, pdf, password, rebuilt, scratch):
    """What intake says of a file, and the pictures that signers see; writes the rebuilt file."""
    out = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    secret = ["--password", password] if password else []
    code, text = run(intake, str(pdf), *secret, "--render", str(out), "--out", str(rebuilt), seconds=300)
    if code != 0:
        refused = re.search(r"^refused (\w+)", text, re.M)
        return None, (refused.group(1) if refused else None), {}
    count = int(re.search(r"^accepted (\d+)", text, re.M).group(1))
    codes = re.findall(r"^warning (\S+)", text, re.M)
    codes += [f"removed:{kind}" for kind in re.findall(r"^removed (\S+)", text, re.M)]
    for path in list(out.glob("*.txt")):
        path.unlink()
    pictures = {number + 1: picture for number, picture in pictures_in(out).items()}
    enclosed = re.search(r"^enclosed .* behind (\d+) pages", text, re.M)
    return (int(enclosed.group(1)) if enclosed else count), codes, pictures


def darkness(picture, size):
    small = picture.resize(size, Image.BOX).filter(ImageFilter.BoxBlur(3))
    return numpy.asarray(small, dtype=int)


def difference(one, other):
    """How much darker or lighter the clearest spot is, give or take a pixel; 999 if the pages differ in shape."""
    if one is None or other is None:
        return 999
    (w, h), (v, u) = one.size, other.size
    if abs(w / h - v / u) > 0.03 * w / h:
        return 999
    size = (WIDTH, max(8, min(3 * WIDTH, round(WIDTH * h / w))))
    a, b = darkness(one, size), darkness(other, size)
    inner = a[1:-1, 1:-1]
    shifted = [b[1 + y : b.shape[0] - 1 + y, 1 + x : b.shape[1] - 1 + x] for y in (-1, 0, 1) for x in (-1, 0, 1)]
    return int(min(numpy.abs(inner - other).max() for other in shifted))


def blank(picture):
    return picture is not None and numpy.asarray(picture).min() > 200


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
    with tempfile.TemporaryDirectory() as scratch:
        rebuilt = pathlib.Path(scratch) / "rebuilt.pdf"
        count, codes, seen = taken_in(given.intake, path, password, rebuilt, scratch)
        uploads = {reader: drawn(reader, path, password, scratch) for reader in READERS}
        if count is None:
            return {"file": path.name, "refused": codes} if codes else {"file": path.name, "failed": "intake ended without an answer"}
        if given.onesign and not password:
            code, text = run(given.onesign, "demo", str(path), "--out", scratch)
            sealed = pathlib.Path(scratch) / "sealed.pdf"
            if code or not sealed.read_bytes().startswith(rebuilt.read_bytes()):
                return {"file": path.name, "failed": text.strip()[-200:] or "sealed from another file", "pages": count}
        after = {reader: drawn(reader, rebuilt, None, scratch) for reader in READERS}
        rows = []
        most = {reader: uploads[reader][0] for reader in READERS if uploads[reader][0] > count}
        if most:
            rows.append((0, "pages", most, named(codes, 0)))
        for page in range(1, min(count, MOST_PAGES) + 1):
            row = page_row(page, {r: uploads[r][1].get(page) for r in READERS}, {r: after[r][1].get(page) for r in READERS}, seen.get(page))
            if row:
                rows.append((page, *row, named(codes, page)))
        return {"file": path.name, "pages": count, "codes": codes, "rows": rows}


def page_row(page, upload, rebuilt, seen):
    """In which way a page differs, if it does: readers that don't draw it as received say nothing of it."""
    before = {r: difference(upload[r], rebuilt[r]) for r in READERS if upload[r] is not None}
    shown = {r: difference(seen, rebuilt[r]) for r in READERS}
    changed = {r: value for r, value in before.items() if value > VISIBLE}
    unlike = {r: value for r, value in shown.items() if value > VISIBLE}
    if not changed and not unlike:
        return None
    gone = any(not blank(upload[r]) and blank(rebuilt[r]) for r in before)
    return ("blank" if gone else "upload" if changed else "readers"), {"upload": changed, "picture": unlike}


def alone(what):
    """The reason why a page differs in one reader only: the three don't agree on every page of every file."""
    changed, unlike = list(what["upload"]), list(what["picture"])
    if len(changed) == 1 and set(unlike) <= set(changed):
        return f"only {changed[0]} showed it otherwise as received"
    if not changed and len(unlike) == 1:
        return f"only {unlike[0]} draws it otherwise, before as after"
    return None


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


def reasons(path):
    found = []
    for line in pathlib.Path(path).read_text().splitlines() if path else []:
        if line and not line.startswith("#"):
            name, pages, reason = line.split("\t")
            found.append((name, pages, reason))
    return found


def explained(reasons, name, page):
    for file, pages, reason in reasons:
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
    secrets, known = passwords(given.folders), reasons(given.explained)
    table, open_rows, pages, refused = [], 0, 0, 0
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda path: compare(given, path, secrets.get(path.name)), files):
            name = found["file"]
            pages += min(found.get("pages", 0), MOST_PAGES)
            if "refused" in found:
                refused += 1
            if "failed" in found:
                print(f"FAILED {name}: {found['failed']}", flush=True)
                open_rows += 1
            for page, kind, what, codes in found.get("rows", []):
                reason = explained(known, name, page) or (alone(what) if kind in ("upload", "readers") else None)
                told = ", ".join(f"`{code}`" for code in sorted(set(codes)))
                mark = "warned" if told else "explained" if reason else "OPEN"
                open_rows += mark == "OPEN"
                print(f"{mark} {name} page {page} {kind} {what} {told} {reason or ''}", flush=True)
                table.append((name, page or "count", told or "-", reason or ""))
    summary = f"{len(files)} files, {refused} of them refused, {pages} pages compared, {open_rows} differ without a warning or a reason"
    print(summary)
    if given.ledger:
        write_ledger(given.ledger, table, summary)
    return 1 if open_rows else 0


def write_ledger(path, table, summary):
    marker = "<!-- written by bench/pages.py -->"
    head = pathlib.Path(path).read_text().split(marker)[0]
    rows = [f"| `{name}` | {page} | {told} | {reason} |" for name, page, told, reason in table]
    text = f"{head}{marker}\n\n{summary}.\n\n| file | page | warning | reason |\n|---|---|---|---|\n"
    pathlib.Path(path).write_text(text + "\n".join(rows) + "\n")


if __name__ == "__main__":
    sys.exit(main())
