#!/usr/bin/env python3
"""Seals every PDF in some folders through a whole ceremony and checks the result with other tools.

    python3 bench/seal_corpus.py --onesign target/release/onesign DIR [DIR …]

Each file goes through `onesign demo`. The script lists files that intake refuses with their code. Every accepted file must
pass `onesign verify`, `pdfsig`, `qpdf --check` and pyHanko (with the demo's root trusted). Needs poppler-utils, qpdf and
`pip install pyhanko`.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    return done.returncode, done.stdout + done.stderr


def pyhanko(sealed, root):
    from pyhanko.keys import load_cert_from_pemder
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=[load_cert_from_pemder(str(root))], allow_fetching=False)
    with open(sealed, "rb") as file:
        signature = PdfFileReader(file).embedded_signatures[-1]
        status = validate_pdf_signature(signature, context)
    return status.bottom_line and status.coverage.name == "ENTIRE_FILE"


def check(onesign, path):
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch)
        code, text = run(onesign, "demo", str(path), "--out", scratch)
        if code:
            found = re.search(r"(?:422|413) (\w+)", text)
            return ("refused", found.group(1)) if found else ("failed", text.strip()[-300:])
        sealed, root = out / "sealed.pdf", out / "root.pem"
        problems = []
        if run(onesign, "verify", str(sealed), "--trust", str(root))[0] != 0:
            problems.append("onesign verify")
        code, text = run("pdfsig", "-nocert", str(sealed))
        if "Signature is Valid" not in text or "Total document signed" not in text:
            problems.append("pdfsig")
        code, text = run("qpdf", "--check", str(sealed))
        if code:
            lines = [line for line in text.splitlines() if "WARNING" in line or "rror" in line]
            problems.append("qpdf: " + "; ".join(line.split(": ", 1)[-1] for line in lines[:2]))
        try:
            if not pyhanko(sealed, root):
                problems.append("pyHanko")
        except Exception as error:  # a verifier's exception is a finding, not an end
            problems.append(f"pyHanko: {type(error).__name__} {error}")
        return ("clean", "") if not problems else ("unclean", ", ".join(problems))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--onesign", required=True)
    arguments.add_argument("folders", nargs="+")
    given = arguments.parse_args()
    files = sorted(p for folder in given.folders for p in pathlib.Path(folder).glob("*.pdf"))
    counts = {}
    with ThreadPoolExecutor(2) as pool:
        for path, (verdict, why) in zip(files, pool.map(lambda p: check(given.onesign, p), files)):
            counts[verdict] = counts.get(verdict, 0) + 1
            if verdict in ("unclean", "failed"):
                print(f"{verdict}: {path.name}: {why}", flush=True)
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    return 1 if counts.get("failed") or counts.get("unclean") else 0


if __name__ == "__main__":
    sys.exit(main())
