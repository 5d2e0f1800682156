"""Reads what is drawn: seats, counters, the badge, marks, tracks, families, the map's colours."""

from __future__ import annotations

import attrs

from game.catalogue import called
from game.rules.look.drawn import OUTLINES, SHAPES, Colour, LayerLook
from game.rules.look.model import (
    HATCHES,
    MAP_COLOURS,
    PLAIN_TINT,
    Accent,
    Addend,
    AlarmLook,
    Badge,
    BadgeState,
    BotLook,
    CounterLook,
    CountLook,
    MarkLook,
    RollLook,
    SeatLook,
    TrackLook,
    Where,
)
from game.rules.look.page import Page, kept

_DARK: Colour = (10, 15, 20)
_LIGHT: Colour = (255, 255, 255)


def seats(top: Page) -> dict[str, SeatLook]:
    """The seats, by id."""
    known = top.known.members("seat")

    def read(name: str, page: Page) -> SeatLook:
        page.check(name, known, "seat")
        return SeatLook(
            name,
            page.colour("colour"),
            page.icon(),
            shape=page.choice("shape", SHAPES, ""),
            outline=page.choice("outline", OUTLINES, ""),
            hatch=page.choice("hatch", HATCHES, ""),
        )

    return kept(top.each("seats"), read)


def bots(top: Page) -> dict[str, BotLook]:
    """What is told of the bots, by the variants that the doctrine rows know."""
    known = top.known.decls.doctrines

    def read(name: str, page: Page) -> BotLook:
        page.check(name, known, "variant of doctrine")
        return BotLook(name, page.text("name"), page.text("text", need=True))

    return kept(top.each("bots"), read)


def counters(top: Page, places: str) -> dict[str, CounterLook]:
    """The counters in the order in which they stand, and after them the shadows."""

    def read(name: str, page: Page) -> CounterLook:
        value = page.value("value", (places,), ("int",))
        addend: dict[str, Addend] = {"plus": "plus", "minus": "minus", "": ""}
        return CounterLook(
            id=name,
            value=value,
            name=page.text("name", top.known.title(value)),
            letter=page.text("letter", name[:1].upper()),
            colour=page.colour("colour"),
            ink=page.colour("ink", _DARK),
            silhouette=page.silhouette(),
            hatch=page.hatch(),
            addend=addend[page.choice("addend", ("plus", "minus"), "")],
            seat=page.name("seat", top.known.members("seat"), "seat"),
        )

    found: dict[str, CounterLook] = kept(top.each("counters"), read)
    named = list(top.get("counters", dict, {}))

    def shadow(name: str, page: Page) -> CounterLook | None:
        value = page.value("value", (places,), ("int",))
        like = page.text("like", need=True)
        title = page.text("name", top.known.title(value))
        if like and page.check(like, named, "counter", "like") and like in found:
            return attrs.evolve(found[like], id=name, value=value, name=title, shadow=True)
        return None

    shadows = kept(top.each("shadows"), shadow)
    return {**found, **{name: look for name, look in shadows.items() if look is not None}}


def badge(top: Page, places: str) -> Badge:
    """The badge of a place; none where the file has none, or it is at fault."""
    page = top.below("badge")
    if page is None:
        return Badge()
    value = page.value("value", (places,), ("int",))
    states, open_ended = [], 0
    for row in page.rows("states"):
        ident = row.text("id", need=True)
        states.append(
            BadgeState(
                id=ident,
                name=row.text("name", called(ident)),
                least=row.number("least"),
                colour=row.colour("colour"),
                ink=row.colour("ink", _LIGHT),
                rim=row.colour("rim", _DARK),
                silhouette=row.silhouette(),
            )
        )
        open_ended += "least" not in row.given
        row.done()
    if open_ended != 1:
        page.report("missing-key", "one state of [badge], the lowest, has no `least`.")
    page.done()
    if page.faulty:
        return Badge()
    return Badge(value, tuple(sorted(states, key=_height)))


def _height(state: BadgeState) -> tuple[bool, int]:
    return state.least is None, -(state.least or 0)


def no_addends(top: Page, counters: dict[str, CounterLook], badge: Badge) -> None:
    """Findings about addends of which the badge's value is not made: the sum would not be right."""
    parts = top.known.reads(badge.value) | {badge.value}
    for name, counter in counters.items():
        if badge.value and counter.addend and counter.value not in parts:
            said = (
                f"`{badge.value}` is not made from `{counter.value}`, so that is no addend of it."
            )
            where = ("shadows", name, "value") if counter.shadow else ("counters", name, "addend")
            top.report("no-addend", said, *where, word=counter.value)


def accent(top: Page, places: str) -> Accent:
    """What sets counters off; nothing where the file does not say it, or it is at fault."""
    page = top.below("accent")
    if page is None:
        return Accent()
    value = page.value("value", ("seat", places), ("bool",))
    words = {k: page.text(k, need=True) for k in ("chip", "gained", "lost", "holds", "nowhere")}
    share = page.value("share", ("seat", places), ("int",), need=False)
    page.done()
    return Accent() if page.faulty else Accent(value, **words, share=share)


def marks(top: Page, places: str) -> dict[str, MarkLook]:
    """The small marks, by name."""
    where: dict[str, Where] = {"place": "place", "passage": "passage"}

    def read(name: str, page: Page) -> MarkLook:
        value = page.value("value", (places,))
        return MarkLook(
            id=name,
            value=value,
            name=page.text("name", top.known.title(value)),
            icon=page.icon(),
            colour=page.colour("colour"),
            on=where[page.choice("on", tuple(where), "place")],
        )

    return kept(top.each("marks"), read)


#: What each way of drawing a layer reads, and of what besides places.
_LAYERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ramp": ("int", ()),
    "states": ("int", ()),
    "seats": ("bool", ("seat",)),
    "count": ("bool", ("seat",)),
    "signs": ("", ()),
}


def layers(top: Page, places: str) -> tuple[LayerLook, ...]:
    """The layers of a map or a board, in order.

    Args:
        top: what they stand in.
        places: the set of its places.
    """

    def read(name: str, page: Page) -> LayerLook:
        draw = page.choice("draw", tuple(_LAYERS), "ramp")
        kind, of = _LAYERS[draw]
        if draw == "signs":
            words = page.words("values")
            values = tuple(
                w for n, w in enumerate(words) if page.fits(w, (places,), (), True, "values", n)
            )
        elif of and page.known.kind(page.text("value")) == "places":
            # The places that a seat reaches: the same as a truth value of it and each of them.
            values = (page.value("value", of, ("places",)),)
        else:
            values = (page.value("value", (*of, places), (kind,)),)
        low, high = page.colour("low", (38, 44, 58)), page.colour("high", (255, 236, 190))
        return LayerLook(
            id=name,
            name=page.text("name", top.known.title(values[0]) if values else name),
            text=page.text("text"),
            draw=draw,
            values=values,
            colours=(low, high),
            span=(page.number("from") or 0, page.number("to") or 1),
        )

    return tuple(kept(top.each("layers"), read).values())


def tracks(top: Page) -> tuple[TrackLook, ...]:
    """The tracks of the top bar, in order."""
    found = []
    for page in top.rows("tracks"):
        value = page.value("value", (), ("int",))
        track = TrackLook(
            value=value,
            name=page.text("name", top.known.title(value)),
            icon=page.icon(),
            colour=page.colour("colour"),
            limit=page.name("limit", top.known.decls.numbers, "number"),
            near=page.number("near"),
        )
        page.done()
        if not page.faulty:
            found.append(track)
    return tuple(found)


def alarms(top: Page) -> tuple[AlarmLook, ...]:
    """The numbers of which all are alerted, in order."""
    found = []
    for page in top.rows("alarms"):
        alarm = AlarmLook(
            value=page.value("value", (), ("int",)),
            say=page.said("say", "", ("value", "end")),
            limit=page.name("limit", top.known.decls.numbers, "number"),
            near=page.counts("near"),
            low=page.counts("low"),
        )
        if not alarm.say:
            page.report("missing-key", "an alarm needs `say`, the sentence that warns.")
        if not alarm.near and not alarm.low:
            page.report("missing-key", "an alarm needs `near` or `low`: when it warns.")
        page.done()
        if not page.faulty:
            found.append(alarm)
    return tuple(found)


def counts(top: Page) -> tuple[CountLook, ...]:
    """The rules that count place by place, in order."""
    found = []
    for page in top.rows("counts"):
        rule = page.name("rule", top.known.decls.procedures, "procedure", need=True)
        total = page.value("total", ("seat",), ("int",), derived=False)
        page.done()
        if not page.faulty:
            found.append(CountLook(rule, total))
    return tuple(found)


def rolls(top: Page) -> tuple[RollLook, ...]:
    """The rules whose die is told with what is added to it, in order."""
    found = []
    for page in top.rows("rolls"):
        rule = page.name("rule", top.known.decls.procedures, "procedure", need=True)
        steps = []
        for step in page.rows("steps"):
            number = step.name("from", top.known.decls.numbers, "number", need=True)
            steps.append((number, step.text("name", need=True)))
            step.done()
        least = page.text("least")
        page.done()
        if not page.faulty:
            found.append(RollLook(rule, least, tuple(steps)))
    return tuple(found)


def families(top: Page) -> dict[str, Colour]:
    """The tints of the families of spaces, by the name that the map has for each."""
    out: dict[str, Colour] = {}
    for page in top.rows("families"):
        tint = page.colour("tint")
        out.update(dict.fromkeys(page.words("of"), tint))
        page.done()
    return out


def before(top: Page, places: str) -> None:
    """Check what is lent to the rules of saves from before they said it themselves."""
    page = top.below("before")
    if page is None:
        return
    for table in filter(None, (page.below("labels"), page.below("short"))):
        for word in table.given:
            table.text(word, need=True)
            if places and table.path[-1] == "short":
                table.check(word, table.known.members(places), "place", word)
        table.done()
    page.done()


def map_colours(top: Page) -> dict[str, Colour]:
    """The colours of the map; what the file leaves out has ours."""
    page = top.below("map")
    if page is None:
        return dict(MAP_COLOURS)
    found = {key: page.colour(key, default) for key, default in MAP_COLOURS.items()}
    page.done()
    return found


__all__ = [
    "PLAIN_TINT", "accent", "badge", "before", "counters", "families", "layers", "map_colours",
    "marks", "no_addends", "seats", "tracks",
]  # fmt: skip
