"""Waking a browser: one word, encrypted so that only the browser reads it, by the push service that it has chosen."""

import json
import logging
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from email.utils import parseaddr
from fnmatch import fnmatch
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from webpush import WebPush, WebPushSubscription
from webpush.types import WebPushKeys

from networkapp.conf import setting
from networkapp.models import this_site

logger = logging.getLogger(__name__)

SECONDS = 10
KEPT_SECONDS = 12 * 60 * 60
HOST = re.compile(r"[a-z0-9.-]+")
CURVE = ec.SECP256R1()


class SubscriptionExpired(Exception):
    """The browser cannot get push notifications any longer: its push service does not know it."""


def make_private_key() -> str:
    """Return a new private key for NETWORKAPP_VAPID_PRIVATE_KEY."""
    return _encoded(ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(32, "big"))


def public_key() -> str:
    """Return the public key with which browsers subscribe; empty if the site sends no push notifications."""
    key = _private_key()
    return _encoded(_point(key)) if key else ""


def is_push_service(endpoint: str) -> bool:
    """Return whether the address is one of NETWORKAPP_PUSH_SERVICES; the site sends to no other."""
    try:
        parts = urlsplit(endpoint)
        origin = f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return False
    is_plain = HOST.fullmatch(parts.hostname or "") is not None and parts.username is None and "\\" not in endpoint
    return is_plain and any(fnmatch(origin, service) for service in setting("PUSH_SERVICES"))


def are_keys(p256dh: str, auth: str) -> bool:
    """Return whether these are valid keys of a browser: a point of the curve, and sixteen bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, _decoded(p256dh))
        return len(_decoded(auth)) == 16
    except ValueError:
        return False


def send_push(*, endpoint: str, p256dh: str, auth: str, words: str, language: str) -> None:
    """Send `words`, which are in `language`, to the push service, unless newer ones overtake them there.

    Raises Gone if it no longer knows the browser or we send nothing there; OSError if it cannot accept them now.
    """
    key = _private_key()
    if key is None or not is_push_service(endpoint):
        raise SubscriptionExpired(endpoint)
    subscription = WebPushSubscription(endpoint=endpoint, keys=WebPushKeys(p256dh=p256dh, auth=auth))
    message = _sender(key).get(json.dumps({"words": words, "language": language}, ensure_ascii=False), subscription)
    headers = {**message.headers, "topic": "news", "content-type": "application/octet-stream"}
    body = message.encrypted
    answer = requests.post(endpoint, data=body, headers=headers, timeout=SECONDS, allow_redirects=False)
    if answer.status_code in {404, 410}:
        raise SubscriptionExpired(endpoint)
    if not answer.ok or answer.is_redirect:
        raise OSError(f"The push service answered with status {answer.status_code}.")


def _private_key() -> ec.EllipticCurvePrivateKey | None:
    key = setting("VAPID_PRIVATE_KEY")
    try:
        return ec.derive_private_key(int.from_bytes(_decoded(key), "big"), CURVE) if key else None
    except ValueError:
        logger.error("NETWORKAPP_VAPID_PRIVATE_KEY is not a valid key. Create one with `manage.py make_vapid_keys`.")
        return None


def _sender(key: ec.EllipticCurvePrivateKey) -> WebPush:
    pem = serialization.Encoding.PEM
    return WebPush(
        private_key=key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        public_key=key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo),
        subscriber=setting("VAPID_SUBJECT").removeprefix("mailto:") or parseaddr(this_site().sender)[1],
        ttl=KEPT_SECONDS,
    )


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return key.public_key().public_bytes(serialization.Encoding.X962, form)


def _encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def _decoded(value: str) -> bytes:
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))
