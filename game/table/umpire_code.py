"""The code that opens the umpire's console, as a save keeps it.

A save holds the code's hash with a salt of its own, made slow on purpose (scrypt, RFC 7914). A code
of a few digits is still soon found by whoever has the file and tries them all: it keeps curious
players out, who have a table before them and no program.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

_WAY: Final = "scrypt"
_COST: Final = 2**14
_BLOCK: Final = 8
_SALT: Final = 16
_LONGEST: Final = 120
#: So many letters and figures a code has that somebody chooses.
SHORTEST_CODE: Final = 4
LONGEST_CODE: Final = 40


def kept_code(code: str) -> str:
    """Return a code as a save keeps it: how it was hashed, the salt, and the hash.

    Args:
        code: what the umpire types; large and small letters are the same.
    """
    salt = secrets.token_bytes(_SALT)
    return "-".join((_WAY, salt.hex(), _hash(code, salt).hex()))


def code_fits(code: str, kept: str) -> bool:
    """Return whether a code is the one that a save keeps.

    Args:
        code: what was typed.
        kept: what `kept_code` made; whatever else a save says there fits no code.
    """
    way, _, rest = kept.partition("-")
    salt, _, found = rest.partition("-")
    try:
        salted = bytes.fromhex(salt)
    except ValueError:
        return False
    if way != _WAY or len(salted) != _SALT:
        return False
    return hmac.compare_digest(_hash(code, salted).hex(), found)


def may_be_code(typed: str) -> bool:
    """Return whether what was typed may be chosen as a code: enough letters and figures."""
    code = typed.strip()
    return SHORTEST_CODE <= len(code) <= LONGEST_CODE and code.isalnum()


def fresh_code() -> str:
    """Return a code that nobody chose: four digits, to be read aloud."""
    return f"{secrets.randbelow(10_000):04}"


def _hash(code: str, salt: bytes) -> bytes:
    typed = code.strip().casefold()[:_LONGEST].encode()
    return hashlib.scrypt(typed, salt=salt, n=_COST, r=_BLOCK, p=1, dklen=32)
