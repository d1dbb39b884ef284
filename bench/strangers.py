#!/usr/bin/env python3
"""What strangers cost: each attack does one thing to a fresh instance while other clients go on working.

Usage: bench/strangers.py target/release/onesign [name of an attack ...]

Prints for each attack the slowest answers to /healthz and to a signing page during the attack, the memory above that of an
idle server, how many of the strangers' connections are still open after two minutes at most, and the time from
SIGTERM to the server's exit. The script uses only the loopback interface and ends after a few minutes. Exits with 1 if
a bar is missed.
"""

import http.client
import json
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from base64 import urlsafe_b64encode
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = (ROOT / "fixtures/contract.pdf").read_bytes()
OWNER, PASSWORD = "owner@example.com", "a password for benches"
DESCRIPTORS = 1024
MEMORY_BAR, STOP_BAR, SIGN_IN_BAR = 150 * 2**20, 30, 2
# The generator of P-256 as a public key: good enough to open a link without ever signing.
KEY = urlsafe_b64encode(
    bytes.fromhex(
        "3059301306072a8648ce3d020106082a8648ce3d030107034200046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
    )
).decode().rstrip("=")


class Server:
    """A fresh instance with an owner and one signer in a session."""

    def __init__(self, binary, **settings):
        self.dir = tempfile.TemporaryDirectory()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        # The origin is fixed before the listener, so that names in links and cookies agree.
        self.host = f"localhost:{self.port}"
        env = {"PATH": os.environ["PATH"], "ONESIGN_DATA_DIR": self.dir.name + "/data",
               "ONESIGN_LISTEN": f"127.0.0.1:{self.port}", **settings}
        self.log = open(self.dir.name + "/log", "w")
        limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
        self.process = subprocess.Popen([binary], env=env, stdout=subprocess.PIPE, stderr=self.log, preexec_fn=limit)
        line = self.process.stdout.readline().decode()
        assert "ready" in line, "the server did not start"
        self.cookies = {}
        code = line.strip().partition("#")[2]
        self.call("POST", "/v1/setup", {"code": code, "name": "Owner", "email": OWNER, "password": PASSWORD})
        self.link = self.signer()

    def call(self, method, path, body=None, cookies=None, headers=None, wait=60):
        """The status, the headers and the JSON of an answer."""
        jar = self.cookies if cookies is None else cookies
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=wait)
        raw = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        sent = {"Host": self.host, "Cookie": "; ".join(f"{k}={v}" for k, v in jar.items()), **(headers or {})}
        if raw is not None and not isinstance(body, bytes):
            sent["Content-Type"] = "application/json"
        connection.request(method, path, raw, sent)
        answer = connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                jar[key] = rest.split(";")[0]
        text = answer.read()
        connection.close()
        try:
            return answer.status, answer.headers, json.loads(text)
        except ValueError:
            return answer.status, answer.headers, text

    def signer(self):
        """Sends a contract to a signer and opens the link."""
        _, _, envelope = self.call("POST", "/v1/envelopes?filename=a.pdf", CONTRACT)
        path, person = f"/v1/envelopes/{envelope['id']}", str(uuid.uuid4())
        field = {"id": str(uuid.uuid4()), "recipient": person, "kind": "signature", "page": 0, "required": True,
                 "rect": {"x": 40000, "y": 500000, "w": 150000, "h": 30000}, "label": ""}
        draft = {"title": "a", "message": "", "locale": "en", "expires_in_days": 7, "fields": [field],
                 "recipients": [{"id": person, "name": "Ann", "email": "ann@example.com", "role": "signer", "step": 1}]}
        status, _, body = self.call("PUT", path + "/draft", draft)
        assert status < 300, body
        status, _, body = self.call("POST", path + "/sending")
        assert status < 300, body
        for _ in range(200):
            for mail in self.call("GET", "/v1/outbox")[2]["items"]:
                links = self.call("GET", f"/v1/outbox/{mail['id']}")[2]["links"]
                if links:
                    selector, _, secret = links[0].rpartition("/s/")[2].partition("#")
                    self.signing = {}
                    status, _, body = self.call("POST", f"/v1/links/{selector}/exchange",
                                                {"secret": secret, "public_key": KEY}, self.signing)
                    assert status == 201, body
                    return selector
            time.sleep(0.05)
        raise SystemExit("no mail with a link")

    def memory(self):
        """Resident bytes of the server, without its workers."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    def stop(self):
        """Seconds from SIGTERM to the exit; one minute at most."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        took = time.monotonic() - began
        self.log.close()
        self.dir.cleanup()
        return took


def connect(server):
    stream = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    return stream


def begun(server, *parts):
    """A connection with this data sent, as far as the server accepts it."""
    try:
        stream = connect(server)
        for part in parts:
            stream.sendall(part)
        return [stream]
    except OSError:
        return []


PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, flags, stream, payload):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def http2_head(server, stream, method, path, flags):
    host = server.host.encode()
    block = bytes([method, 0x86, 0x44, len(path)]) + path + b"\x41" + bytes([len(host)]) + host
    return frame(1, flags, stream, block)


def head(server, path, length):
    length = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return f"POST {path} HTTP/1.1\r\nHost: {server.host}\r\n{length}\r\n\r\n".encode()


def silent(server):
    return sum((begun(server) for _ in range(1_100)), [])


def unfinished(server):
    piece, streams = b"x" * 2**20, []
    for n in range(40):
        if n % 2:
            chunk = f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
            streams += begun(server, head(server, "/v1/verifications", None), *[chunk] * 49)
        else:
            streams += begun(server, head(server, "/v1/verifications", 52_000_000), *[piece] * 49)
    return streams


def http2_streams(server):
    """150 uploads on one connection, each as far as the server's flow control windows permit."""
    stream = connect(server)
    stream.settimeout(1)
    numbers = [1 + 2 * n for n in range(150)]
    stream.sendall(PREFACE + frame(4, 0, 0, b""))
    stream.sendall(b"".join(http2_head(server, n, 0x83, b"/v1/verifications", 4) for n in numbers))
    whole, initial, windows, got = 65_535, 65_535, dict.fromkeys(numbers, 0), b""
    sent, until = 0, time.monotonic() + 20
    try:
        while time.monotonic() < until and sent < 600 * 2**20:
            for n in numbers:
                room = min(whole, initial + windows.get(n, -initial), 16_000)
                if room > 0:
                    stream.sendall(frame(0, 0, n, b"x" * room))
                    whole, windows[n], sent = whole - room, windows[n] - room, sent + room
            got += stream.recv(65_536)
            while len(got) >= 9 and len(got) >= 9 + int.from_bytes(got[:3], "big"):
                length, kind, flags, number = int.from_bytes(got[:3], "big"), got[3], got[4], int.from_bytes(got[5:9], "big")
                payload, got = got[9:9 + length], got[9 + length:]
                if kind == 8 and number == 0:
                    whole += int.from_bytes(payload, "big")
                elif kind == 8 and number in windows:
                    windows[number] += int.from_bytes(payload, "big")
                elif kind == 4 and not flags & 1:
                    settings = [payload[n:n + 6] for n in range(0, length, 6)]
                    initial = next((int.from_bytes(s[2:], "big") for s in settings if s[1] == 4), initial)
                elif kind in (0, 3) and (kind == 3 or flags & 1):
                    windows.pop(number, None)
    except OSError:
        pass
    print(f"    {sent / 2**20:.0f} MB sent, {len(windows)} of 150 uploads still wanted")
    return [stream]


def incomplete(server):
    """One byte, half a preface, an idle HTTP/2 connection, half a head, a slow body: twenty of each."""
    starts = [b"P", PREFACE[:20], PREFACE + frame(4, 0, 0, b""), b"GET / HTTP/1.1\r\nHost: ",
              PREFACE + frame(4, 0, 0, b"") + http2_head(server, 1, 0x82, b"/", 1),
              head(server, "/v1/sessions", 100) + b"{"]
    return sum((begun(server, start) for start in starts * 20), [])


def unread(server):
    """Fifty connections that send requests again and again and read nothing."""
    request = f"GET /openapi.json HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode()
    streams = []
    for _ in range(50):
        stream = connect(server)
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        stream.settimeout(0.2)
        try:
            for _ in range(400):
                stream.sendall(request)
        except OSError:
            pass
        streams.append(stream)
    return streams


def unread_http2(server):
    """A hundred HTTP/2 connections that request sixty answers each and accept no data."""
    streams = []
    for _ in range(100):
        start = PREFACE + frame(4, 0, 0, struct.pack(">HI", 4, 0))
        heads = [http2_head(server, 1 + 2 * n, 0x82, b"/openapi.json", 5) for n in range(60)]
        streams += begun(server, start + b"".join(heads))
    return streams


def sign_ins(server):
    def one(n):
        body = {"email": f"stranger{n}@example.com", "password": "whatever it is"}
        try:
            server.call("POST", "/v1/sessions", body, {})
        except OSError:
            pass

    threads = [threading.Thread(target=one, args=(n,), daemon=True) for n in range(150)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    for name, jar in [("as a new browser", {}), ("as a known one", dict(server.cookies))]:
        began = time.monotonic()
        status, _, body = server.call("POST", "/v1/sessions", {"email": OWNER, "password": PASSWORD}, jar)
        took = time.monotonic() - began
        print(f"    the owner signs in {name}: {status} after {took:.2f} s")
        judge(status == 201 and took <= SIGN_IN_BAR, "the owner's sign-in")
    for thread in threads:
        thread.join()
    return []


def verifiers(server):
    codes = []

    def one():
        for _ in range(5):
            try:
                codes.append(server.call("POST", "/v1/verifications", CONTRACT + b" " * 40_000_000, {})[0])
            except OSError:
                codes.append("cut off")

    threads = [threading.Thread(target=one, daemon=True) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("    verifiers:", {code: codes.count(code) for code in sorted(set(codes), key=str)})
    return []


ATTACKS = [silent, unfinished, http2_streams, incomplete, unread, unread_http2, sign_ins, verifiers]
missed = []


def judge(kept, bar):
    if not kept:
        missed.append(bar)
        print(f"    MISSED: {bar}")


def is_open(stream):
    """Whether the server has kept the connection open."""
    stream.setblocking(False)
    try:
        while data := stream.recv(2**20):
            pass
        return False
    except BlockingIOError:
        return True
    except OSError:
        return False


def run(binary, attack):
    print(f"{attack.__name__}:", flush=True)
    server = Server(binary)
    quiet, worst, going, latest = server.memory(), [0, 0, 0], True, {}

    def watch():
        while going:
            for n, path, headers in [(0, "/healthz", {}), (1, "/v1/signing", {"onesign-link": server.link})]:
                began = time.monotonic()
                try:
                    status = server.call("GET", path, None, dict(server.signing), headers, 10)[0]
                except OSError as error:
                    status = type(error).__name__
                took = time.monotonic() - began
                worst[n] = max(worst[n], took)
                if status != 200:
                    latest[path] = status
            worst[2] = max(worst[2], server.memory())
            time.sleep(0.05)

    watching = threading.Thread(target=watch)
    watching.start()
    streams = attack(server)
    began = time.monotonic()
    while time.monotonic() - began < 120 and any(is_open(stream) for stream in streams[-60:]):
        time.sleep(1)
        if time.monotonic() - began > 5 and not streams:
            break
    still, after = sum(map(is_open, streams)), time.monotonic() - began
    going = False
    watching.join()
    more = worst[2] - quiet
    print(f"    /healthz at most {worst[0] * 1000:.0f} ms, signing at most {worst[1] * 1000:.0f} ms, failures: {latest}")
    print(f"    memory: {more / 2**20:.0f} MB above {quiet / 2**20:.0f} MB")
    print(f"    still open: {still} of {len(streams)} connections after {after:.0f} s")
    judge(not latest, "others are served")
    judge(more <= MEMORY_BAR, "memory")
    judge(still == 0, "connections end")
    for stream in streams:
        stream.close()
    # Connections that stay open while the server stops.
    holding = unfinished_few(server)
    took = server.stop()
    print(f"    from SIGTERM to the exit: {took:.1f} s", flush=True)
    judge(took <= STOP_BAR, "stopping")
    for stream in holding:
        stream.close()


def unfinished_few(server):
    return sum((begun(server, start) for start in [
        head(server, "/v1/verifications", 1_000) + b"x", head(server, "/v1/sessions", 100) + b"{",
        b"GET / HTTP/1.1\r\nHost: ", PREFACE + frame(4, 0, 0, b""), PREFACE[:20], b"",
    ]), [])


def main():
    binary, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    for attack in ATTACKS:
        if not names or attack.__name__ in names:
            run(binary, attack)
    print("missed:", ", ".join(missed) if missed else "nothing")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
