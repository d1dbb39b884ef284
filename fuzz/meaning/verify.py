"""Runs the verifier over many files at once, and decides what counts as a pass."""
import json
import pathlib
import subprocess


def reports(program, paths, trust) -> list:
    """One report a file, in their order; None for a file that the verifier could not read."""
    command = [str(program), "--json"]
    for root in trust:
        command += ["--trust", str(root)]
    done = subprocess.run(command + [str(path) for path in paths], capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if len(lines) != len(paths):
        raise SystemExit(f"{len(paths)} files, {len(lines)} reports: {done.stderr[-500:]}")
    return [None if "error" in one else one for one in lines]


def status(axes, name):
    return next((one["status"] for one in axes if one["axis"] == name), None)


def settled(entry) -> bool:
    """A signature whose bytes hold and after which nothing but what it permits changed."""
    return all(status(entry["axes"], name) == "passed" for name in ("integrity", "coverage", "modification"))


def is_stamp(entry) -> bool:
    """A time-stamp, which the verdict on a file may ignore if its authority is unknown."""
    return "timestamp" in entry["said"]["code"] or "stamp" in entry["sentence"]


def is_pass(report, base) -> bool:
    """Exit code 0 where the base has it; otherwise every signature that the base has is settled, and the file's own axes do not object.

    A base without exit code 0 is one whose certificates nobody can trust today: expired, without revocation data, unknown.
    """
    if report is None:
        return False
    if report["verdict"] == "passed":
        return True
    if base.by_code:
        return False
    entries = [one for one in report.get("signatures", [])]
    if len(entries) < base.signatures or report["verdict"] == "failed" and base.verdict != "failed":
        return False
    # Of a base without exit code 0 only the new signatures can be those of a stranger.
    if any(one["verdict"] != "passed" and not is_stamp(one) for one in entries[base.signatures:]):
        return False
    told = {name: status(report["axes"], name) for name in ("integrity", "coverage", "modification")}
    return all(one in ("passed", None) for one in told.values()) and all(settled(one) for one in entries[:base.signatures])


def write(folder: pathlib.Path, number: int, data: bytes) -> pathlib.Path:
    path = folder / f"{number:04}.pdf"
    path.write_bytes(data)
    return path
