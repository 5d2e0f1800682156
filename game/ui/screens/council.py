"""The council as one screen: two trays, what may be laid on them, what would come of it, deals.

Nothing here knows what is legal: `game.table.council` asks the game, question by question, on what
those who look see.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import attrs
import pygame

from game.catalogue import phrase
from game.table import Council, Draft, LaidOffer, Whole
from game.table.wholes import finding, likely_partner
from game.ui import wording
from game.ui.screens.council_effects import effects
from game.ui.screens.council_foot import foot, forms
from game.ui.screens.council_ledger import ledger, said
from game.ui.screens.council_lists import clause_list, matching, whole_list
from game.ui.screens.council_trays import tray
from game.ui.screens.signs import ActingCap
from game.ui.theme import ACCENT, GROUND, LINE, MUTED, PANEL
from game.ui.widgets import Box, Button, Fold, Grid, Scroll, Split, Text, Widget
from game.ui.widgets.field import Field
from game.ui.widgets.tray import Surface
from game.ui.widgets.wrap import Wrap

if TYPE_CHECKING:
    from game.ui.screens.council_control import CouncilHost

#: The shares of the width of what may be laid down, and of what binds already.
LEFT, RIGHT = 0.27, 0.215
#: In a window narrower than this, at the usual size of text, the ledger stands below the clauses.
NARROW = 1200


class CouncilBoard(Surface):
    """The council, as those see it who look.

    Whole offers, and to whom one is likely made, are looked for between frames (`work`).

    Attributes:
        council: what may be offered and answered.
        draft: the offer that is being written.
        writing: whether an offer is written: always where one is to be made, in an answer where
            other terms are.
        sought: what is looked for among the clauses, in words; nothing for all of them.
        unfolded: whether all clauses of each kind are listed.
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
        self.giving, self.unfolded, self._narrow = True, False, False
        self.writing = council.stage == "offer"
        self.draft = Draft() if self.writing else council.lines()
        self._ledger: tuple[bool, list[Widget]] | None = None
        #: The offers by a name that were found, by the other side.
        self._wholes: dict[str, list[Whole]] = {}
        self._looking: Iterator[bool] | None = self._look()
        hint = phrase("council.find")
        self._field = Field(
            hint, self._search, entered=self._lay_found, name="find", left=self._leave_search
        )
        self._named = Scroll(Box(), name="council.named")
        self._clauses = Scroll(Box(), name="council.clauses")
        search = ActingCap("/", self.seek, phrase("keys.council_find"))
        self._field.grow = 1
        self._found = Box(self._field, search, across=True, gap=1, pad=1.25, centre=True)
        self._left = Box(Split(self._named, self._clauses, 0.5), self._found, gap=0)
        self._middle = Box(gap=1.25, grow=1)
        self._right = Scroll(Box(), name="ledger")
        self.add(self._left, self._middle, self._right)
        self.show()

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)
        for side in (self._left, self._right):
            surface.fill(PANEL, side.rect)
        if self._found.visible:
            surface.fill(LINE, (self._found.rect.x, self._found.rect.y, self._found.rect.width, 1))

    def place(self, rect: pygame.Rect) -> None:
        """Three columns side by side; the middle one has what the others leave."""
        self.rect = pygame.Rect(rect)
        left, middle, right = self.children
        x, y, wide, high = self.rect
        narrow = wide < self.theme.px(NARROW)
        if narrow is not self._narrow:
            self._narrow = narrow
            self.show(laid_out=True)
        at = round(wide * (LEFT + (0.07 if narrow else 0)))
        end = wide if narrow else round(wide * (1 - RIGHT))
        gap = self.theme.gap(2)
        left.place(pygame.Rect(x, y, at, high))
        middle.place(pygame.Rect(x + at + gap, y + gap, end - at - 2 * gap, high - 2 * gap))
        right.place(pygame.Rect(x + end, y, wide - end, high))

    # Names

    @property
    def partner(self) -> str:
        """The other side."""
        return self.draft.partner or self.council.partner

    @property
    def sought(self) -> str:
        """What is looked for among the clauses, in words."""
        return self._field.words.strip()

    def name_of(self, seat: str) -> str:
        """What people call a seat for short."""
        return wording.short(self.client, seat)

    def terms(self, clause: str) -> list[str]:
        """What the rules say of a clause, and of its group, in lines."""
        words = self.client.words
        said = (words.about(clause), *words.about_group(clause).splitlines())
        return list(dict.fromkeys(filter(None, said)))

    # What takes longer than a frame

    def _look(self) -> Iterator[bool]:
        """Look for whom an offer is likely made to, then for the offers by a name.

        Yields:
            After each step whether the next one takes a frame for itself.
        """
        if not self.writing:
            return
        if self.council.stage == "offer" and not self.draft.partner:
            for found in likely_partner(self.council):
                yield bool(found)
                if found:
                    draft = Draft(found)
                    # What was asked once is known when it is shown.
                    self.council.clauses(draft, self.giving)
                    yield True
                    self.draft = draft
                    self.show()
                    yield True
        partner = self.draft.partner
        if partner not in self._wholes:
            wholes: list[Whole] = []
            for each in finding(self.council, partner):
                wholes += [each] if each is not None else []
                yield False
            self._wholes[partner] = sorted(wholes, key=lambda w: bool(w.why))
            yield True
            self._named.children[0].refill(*self._whole())
            self._left.place(self._left.rect)
            self.damage(self._left.rect)

    def work(self, seconds: float) -> bool:
        """Go on with what is looked for.

        Args:
            seconds: for about so long.

        Returns:
            Whether there was something to look for.
        """
        if self._looking is None:
            return False
        end = time.perf_counter() + seconds
        while self._looking is not None and time.perf_counter() < end:
            if self._step():
                break
        return True

    def finish(self) -> None:
        """Look for all of it at once."""
        while self._looking is not None:
            self._step()

    def _step(self) -> bool:
        """Take a step; True where the next one takes a frame for itself."""
        looking = self._looking
        heavy = next(looking, None) if looking is not None else None
        if heavy is None and self._looking is looking:
            self._looking = None
        return bool(heavy)

    # What is shown

    def show(self, laid_out: bool = False) -> None:
        """Bring all parts in line with the draft.

        Args:
            laid_out: whether the parts will be laid out after it.
        """
        laid = self.council.lay(self.draft) if self.writing else None
        narrow, beside = self._narrow, self._beside()
        self._named.children[0].refill(*self._whole())
        self._clauses.children[0].refill(*self._kinds(), *(beside if narrow else ()))
        self._found.visible = self.writing
        come = Scroll(Box(*effects(self, laid), gap=1, name="effects"), name="effects.list")
        trays = Box(tray(self, True), tray(self, False), across=True, gap=1.5)
        upper = Box(self._head(), *self._note(), trays, come, *forms(self, laid), gap=1.25)
        # In a low window all but the foot is scrolled as one.
        self._middle.refill(Fold(upper, come, name="council.middle"), foot(self, laid))
        self._right.children[0].refill(*(() if narrow else beside))
        if self.rect.width and not laid_out:
            self.place(self.rect)
            self.damage()

    def _beside(self) -> list[Widget]:
        """The ledger, which does not change while the same is asked."""
        if self._ledger is None or self._ledger[0] is not self.writing:
            self._ledger = self.writing, ledger(self)
        return self._ledger[1]

    def _whole(self) -> list[Widget]:
        if not self.writing:
            words = phrase("council.answer_hint", seat=self.name_of(self.council.seat))
            return [Box(Text(words, tint=MUTED), pad=1.75)]
        found = self._wholes.get(self.draft.partner)
        return [Box(*whole_list(self, found), gap=0.75, pad=1.5)]

    def _kinds(self) -> list[Widget]:
        if not self.writing:
            return [Box(*said(self.client, self.open_table), gap=1.25, pad=1.75)]
        sides = Grid(
            self._side(True, self.council.seat),
            self._side(False, self.partner),
            columns=2,
            gap=0.5,
            whole=True,
        )
        words = Text(phrase("council.clauses"), role="bold", tint=ACCENT, grow=1)
        all_ = phrase("council.fewer" if self.unfolded else "council.all")
        more = Button(all_, self.unfold, key="W", size="small", quiet=True, name="unfold")
        head = Box(words, more, across=True, gap=1, centre=True)
        return [Box(head, sides, *clause_list(self), gap=0.75, pad=1.5)]

    def _side(self, giving: bool, seat: str) -> Widget:
        return Button(
            self.name_of(seat) if seat else "",
            lambda: self.turn(giving),
            chosen=self.giving is giving,
            key="G" if giving else "T",
            size="small",
            tint=self.client.tint(seat) if seat else None,
            tip=phrase("keys.council_gives" if giving else "keys.council_asks"),
            name="side:gives" if giving else "side:asks",
            grow=1,
        )

    def _head(self) -> Widget:
        council, seat = self.council, self.name_of(self.council.seat)
        if council.stage == "offer":
            buttons = [
                Button(
                    self.name_of(choice.id),
                    partial(self.offer_to, choice.id),
                    chosen=choice.id == self.draft.partner,
                    why_not=choice.why,
                    tint=self.client.tint(choice.id),
                    name=f"partner:{choice.id}",
                )
                for choice in council.partners()
            ]
            title = Text(
                phrase("council.offers_to", seat=seat), size="head", role="title", bare=True
            )
            if len(buttons) < 2:
                return Wrap(title, *buttons, gap=1)
            tip = phrase("keys.council_side")
            return Wrap(title, *buttons, ActingCap("S", self.next_partner, tip), gap=1)
        key = "council.counters" if self.writing else "council.is_offered"
        words = phrase(key, seat=seat, other=self.name_of(self.partner))
        return Text(words, size="head", role="title", bare=True)

    def _note(self) -> list[Widget]:
        """Who reads along, where an offer is made."""
        if self.council.stage != "offer":
            return []
        note = phrase("council.open_note" if self.open_table else "council.private_note")
        return [Text(note, size="small", tint=MUTED)]

    # Acts

    def _again(self) -> None:
        """Show another draft, and look for what is not known of it yet."""
        self._looking = self._look()
        self.show()

    def offer_to(self, partner: str) -> None:
        """Make the offer to another side; the trays are empty then."""
        if partner != self.draft.partner:
            self.draft = Draft(partner)
            self._again()

    def next_partner(self) -> None:
        """Make the offer to the next side to which one can be made."""
        sides = [c.id for c in self.council.partners() if c.open]
        if sides:
            at = sides.index(self.draft.partner) if self.draft.partner in sides else -1
            self.offer_to(sides[(at + 1) % len(sides)])

    def in_form(self, form: str) -> None:
        """Make the offer known in this way."""
        self.draft = attrs.evolve(self.draft, form=form)
        self.show()

    def turn(self, giving: bool) -> None:
        """List what this side could give."""
        self.giving = giving
        self.show()

    def unfold(self) -> None:
        """List all clauses of each kind, or the first ones again."""
        self.unfolded = not self.unfolded
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
        self._again()

    def leave_counter(self) -> None:
        """Answer after all without other terms."""
        self.writing = False
        self.draft = self.council.lines()
        self._again()

    def give_answer(self, answer: str) -> None:
        """Give one of the answers."""
        move = self.council.answer_move(answer)
        if move is not None and not self.council.why_not(answer):
            self.host.answer(move)

    def send(self) -> None:
        """Make the offer, by the answers that the game asks for, in order."""
        laid: LaidOffer = self.council.lay(self.draft)
        if laid.ready:
            self.host.answer(*laid.moves)

    # Searching

    def seek(self) -> None:
        """Put the keyboard into the search."""
        if self.writing and self.root is not None:
            self.root.set_focus(self._field)

    def _search(self, words: str) -> None:
        self._clauses.children[0].refill(*self._kinds(), *(self._beside() if self._narrow else ()))
        self._clauses.offset = 0
        self.place(self.rect)
        self.damage()

    def _leave_search(self) -> None:
        if self.root is not None:
            self.root.set_focus(None, keyboard=False)

    def _lay_found(self) -> None:
        """Lay the first clause that was found and is open."""
        for giving in (self.giving, not self.giving):
            laid = self.draft.gives if giving else self.draft.asks
            for choice in matching(self, giving) if self.sought else ():
                if choice.open and choice.id not in laid:
                    self._field.words = ""
                    self._leave_search()
                    self.lay(choice.id, giving)
                    return
