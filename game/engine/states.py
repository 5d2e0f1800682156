"""States as values: copied, compared, and written to bytes that only their own game reads back."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Final

from game.engine.errors import ForeignState
from game.engine.interpret import State

#: What the bytes of a state begin with; the last byte is the version of the form.
MAGIC: Final = b"panj\x01"
_TAG: Final = 16
_CHECK: Final = 4


class States:
    """Writes and reads the states of one game.

    The form: `MAGIC`, 16 bytes that stand for the rules, scenario and options, the bytes of the
    state, and 4 bytes of CRC-32 over all of that, the lowest first.
    """

    def __init__(
        self, size: int, rules_sha256: str, scenario: str, options: Mapping[str, str]
    ) -> None:
        self._size = size
        told = json.dumps([rules_sha256, scenario, sorted(options.items())]).encode()
        self._head = MAGIC + hashlib.blake2b(told, digest_size=_TAG).digest()

    def serialize(self, state: State) -> bytes:
        """The bytes of a state."""
        body = self._head + bytes(state)
        return body + zlib.crc32(body).to_bytes(_CHECK, "little")

    def deserialize(self, data: bytes) -> State:
        """The state of some bytes; raises ForeignState."""
        head = len(self._head)
        if not data.startswith(MAGIC):
            raise ForeignState("These bytes are no state of a game; give what `serialize` made.")
        if not data.startswith(self._head):
            raise ForeignState(
                "This state belongs to other rules, another scenario or other options; "
                "make the game that it was saved from."
            )
        body, check = data[:-_CHECK], data[-_CHECK:]
        if len(body) != head + self._size or zlib.crc32(body).to_bytes(_CHECK, "little") != check:
            raise ForeignState("This state was cut or changed; take another copy of it.")
        return bytearray(body[head:])
