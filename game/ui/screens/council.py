"""The council as one screen: two trays, what may be laid on them, what would come of it, deals.

Nothing here knows what is legal: `game.table.council` asks the game, question by question, on what
those who look see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import pygame

from game.catalogue import phrase
from game.table import Council, Draft, LaidOffer
from game.ui import wording
from game.ui.screens.council_effects import effects, ledger
from game.ui.screens.council_lists import clause_list, whole_list
from game.ui.theme import ACCENT, GROUND, MUTED, PANEL
from game.ui.widgets import Box, Button, Grid, Scroll, Spacer, Split, Text, Widget
from game.ui.widgets.tray import Surface, Tray, TrayChip, TrayRoom

if TYPE_CHECKING:
    from game.ui.screens.council_control import CouncilHost

#: The kinds of the two trays.
GIVES, ASKS = "gives", "asks"
#: The shares of the width of what may be laid down, and of what binds already.
LEFT, RIGHT = 0.29, 0.215
#: In a window narrower than this, at the usual size of text, the ledger stands below the clauses.
NARROW = 1200


class CouncilBoard(Surface):
    """The council, as those see it who look.

    Attributes:
        council: what may be offered and answered.
        draft: the offer that is being written.
        writing: whether an offer is written: always where one is to be made, in an answer where
            other terms are.
    """

    def __init__(self, host: CouncilHost, council: Council, open_table: bool) -> None:
        """Show what is asked.

        Args:
            host: what becomes of it.
            council: what may be offered and answered.
            open_table: whether all who are at the table look.
        """
        super().__init__(across=True, gap=0, grow=1, name="council")
        self.host, self.client, self.open_table = host, host.client, open_table
        self.council = council
        self.giving, self._narrow = True, False
        self.writing = council.stage == "offer"
        self.draft = Draft(council.likely_partner())
        if not self.writing:
            self.draft = council.lines()
        self._named = Scroll(Box(), name="council.named")
        self._clauses = Scroll(Box(), name="council.clauses")
        self._left = Split(self._named, self._clauses, 0.5)
        self._middle = Box(gap=1, grow=1)
        self._right = Scroll(Box(), name="ledger")
        self.add(self._left, self._middle, self._right)
        self.show()

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)
        for side in (self._left, self._right):
            surface.fill(PANEL, side.rect)

    def place(self, rect: pygame.Rect) -> None:
        """Three columns side by side; the middle one has what the others leave."""
        self.rect = pygame.Rect(rect)
        left, middle, right = self.children
        x, y, wide, high = self.rect
        narrow = wide < self.theme.px(NARROW)
        if narrow is not self._narrow:
            self._narrow = narrow
            self.show(laid_out=True)
        at = round(wide * (LEFT + (0.05 if narrow else 0)))
        end = wide if narrow else round(wide * (1 - RIGHT))
        gap = self.theme.gap(1.5)
        left.place(pygame.Rect(x, y, at, high))
        middle.place(pygame.Rect(x + at + gap, y + gap, end - at - 2 * gap, high - 2 * gap))
        right.place(pygame.Rect(x + end, y, wide - end, high))

    # Names

    @property
    def partner(self) -> str:
        """The other side."""
        return self.draft.partner or self.council.partner

    def _name(self, seat: str) -> str:
        return wording.short(self.client, seat)

    # What is shown

    def show(self, laid_out: bool = False) -> None:
        """Bring all parts in line with the draft.

        Args:
            laid_out: whether the parts will be laid out after it.
        """
        laid = self.council.lay(self.draft) if self.writing else None
        narrow, beside = self._narrow, ledger(self)
        self._named.children[0].refill(*self._whole())
        self._clauses.children[0].refill(*self._kinds(), *(beside if narrow else ()))
        self._middle.refill(
            *self._head(),
            Box(self._tray(True), self._tray(False), across=True, gap=1.25),
            Scroll(Box(*effects(self, laid), gap=0.75, name="effects"), name="effects.list"),
            self._forms(laid),
            self._foot(laid),
        )
        self._right.children[0].refill(*(() if narrow else beside))
        if self.rect.width and not laid_out:
            self.place(self.rect)
            self.damage()

    def _whole(self) -> list[Widget]:
        if not self.writing:
            words = phrase("council.answer_hint", seat=self._name(self.council.seat))
            return [Box(Text(words, tint=MUTED), pad=1.5)]
        return [Box(*whole_list(self), gap=0.75, pad=1.5)]

    def _kinds(self) -> list[Widget]:
        if not self.writing:
            return []
        sides = Grid(
            self._side(True, phrase("council.side_gives", seat=self._name(self.council.seat))),
            self._side(False, phrase("council.side_gives", seat=self._name(self.partner))),
            columns=2,
            gap=0.5,
            whole=True,
        )
        return [
            Box(
                Text(phrase("council.clauses"), role="bold", tint=ACCENT),
                sides,
                *clause_list(self),
                gap=0.75,
                pad=1.5,
            )
        ]

    def _side(self, giving: bool, words: str) -> Widget:
        return Button(
            words,
            lambda: self.turn(giving),
            chosen=self.giving is giving,
            key="G" if giving else "T",
            size="small",
            name="side:gives" if giving else "side:asks",
            grow=1,
        )

    def _head(self) -> list[Widget]:
        council, seat = self.council, self._name(self.council.seat)
        if council.stage == "offer":
            buttons = [
                Button(
                    self._name(choice.id),
                    self._to(choice.id),
                    chosen=choice.id == self.draft.partner,
                    why_not=choice.why,
                    tint=self.client.tint(choice.id),
                    size="small",
                    name=f"partner:{choice.id}",
                )
                for choice in council.partners()
            ]
            title = Text(phrase("council.offers_to", seat=seat), size="head", role="title")
            note = phrase("council.open_note" if self.open_table else "council.private_note")
            return [
                title,
                Grid(*buttons, columns=4, gap=0.75, whole=True),
                Text(note, size="small", tint=MUTED),
            ]
        key = "council.counters" if self.writing else "council.is_offered"
        words = phrase(key, seat=seat, other=self._name(self.partner))
        return [Text(words, size="head", role="title")]

    def _to(self, partner: str) -> Callable[[], None]:
        def go() -> None:
            self.draft = Draft(partner)
            self.show()

        return go

    def _tray(self, giving: bool) -> Widget:
        council = self.council
        seat = council.seat if giving else self.partner
        mine = self.draft.gives if giving else self.draft.asks
        key = "council.side_gives" if giving else "council.side_asked"
        lines: list[Widget] = [
            Text(
                phrase(key, seat=self._name(seat)) if seat else "",
                role="bold",
                tint=self.client.tint(seat) if seat else MUTED,
            )
        ]
        for clause in mine:
            lines.append(self._line(clause, giving))
        room = council.room[0 if giving else 1]
        for n in range(len(mine), room):
            words = phrase("council.room" if self.writing else "council.no_more")
            lines.append(TrayRoom(words, name=f"room:{GIVES if giving else ASKS}:{n}"))
        kind = GIVES if giving else ASKS
        return Tray(*lines, kind=kind, name=f"tray:{kind}")

    def _line(self, clause: str, giving: bool) -> Widget:
        kind = GIVES if giving else ASKS
        why = "" if self.writing else phrase("council.not_written")
        return TrayChip(
            wording.member_name(self.client, clause),
            lambda: self.take_off(clause, giving),
            icon_name="x" if self.writing else "check",
            why_not=why,
            tip=self.about(clause),
            kind="",
            left=True,
            name=f"line:{kind}:{clause}",
        )

    def about(self, clause: str) -> str:
        """What the rules say of a clause: of itself, else of its group."""
        words = self.client.words
        return words.about(clause) or words.about_group(clause)

    def _forms(self, laid: LaidOffer | None) -> Widget:
        """The ways to make an offer known; nothing where that is not asked."""
        parts: list[Widget] = []
        if laid is not None and laid.ready:
            now = self.draft.form or self.council.asks.public
            for choice in self.council.forms(self.draft):
                shut = choice.why
                if self.open_table and choice.id != self.council.asks.public:
                    shut = shut or phrase("council.form_private")
                parts.append(
                    Button(
                        wording.member_name(self.client, choice.id).capitalize(),
                        self._in_form(choice.id),
                        chosen=choice.id == now,
                        why_not=shut,
                        size="small",
                        name=f"form:{choice.id}",
                    )
                )
        return Box(*(parts or [Spacer(4)]), across=True, gap=0.75, name="forms")

    def _in_form(self, form: str) -> Callable[[], None]:
        def go() -> None:
            self.draft = attrs.evolve(self.draft, form=form)
            self.show()

        return go

    # The foot

    def _foot(self, laid: LaidOffer | None) -> Widget:
        aside = Button(
            phrase("council.in_private" if self.open_table else "council.to_table"),
            self.host.aside,
            key="P" if self.open_table else "M",
            icon_name="eye-off" if self.open_table else "map",
            name="aside",
        )
        if self.council.stage == "offer":
            rest = [self._say("", phrase("council.no_offer"), "N"), self._send(laid)]
        elif self.writing:
            back = Button(phrase("button.back"), self.leave_counter, key="B", name="back")
            rest = [back, self._send(laid)]
        else:
            asks = self.council.asks
            rest = [self._say("", phrase("council.refuse"), "R")]
            if self.council.may_counter:
                act = self.counter
                rest.append(Button(phrase("council.counter"), act, key="C", name="counter"))
            rest.append(self._say(asks.accept, phrase("council.accept"), "A", primary=True))
        return Box(aside, Spacer(grow=1), *rest, across=True, gap=1, name="foot")

    def _say(self, answer: str, words: str, key: str, primary: bool = False) -> Button:
        """The button of an answer."""
        why = self.council.why_not(answer)
        return Button(
            words,
            lambda: self.give_answer(answer),
            key=key,
            why_not=why,
            primary=primary and not why,
            name=f"say:{answer or 'none'}",
        )

    def _send(self, laid: LaidOffer | None) -> Button:
        why = "" if laid is not None and laid.ready else phrase("council.empty")
        if laid is not None and laid.refused:
            why = laid.refused
        return Button(
            phrase("council.table_it"),
            self.send,
            key="Enter",
            keys=("Ctrl+Enter",),
            icon_name="gavel",
            why_not=why,
            primary=not why,
            name="send",
        )

    # Acts

    def turn(self, giving: bool) -> None:
        """List what this side could give."""
        self.giving = giving
        self.show()

    def lay(self, clause: str, giving: bool) -> None:
        """Lay a clause on a tray."""
        self.draft = self.council.with_clause(self.draft, clause, giving)
        self.show()

    def take_off(self, clause: str, giving: bool) -> None:
        """Take a clause off its tray."""
        if self.writing:
            self.draft = self.council.without(self.draft, clause, giving)
            self.show()

    def fill_trays(self, draft: Draft) -> None:
        """Fill both trays with an offer."""
        self.draft = draft
        self.show()

    def counter(self) -> None:
        """Write other terms, beginning with those that lie there."""
        self.writing = True
        self.draft = self.council.lines()
        self.show()

    def leave_counter(self) -> None:
        """Answer after all without other terms."""
        self.writing = False
        self.draft = self.council.lines()
        self.show()

    def give_answer(self, answer: str) -> None:
        """Give one of the answers."""
        move = self.council.answer_move(answer)
        if move is not None and not self.council.why_not(answer):
            self.host.answer(move)

    def send(self) -> None:
        """Make the offer, by the answers that the game asks for, in order."""
        laid = self.council.lay(self.draft)
        if laid.ready:
            self.host.answer(*laid.moves)
