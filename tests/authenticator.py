"""A passkey in software, which signs what a browser would let a real one sign."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

Json = dict[str, Any]
FLAG = AuthenticatorData.FLAG


@dataclass
class SoftwareKey:
    """A passkey for the host `testserver`; `knows_user` states whether it asks for a PIN or a fingerprint."""

    knows_user: bool = True
    origin: str = "https://testserver"
    key_id: bytes = b"a key in software"
    user_handle: str = ""
    password_hash: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self, options: Json, *, stores_account: bool = True) -> Json:
        """Return what a browser posts after `navigator.credentials.create(options)`."""
        public_key = options["publicKey"]
        self.user_handle = public_key["user"]["id"]
        public = ES256.from_cryptography_key(self.password_hash.public_key())
        attested = AttestedCredentialData.create(Aaguid.NONE, self.key_id, public)
        data = self._data(FLAG.AT, attested)
        client = CollectedClientData.create("webauthn.create", websafe_decode(public_key["challenge"]), self.origin)
        response = {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._posted(response) | {"clientExtensionResults": {"credProps": {"rk": stores_account}}}

    def answer(self, options: Json) -> Json:
        """Return what a browser posts after `navigator.credentials.get(options)`."""
        client = CollectedClientData.create(
            "webauthn.get", websafe_decode(options["publicKey"]["challenge"]), self.origin
        )
        data = self._data(FLAG(0))
        signature = self.password_hash.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": self.user_handle,
        }
        return self._posted(response)

    def _data(self, flags: FLAG, attested: bytes = b"") -> AuthenticatorData:
        known = FLAG.UV if self.knows_user else FLAG(0)
        return AuthenticatorData.create(sha256(b"testserver").digest(), flags | FLAG.UP | known, 1, attested)

    def _posted(self, response: Json) -> Json:
        name = websafe_encode(self.key_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
