"""A mailbox with as much IMAP over TLS as a client needs to read new e-mails and mark them as seen."""

import datetime
import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    emails: dict[int, bytes]
    seen: set[int]
    trust: ssl.SSLContext

    def get_request(self) -> Any:
        connection, address = super().get_request()
        return self.trust.wrap_socket(connection, server_side=True), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that closes the connection because it does not trust the certificate."""


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        self.send_line("* OK ready")
        for line in self.rfile:
            tag, _space, text = line.decode().strip().partition(" ")
            done = self.answer(text)
            self.send_line(f"{tag} {done}")
            if text == "LOGOUT":
                return

    def send_line(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def answer(self, text: str) -> str:
        if text.startswith("LOGIN"):
            return "OK done" if text == 'LOGIN reply "se cret"' else "NO wrong password"
        if text == "UID SEARCH UNSEEN":
            new = " ".join(str(number) for number in self.server.emails if number not in self.server.seen)
            self.send_line(f"* SEARCH {new}")
        elif fetched := re.fullmatch(r"UID FETCH (\d+) \(BODY.PEEK\[\]\)", text):
            raw = self.server.emails[int(fetched[1])]
            self.wfile.write(b"* 1 FETCH (UID %s BODY[] {%d}\r\n%s)\r\n" % (fetched[1].encode(), len(raw), raw))
        elif stored := re.fullmatch(r"UID STORE (\d+) \+FLAGS.SILENT \(\\Seen\)", text):
            self.server.seen.add(int(stored[1]))
        elif text == "CAPABILITY":
            self.send_line("* CAPABILITY IMAP4rev1")
        elif text == 'SELECT "INBOX"':
            self.send_line(f"* {len(self.server.emails)} EXISTS")
        elif text != "LOGOUT":
            return "BAD unknown"
        return "OK done"


@contextmanager
def mailbox(emails: list[bytes], folder: Path) -> Iterator[Server]:
    """A mailbox on 127.0.0.1 with these e-mails; its certificate is `cert.pem` in the folder."""
    _write_certificate(folder)
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.emails, server.seen = dict(enumerate(emails, 1)), set()
        server.trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.trust.load_cert_chain(folder / "cert.pem", folder / "key.pem")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _write_certificate(folder: Path) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mailbox")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = (
        made.serial_number(1).not_valid_before(now - datetime.timedelta(1)).not_valid_after(now + datetime.timedelta(1))
    )
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = made.add_extension(address, critical=False).sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(secret)
