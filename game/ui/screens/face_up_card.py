"""The card that lies face up on the table: a strip above the board, large when it is clicked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.rules.look import Look
from game.table import FaceUp
from game.ui import wording
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, MUTED, TEXT
from game.ui.widgets import Box, Button, Rule, Span, Text, Widget
from game.ui.widgets.button import Choosable
from game.ui.widgets.dialog import dialog

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


class FaceUpCard(Choosable):
    """A strip with the card's name, its fact's label, and who acts after whom; a click enlarges it.

    What the card does stands between them as far as there is room, and in the tip.
    """

    #: A strip narrower than this, at a text size of 1, has two lines.
    BROAD = 640
    #: And with less room than this between its ends it does not begin to say what the card does.
    WORDS = 70

    def __init__(self, screen: TableControl) -> None:
        self.screen = screen
        self.kind = Text("", size="small", tint=ACCENT, lines=1, name="card.kind")
        self.title = Text("", role="bold", lines=1, name="card.name")
        self.text = Text("", size="small", tint=MUTED, lines=1, grow=1, name="card.does")
        self.fact = Text("", size="small", tint=MUTED, lines=1, name="card.label")
        self.order = Text("", size="small", lines=1, name="card.order")
        self._head = Box(self.kind, self.title, self.fact, across=True, gap=1.25, centre=True)
        super().__init__(
            self._head, self.text, self.order, act=self.enlarge, key="C", gap=1.5, pad=0.75,
            name="card",
        )  # fmt: skip
        self.visible = False
        self.centre = True

    def show(self) -> None:
        """Tell of the card that the viewer sees now; with none, nothing is there."""
        client, found = self.screen.client, self.screen.client.face_up()
        self.visible = found is not None
        if found is None:
            return
        self.kind.set(
            phrase(
                "card.face_up",
                kind=found.kind,
                key=self.screen.window.settings.keys.shown("C", self.screen.keys),
            )
        )
        self.title.set(found.name)
        self.order.set(order_words(client, self.screen.look, found.order))
        self.text.set(found.text)
        self.tip = found.text
        # Its source stands on the large card.
        self.fact.set(found.label.partition(":")[0].capitalize())
        self.fact.visible = bool(found.label)

    def fold(self, wide: int) -> None:
        """Take one line, or two where a strip is so wide."""
        self.across = wide >= self.theme.px(self.BROAD)
        around = sum(part.measure(wide)[0] for part in (self._head, self.order))
        room = wide - around - 2 * self.theme.gap(self.pad) - 2 * self.theme.gap(self.gap)
        self.text.visible = self.across and room >= self.theme.px(self.WORDS)

    def topic(self) -> str:
        found = self.screen.client.face_up()
        return self.screen.client.glossary.whole(found.name) if found else ""

    def enlarge(self) -> None:
        """Show all that the card says."""
        client, found = self.screen.client, self.screen.client.face_up()
        if found is None:
            return
        done = Button(
            phrase("button.to_table"), self.screen.close_dialog, key="Esc", keys=("C", "Enter"),
            primary=True, name="ok", grow=1,
        )  # fmt: skip
        body = card_parts(client, self.screen.look, found)
        self.screen.open(dialog(found.name, body, [done], most=64, name="faceup"))


def card_parts(client: SeatClient, look: Look, card: FaceUp) -> list[Widget]:
    """What stands on a card below its name."""
    parts: list[Widget] = [
        Text(card.kind, size="small", tint=MUTED),
        Text(card.text, size="lead", name="card.text"),
    ]
    if card.order:
        head = Text(phrase("card.order"), size="small", role="bold", tint=ACCENT)
        printed = Text(seat_words(client, look, dict.fromkeys(card.order, "")), name="card.printed")
        parts.append(Box(head, printed, gap=0.4))
    if client.turns():
        head = Text(phrase("card.left"), size="small", role="bold", tint=ACCENT)
        left = Text(order_words(client, look, ()), name="card.left")
        parts.append(Box(head, left, gap=0.4))
    if card.label:
        head = Text(phrase("card.fact"), size="small", role="bold", tint=ACCENT)
        label = card.label[:1].upper() + card.label[1:]
        parts += [Rule(), Box(head, Text(label, size="small", name="card.fact"), gap=0.4)]
    return parts


def order_words(client: SeatClient, look: Look, printed: Sequence[str]) -> list[Span]:
    """Who acts after whom, with the actions that each has left; before there are any, `printed`."""
    left = Counter(client.turns())
    return seat_words(
        client, look, {s: f" {n}" for s, n in left.items()} or dict.fromkeys(printed, "")
    )


def seat_words(client: SeatClient, look: Look, seats: dict[str, str]) -> list[Span]:
    """Seats in their colours, each with what is said of it."""
    words: list[Span] = []
    for seat, note in seats.items():
        tint = client.tint(seat)
        words += [Span("  ›  ", MUTED)] if words else []
        words += [Span(wording.short(client, seat), tint, "bold"), Span(note, TEXT, "bold")]
    return words
