"""The keys that a person may choose: which acts have one, and which key each has now.

Screens and widgets know the usual keys alone. What is pressed is turned into the usual key of its
act before they see it, and they show a usual key as the one that was chosen for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import attrs
import pygame

from game.catalogue import phrase
from game.ui.widgets.keys import key_name

#: Where keys mean something: at every screen, at one, or at none that is named here.
EVERYWHERE, TITLE, TABLE, SETUP = "everywhere", "title", "table", "setup"
COUNCIL, SHELF, END, REPLAY = "council", "shelf", "end", "replay"
MENU = "menu"
UMPIRE = "umpire"
#: A replay shows the table as well.
BACK: Final = (REPLAY,)
#: Keys that mean the same on every screen, and are no act's own.
FIXED: Final = frozenset(
    {"Enter", "Esc", "Tab", "Space", "Backspace", "Up", "Down", "Left", "Right", *"123456789"}
    | {"Page up", "Page down", "?", "Alt+Left"}
)
#: The longest name of a key.
_LONGEST: Final = 24
_NAMED: Final = {f"F{n}": getattr(pygame, f"K_F{n}") for n in range(1, 13)} | {
    "Enter": pygame.K_RETURN,
    "Esc": pygame.K_ESCAPE,
    "Space": pygame.K_SPACE,
    "Home": pygame.K_HOME,
    "End": pygame.K_END,
    "Insert": pygame.K_INSERT,
    "Delete": pygame.K_DELETE,
}
_MODS: Final = {"Ctrl": pygame.KMOD_CTRL, "Alt": pygame.KMOD_ALT, "Shift": pygame.KMOD_SHIFT}


@attrs.frozen
class KeyAct:
    """Something that a key does.

    Attributes:
        title: the key of the phrase that people know it by.
        where: on which screen.
        usual: the key that it has where nobody chose one.
        others: more keys that do the same, and stay.
        also: more screens on which it does the same.
        steady: whether it is done again and again while the key is held.
    """

    title: str
    where: str
    usual: str
    others: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    steady: bool = False

    @property
    def id(self) -> str:
        """What the settings call it."""
        return self.title.partition(".")[2]

    @property
    def name(self) -> str:
        """What people call it."""
        return phrase(self.title)

    def means(self, where: str) -> bool:
        """Whether it is done on a screen."""
        return self.where == EVERYWHERE or where in (self.where, *self.also)

    def meets(self, other: KeyAct) -> bool:
        """Whether there is a screen on which both are done."""
        if EVERYWHERE in (self.where, other.where):
            return True
        return not {self.where, *self.also}.isdisjoint((other.where, *other.also))


#: The usual keys of what the window itself does.
BOOK, FULL = "F1", "F11"
ACTS: Final = (
    KeyAct("keys.book", EVERYWHERE, BOOK),
    KeyAct("keys.full", EVERYWHERE, FULL),
    KeyAct("keys.undo", TABLE, "Ctrl+Z", ("U",)),
    KeyAct("keys.save", TABLE, "Ctrl+S"),
    KeyAct("keys.values", TABLE, "V", also=BACK),
    KeyAct("keys.menu", TABLE, "F10", also=(*BACK, MENU)),
    KeyAct("keys.pieces", TABLE, "H", also=BACK),
    KeyAct("keys.legend", TABLE, "M", also=BACK),
    KeyAct("keys.layer", TABLE, "Y", also=BACK),
    KeyAct("keys.deals", TABLE, "D", also=BACK),
    KeyAct("keys.card", TABLE, "C", also=BACK),
    KeyAct("keys.find", TABLE, "Ctrl+F", ("/",), BACK),
    KeyAct("keys.standing", TABLE, "T", also=BACK),
    KeyAct("keys.log", TABLE, "L", also=BACK),
    KeyAct("keys.certain", TABLE, "F", also=BACK),
    KeyAct("keys.others", TABLE, "O", also=BACK),
    KeyAct("keys.hold", TABLE, "P"),
    KeyAct("keys.before", TABLE, "B"),
    KeyAct("keys.faster", TABLE, "."),
    KeyAct("keys.slower", TABLE, ","),
    KeyAct("keys.mute", TABLE, "Ctrl+M"),
    KeyAct("keys.skip", TABLE, "End"),
    KeyAct("keys.now", TABLE, "X"),
    KeyAct("keys.hint", TABLE, "W"),
    KeyAct("keys.lesson_on", TABLE, "G"),
    KeyAct("keys.lesson_back", TABLE, "J"),
    KeyAct("keys.lesson_show", TABLE, "S"),
    KeyAct("keys.lesson_leave", TABLE, "Q"),
    KeyAct("keys.next_place", TABLE, "]", also=BACK, steady=True),
    KeyAct("keys.last_place", TABLE, "[", also=BACK, steady=True),
    KeyAct("keys.nearer", TABLE, "+", ("=",), BACK, steady=True),
    KeyAct("keys.farther", TABLE, "-", also=BACK, steady=True),
    KeyAct("keys.whole", TABLE, "0", also=BACK),
    KeyAct("keys.council", TABLE, "K"),
    KeyAct("keys.go_on", TITLE, "C"),
    KeyAct("keys.new", TITLE, "N"),
    KeyAct("keys.other", TITLE, "O"),
    KeyAct("keys.load", TITLE, "L"),
    KeyAct("keys.learn", TITLE, "G", also=(SHELF,)),
    KeyAct("keys.replay", TITLE, "R"),
    KeyAct("keys.settings", TITLE, "S"),
    KeyAct("keys.credits", TITLE, "D"),
    KeyAct("keys.quit", TITLE, "Ctrl+Q"),
    KeyAct("keys.begin", SETUP, "Ctrl+Enter"),
    KeyAct("keys.menu_values", MENU, "V"),
    KeyAct("keys.menu_brief", MENU, "B"),
    KeyAct("keys.menu_book", MENU, "K"),
    KeyAct("keys.menu_legend", MENU, "E"),
    KeyAct("keys.menu_seats", MENU, "W"),
    KeyAct("keys.menu_pause", MENU, "P"),
    KeyAct("keys.menu_replay", MENU, "R"),
    KeyAct("keys.menu_umpire", MENU, "U"),
    KeyAct("keys.menu_phones", MENU, "J"),
    KeyAct("keys.menu_settings", MENU, "S"),
    KeyAct("keys.menu_load", MENU, "L"),
    KeyAct("keys.menu_credits", MENU, "D"),
    KeyAct("keys.menu_leave", MENU, "T"),
    KeyAct("keys.menu_lesson", MENU, "G"),
    KeyAct("keys.teaches", SETUP, "T"),
    KeyAct("keys.brief", SETUP, "B"),
    KeyAct("keys.known", SETUP, "K"),
    KeyAct("keys.rulebook_of", SHELF, "R"),
    KeyAct("keys.its_file", SHELF, "F"),
    KeyAct("keys.own_rules", SHELF, "O"),
    KeyAct("keys.shelf_find", SHELF, "/"),
    KeyAct("keys.report", END, "R"),
    KeyAct("keys.branch", REPLAY, "B"),
    KeyAct("keys.pace", REPLAY, "X"),
    KeyAct("keys.weighed", REPLAY, "W"),
    KeyAct("keys.council_gives", COUNCIL, "G"),
    KeyAct("keys.council_asks", COUNCIL, "T"),
    KeyAct("keys.council_side", COUNCIL, "S"),
    KeyAct("keys.council_find", COUNCIL, "/"),
    KeyAct("keys.council_all", COUNCIL, "W"),
    KeyAct("keys.council_form", COUNCIL, "V"),
    KeyAct("keys.council_alone", COUNCIL, "P"),
    KeyAct("keys.council_table", COUNCIL, "M"),
    KeyAct("keys.council_none", COUNCIL, "N"),
    KeyAct("keys.council_refuse", COUNCIL, "R"),
    KeyAct("keys.council_counter", COUNCIL, "C"),
    KeyAct("keys.council_accept", COUNCIL, "A"),
    KeyAct("keys.council_back", COUNCIL, "B"),
    KeyAct("keys.council_clock", COUNCIL, "K"),
    KeyAct("keys.umpire_inject", UMPIRE, "I"),
    KeyAct("keys.umpire_spot", UMPIRE, "X"),
    KeyAct("keys.umpire_override", UMPIRE, "O"),
    KeyAct("keys.umpire_outcome", UMPIRE, "D"),
    KeyAct("keys.umpire_order", UMPIRE, "J"),
    KeyAct("keys.umpire_back", UMPIRE, "Z"),
    KeyAct("keys.umpire_rehearsal", UMPIRE, "R"),
    KeyAct("keys.umpire_file", UMPIRE, "Ctrl+Enter"),
    KeyAct("keys.umpire_eyes", UMPIRE, "T"),
    KeyAct("keys.umpire_card", UMPIRE, "C"),
    KeyAct("keys.umpire_note", UMPIRE, "N"),
    KeyAct("keys.umpire_mark", UMPIRE, "M"),
    KeyAct("keys.umpire_filter", UMPIRE, "F"),
    KeyAct("keys.umpire_pause", UMPIRE, "P"),
    KeyAct("keys.umpire_time", UMPIRE, "A"),
    KeyAct("keys.umpire_hold", UMPIRE, "H"),
    KeyAct("keys.umpire_bell", UMPIRE, "L"),
    KeyAct("keys.umpire_usual", UMPIRE, "E"),
    KeyAct("keys.umpire_settings", UMPIRE, "F10"),
)


class KeySet:
    """The key that each act has now.

    Attributes:
        chosen: the keys that were chosen, by the ids of their acts; the others are as usual.
    """

    def __init__(self) -> None:
        """All keys as usual."""
        self.chosen: dict[str, str] = {}

    def key(self, act: KeyAct) -> str:
        """The key that an act has now."""
        return self.chosen.get(act.id, act.usual)

    def take(self, found: Mapping[str, object]) -> list[str]:
        """Have the keys that were kept; those that cannot be are as usual.

        Args:
            found: by the ids of acts; what is no act is passed over.

        Returns:
            A sentence for each key that cannot be.
        """
        told, acts = [], {act.id: act for act in ACTS}
        self.chosen = {}
        for ident, key in found.items():
            if ident not in acts or key == acts[ident].usual:
                continue
            good = isinstance(key, str) and key not in (*FIXED, *acts[ident].others)
            if good and isinstance(key, str) and 0 < len(key) <= _LONGEST:
                self.chosen[ident] = key
            else:
                told.append(phrase("keys.no_key", act=acts[ident].name))
        # A key that goes back to the usual one may meet another that was chosen.
        while met := next(filter(self._met, sorted(self.chosen)), None):
            told.append(phrase("keys.taken_twice", key=self.chosen.pop(met), act=acts[met].name))
        return told

    def _met(self, ident: str) -> bool:
        act = next(act for act in ACTS if act.id == ident)
        return self._owner(act, self.chosen[ident]) is not None

    def _owner(self, act: KeyAct, key: str) -> KeyAct | None:
        """The other act that has a key where this one would need it."""
        return next(
            (
                other
                for other in ACTS
                if other is not act and other.meets(act) and key in (self.key(other), *other.others)
            ),
            None,
        )

    def choose(self, act: KeyAct, key: str) -> str:
        """Give an act another key.

        Args:
            act: which.
            key: the name of a key, as `key_name` has it.

        Returns:
            Why it cannot have it, in a sentence, and then it keeps its own; else nothing.
        """
        if key in FIXED or key in act.others or not 0 < len(key) <= _LONGEST:
            return phrase("keys.fixed", key=key)
        if (owner := self._owner(act, key)) is not None:
            return phrase("keys.taken", key=key, act=owner.name)
        self.chosen.pop(act.id, None)
        if key != act.usual:
            self.chosen[act.id] = key
        return ""

    def all_as_usual(self) -> None:
        """Give every act its usual key."""
        self.chosen = {}

    def shown(self, usual: str, where: str) -> str:
        """How a key is shown on a screen: as the one that its act has now.

        Args:
            usual: the usual key of an act; any other is given back as it is.
            where: the screen, as in `KeyAct`.
        """
        if not self.chosen:  # each button asks, whenever it is measured
            return usual
        act = next((act for act in _acts(where) if act.usual == usual), None)
        return usual if act is None else self.key(act)

    def steady(self, event: pygame.event.Event, where: str) -> bool:
        """Whether what a key does on a screen is done again and again while it is held."""
        pressed = key_name(event)
        return any(act.steady and pressed in (self.key(act), *act.others) for act in _acts(where))

    def inward(self, event: pygame.event.Event, where: str) -> pygame.event.Event | None:
        """What a screen is told of a key that went down: the usual key of the act that has it.

        Args:
            event: the key as it was pressed.
            where: the screen, as in `KeyAct`.

        Returns:
            The event, or one like it of another key; None where the act that has this key as a
            rule was given another, so that it does nothing.
        """
        if not self.chosen:
            return event
        pressed, acts = key_name(event), _acts(where)
        if (act := next((a for a in acts if self.key(a) == pressed), None)) is not None:
            return event if act.usual == pressed else made(act.usual)
        return None if any(act.usual == pressed for act in acts) else event


@cache
def _acts(where: str) -> tuple[KeyAct, ...]:
    """The acts that a screen has."""
    return tuple(act for act in ACTS if act.means(where))


def made(name: str) -> pygame.event.Event:
    """The event of a key that goes down, from its name.

    Args:
        name: as `key_name` has it: a sign, or one of the named keys that acts have as a rule.
    """
    *mods, key = name.split("+") if len(name) > 1 and not name.endswith("+") else [name]
    code = _NAMED.get(key) or ord(key.lower())
    mod = 0
    for word in mods:
        mod |= _MODS[word]
    sign = "" if key in _NAMED or mod else key.lower()
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=sign, scancode=0)
