#!/usr/bin/env python3
"""The mutation engine of meaning: writes random later revisions of signed files and looks for those that OneSign passes although a
page looks otherwise. See README.md beside it."""
import argparse
import collections
import json
import pathlib
import random
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import bases  # noqa: E402
import draw  # noqa: E402
import kinds  # noqa: E402
import made_bases  # noqa: E402
import places  # noqa: E402
import signing  # noqa: E402
import verify  # noqa: E402
from case import NotHere, make  # noqa: E402

BATCH = 48
TRIES = 12


def one_case(base, known, seed, only):
    """A case of a random kind that fits the base, or of the named kind; None if there is none."""
    rng = random.Random(f"{base.name}:{seed}")
    names = [name for name in sorted(known) if only in name]
    for _ in range(TRIES):
        name = rng.choice(names)
        try:
            case, data = make(base, name, known[name], seed)
        except NotHere:
            continue
        if data != base.data:
            return name, case, data
    return None


class Run:
    def __init__(self, options, found_bases):
        self.options, self.bases = options, found_bases
        self.known = kinds.load()
        self.passes, self.made = collections.Counter(), collections.Counter()
        self.verdicts, self.findings = collections.Counter(), []
        self.broken = collections.Counter()
        self.out = options.work / "findings"
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)

    def batch(self, base, seeds):
        cases = []
        for seed in seeds:
            try:
                found = one_case(base, self.known, seed, self.options.kind)
            except Exception as error:  # noqa: BLE001 - counted and shown: a fault of the engine, not of the verifier
                self.broken[f"{type(error).__name__}: {error}"[:120]] += 1
                if self.options.strict:
                    raise
                continue
            if found:
                cases.append((seed, *found))
        if not cases:
            return
        with tempfile.TemporaryDirectory(**draw.HERE) as name:
            folder = pathlib.Path(name)
            paths = [verify.write(folder, number, case[3]) for number, case in enumerate(cases)]
            reports = verify.reports(self.options.verifier, paths, base.trust)
        for (seed, kind, case, data), report in zip(cases, reports):
            self.made[kind] += 1
            self.verdicts[report["verdict"] if report else "unread"] += 1
            if verify.is_pass(report, base):
                self.passes[kind] += 1
                self.examine(base, seed, kind, case, data, report)

    def examine(self, base, seed, kind, case, data, report):
        found = draw.seen(base, data, case.honest, places.to_pixels)
        if found is None:
            return
        stem = f"{kind}-{base.name}-{seed}"
        (self.out / f"{stem}.pdf").write_bytes(data)
        (self.out / f"{stem}.base.pdf").write_bytes(base.data)
        changes = [change["sentence"] for entry in report["signatures"] for change in entry.get("changes", [])]
        finding = {"kind": kind, "note": case.note, "base": base.name, "seed": seed, "reader": found[0], "page": found[1], "seen": found[2],
                   "by_code": base.by_code, "permission": base.permission, "sentence": report["sentence"], "changes": changes[:6],
                   "trust": [str(one) for one in base.trust], "file": str(self.out / f"{stem}.pdf")}
        self.findings.append(finding)
        with open(self.out / "findings.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(finding, ensure_ascii=False) + "\n")

    def all(self):
        share = -(-self.options.count // len(self.bases))
        begun = time.time()
        for number, base in enumerate(self.bases):
            for first in range(0, share, BATCH):
                seeds = [self.options.seed * 1_000_000 + n for n in range(first, min(first + BATCH, share))]
                self.batch(base, seeds)
            print(f"{number + 1}/{len(self.bases)} {base.name}: {sum(self.made.values())} made, {sum(self.passes.values())} passed, "
                  f"{len(self.findings)} findings, {time.time() - begun:.0f} s", flush=True)

    def summary(self):
        print("\nkind                                     made  passed  findings")
        counts = collections.Counter(one["kind"] for one in self.findings)
        for name in sorted(self.known):
            print(f"{name:40} {self.made[name]:5} {self.passes[name]:7} {counts[name]:9}")
        print(f"\n{sum(self.made.values())} mutations of {len(self.bases)} files ({sum(b.by_code for b in self.bases)} with exit code 0), "
              f"verdicts {dict(self.verdicts)}, {sum(self.passes.values())} passes examined, {len(self.findings)} findings")
        for fault, count in self.broken.most_common(10):
            print(f"not made: {count} × {fault}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verifier", type=pathlib.Path, required=True, help="onesign-verify")
    parser.add_argument("--corpus", type=pathlib.Path, help="the development corpus (ONESIGN_CORPUS)")
    parser.add_argument("--bases", type=pathlib.Path, nargs="*", default=[], help="folders with further signed files and *root*.pem or .der")
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path("fuzz/found/meaning"), help="keys, made bases and findings")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--kind", default="", help="only kinds whose name contains this")
    parser.add_argument("--base", default="", help="only bases whose name contains this")
    parser.add_argument("--strict", action="store_true", help="stop at a fault of the engine")
    options = parser.parse_args()
    signing.use(options.work / "keys")
    made_bases.make(options.work / "bases", options.work / "keys")
    found = bases.collect(options.verifier, options.corpus, [options.work / "bases", *options.bases], options.work / "trust",
                          options.work / "keys/trusted-root.pem", options.base)
    if not found:
        raise SystemExit("no base files")
    run = Run(options, found)
    run.all()
    run.summary()
    return 1 if run.findings else 0


if __name__ == "__main__":
    sys.exit(main())
