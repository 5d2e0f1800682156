"""The open table and the council at a terminal: offers as wholes, trays, and what is said aloud."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from rich.console import RenderableType
from rich.text import Text

from game.catalogue import mentioned, phrase
from game.engine import CellId, Prospect
from game.table import (
    Attempt,
    Council,
    Draft,
    LaidOffer,
    Sitting,
    aloud,
    common_lines,
    council_of,
    play_all,
)
from game.terminal.board import value_text

if TYPE_CHECKING:
    from game.engine import Move
    from game.table import OfferChoice

T = TypeVar("T")
#: So many lines of what everybody read are shown with a question.
SAID = 6


class OpenTalk(Protocol):
    """The conversation at a terminal.

    Attributes:
        sitting: the game.
        seat: the seat whose eyes the screen has; None while all look.
    """

    sitting: Sitting
    seat: str | None

    def do(self, act: Callable[[], T]) -> Attempt[T]:
        """Do something at the table, and say why where it is refused or cannot be kept."""
        ...

    def say(self, what: str | RenderableType) -> None:
        """Print a line."""
        ...

    def title(self, seat: str) -> str:
        """What people call a seat."""
        ...

    def went_on(self, seat: str) -> None:
        """A seat has moved: go on to what comes next."""
        ...


class OpenTable:
    """Asks before all what may be answered so, and lays offers on trays, before all or alone.

    Attributes:
        commands: by name, what each does with the words after it.
    """

    def __init__(self, talk: OpenTalk) -> None:
        """Know the conversation."""
        self._talk = talk
        self._alone, self._at = -1, -1
        self._draft = Draft()
        self._council: Council | None = None
        self._writing = True
        self.commands: dict[str, Callable[[str], None]] = {
            "offers": self._offers,
            "offer": self._offer,
            "to": self._to,
            "give": partial(self._lay, giving=True),
            "get": partial(self._lay, giving=False),
            "off": self._off,
            "terms": lambda _: self._terms(),
            "send": lambda _: self._send(),
        }

    @property
    def _sitting(self) -> Sitting:
        return self._talk.sitting

    def _people(self) -> list[str]:
        return [seat for seat, who in self._sitting.seats.items() if who == "human"]

    # Before all

    @property
    def open(self) -> bool:
        """Whether all may look while what is asked now is answered."""
        sitting = self._sitting
        if sitting.to_move is None or sitting.paused or self._alone == sitting.n:
            return False
        return len(self._people()) > 1 and aloud(sitting)

    def alone(self) -> None:
        """Let whoever is asked look alone."""
        self._alone = self._sitting.n

    def show(self) -> None:
        """Show what is asked, and what may be answered, as all may see it."""
        say, sitting = self._talk.say, self._sitting
        pending = sitting.pending
        for line in common_lines(sitting, self._people(), SAID):
            say(Text(line, style="dim"))
        question = pending.question or pending.text
        seat = self._talk.title(pending.seat or "")
        say(Text(phrase("terminal.asked", seat=seat, question=question), style="bold"))
        for n, move in enumerate(self._answers(), 1):
            say(f"  {n}. {move.title}")
        say(Text(phrase("open_table.hint"), style="dim"))
        council = self._looked()
        if council is None:
            return
        if council.stage == "offer":
            self._offers("")
        else:
            self._terms()

    def _answers(self) -> list[Move]:
        """What may be answered aloud; an offer is begun on the trays."""
        sitting = self._sitting
        council = self._looked()
        found = sitting.walk(self._people()).answers()
        moves = [sitting.game.move(m) for m, ok in found.items() if ok is not False]
        if council is None:
            return moves
        kept = ["none", council.asks.accept] if council.stage == "answer" else ["none"]
        return [m for m in moves if m.name.rpartition(":")[2] in kept]

    def read(self, line: str) -> None:
        """Read an answer that is given aloud."""
        moves, word = self._answers(), line.strip().lower()
        if word.isdigit() and 1 <= int(word[:9]) <= len(moves):
            self._play(moves[int(word) - 1].id)
            return
        for move in moves:
            if word in (move.name.lower(), move.name.rpartition(":")[2], move.title.lower()):
                self._play(move.id)
                return
        self._talk.say(phrase("open_table.unknown", word=line))

    def _play(self, *moves: int) -> None:
        seat = self._sitting.to_move
        if self._talk.do(partial(play_all, self._sitting, moves)).done and seat is not None:
            self._talk.went_on(seat)

    # The trays

    def _looked(self) -> Council | None:
        """The council as those see it who look now; None where nothing is offered or answered."""
        sitting = self._sitting
        if sitting.to_move is None:
            return None
        if self._at != sitting.n or self._council is None:
            eyes = self._people() if self.open else [sitting.to_move]
            self._council, self._at = council_of(sitting, eyes), sitting.n
            if self._council is not None:
                self._writing = self._council.stage == "offer"
                first = Draft(self._council.likely_partner())
                self._draft = first if self._writing else self._council.lines()
        elif self._council.eyes != tuple(self._people() if self.open else [sitting.to_move]):
            self._council = None
            return self._looked()
        return self._council

    def _there(self) -> Council | None:
        """The council, or None after it was said that there is none."""
        council = self._looked()
        if council is None or self._talk.seat not in (None, council.seat):
            self._talk.say(phrase("open_table.no_council"))
            return None
        return council

    def _name(self, member: str) -> str:
        game = self._sitting.game
        kinds = (k for k, s in game.sets.items() if s.declared and member in s.members)
        kind = next(kinds, "")
        return game.title(kind, member) if kind else mentioned(member)

    def _offers(self, rest: str) -> None:
        """List the offers that are known by a name, and to whom offers may be made."""
        council = self._there()
        if council is None:
            return
        open_to = ", ".join(c.id for c in council.partners() if c.open)
        if open_to:
            self._talk.say(phrase("open_table.partners", seats=open_to))
        for n, each in enumerate(council.whole(), 1):
            says = each.why or self._says(each.draft)
            self._talk.say(f"  {n}. {each.name}: {says}")

    def _says(self, draft: Draft) -> str:
        given, asked = (
            ", ".join(map(self._name, side)) or phrase("told.nothing") for side in draft.sides()
        )
        to = f"{self._name(draft.partner)}: " if draft.partner else ""
        return to + phrase("council.says", gives=given, asks=asked)

    def _offer(self, rest: str) -> None:
        """Fill the trays with a whole offer by its number or name."""
        council = self._there()
        if council is None:
            return
        found = council.whole()
        word = rest.strip().lower()
        if word.isdigit() and 1 <= int(word[:9]) <= len(found):
            each = found[int(word) - 1]
        else:
            named = next((w for w in found if w.name.lower() == word), None)
            if named is None:
                self._talk.say(phrase("open_table.which_offer"))
                return
            each = named
        self._draft, self._writing = each.draft, True
        self._terms()

    def _to(self, rest: str) -> None:
        """Choose to whom the offer goes."""
        council = self._there()
        if council is None:
            return
        found = self._meant(rest, council.partners())
        if found is not None:
            self._draft = Draft(found)
            self._terms()

    def _lay(self, rest: str, giving: bool) -> None:
        """Lay a clause on a tray, or list what can be laid there."""
        council = self._there()
        if council is None:
            return
        self._writing = True
        choices = council.clauses(self._draft, giving)
        if not rest:
            for choice in choices:
                self._talk.say(f"  {choice.id}: {choice.why or self._name(choice.id)}")
            return
        found = self._meant(rest, choices)
        if found is not None:
            self._draft = council.with_clause(self._draft, found, giving)
            self._terms()

    def _off(self, rest: str) -> None:
        """Take a clause off the trays; all of them, if none is named."""
        council = self._there()
        if council is None:
            return
        self._writing = True
        if not rest:
            self._draft = Draft(self._draft.partner)
        for giving in (True, False):
            self._draft = council.without(self._draft, rest.strip(), giving)
        self._terms()

    def _meant(self, rest: str, choices: list[OfferChoice]) -> str | None:
        """The choice that was typed, by id or name; None after it was said why it is none."""
        word = rest.strip().lower()
        found = next((c for c in choices if word in (c.id, self._name(c.id).lower())), None)
        if found is None:
            self._talk.say(phrase("open_table.unknown", word=rest))
        elif not found.open:
            self._talk.say(phrase("offer.refused", name=self._name(found.id), why=found.why))
        else:
            return found.id
        return None

    def _terms(self) -> None:
        """Show the trays, and what would come of them."""
        council = self._there()
        if council is None:
            return
        say, draft = self._talk.say, self._draft
        other = draft.partner or council.partner
        for seat, side in ((council.seat, draft.gives), (other, draft.asks)):
            given = ", ".join(map(self._name, side)) or phrase("told.nothing")
            name = self._name(seat) if seat else "?"
            say(f"  {phrase('council.side_gives', seat=name)}: {given}")
        laid = council.lay(draft) if self._writing else None
        if laid is not None and laid.refused:
            say(f"  {laid.refused}")
            return
        walk = council.accepted() if laid is None else council.agreed(laid)
        if walk is None:
            say(f"  {phrase('council.cannot_tell')}")
            return
        self._effects(walk.prospect([t.value for t in self._sitting.game.rules.look.tracks]))
        self._then(laid)

    def _effects(self, found: Prospect) -> None:
        """What would change, before and after."""
        game = self._sitting.game
        roles = game.rules.look.roles
        own = {*roles.quiet, *(roles.offer.registers if roles.offer else ())}
        changes = [(d.cell, d.before, d.after) for d in found.changes]
        for cell, was, now in [*changes, *found.derived]:
            named = CellId.parse(cell)
            if named.register in own:
                continue
            kind = "register" if named.register in game.registers else "derived"
            what = " · ".join([game.named(kind, named.register), *map(self._name, named.index)])
            words = [self._name(v) if isinstance(v, str) else value_text(v) for v in (was, now)]
            self._talk.say(
                f"  {phrase('open_table.changes', what=what, before=words[0], after=words[1])}"
            )

    def _then(self, laid: LaidOffer | None) -> None:
        counter = self._council is not None and self._council.may_counter
        if laid is not None or counter:
            key = "open_table.answer" if laid is None else "open_table.send"
            self._talk.say(Text(phrase(key), style="dim"))

    def _send(self) -> None:
        """Make the offer on the trays."""
        council = self._there()
        if council is None:
            return
        laid = council.lay(self._draft)
        if not laid.ready:
            self._talk.say(laid.refused)
            return
        self._play(*laid.moves)
