"""A local push service, and a browser that decrypts its messages."""

import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()


@dataclass
class Service:
    """A push service at `url` that records its requests and responds with the status `answers`."""

    url: str
    answers: int = 201
    pushed: list[tuple[Message, bytes]] = field(default_factory=list)


@contextmanager
def push_service() -> Iterator[Service]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            service.pushed.append((self.headers, body))
            self.send_response(service.answers)
            self.send_header("Location", f"{service.url}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        service = Service(f"http://127.0.0.1:{server.server_address[1]}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield service
        server.shutdown()


class Browser:
    """The keys of a push subscription, and the decryption of messages for them (RFC 8291)."""

    def __init__(self) -> None:
        self.key, self.password_hash = ec.generate_private_key(CURVE), b"sixteen bytes ok"

    @property
    def keys(self) -> dict[str, str]:
        return {"p256dh": _encoded(_point(self.key.public_key())), "auth": _encoded(self.password_hash)}

    def read(self, body: bytes) -> str:
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        info = b"WebPush: info\x00" + _point(self.key.public_key()) + theirs
        secret = _derived(self.password_hash, info, 32, shared)
        key = _derived(salt, b"Content-Encoding: aes128gcm\x00", 16, secret)
        nonce = _derived(salt, b"Content-Encoding: nonce\x00", 12, secret)
        return AESGCM(key).decrypt(nonce, sealed, None).removesuffix(b"\x02").decode()


def signed_by(authorization: str) -> tuple[str, dict[str, Any]]:
    """Return the public key of the sender's signature and its claims; raise an error if the signature is invalid."""
    token, key = authorization.removeprefix("vapid t=").split(", k=")
    point = urlsafe_b64decode(key + "=" * (-len(key) % 4))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    return key, jwt.decode(token, public, algorithms=["ES256"], options={"verify_aud": False})


def _derived(salt: bytes, info: bytes, length: int, secret: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def _encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")
