#!/usr/bin/env python3
"""Runs a command while certomancer's test PKI is up, with the settings that let OneSign seal to B-LTA with it.

    python3 bench/with_pki.py COMMAND...

Sets ONESIGN_SEAL_KEY_FILE, ONESIGN_SEAL_CERTIFICATE_FILE, ONESIGN_TSA_URL and ONESIGN_FETCH_ALLOW, and
BENCH_ROOT, a PEM file with the root for verification.
"""

import datetime
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

FIXTURE = pathlib.Path(__file__).parent.parent / "fixtures/pki/signing.yml"
NAMES = ["root", "issuing", "answers", "tsa", "tsa-ending", "seal-ec", "seal-rsa"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "keys").mkdir()
        for key in NAMES:
            out = folder / f"keys/{key}.key.pem"
            kind = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
            subprocess.run(["openssl", "genpkey", "-out", out, *kind], check=True, stderr=subprocess.DEVNULL)
        port = free_port()
        ends = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=300)
        config = folder / "config.yml"
        text = FIXTURE.read_text().replace("PORT", str(port))
        config.write_text(text.replace("SOON", ends.strftime("%Y-%m-%dT%H:%M:%S+0000")))
        command = ["certomancer", "--config", config]
        subprocess.run([*command, "mass-summon", "test", folder / "certs"], check=True, stdout=subprocess.DEVNULL)
        found = {path.name.removesuffix(".cert.pem"): path for path in folder.glob("certs/**/*.cert.pem")}
        chain = folder / "chain.pem"
        chain.write_text("".join(found[part].read_text() for part in ["seal-ec", "issuing", "root"]))
        server = subprocess.Popen(
            [*command, "animate", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        try:
            while "Running on" not in (line := server.stderr.readline()):
                if not line:
                    sys.exit("certomancer did not start")
            settings = {
                "ONESIGN_SEAL_KEY_FILE": str(folder / "keys/seal-ec.key.pem"),
                "ONESIGN_SEAL_CERTIFICATE_FILE": str(chain),
                "ONESIGN_TSA_URL": f"http://127.0.0.1:{port}/test/tsa/tsa",
                "ONESIGN_FETCH_ALLOW": "127.0.0.1",
                "BENCH_ROOT": str(found["root"]),
            }
            return subprocess.run(sys.argv[1:], env=os.environ | settings).returncode
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
