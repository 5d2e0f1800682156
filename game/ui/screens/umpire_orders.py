"""Forms of the umpire's console for the course of a game: orders to judge, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.catalogue import phrase
from game.ui.screens.umpire_page import LONG, FormPage
from game.ui.theme import MUTED
from game.ui.widgets import Box, Button, Choosable, Flow, Text, Widget
from game.ui.widgets.dropdown import Choice, Dropdown
from game.ui.widgets.field import Field
from game.umpire import OrderAct, RollBackAct

if TYPE_CHECKING:
    from game.umpire import UmpireAct

#: So many moments are listed to go back to.
_STEPS: Final = 40


class OrderForm:
    """Orders that seats gave in their own words, and what comes of them."""

    missing = ""

    def __init__(self, page: FormPage) -> None:
        """Fill nothing in yet.

        Args:
            page: the page that it is on.
        """
        self._page = page

        def changed(_: str) -> None:
            page.look()

        self.granted, self.about = True, 0
        self._ruling = Field(
            phrase("umpire.ruling"), changed, name="order.ruling", most=LONG, sign="scale"
        )
        self._script = Field(
            phrase("umpire.spot_script"), changed, name="order.script", most=LONG, sign="gavel"
        )
        self._die = Field(phrase("umpire.die"), changed, name="order.die", most=20, sign="dice-5")
        self._new = Field(
            phrase("umpire.new_order"), lambda _: None, name="order.new", most=LONG,
            sign="plus", grow=1, entered=self._add,
        )  # fmt: skip
        self._seat = ""

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        desk = self._page.desk
        seats = [Choice(row.seat, row.name) for row in desk.seats if not row.settled]
        self._seat = self._seat or (seats[0].id if seats else "")
        who = Dropdown(seats, self._seat, self._from, name="order.seat")
        found: list[Widget] = [Box(who, self._new, across=True, gap=1, centre=True)]
        orders = desk.orders
        if not orders:
            self.about = 0
            return [*found, Text(phrase("umpire.no_orders"), size="small", tint=MUTED)]
        if self.about not in [order.n for order in orders]:
            self.about = orders[0].n
        for order in orders:
            words = Text(f"{order.name}: {order.text}", size="small", bare=True)
            found.append(
                Choosable(
                    words, act=partial(self._judge, order.n), chosen=order.n == self.about,
                    name=f"order:{order.n}", pad=1, tint=self._page.host.umpire.tint(order.seat),
                )
            )  # fmt: skip
        way = [
            Button(
                phrase(key), partial(self._grant, on), chosen=on == self.granted,
                size="small", name=key,
            )
            for key, on in (("umpire.grant", True), ("umpire.refuse", False))
        ]  # fmt: skip
        return [*found, Flow(*way, least=12), self._ruling, self._script, self._die]

    def _from(self, seat: str) -> None:
        self._seat = seat
        self._page.show()

    def _judge(self, n: int) -> None:
        self.about = n
        self._page.show()

    def _grant(self, on: bool) -> None:
        self.granted = on
        self._page.show()

    def _add(self) -> None:
        if self._page.host.file(OrderAct(self._seat, self._new.words)):
            self._new.words = ""

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        text = self._ruling.words.strip()
        if not self.about or not text:
            return None
        script, why, die = self._script.words, self._page.why, self._die.words
        return self._page.desk.ruling(self.about, self.granted, text, script, why, die)

    def done(self) -> None:
        """The act was filed: begin anew."""
        for field in (self._ruling, self._script, self._die):
            field.words = ""


class BackForm:
    """Back to an earlier moment."""

    missing = ""

    def __init__(self, page: FormPage) -> None:
        """Fill nothing in yet.

        Args:
            page: the page that it is on.
        """
        self._page = page
        self.to: int | None = None

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        counted = set(self._page.host.umpire.counted)
        rows = [row for row in self._page.desk.story if row.n in counted][-_STEPS:]
        moments = [Choice(str(row.n), f"{row.n} · {row.who}: {_short(row.text)}") for row in rows]
        # The last moment is now; what is gone back to is before it.
        choices = [Choice("0", phrase("umpire.the_start")), *moments[:-1]]
        ids = [choice.id for choice in choices]
        if str(self.to) not in ids:
            self.to = int(ids[-1])
        note = Text(phrase("umpire.back_note"), size="small", tint=MUTED)
        return [note, Dropdown(choices, str(self.to), self._take, name="back.to")]

    def _take(self, n: str) -> None:
        self.to = int(n)
        self._page.show()

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        return None if self.to is None else RollBackAct(self.to, self._page.why)

    def done(self) -> None:
        """The act was filed: begin anew."""
        self.to = None


def _short(words: str, most: int = 60) -> str:
    line = words.partition("\n")[0]
    return line if len(line) <= most else f"{line[: most - 1]}\N{HORIZONTAL ELLIPSIS}"
