#!/usr/bin/env python3
"""Measures how long a whole upload takes, from the request to the answer that names the draft.

    cargo build --release
    python3 bench/upload_speed.py target/release/onesign [DIR …]

Starts the program with a data directory of its own. Sends it, one after the other, the files of `intake_speed.py` (250 pages,
and small ones that need much work) and the files of at most 10 kB in the folders. The server receives and encrypts an upload,
takes it in, and draws each of its pages once. Prints the time that the sender waits, the processor time of the server with its
workers, and the time that `qpdf` (rewriting the file) and `mutool draw` (drawing every page 400 pixels wide) take together for
the same file. The bars apply to the processor time, because other programs may share the machine: 10 s for 250 pages, 2 s for
at most 10 kB. Exit status 1: a bar is missed.

Needs qpdf, mupdf-tools and `pip install pillow`.
"""
import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

from intake_speed import LARGE_BAR, PAGES, SMALL, SMALL_BAR, large_files, small_files, took

OWNER = {"name": "Ada Berg", "email": "ada@northwind.example", "password": "correct horse battery staple"}
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A running server with a signed-in owner."""

    def __init__(self, binary, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        settings = {name: value for name, value in os.environ.items() if not name.startswith("ONESIGN_")}
        settings |= {"ONESIGN_DATA_DIR": str(folder), "ONESIGN_LISTEN": f"127.0.0.1:{self.port}", "ONESIGN_BCRYPT_COST": "10"}
        self.log = open(folder / "log", "w+")
        self.process = subprocess.Popen([binary], env=settings, stdout=self.log, stderr=subprocess.STDOUT)
        self.cookie = ""
        code = self.wait_for(r"/setup#(\S+)")
        self.post("/v1/setup", json.dumps(OWNER | {"instance_name": "Northwind Studio", "code": code}).encode(), "application/json")

    def wait_for(self, pattern):
        for _ in range(300):
            found = re.search(pattern, pathlib.Path(self.log.name).read_text())
            if found:
                return found.group(1)
            time.sleep(0.1)
        sys.exit("the server does not start; see its output:\n" + pathlib.Path(self.log.name).read_text())

    def post(self, path, body, kind):
        connection = http.client.HTTPConnection("localhost", self.port, timeout=120)
        origin = f"http://localhost:{self.port}"
        connection.request("POST", path, body, {"Content-Type": kind, "Origin": origin, "Cookie": self.cookie})
        answer = connection.getresponse()
        answer.read()
        given = answer.getheader("Set-Cookie")
        if given:
            self.cookie = given.split(";")[0]
        connection.close()
        return answer.status

    def seconds(self):
        """Processor time so far, of the server, its workers, and workers that have ended."""
        ours, spent = {self.process.pid}, 0
        rows = [stat for stat in map(stat_of, filter(str.isdigit, os.listdir("/proc"))) if stat]
        for pid, parent, *_ in sorted(rows):
            if parent in ours:
                ours.add(pid)
        for pid, _, own, ended in rows:
            if pid in ours:
                spent += own + (ended if pid == self.process.pid else 0)
        return spent / TICKS

    def upload(self, path):
        data, before, began = path.read_bytes(), self.seconds(), time.monotonic()
        status = self.post("/v1/envelopes?filename=upload.pdf", data, "application/pdf")
        waited = time.monotonic() - began
        return status, waited, self.seconds() - before

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def stat_of(pid):
    """Number, parent, own ticks, and those of children that have ended."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return int(pid), int(fields[1]), int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])


def peers(path, folder):
    qpdf, _ = took("qpdf", "--object-streams=generate", str(path), str(folder / "out.pdf"))
    mutool, _ = took("mutool", "draw", "-q", "-w", "400", "-o", str(folder / "%d.png"), str(path))
    return qpdf + mutool


def row(server, path, bar, folder):
    status, waited, spent = server.upload(path)
    beside = peers(path, folder)
    missed = spent > bar
    print(f"  {path.name:34} {status} waited {waited:6.2f} s, worked {spent:6.2f} s{' MISSED' if missed else ''}; qpdf and mutool {beside:6.2f} s, {spent / max(beside, 0.01):5.1f}×")
    return missed


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    missed = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        data, made = folder / "data", folder / "small"
        data.mkdir()
        made.mkdir()
        server = Server(sys.argv[1], data)
        try:
            print(f"{PAGES} pages each, bar {LARGE_BAR:.0f} s")
            for path in large_files(folder):
                missed += row(server, path, LARGE_BAR, folder)
            small = list(small_files(made))
            small += [path for at in sys.argv[2:] for path in sorted(pathlib.Path(at).glob("*.pdf")) if path.stat().st_size <= SMALL]
            print(f"{len(small)} files of at most {SMALL // 1000} kB, bar {SMALL_BAR:.0f} s; the slowest:")
            slow = sorted(((server.upload(path)[2], path) for path in small), key=lambda one: one[0], reverse=True)
            for seconds, path in slow:
                if seconds > SMALL_BAR or (seconds, path) in slow[:10]:
                    missed += row(server, path, SMALL_BAR, folder)
        finally:
            server.stop()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
