#!/usr/bin/env python3
"""OneSign's verdicts beside those of pyHanko and pdfsig over the forgeries of the development corpus, as Markdown.

    python3 bench/forged_table.py --verifier target/release/onesign-verify [--corpus DIR]

Prints the section for docs/standards/verifier-ledger.md. Needs `pip install pyhanko` and poppler's pdfsig.
All are given the same trust file; pyHanko fetches nothing and judges at the current time, as OneSign does.
"""
import argparse
import collections
import io
import json
import logging
import os
import pathlib
import subprocess

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

HONEST = ("passed", "not failed")


def ours(program, path, trust):
    done = subprocess.run([program, "--json", "--trust", trust, path], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    trail = next((axis["status"] for axis in report["axes"] if axis["axis"] == "trail"), None)
    return {"passed": "passed", "failed": "failed"}.get(report["verdict"], "unclear"), trail


def pyhanko(path, trust):
    """`passed` if every signature and document time-stamp passes; `failed` if one has an objection; or the exception."""
    context = lambda: ValidationContext(trust_roots=list(load_certs_from_pemder([str(trust)])), allow_fetching=False)  # noqa: E731
    try:
        reader = PdfFileReader(io.BytesIO(path.read_bytes()))
        signatures, stamps = list(reader.embedded_regular_signatures), list(reader.embedded_timestamp_signatures)
        if not signatures and not stamps:
            return "no signature"
        found = [validate_pdf_signature(one, context(), ts_validation_context=context()).bottom_line for one in signatures]
        return "passed" if all(found) else "failed"
    except Exception as error:  # noqa: BLE001 - pyHanko answers some files with an exception of any kind
        return f"exception ({type(error).__name__})"


def pdfsig(path):
    """`passed` if every signature is valid and the last one covers the whole document; pdfsig does not compare revisions."""
    done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False)
    lines = [line.strip("- ").strip() for line in done.stdout.splitlines()]
    valid = [line for line in lines if line.startswith("Signature Validation:")]
    if not valid:
        return "no signature"
    if not all(line.endswith("Signature is Valid.") for line in valid):
        return "failed"
    return "valid" if "Total document signed" in lines else "valid, covers a part"


def met(expected, verdict, trail):
    """Whether a verdict is as expected, for the rows that a verdict answers."""
    accepted = {"passed": ("passed",), "warned": ("unclear",), "not passed": ("failed", "unclear"), "not failed": ("passed", "unclear")}
    if expected in accepted:
        return verdict in accepted[expected]
    if "trail" in expected:
        return trail != "passed"
    return None


def is_false(expected, verdict):
    """Whether another verifier accepts what must not pass, or rejects what is honest."""
    accepts = verdict in ("passed", "valid", "valid, covers a part")
    if expected in HONEST:
        return not accepts
    return accepts if expected in ("not passed", "warned") else None


def main():
    logging.disable(logging.CRITICAL)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verifier", required=True)
    parser.add_argument("--corpus", type=pathlib.Path, default=os.environ.get("ONESIGN_CORPUS"))
    options = parser.parse_args()
    folder = pathlib.Path(options.corpus) / "forged"
    rows = [line.split("\t")[:4] for line in (folder / "forged.tsv").read_text().splitlines()[1:]]
    wrong, counts, table = [], collections.Counter(), []
    for file, trust, kind, expected in rows:
        verdict, trail = ours(options.verifier, folder / file, folder / trust)
        theirs = {"pyHanko": pyhanko(folder / file, folder / trust), "pdfsig": pdfsig(folder / file)}
        if met(expected, verdict, trail) is False:
            wrong.append(file)
        for name, said in [("OneSign", verdict), *theirs.items()]:
            if is_false(expected, said):
                counts[name, "reject" if expected in HONEST else "accept"] += 1
        shown = verdict if trail in (None, "not_checked") else f"{verdict}; trail {'proven' if trail == 'passed' else 'not proven'}"
        table.append(f"| `{file}` | {kind} | {expected} | {shown} | {theirs['pyHanko']} | {theirs['pdfsig']} |")
    honest = sum(row[3] in HONEST for row in rows)
    forged = sum(row[3] in ("not passed", "warned") for row in rows)
    print("## Forgeries and honest files of others, beside pyHanko and pdfsig\n")
    print(f"`python3 bench/forged_table.py` runs the {len(rows)} files of `forged/` with the same trust file in each program. pdfsig does not examine\n"
          "later revisions: \"valid, covers a part\" is how it says that something follows the signature.\n")
    print("| | OneSign | pyHanko | pdfsig |\n|---|---|---|---|")
    for title, key, of in (("forgeries or doubtful files accepted", "accept", forged), ("honest files that do not pass", "reject", honest)):
        print(f"| {title}, of {of} | " + " | ".join(str(counts[name, key]) for name in ("OneSign", "pyHanko", "pdfsig")) + " |")
    print("\n| file | class | expected | OneSign | pyHanko | pdfsig |\n|---|---|---|---|---|---|")
    print("\n".join(table))
    if wrong:
        print("\nNot as expected: " + ", ".join(wrong))


if __name__ == "__main__":
    main()
