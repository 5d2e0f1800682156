"""Who somebody is who asks to join: codes that people type, tokens that devices keep, and limits.

Nothing here knows a network or a game. Codes are digits alone, so that they can be typed on any
keyboard; they are short because whoever guesses is stopped (`Guesses`).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal

import attrs

#: As what somebody reads: a seat, one who looks on, the screen for all, the umpire.
ReaderKind = Literal["seat", "watch", "screen", "desk"]

TABLE_DIGITS: Final = 6
SEAT_DIGITS: Final = 8
DESK_DIGITS: Final = 10

#: So many wrong codes are read from one address in a minute, and from all together.
MOST_WRONG: Final = 6
MOST_WRONG_OF_ALL: Final = 120
MINUTE: Final = 60.0
#: Of so many addresses it is kept how they guessed; the oldest is forgotten first.
MOST_ADDRESSES: Final = 4096
#: So many devices are known by a token; the one that joined first is forgotten first.
MOST_TOKENS: Final = 512


@attrs.frozen
class Reader:
    """As what a page is read.

    Attributes:
        kind: as a seat, as one who looks on, as the screen for all, or as the umpire.
        seat: the seat; empty for the others.
    """

    kind: ReaderKind
    seat: str = ""


def fresh_code(digits: int) -> str:
    """A code of so many digits that nobody can guess; it never begins with nought."""
    least: int = 10 ** (digits - 1)
    return str(least + secrets.randbelow(9 * least))


@attrs.frozen
class Codes:
    """What people type to join.

    Attributes:
        table: takes a free seat; empty where every seat is given out by its own code.
        seats: the code of each seat.
        screen: that of the page for all.
        desk: that of the umpire.
    """

    table: str
    seats: Mapping[str, str]
    screen: str
    desk: str

    @classmethod
    def draw(cls, seats: Iterable[str], sealed: bool = False) -> Codes:
        """Draw codes for a table, each another one.

        Args:
            seats: the seats that people may hold.
            sealed: whether there is none for the whole table.
        """
        drawn: set[str] = set()

        def another(digits: int) -> str:
            while (code := fresh_code(digits)) in drawn:
                pass
            drawn.add(code)
            return code

        return cls(
            "" if sealed else another(TABLE_DIGITS),
            {seat: another(SEAT_DIGITS) for seat in seats},
            another(SEAT_DIGITS),
            another(DESK_DIGITS),
        )


class Guesses:
    """Counts wrong codes, and says when no more of them are read for a while."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Count none yet.

        Args:
            clock: seconds, from any beginning.
        """
        self._clock = clock
        self._of: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque()

    def may(self, address: str) -> bool:
        """Whether a code from an address is read now."""
        now = self._clock()
        own = self._of.get(address)
        if own is not None:
            _drop(own, now)
        _drop(self._all, now)
        return len(own or ()) < MOST_WRONG and len(self._all) < MOST_WRONG_OF_ALL

    def wrong(self, address: str) -> None:
        """A wrong code came from an address."""
        now = self._clock()
        own = self._of.setdefault(address, deque())
        self._of.move_to_end(address)
        own.append(now)
        self._all.append(now)
        while len(self._of) > MOST_ADDRESSES:
            self._of.popitem(last=False)

    @property
    def besieged(self) -> bool:
        """Whether so many wrong codes came that none is read from anybody."""
        _drop(self._all, self._clock())
        return len(self._all) >= MOST_WRONG_OF_ALL


def _drop(times: deque[float], now: float) -> None:
    """Forget what is older than a minute."""
    while times and now - times[0] >= MINUTE:
        times.popleft()


class Access:
    """Tells by a code or a token who somebody is.

    Attributes:
        codes: what people type.
        guesses: the wrong codes of late.
        changes: another number whenever other devices are known.
    """

    def __init__(self, codes: Codes, clock: Callable[[], float]) -> None:
        """Know nobody yet.

        Args:
            codes: what people type.
            clock: seconds, from any beginning.
        """
        self.codes = codes
        self.guesses = Guesses(clock)
        #: Who holds each token, by its hash: what is in memory lets nobody in.
        self._holders: OrderedDict[bytes, Reader] = OrderedDict()
        self.changes = 0

    def read_code(self, typed: str) -> Reader | Literal["table"] | None:
        """Tell whose code that is: a reader's, the table's, or nobody's.

        All codes are compared, so that how long it takes tells nothing.
        """
        digits = "".join(c for c in typed if c.isascii() and c.isdigit()).encode()
        found: Reader | Literal["table"] | None = None
        codes = self.codes
        known: list[tuple[str, Reader | Literal["table"]]] = [
            (codes.table, "table"),
            (codes.screen, Reader("screen")),
            (codes.desk, Reader("desk")),
            *((code, Reader("seat", seat)) for seat, code in codes.seats.items()),
        ]
        for code, reader in known:
            if code and hmac.compare_digest(code.encode(), digits):
                found = reader
        return found

    def give_token(self, reader: Reader) -> str:
        """Make a token for a device, by which it comes back."""
        token = secrets.token_urlsafe(24)
        self.know({token_hash(token): reader})
        return token

    def know(self, holders: Mapping[bytes, Reader]) -> None:
        """Know devices by the hashes of their tokens, also those that joined before a stop."""
        self._holders.update(holders)
        while len(self._holders) > MOST_TOKENS:
            self._holders.popitem(last=False)
        self.changes += 1

    @property
    def holders(self) -> dict[bytes, Reader]:
        """As what each device reads, by the hash of its token, the first to join first."""
        return dict(self._holders)

    def read_token(self, token: str) -> Reader | None:
        """Tell whose token that is, or None."""
        return self._holders.get(token_hash(token))

    def forget_token(self, token: str) -> None:
        """Let a token be worth nothing any more."""
        if self._holders.pop(token_hash(token), None) is not None:
            self.changes += 1

    def taken(self, seat: str) -> bool:
        """Whether some device holds a seat, connected or not."""
        return any(reader.seat == seat for reader in self._holders.values())


def token_hash(token: str) -> bytes:
    """By what a token is known and kept: nobody finds the token by it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


class Allowance:
    """How much one connection may send: so many messages a second, and some at once.

    Attributes:
        refused: how many in a row were too many.
    """

    def __init__(self, clock: Callable[[], float], per_second: float, at_once: int) -> None:
        """Allow all that may be sent at once.

        Args:
            clock: seconds, from any beginning.
            per_second: messages that are allowed in a second.
            at_once: messages that are allowed at once after a rest.
        """
        self._clock, self._rate, self._most = clock, per_second, at_once
        self._left, self._at = float(at_once), clock()
        self.refused = 0

    def take(self) -> bool:
        """Count a message; False where it is one too many."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            self.refused += 1
            return False
        self._left -= 1
        self.refused = 0
        return True
