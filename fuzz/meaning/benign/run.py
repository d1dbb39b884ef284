#!/usr/bin/env python3
"""Honest edits by real programs on files that permit them: none may be called failed. See ../README.md."""
import argparse
import collections
import logging
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent))

import benign_bases  # noqa: E402
import keys  # noqa: E402
import made_bases  # noqa: E402
import verify  # noqa: E402
import writers  # noqa: E402

EDITS = [{"city": "Bonn"}, {"name": "Alice Example"}, {"agreed": "Yes"}, {"term": "Year"}, {"kind": "Garage"}, {"note": "First line"},
         {"city": "Kiel", "agreed": "Yes", "term": "Month"}]


def pkcs12(folder: pathlib.Path):
    target = folder / "trusted-other.p12"
    if not target.exists():
        subprocess.run(["openssl", "pkcs12", "-export", "-inkey", folder / "trusted-other.key", "-in", folder / "trusted-other.pem", "-certfile",
                        folder / "trusted-root.pem", "-out", target, "-passout", "pass:secret"], check=True)


def edits_of(path):
    """(writer, values): every writer with each edit that the form of the file has."""
    for writer in writers.FILLERS:
        for values in benign_bases.EDITS if path.stem.startswith("form-") else EDITS:
            if "locks-name" not in path.stem or "name" not in values:
                yield writer, values
    if not path.stem.startswith("form-"):
        for writer in writers.SIGNERS:
            # The second field of this file is signed already.
            if (path.stem, writer) != ("approval-twice", writers.pdfbox_signing_a_field):
                yield writer, {}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verifier", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("fuzz/found/meaning"))
    parser.add_argument("--writer", default="", help="only writers whose name contains this")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    keys.make(options.work / "keys")
    pkcs12(options.work / "keys")
    made_bases.make(options.work / "bases", options.work / "keys")
    benign_bases.make(options.work / "forms", options.work / "keys")
    out = options.work / "benign"
    out.mkdir(parents=True, exist_ok=True)
    paths = [one for one in sorted((options.work / "bases").glob("*.pdf")) if "certified-1" not in one.stem and "over-text" not in one.stem]
    paths += sorted((options.work / "forms").glob("*.pdf"))
    counts, missing, rows = collections.Counter(), collections.Counter(), []
    for path in paths:
        for number, (writer, values) in enumerate(edits_of(path)):
            if options.writer not in writer.__name__:
                continue
            target = out / f"{path.stem}-{writer.__name__}-{number}.pdf"
            target.unlink(missing_ok=True)
            try:
                writer(path, target, values, options.work / "keys")
            except writers.Missing as error:
                missing[f"{writer.__name__}: {error}"] += 1
                continue
            except Exception as error:  # noqa: BLE001 - a fault of the writer is shown and is no verdict
                missing[f"{writer.__name__}: {str(error).strip()[-160:]}"] += 1
                continue
            if not target.read_bytes().startswith(path.read_bytes()):
                missing[f"{writer.__name__}: not an incremental update"] += 1
                continue
            rows.append((path.stem, writer.__name__, values, target))
    for at in range(0, len(rows), 40):
        part = rows[at:at + 40]
        found = verify.reports(options.verifier, [row[3] for row in part], (options.work / "keys/trusted-root.pem",))
        for (stem, writer, values, target), report in zip(part, found):
            verdict = report["verdict"] if report else "unread"
            counts[(writer, verdict)] += 1
            if verdict != "passed":
                why = [change["sentence"] for entry in report["signatures"] for change in entry.get("changes", []) if change["ruling"] != "permitted"]
                print(f"{verdict:13} {stem} {writer} {values}: {report['sentence']} {why[:3]} {target}")
    print()
    for writer in sorted({writer for writer, _ in counts}):
        print(f"{writer:26}" + "".join(f"{verdict} {counts[(writer, verdict)]:4}  " for verdict in ("passed", "indeterminate", "failed", "unread")))
    for fault, count in missing.most_common():
        print(f"not made: {count} × {fault}")
    return 1 if any(verdict in ("failed", "unread") for _, verdict in counts.elements()) else 0


if __name__ == "__main__":
    sys.exit(main())
