"""Many expressions in one rule set, worked out at many positions and compared with Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from typing import Any

import attrs
import tomli_w

from game.engine import Game
from game.rules import RulesError, parse_rules
from tests.judge.choices import Choices
from tests.judge.expressions import ANY, BOOL, INT, Kind, Readable, Shape, Stage, Var, Writer
from tests.judge.grids import Grid
from tests.judge.model import Model
from tests.judge.values import Key, spoken

#: A small world with everything that an expression can read in it.
WORLD: dict[str, Any] = {
    "game": {"name": "Expressions", "decks": ["news"]},
    "set": {
        "seat": {"members": [{"id": "red", "rival": "blue"}, {"id": "blue", "rival": "red"}]},
        "place": {
            "members": [
                {"id": "hill", "worth": 3, "near": ["ford", "mill"], "next": "ford"},
                {"id": "ford", "worth": -2, "near": [], "next": "hill", "wet": True},
                {"id": "mill", "worth": 0, "near": ["mill"], "next": "hill", "rear": "ford"},
                {"id": "weir", "worth": 5, "near": ["hill", "weir", "ford"], "next": "weir",
                 "rear": "weir", "wet": True},
            ]
        },
        "low": {"of": "place", "members": ["ford", "weir"]},
        "dry": {"of": "place", "where": "not place.wet and place.worth >= 0"},
        "unit": {
            "members": [
                {"id": "foot", "size": 1, "home": "hill", "friends": ["horse"]},
                {"id": "horse", "size": 2, "home": "ford", "friends": ["foot", "horse"]},
                {"id": "rain", "size": 4, "home": "weir", "friends": []},
            ]
        },
        "field": {"grid": "hex", "board": " . _ .\n. . .\n . . _\n_ . .", "prefix": "g_"},
    },
    "number": {"pay": {"value": 3}, "debt": {"value": -4}, "harsh": {"value": True}},
    "table": {
        "toll": {"by": "low", "cells": {"ford": 3, "weir": -2}},
        "side": {
            "by": {"at": "place", "die": "1..6"}, "value": "seat or none",
            "cells": "     1    2-3  4     5-6\n\nhill red  .    blue  red\n"
            "ford .    red  blue  .\n  mill  blue blue blue blue\nweir red red . blue",
        },
        "odds": {
            "by": ["-2..3", "0..4"],
            "cells": "      ..1  2-3  4+\n..-2  -7   0    1\n-1-1  2    3    4\n2+   11  12   13\n",
        },
        "open_to": {
            "by": {"s": "seat", "u": "unit", "n": "1..3"}, "value": "bool",
            "cells": "1 2-3\n[red]\nfoot true false\nhorse false false\nrain true true\n"
            "[blue]\nrain false true\nfoot true true\nhorse true false",
        },
        "way": {"by": {"n": "0..9"}, "value": "place", "cells": {"..4": "hill", "5+": "weir"}},
    },
    "register": {
        "clock": {"range": [-3, 6]},
        "level": {"of": "place", "range": [0, 9], "start": "2 if place.wet else 1"},
        "coins": {"of": "seat", "range": [-5, 20]},
        "force": {"of": {"u": "unit", "p": "place"}, "range": [0, 4]},
        "war": {"range": "bool"},
        "flooded": {"of": "low", "range": "bool"},
        "seen_at": {"of": {"p": "place", "q": "place"}, "range": "bool"},
        "mark": {"range": "place or none"},
        "owner": {"of": "place", "range": "seat or none"},
        "post": {"of": "unit", "range": "place"},
        "ferry": {"range": "low"},
        "hand": {"of": "seat", "range": [1, 6], "see": "viewer == seat"},
        "plan": {"of": "seat", "range": "low or none", "see": "none"},
        "camp": {"of": "unit", "range": "field or none"},
        "wind": {"range": "direction"},
        "hoard": {"of": "seat", "range": [-100, 1000]},
    },
    "derived": {
        "height": {"of": "place", "value": "level[place] * 2 - (1 if place.wet else 0)"},
        "last": {"value": "none if mark == none else owner[mark]"},
        "stands": {"of": {"u": "unit", "p": "place"}, "value": "post[u] == p and not war"},
        "peak": {"value": "highest_one(place, by=(height[place], place.worth))"},
        "sum_of_all": {"value": "sum(sum(force[u, p] for p in place) for u in unit)"},
    },
    "news": {
        "rain": {"weight": 1, "when": "clock >= 0", "do": "war = false"},
        "sun": {"weight": 2, "do": "war = true"},
    },
    "action": {"wait": {"do": "pass"}},
    "procedure": {"play": {"do": "act(red)\nend()\n"}},
}  # fmt: skip

#: Refused for their size alone; nothing else may be refused.
SIZE = {"overflow", "too-deep", "too-large"}


def _kind(told: Any, bound: int = 0) -> Kind:
    if isinstance(told, list):
        return Kind(INT, bound=max(map(abs, told)))
    name, _, rest = str(told).partition(" or ")
    return Kind(name, bool(rest), bound)


def index_sets(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The sets of an index."""
    of = told.get("of")
    return () if of is None else (of,) if isinstance(of, str) else tuple(of.values())


def stage(narrow_derived: bool = True) -> Stage:
    """What an expression may name in this world."""
    P, S = Kind("place"), Kind("seat")  # noqa: N806
    place = {"worth": Kind(INT, bound=5), "wet": Kind(BOOL), "next": P, "rear": Kind("place", True)}
    near = {"near": P}
    unit = {"size": Kind(INT, bound=4), "home": P}
    ids = ("hill", "ford", "mill", "weir")
    sets = [
        Shape("place", "place", ids, place, near),
        Shape("seat", "seat", ("red", "blue"), {"rival": S}),
        Shape("low", "place", ("ford", "weir"), place, near),
        Shape("dry", "place", ("hill", "mill"), place, near),
        Shape("unit", "unit", ("foot", "horse", "rain"), unit, {"friends": Kind("unit")}),
        Shape("news", "news", ("rain", "sun"), {"weight": Kind(INT, bound=2)}),
    ]
    field = {"col": Kind(INT, bound=3), "row": Kind(INT, bound=4), "edge": Kind(BOOL)}
    turns = dict.fromkeys(("opposite", "left", "right"), Kind("direction"))
    places = tuple(Grid.drawn(WORLD["set"]["field"]).spots)
    ways = ("e", "se", "sw", "w", "nw", "ne")
    sets += [
        Shape("field", "field", places, field, {"near": Kind("field")}),
        Shape("direction", "direction", ways, turns | {"straight": Kind(BOOL)}),
    ]
    told = [
        Readable(n, index_sets(r), _kind(r["range"]), "see" in r)
        for n, r in WORLD["register"].items()
    ]
    told += [
        Readable("height", ("place",), Kind(INT, bound=19), derived=True),
        Readable("last", (), Kind("seat", True), derived=True),
        Readable("stands", ("unit", "place"), Kind(BOOL), derived=True),
        Readable("peak", (), P, derived=True),
        Readable("sum_of_all", (), Kind(INT, bound=48), derived=True),
        Readable("toll", ("low",), Kind(INT, bound=3)),
        Readable("side", ("place", "1..6"), Kind("seat", True)),
        Readable("odds", (ANY, ANY), Kind(INT, bound=13)),
        Readable("open_to", ("seat", "unit", "1..3"), Kind(BOOL)),
        Readable("way", (ANY,), P),
        Readable("pay", (), Kind(INT, bound=3)),
        Readable("debt", (), Kind(INT, bound=4)),
        Readable("harsh", (), Kind(BOOL)),
    ]
    by_name = {s.name: s for s in sets}
    return Stage(by_name, told, {"news": "news"}, narrow_derived, {"direction"})


@attrs.frozen
class Expression:
    """An expression as the derived value of some index."""

    index: tuple[str, ...]
    text: str


#: Each index is a set, and its variable has the set's name or another.
INDEXES = [
    (),
    ("place",),
    ("unit",),
    ("low",),
    ("place", "unit"),
    ("place", "seat"),
    ("field", "seat"),
]
VARIABLES = {"place": "place", "unit": "u", "low": "x", "seat": "who", "field": "f"}


def expression(choose: Choices, on: Stage, depth: int = 4) -> Expression:
    """Write one expression of any kind."""
    index = choose.pick(INDEXES)
    scope = tuple(Var(VARIABLES[s], Kind(s)) for s in index)
    writer = Writer(on, choose, secret=True)
    way = choose.below(6)
    if way < 3:
        text = writer.number(scope, depth)[0]
    elif way < 5:
        text = writer.truth(scope, depth)
    else:
        text = writer.perhaps(scope, depth, writer.base())
    return Expression(index, text)


def document(expressions: list[Expression]) -> dict[str, Any]:
    """The rule set with each expression as the derived value of its place."""
    derived = dict(WORLD["derived"])
    for n, e in enumerate(expressions):
        of = {VARIABLES[s]: s for s in e.index}
        derived[f"e{n}"] = {**({"of": of} if of else {}), "value": e.text}
    return {**WORLD, "derived": derived}


@cache
def positions(count: int) -> tuple[dict[tuple[str, Key], int], ...]:
    """Positions, each by the place of every cell's value among those it may have."""
    dice, model = Random(7), Model(tomli_w.dumps(WORLD))
    out = []
    for at in range(count):
        here = {}
        for cells in model.registers.values():
            many = len(model.domain(cells))
            for key in cells.keys:
                here[cells.name, tuple(m.id for m in key)] = (
                    (0, many - 1)[at] if at < 2 else dice.randrange(many)
                )
        out.append(here)
    return tuple(out)


def _cell(name: str, words: Key) -> str:
    return f"{name}[{', '.join(words)}]" if words else name


def differences(
    expressions: list[Expression], count: int, frozen: int = 1
) -> tuple[int, list[str]]:
    """Compare the expressions at so many positions; how many values there were, and what differs.

    `frozen` of the positions are also made constants of a scenario: all must then fold to the
    very same values.
    """
    data = document(expressions)
    text = tomli_w.dumps(data)
    try:
        rules = parse_rules(text)
    except RulesError as error:
        lines = text.splitlines()
        large = {lines[f.line - 1] for f in error.findings if f.code in SIZE}
        wrong = [
            f"refused: {f}\n  {lines[f.line - 1]}" for f in error.findings if f.code not in SIZE
        ]
        kept = [e for e in expressions if tomli_w.dumps({"value": e.text}).strip() not in large]
        if wrong or len(kept) == len(expressions):
            return 0, wrong or [str(error)]
        return differences(kept, count, frozen) if kept else (0, [])
    model = Model(text)
    games = {name: Game(rules, evaluator=name) for name in ("compiled", "interpreted")}
    plain = games["interpreted"]
    wrong, values = [], 0
    chosen = positions(count)
    for here in chosen:
        state = plain.new_game()
        _put(model, here)
        for cells in model.registers.values():
            for key in cells.keys:
                words = tuple(m.id for m in key)
                plain.override(state, _cell(cells.name, words), spoken(cells.values[key]))
        for name, key, wanted in _values(model, len(expressions)):
            words = tuple(m.id for m in key)
            for kind, game in games.items():
                found = game.value(state, name, *words)
                values += 1
                if not _same(found, wanted):
                    wrong.append(_told(kind, expressions, name, words, found, wanted, here))
    for here in chosen[len(chosen) - frozen :]:
        _put(model, here)
        start = {}
        for cells in model.registers.values():
            for key in cells.keys:
                words = tuple(m.id for m in key)
                start[_cell(cells.name, words)] = spoken(cells.values[key])
        scenario = {"name": "Frozen", "start": start, "frozen": list(model.registers)}
        folded = tomli_w.dumps({**data, "scenario": {"frozen": scenario}})
        game = Game(parse_rules(folded), "frozen", evaluator="interpreted")
        state = game.new_game()
        for name, key, wanted in _values(model, len(expressions)):
            words = tuple(m.id for m in key)
            found = game.value(state, name, *words)
            values += 1
            if not _same(found, wanted):
                wrong.append(_told("folded", expressions, name, words, found, wanted, here))
    return values, wrong


def _put(model: Model, here: Mapping[tuple[str, Key], int]) -> None:
    for cells in model.registers.values():
        every = model.domain(cells)
        for key in cells.keys:
            model.put(cells, key, every[here[cells.name, tuple(m.id for m in key)]])


def _values(model: Model, count: int) -> Iterator[tuple[str, Key, Any]]:
    for n in range(count):
        derived = model.names.derived[f"e{n}"]
        for key in derived.keys:
            yield derived.name, key, spoken(derived.work(*key))


def _same(found: Any, wanted: Any) -> bool:
    found = "none" if found is None else found
    return type(found) is type(wanted) and found == wanted


def _told(
    kind: str, expressions: list[Expression], name: str, words: Key, found: Any, wanted: Any,
    here: Mapping[tuple[str, Key], int],
) -> str:  # fmt: skip
    text = expressions[int(name[1:])].text
    return f"{kind}: {_cell(name, words)} = {text}\n  is {found}, and {wanted} by Python, at {here}"
