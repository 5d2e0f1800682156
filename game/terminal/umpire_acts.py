"""What an umpire does at a terminal: an act is typed, looked at, and filed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

import attrs
from rich.console import RenderableType
from rich.text import Text

from game.catalogue import phrase
from game.umpire import (
    InjectAct,
    MarkAct,
    NoteAct,
    OrderAct,
    OutcomeAct,
    OverrideAct,
    PauseAct,
    RollBackAct,
    RulingAct,
    SwapAct,
    written_note,
)

if TYPE_CHECKING:
    from game.engine import CellValue
    from game.table import Attempt
    from game.umpire import CellRow, EffectRow, Effects, InjectCard, UmpireDesk

T = TypeVar("T")
#: An act that is looked at, and asked the reason of, before it is filed.
_Weighed = InjectAct | OverrideAct | OutcomeAct | RulingAct | SwapAct | RollBackAct
#: So many rows of one list are shown.
_ROWS: Final = 40
#: Stands between the words of an act and what it does in the language of the rules.
_BAR: Final = "|"
_YES: Final = ("yes", "y")
_NO: Final = ("no", "n")


class ActTalk(Protocol):
    """The conversation in which acts are typed.

    Attributes:
        ask: shows a prompt and returns a line; raises EOFError at the end of the input.
    """

    ask: Callable[[str], str]

    def do(self, act: Callable[[], T]) -> Attempt[T]:
        """Do something at the table, and say why where it is refused or cannot be kept."""
        ...

    def say(self, what: str | RenderableType) -> None:
        """Print something."""
        ...


class TypedActs:
    """The acts of one desk, as they are typed.

    Attributes:
        commands: by name, what each does with the words after it.
    """

    def __init__(self, desk: UmpireDesk, talk: ActTalk) -> None:
        """Know the desk.

        Args:
            desk: where acts are looked at and filed.
            talk: where they are typed.
        """
        self._desk, self._talk = desk, talk
        self.commands: Mapping[str, Callable[[str], None]] = {
            "injects": self._injects,
            "inject": self._inject,
            "own": self._own,
            "values": self._values,
            "set": self._set,
            "dice": self._dice,
            "outcomes": lambda _: self._outcomes(),
            "outcome": partial(self._outcome, rolled=False),
            "rolled": partial(self._outcome, rolled=True),
            "order": self._order,
            "orders": lambda _: self._orders(),
            "rule": self._rule,
            "seat": self._seat,
            "pause": partial(self._pause, on=True),
            "resume": partial(self._pause, on=False),
            "back": self._back,
            "note": self._note,
            "mark": self._mark,
            "usual": lambda _: self._usual(),
        }

    # Looking at an act, and filing it

    def _weigh(self, act: _Weighed) -> None:
        """Show what an act would come to, ask why, and file it; without a reason it is not done."""
        say = self._talk.say
        effects = self._desk.preview(act)
        self._show(effects)
        if effects.stuck:
            return
        reason = self._talk.ask(f"{phrase('at_desk.reason')} ").strip()
        if not reason:
            say(phrase("at_desk.called_off"))
            return
        self._file(attrs.evolve(act, reason=reason))

    def _file(self, act: _Weighed | OrderAct | PauseAct | NoteAct | MarkAct) -> None:
        if self._talk.do(partial(self._desk.file, act)).done:
            self._talk.say(phrase("at_desk.done", n=self._desk.sitting.n))

    def _show(self, effects: Effects) -> None:
        """What an act would come to: before and after, warnings, and who would be told what."""
        say = self._talk.say
        for words in effects.warnings:
            say(Text(f"  {words}", style="bold red"))
        if effects.nothing:
            say(Text("  " + phrase("umpire.same_board"), style="dim"))
        for row in (*effects.changes, *effects.derived):
            say(_effect(row))
        for words, names in effects.told.items():
            who = phrase("umpire.all_read") if len(effects.told) == 1 else ", ".join(names)
            say(Text(f"  {who}: {words or phrase('umpire.nothing_read')}", style="dim"))

    # Injects

    def _injects(self, rest: str) -> None:
        """List what may be let happen now; with words, those that have them, also if not now."""
        words = rest.casefold().split()
        found = [
            card for card in self._desk.injects
            if (words or card.choices)
            and all(word in f"{card.id} {card.title} {card.text}".casefold() for word in words)
        ]  # fmt: skip
        if not found:
            self._talk.say(phrase("at_desk.no_injects"))
        for card in found:
            used = f" ({card.used})" if card.used else ""
            not_now = "" if card.choices else f" ({phrase('umpire.no_sense')})"
            self._talk.say(
                Text.assemble((f"  {card.id}", "bold"), f"  {card.title}{used}{not_now}")
            )

    def _inject(self, rest: str) -> None:
        """Let something of the library happen; where something is to be chosen, by its number."""
        ident, _, of = rest.partition(" ")
        say = self._talk.say
        card = next((c for c in self._desk.injects if c.id == ident.lower()), None)
        if card is None:
            say(phrase("at_desk.which_inject"))
            return
        if not card.choices:
            say(phrase("umpire.no_sense"))
            return
        chosen = _choice(card, of.strip())
        if chosen is None:
            say(phrase("at_desk.which_of", name=card.id))
            for n, choice in enumerate(card.choices, 1):
                say(f"  {n}  {choice.title}")
            return
        say(Text(card.text))
        told = " · ".join(filter(None, (card.label, card.source)))
        if told:
            say(Text(told, style="dim"))
        self._weigh(self._desk.inject(card.id, chosen))

    def _own(self, rest: str) -> None:
        """Let something of the umpire's own happen: a title, what is read out, what it does."""
        title, text, script = _parted(rest, 3)
        if not title:
            self._talk.say(phrase("at_desk.which_own"))
            return
        self._weigh(self._desk.spot(title, text, script))

    # Values

    def _values(self, rest: str) -> None:
        """List the values that may be set; with words, those whose names have them."""
        words = rest.casefold().split()
        found = [
            row for row in self._desk.cells
            if all(word in f"{row.title} {row.cell}".casefold() for word in words)
        ]  # fmt: skip
        if not found:
            self._talk.say(phrase("umpire.no_value"))
        for row in found[:_ROWS]:
            told = f"  {row.title} = {row.words}"
            self._talk.say(Text.assemble((f"  {row.cell}", "bold"), told))
        if len(found) > _ROWS:
            self._talk.say(phrase("umpire.more_effects", count=len(found) - _ROWS))

    def _set(self, rest: str) -> None:
        """Set a value by hand."""
        name, _, typed = (part.strip() for part in rest.partition("="))
        cells = self._desk.cells
        wanted = "".join(name.casefold().split())
        row = next(
            (r for r in cells if wanted in ("".join(r.cell.split()), _flat(r.title))),
            None,
        )  # fmt: skip
        if row is None or not typed:
            self._talk.say(phrase("at_desk.which_value"))
            return
        known, value = _value(row, typed)
        if not known:
            there = ", ".join(words for _, words in row.choices) or f"{row.low}..{row.high}"
            self._talk.say(phrase("at_desk.bad_value", cell=row.cell, there=there))
        elif value == row.value:
            self._talk.say(phrase("umpire.same_board"))
        else:
            self._weigh(OverrideAct(row.cell, value, ""))

    # Chance

    def _dice(self, rest: str) -> None:
        """Let the table roll its own dice, so that chance waits for what is entered, or not."""
        sitting, word = self._desk.sitting, rest.lower()
        if word in ("table", "drawn"):
            sitting.real_dice = word == "table"
        elif word:
            self._talk.say(phrase("at_desk.which_dice"))
            return
        rolled = phrase("at_desk.dice_table"), phrase("at_desk.dice_drawn")
        self._talk.say(rolled[not sitting.real_dice])

    def _outcomes(self) -> None:
        """List what chance may come to now."""
        found = self._desk.outcomes
        if not found:
            self._talk.say(phrase("umpire.no_die"))
        for n, (move, _) in enumerate(found, 1):
            self._talk.say(f"  {n}  {move.title or move.name}")

    def _outcome(self, rest: str, rolled: bool) -> None:
        """Say what chance comes to: what the table rolled, or what the umpire sets."""
        moves = [move for move, _ in self._desk.outcomes]
        if not moves:
            self._talk.say(phrase("umpire.no_die"))
            return
        move = next((m for m in moves if rest.lower() == m.name.lower()), None)
        if move is None and rest.isdecimal() and 1 <= int(rest[:9]) <= len(moves):
            move = moves[int(rest[:9]) - 1]
        if move is None:
            self._talk.say(phrase("at_desk.which_outcome"))
            self._outcomes()
        else:
            self._weigh(OutcomeAct(move.name, rolled))

    # Orders

    def _order(self, rest: str) -> None:
        """Write down an order that a seat gave in its own words."""
        seat, _, text = rest.partition(" ")
        if not text.strip():
            self._talk.say(phrase("at_desk.which_order"))
        else:
            self._file(OrderAct(seat, text.strip()))

    def _orders(self) -> None:
        """List the orders that wait for a ruling."""
        found = self._desk.orders
        if not found:
            self._talk.say(phrase("umpire.no_orders"))
        for order in found:
            self._talk.say(f"  {order.n}  {order.name}: {order.text}")

    def _rule(self, rest: str) -> None:
        """Judge an order: carried out or not, what comes of it, and what that does."""
        number, _, more = rest.partition(" ")
        verdict, _, told = more.strip().partition(" ")
        text, script = _parted(told, 2)
        known = {str(order.n): order.n for order in self._desk.orders}
        if number not in known or verdict.lower() not in (*_YES, *_NO) or not text:
            self._talk.say(phrase("at_desk.which_ruling"))
            return
        granted = verdict.lower() in _YES
        self._weigh(self._desk.ruling(known[number], granted, text, script))

    # Seats and the course of the game

    def _seat(self, rest: str) -> None:
        """Give a seat to a person or to a bot."""
        seat, equals, kind = (part.strip() for part in rest.partition("="))
        if not equals or not kind:
            self._talk.say(phrase("terminal.seat_form"))
        else:
            self._weigh(SwapAct(seat, kind))

    def _pause(self, rest: str, on: bool) -> None:
        """Stop the table, or let it go on."""
        if self._desk.sitting.paused is on:
            self._talk.say(phrase("terminal.paused" if on else "terminal.not_paused"))
        else:
            self._file(PauseAct(on, rest))

    def _back(self, rest: str) -> None:
        """Go back to an earlier moment, by the number of its line in the story."""
        if not rest.isdecimal():
            self._talk.say(phrase("at_desk.which_moment"))
            return
        self._weigh(RollBackAct(int(rest[:9]), ""))

    def _note(self, rest: str) -> None:
        """Write a note; words that begin with # are observers' codes."""
        if not rest:
            self._talk.say(phrase("at_desk.which_note"))
        else:
            self._file(written_note(rest))

    def _mark(self, rest: str) -> None:
        """Mark this moment, to come back to it."""
        self._file(MarkAct(rest))

    def _usual(self) -> None:
        """Let the usual be done for the person to move, as their time is up."""
        if self._talk.do(self._desk.usual).done:
            self._talk.say(phrase("at_desk.done", n=self._desk.sitting.n))


def _parted(rest: str, parts: int) -> list[str]:
    """The words of an act by its parts; those that are left out are empty."""
    found = [part.strip() for part in rest.split(_BAR, parts - 1)]
    return [*found, *[""] * (parts - len(found))]


def _flat(words: str) -> str:
    return "".join(words.casefold().split())


def _choice(card: InjectCard, typed: str) -> tuple[str, ...] | None:
    """What was chosen for an inject, by its number, ids or name; what is the only one, unasked."""
    if len(card.choices) == 1 and not typed:
        return card.choices[0].of
    if typed.isdecimal() and 1 <= int(typed[:9]) <= len(card.choices):
        return card.choices[int(typed[:9]) - 1].of
    named = _flat(typed.replace(",", ""))
    for choice in card.choices:
        if named and named in ("".join(choice.of).casefold(), _flat(choice.title.replace(",", ""))):
            return choice.of
    return None


def _value(row: CellRow, typed: str) -> tuple[bool, CellValue]:
    """Whether a cell may have what was typed, and the value that it stands for."""
    if row.low is not None and row.high is not None:
        figures = typed.removeprefix("-")
        if not (figures.isascii() and figures.isdecimal()) or len(figures) > 9:
            return False, None
        return row.low <= int(typed) <= row.high, int(typed)
    for value, words in row.choices:
        if _flat(typed) in (_flat(words), _flat(str(value))):
            return True, value
    return False, None


def _effect(row: EffectRow) -> Text:
    """A value that would be another, before and after."""
    bad = row.rises is not None and row.rises == row.worse
    style = "" if row.rises is None else "red" if bad else "green"
    arrow = "\N{RIGHTWARDS ARROW}"
    return Text.assemble(f"  {row.title}: ", (row.before, "dim"), f" {arrow} ", (row.after, style))
