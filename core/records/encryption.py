"""Text that only the portal can read: what a form held, on its way through a page or waiting in the database."""

import base64
import zlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@lru_cache(maxsize=16)
def _cipher(secret: str, purpose: str) -> Fernet:
    """Return the cipher with a key of its own for `purpose`, derived from a secret of the installation."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"hdnd_portal.{purpose}".encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _ciphers(purpose: str) -> MultiFernet:
    """Return the ciphers of SECRET_KEY, which encrypts, and of SECRET_KEY_FALLBACKS, which only read."""
    return MultiFernet([_cipher(secret, purpose) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def encrypted(text: str, purpose: str) -> str:
    """Return `text` compressed and encrypted for `purpose`; what is encrypted for another purpose cannot stand in its place."""
    return _ciphers(purpose).encrypt(zlib.compress(text.encode("utf-8", "surrogatepass"))).decode("ascii")


def decrypted(token: str, purpose: str, *, max_age: int | None = None) -> str | None:
    """Return the text of a `token`; None if it was not made here, for `purpose` and within `max_age` seconds."""
    try:
        return zlib.decompress(_ciphers(purpose).decrypt(token.encode(), ttl=max_age)).decode("utf-8", "surrogatepass")
    except (InvalidToken, ValueError, zlib.error):
        return None
