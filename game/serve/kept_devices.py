"""Which devices have joined a table, and whose they are, kept so that they come back after a stop.

The file has hashes of tokens and nothing that lets anybody in: a token is 24 random bytes, which no
one finds by trying. Codes, which are short, are not in it: each opening of a table draws new ones.
Whoever could write it could let themselves in, and could read the whole save as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from game.catalogue import phrase
from game.files import read_plain
from game.serve.access import Reader
from game.serve.teams import KeptMember
from game.table.snapshot import DISK, PRIVATE, Disk, write_whole
from game.table.words import clean_name

if TYPE_CHECKING:
    from game.table import Sitting

#: How the name of such a file ends; what stands before it is the name of the save.
SUFFIX: Final = ".phones"
_FORMAT: Final = "panj-phones"
#: No such file is longer: a line for each device, of which so many are known.
_LARGEST: Final = 1024 * 1024
_HASH: Final = 32
_KINDS: Final = ("seat", "watch", "screen", "desk")
_LAST_PORT: Final = 65535


@attrs.frozen
class KnownDevices:
    """What was kept of a table.

    Attributes:
        holders: as what each device reads, by the hash of its token, the first to join first.
        port: where the table was open, as devices look for it there; 0 for anywhere.
        members: the people of the seats among them, the first to come first.
    """

    holders: Mapping[bytes, Reader]
    port: int = 0
    members: tuple[KeptMember, ...] = ()


NOBODY: Final = KnownDevices({})


class KeptDevices:
    """The file of one table."""

    def __init__(self, sitting: Sitting, disk: Disk = DISK, anew: bool = False) -> None:
        """Read nothing yet.

        Args:
            sitting: the table; one that is in memory only keeps nothing.
            anew: whether nobody is known of before.
            disk: where files are.
        """
        self._sitting, self._disk, self._anew = sitting, disk, anew

    @property
    def path(self) -> Path | None:
        """The file; None for a table that has none itself."""
        return None if self._sitting.path is None else beside(self._sitting.path)

    def read(self) -> KnownDevices:
        """What was kept of this very game; nobody where the file is of another, or is no such."""
        found = _told(self.path)
        if self._anew or found.get("game") != self._sitting.header.root():
            return NOBODY
        seats, holders = self._sitting.game.seats, dict[bytes, Reader]()
        members: list[KeptMember] = []
        devices = found.get("devices")
        for told in devices if isinstance(devices, list) else ():
            reader = _reader(told, seats)
            if reader is not None:
                device = bytes.fromhex(told["token"])
                holders[device] = reader
                if reader.kind == "seat" and all(m.device != device for m in members):
                    members.append(_member(told, device, reader.seat))
        return KnownDevices(holders, _port(found), tuple(members))

    def write(self, known: KnownDevices) -> str:
        """Keep what is known.

        Returns:
            Why it could not be kept, a sentence; nothing where it was.
        """
        path = self.path
        if path is None:
            return ""
        people = {
            m.device: {"name": m.name, "role": m.role, "commits": m.commits} for m in known.members
        }
        devices = [
            {"token": token.hex(), "as": reader.kind, "seat": reader.seat, **people.get(token, {})}
            for token, reader in known.holders.items()
        ]
        told = {"format": _FORMAT, "game": self._sitting.header.root(), "port": known.port}
        text = json.dumps({**told, "devices": devices}, indent=1)
        try:
            write_whole(path, text.encode(), self._disk, PRIVATE)
        except OSError as error:
            why = error.strerror or str(error)
            return phrase("serve.not_kept", file=path.name, why=why)
        return ""


def beside(save: Path) -> Path:
    """The file of devices of a save."""
    return save.with_name(f"{save.stem}{SUFFIX}")


def kept_port(save: Path) -> int:
    """The port at which the table of a save was open last; 0 where nothing is kept."""
    return _port(_told(beside(save)))


def _told(path: Path | None) -> dict[str, Any]:
    """What a file says; nothing where it is none, or no such file."""
    if path is None:
        return {}
    try:
        found = json.loads(read_plain(path, _LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    known = isinstance(found, dict) and found.get("format") == _FORMAT
    return found if known else {}


def _port(found: Mapping[str, Any]) -> int:
    port = found.get("port")
    known = isinstance(port, int) and not isinstance(port, bool) and 0 < port <= _LAST_PORT
    return int(port) if known and port is not None else 0


def _member(told: Mapping[str, Any], device: bytes, seat: str) -> KeptMember:
    """Whose a device is, as a file says it; somebody without a name where it does not."""
    name, role = (told.get(key) for key in ("name", "role"))
    return KeptMember(
        device,
        seat,
        clean_name(name) if isinstance(name, str) else "",
        clean_name(role) if isinstance(role, str) else "",
        told.get("commits") is True,
    )


def _reader(told: object, seats: tuple[str, ...]) -> Reader | None:
    """As what a device reads, as a file says it; None where that says nothing."""
    if not isinstance(told, dict):
        return None
    kind, seat, token = (told.get(key) for key in ("as", "seat", "token"))
    if kind not in _KINDS or (seat not in seats if kind == "seat" else seat != ""):
        return None
    try:
        whole = len(bytes.fromhex(token)) == _HASH if isinstance(token, str) else False
    except ValueError:
        whole = False
    return Reader(kind, str(seat)) if whole else None
