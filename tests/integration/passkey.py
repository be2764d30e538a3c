"""A passkey of wa-sim's account, shown as an authenticator does: by openssl, or with its key handed to a browser's virtual authenticator."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

ORIGIN = "https://web.whatsapp.com"
USER_PRESENT_AND_VERIFIED = 0x1D  # and backed up, as synced passkeys are


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Passkey:
    def __init__(self, file: str) -> None:
        stored = json.loads(Path(file).read_text())
        self.rp_id = stored["rp_id"]
        self.credential, self.user, self.key, self.point = (
            bytes.fromhex(stored[name]) for name in ("credential_id", "user_handle", "private_key", "public_point"))

    def pkcs8(self) -> bytes:
        """DER, from the bare numbers (SEC 1 inside PKCS #8)."""
        sec1 = bytes.fromhex("30770201010420") + self.key + bytes.fromhex("a00a06082a8648ce3d030107a144034200") + self.point
        pem = b"-----BEGIN EC PRIVATE KEY-----\n" + base64.encodebytes(sec1) + b"-----END EC PRIVATE KEY-----\n"
        return subprocess.run(["openssl", "pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], input=pem,
                              stdout=subprocess.PIPE, check=True).stdout

    def assertion(self, options: dict) -> dict:
        client_data = json.dumps({"type": "webauthn.get", "challenge": options["challenge"], "origin": ORIGIN,
                                  "crossOrigin": False}, separators=(",", ":")).encode()
        data = hashlib.sha256(self.rp_id.encode()).digest() + bytes([USER_PRESENT_AND_VERIFIED]) + bytes(4)
        with tempfile.TemporaryDirectory() as folder:
            key = Path(folder) / "key.der"
            key.write_bytes(self.pkcs8())
            signature = subprocess.run(["openssl", "dgst", "-sha256", "-keyform", "DER", "-sign", str(key)],
                                       input=data + hashlib.sha256(client_data).digest(), stdout=subprocess.PIPE,
                                       check=True).stdout
        return {"id": base64url(self.credential), "rawId": base64url(self.credential), "type": "public-key",
                "response": {"clientDataJSON": base64url(client_data), "authenticatorData": base64url(data),
                             "signature": base64url(signature), "userHandle": base64url(self.user)}}
