"""A mail server that keeps what it gets: python sink.py FOLDER MODE [PORT], with MODE starttls, tls, plain or bare.

Prints its port, then writes each message to FOLDER/<number>.eml. Unless MODE is plain, FOLDER holds server.pem and
server.key. User "onesign" has the password "open sesame"; recipients at refused.example and busy.example are turned
away; the first mail to lost.example, and every mail to mute.example, is kept, and the connection ends before the answer.
"""

import asyncio
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, mode = pathlib.Path(sys.argv[1]), sys.argv[2]
port = int(sys.argv[3]) if len(sys.argv) > 3 else 0


class Sink:
    count = 0
    lost = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@refused.example"):
            return "550 5.1.1 nobody of that name"
        if address.endswith("@busy.example"):
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        protected = server.transport.get_extra_info("ssl_object") is not None
        head = f"X-Protected: {protected}\r\nX-Login: {session.authenticated}\r\n"
        part = folder / "part"
        part.write_bytes(head.encode() + envelope.content)
        part.rename(folder / f"{self.count}.eml")
        if envelope.rcpt_tos[0].endswith("@mute.example"):
            server.transport.abort()
        if not self.lost and envelope.rcpt_tos[0].endswith("@lost.example"):
            self.lost = True
            server.transport.abort()
        return "250 2.0.0 OK: queued"


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == b"onesign" and data.password == b"open sesame"
    return AuthResult(success=right, handled=False)


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    if mode != "plain":
        context.load_cert_chain(folder / "server.pem", folder / "server.key")
    options = {"authenticator": authenticate, "auth_require_tls": mode in ("starttls", "bare")}
    if mode == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    sink = Sink()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(sink, hostname="localhost", **options),
        "127.0.0.1",
        port,
        ssl=context if mode == "tls" else None,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
