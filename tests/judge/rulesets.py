"""Writes whole small rule sets, as the document of a rules file."""

from __future__ import annotations

from typing import Any

import tomli_w

from tests.judge.choices import Choices
from tests.judge.each import posts
from tests.judge.expressions import ANY, BOOL, INT, Kind, Readable, Shape, Stage, Var, Writer
from tests.judge.grids import Grid
from tests.judge.writing import Block, Cast, Scripter, Store, readables
from tests.judge.zones import zone

PLACES = ("hill", "ford", "b1", "mill")
UNITS = ("foot", "horse", "boat")
TILES = ("oak", "elm", "ash", "fir", "yew")
SEATS = ("red", "blue", "green")
#: Names that become one when they are joined or shortened carelessly.
NAMES = ("k", "k_1", "k_b1", "level", "owner", "worth", "worth_1", "worth_b1", "s_k", "k_k_1", "d")
SCRIPTS = ("storm", "storm_y", "y", "raid", "play_y", "news_y")


#: The ends that a game comes to by itself: the key, its number, and from where to where it goes.
LIMITS = (("cap", "moves", 1, 12), ("repetition", "times", 2, 3))


class Author:
    """Writes one rule set, part by part."""

    def __init__(self, choose: Choices, avoid: frozenset[str] = frozenset()) -> None:
        self.choose = choose
        self.stage = Stage(narrow_derived="derived" not in avoid)
        self.cast = Cast(self.stage, avoid=avoid)
        self.names = list(NAMES)
        self.data: dict[str, Any] = {
            "game": {"name": "Generated", "language": choose.pick([1, 2, 2])}
        }
        self.write = Writer(self.stage, choose)

    def name(self) -> str:
        """A name for something, used once."""
        return self.names.pop(self.choose.below(len(self.names)))

    def document(self) -> dict[str, Any]:
        """The whole file."""
        self.sets()
        self.numbers()
        self.tables()
        self.registers()
        decks = self.deck_names()
        self.derived()
        self.menus_and_endings()
        self.scripts(decks)
        self.judging()
        self.limits()
        return self.data

    # What there is -----------------------------------------------------------------------

    def sets(self) -> None:
        choose, sets = self.choose, self.stage.sets
        seats = SEATS[: choose.between(2, 3)]
        declared: dict[str, Any] = {}
        if choose.often(40):
            rivals = [{"id": s, "rival": seats[(i + 1) % len(seats)]} for i, s in enumerate(seats)]
            declared["seat"] = {"members": rivals}
            sets["seat"] = Shape("seat", "seat", seats, {"rival": Kind("seat")})
        else:
            self.data["game"]["seats"] = list(seats)
            sets["seat"] = Shape("seat", "seat", seats)
        places = PLACES[: choose.between(2, 4)]
        rows: list[dict[str, Any]] = []
        for ident in places:
            row: dict[str, Any] = {"id": ident, "worth": choose.between(0, 4)}
            row["near"] = choose.some(places, 0, 3)
            row["next"] = choose.pick(places)
            if choose.often(50):
                row["wet"] = True
            if ident == places[0] or choose.often(40):
                row["rear"] = choose.pick(places)
            rows.append(row)
        rows[-1].pop("rear", None)
        rows[0]["near"] = rows[0]["near"] or [places[1]]
        rows[0].setdefault("wet", True)
        declared["place"] = {"members": rows}
        fields = {
            "worth": Kind(INT, bound=4), "next": Kind("place"), "wet": Kind(BOOL),
            "rear": Kind("place", True),
        }  # fmt: skip
        lists = {"near": Kind("place")}
        sets["place"] = Shape("place", "place", places, fields, lists)
        if choose.often(50):
            units = UNITS[: choose.between(2, 3)]
            declared["unit"] = {
                "members": [
                    {"id": u, "size": choose.between(1, 3), "home": choose.pick(places)}
                    for u in units
                ]
            }
            home = {"size": Kind(INT, bound=3), "home": Kind("place")}
            sets["unit"] = Shape("unit", "unit", units, home)
        if choose.often(40):
            if choose.often(50):
                low = tuple(p for p in places if p in choose.some(places, 1, 2)) or places[:1]
                declared["low"] = {"of": "place", "members": list(low)}
            else:
                low = tuple(r["id"] for r in rows if r.get("wet"))
                declared["low"] = {"of": "place", "where": "place.wet"}
            sets["low"] = Shape("low", "place", low, fields, lists)
        if choose.often(30):
            declared["post"], members = posts(choose, rows, seats)
            ids = tuple(row["id"] for row in members)
            told = {"at": Kind("place"), "side": Kind("seat"), "toll": Kind(INT, bound=4)}
            sets["post"] = Shape("post", "post", ids, told, {"near": Kind("place")})
        if choose.often(40):
            declared["tile"] = {
                "members": [
                    {"id": t, "worth": choose.between(0, 4), "side": choose.pick(seats)}
                    for t in TILES[: choose.between(2, 5)]
                ]
            }
            ids = tuple(row["id"] for row in declared["tile"]["members"])
            told = {"worth": Kind(INT, bound=4), "side": Kind("seat")}
            sets["tile"] = Shape("tile", "tile", ids, told)
        if choose.often(35):
            declared["field"] = self.grid()
        self.data["set"] = declared

    def grid(self) -> dict[str, Any]:
        """A small board of hexes or squares, with holes; its directions are a set too."""
        choose, kind = self.choose, self.choose.pick(["hex", "square"])
        columns, count, first = choose.between(1, 3), choose.between(1, 3), choose.below(2)
        tokens = [["." if choose.often(85) else "_" for _ in range(columns)] for _ in range(count)]
        tokens[0][0] = "."
        lines = [" " * ((y + first) % 2) + " ".join(row) for y, row in enumerate(tokens)]
        if count == 1:
            lines = [lines[0].strip()]
        told = {"grid": kind, "board": "\n".join(lines), "prefix": "g_"}
        drawn = Grid.drawn(told)
        ids, way = tuple(drawn.spots), Kind("direction")
        fields = {"col": Kind(INT, bound=3), "row": Kind(INT, bound=3), "edge": Kind(BOOL)}
        lists = {"near": Kind("field")} | ({"around": Kind("field")} if kind == "square" else {})
        self.stage.sets["field"] = Shape("field", "field", ids, fields, lists)
        ways = tuple(str(row["id"]) for row in drawn.directions())
        turns = {"opposite": way, "left": way, "right": way, "straight": Kind(BOOL)}
        self.stage.sets["direction"] = Shape("direction", "direction", ways, turns)
        # A variable may be called like a direction.
        self.stage.qualified.add("direction")
        return told

    def numbers(self) -> None:
        if self.choose.often(40):
            value = self.choose.between(0, 4)
            self.data["number"] = {"pay": {"value": value}}
            self.stage.readable.append(Readable("pay", (), Kind(INT, bound=value)))

    def tables(self) -> None:
        """Tables over places and numbers; some of them have open ends, or cells that are none."""
        choose, declared = self.choose, {}
        places = self.stage.sets["place"].ids
        if choose.often(40):
            cells = {p: choose.between(-3, 9) for p in places}
            declared["price"] = {"by": "place", "cells": cells}
            self.stage.readable.append(Readable("price", ("place",), Kind(INT, bound=9)))
        if choose.often(40):
            seats = [*self.stage.sets["seat"].ids, "."]
            heads, key = choose.pick(
                [(["1", "2-3", "4-6"], "1..6"), (["..0", "1-4", "5+"], ANY), (["1-6"], "1..6")]
            )
            lines = [f"{p} {' '.join(choose.pick(seats) for _ in heads)}" for p in places]
            declared["result"] = {
                "by": {"p": "place", "n": "0..6" if key == ANY else key},
                "value": "seat or none", "cells": "\n".join([" ".join(heads), *lines]),
            }  # fmt: skip
            self.stage.readable.append(Readable("result", ("place", key), Kind("seat", True)))
        if declared:
            self.data["table"] = declared

    def registers(self) -> None:
        choose, sets = self.choose, list(self.stage.sets)
        declared: dict[str, Any] = {"trace": {"range": [0, 60], "edge": "clamp"}}
        stores = [Store("trace", (), Kind(INT), 0, 60)]
        for _ in range(choose.between(1, 4)):
            name = self.name()
            index = choose.pick([(), ("place",), ("seat",), (sets[-1],), ("place", "seat")])
            told: dict[str, Any] = {}
            if len(index) == 1:
                told["of"] = index[0]
            elif index:
                told["of"] = {"a": index[0], "b": index[1]}
            way = choose.below(4)
            if way == 0:
                low, high = choose.pick([(0, 5), (-2, 3), (1, 9), (0, 200), (0, 1000), (-300, 300)])
                told |= {"range": [low, high], "edge": choose.pick(["clamp", "error"])}
                if choose.often(40):
                    told["start"] = choose.between(max(low, 0), min(high, 4))
                if index == ("place",) and low == 0 and choose.often(50):
                    told["start"] = "place.worth"
                stores.append(Store(name, index, Kind(INT), low, high))
            elif way == 1:
                told["range"] = "bool"
                stores.append(Store(name, index, Kind(BOOL)))
            else:
                base = choose.pick(sets)
                told["range"] = f"{base} or none" if way == 2 else base
                stores.append(Store(name, index, Kind(base, way == 2)))
            declared[name] = told
        if choose.often(40):
            declared["hand"] = {"of": "seat", "range": [1, 4], "see": "viewer == seat"}
            self.cast.hands.append(Store("hand", ("seat",), Kind(INT), 1, 4))
        if "tile" in self.stage.sets:
            self.data["zone"] = zone(choose, self.stage)
        self.data["register"] = declared
        self.cast.stores += stores
        self.stage.readable += readables(stores) + readables(self.cast.hands, secret=True)

    def derived(self) -> None:
        choose, declared = self.choose, {}
        for _ in range(choose.below(4)):
            index = choose.pick([(), ("place",), ("seat",), ("place", "seat")])
            variables = {"place": "place", "seat": "s"}
            scope = tuple(Var(variables[s], Kind(s)) for s in index)
            way, name = choose.below(3), self.name()
            if way == 0:
                text, bound = self.write.number(scope, 2)
                kind = Kind(INT, bound=bound)
            elif way == 1:
                text, kind = self.write.truth(scope, 2), Kind(BOOL)
            else:
                base = self.write.base()
                text, kind = self.write.perhaps(scope, 2, base), Kind(base, True)
            of = {"of": {variables[s]: s for s in index}} if index else {}
            # What all of some needs tell is told by one expression as well.
            needs = way == 1 and choose.often(40)
            told = {"needs": self.needs(text, scope)} if needs else {"value": text}
            declared[name] = {**of, **told}
            self.stage.readable.append(Readable(name, index, kind, derived=True))
        if declared:
            self.data["derived"] = declared

    def needs(self, first: str, scope: tuple[Var, ...]) -> list[dict[str, str]]:
        """The needs of a derived value, of which the first is given."""
        tests = [first, *(self.write.truth(scope, 1) for _ in range(self.choose.below(3)))]
        return [{"id": f"n{i}", "when": when, "say": "No."} for i, when in enumerate(tests)]

    def deck_names(self) -> dict[str, list[str]]:
        """The cards of each deck; their scripts are written later."""
        choose = self.choose
        decks = {}
        if choose.often(40):
            for deck in choose.some(["news", "news_x"], 1, 2):
                decks[deck] = choose.some(SCRIPTS, 1, 3)
        if decks:
            self.data["game"]["decks"] = list(decks)
        taken: set[str] = set()
        for deck, cards in decks.items():
            cards[:] = [c for c in cards if c not in taken] or [f"only_{deck}"]
            taken |= set(cards)
            self.stage.sets[deck] = Shape(deck, deck, tuple(cards))
            self.stage.cards[deck] = deck
        self.cast.decks = list(decks)
        return decks

    def menus_and_endings(self) -> None:
        self.cast.menus = ["main"]
        if self.choose.often(30):
            self.cast.menus.append("market")
        self.cast.plots = bool(self.cast.hands) and self.choose.often(60)
        if self.choose.often(60):
            self.cast.endings = ["counted", "broken"][: self.choose.between(1, 2)]

    # Scripts -----------------------------------------------------------------------------

    def scripts(self, decks: dict[str, list[str]]) -> None:
        choose, cast = self.choose, self.cast
        taken = {c for cards in decks.values() for c in cards}
        free = [n for n in SCRIPTS if n not in taken or choose.often(50)]
        procedures = choose.some(free, 0, 3)
        for name in procedures:
            params: list[tuple[str, Kind]] = []
            for n in range(choose.below(3)):
                kind = choose.pick(
                    [Kind(s) for s in self.stage.sets] + [Kind(INT, bound=3), Kind(BOOL)]
                )
                params.append((f"given{n}", kind))
            cast.procedures[name] = params
        # Those after the first ones hand no move to a seat and play no card: actions and cards
        # may call them without a circle.
        acting = choose.below(len(procedures) + 1) if procedures else 0
        quiet = procedures[acting:]
        written: dict[str, Any] = {}
        written["play"] = {"do": self.main(procedures)}
        for n, name in enumerate(procedures):
            params = cast.procedures[name]
            scope = tuple(Var(v, k) for v, k in params)
            scripter = Scripter(
                cast, choose, procedures[n + 1 :], f"procedure.{name}", choose.often(70),
                n < acting, n < acting,
            )  # fmt: skip
            told: dict[str, Any] = {"do": "\n".join(scripter.block(Block(scope), 4)) + "\n"}
            if params:
                told["params"] = {v: self.domain(k) for v, k in params}
            written[name] = told
        self.data["procedure"] = written
        for deck, cards in decks.items():
            self.data[deck] = {}
            for card in cards:
                scripter = Scripter(cast, choose, quiet, f"{deck}.{card}", choose.often(60))
                told = {"do": "\n".join(scripter.block(Block(()), 3)) + "\n"}
                if choose.often(50):
                    told["when"] = self.unheld(())
                self.data[deck][card] = told
        self.data["action"] = {}
        for n, menu in enumerate([*cast.menus, *choose.some(cast.menus, 0, 2)]):
            # The first of each menu can be taken always, so that nobody is left without a move.
            self.action(f"wait_{menu}" if n < len(cast.menus) else "", menu, quiet)
        if cast.plots:
            self.data["action"] |= {
                "lie_low": {"menu": "plot", "do": "hand[actor] = 1"},
                "plot": {
                    "menu": "plot",
                    "choose": {"aim": "place"},
                    "needs": [{"id": "it", "when": "hand[actor] < 4", "say": "No."}],
                    "do": f"hand[actor] = {choose.between(2, 4)} if aim.wet else 3",
                },
            }

    def limits(self) -> None:
        """The ends that a game comes to by itself; loops that nothing bounds need one."""
        choose, game = self.choose, self.data["game"]
        # Where few see something, all would learn from a position that comes back.
        secret = self.cast.hands or "see=" in repr(self.data)
        often = not secret and choose.often(40)
        for key, number, least, most in LIMITS:
            if often if key == "repetition" else self.cast.open or choose.often(10):
                game[key] = {number: choose.between(least, most)}
                if self.cast.endings:
                    game[key]["ending"] = choose.pick(self.cast.endings)

    @staticmethod
    def domain(kind: Kind) -> str:
        """A parameter's domain."""
        if kind.name == INT:
            return f"range(0, {kind.bound + 1})"
        return "bool" if kind.name == BOOL else kind.name

    def unheld(self, scope: tuple[Var, ...]) -> str:
        """A condition that asks no card for its condition, so that none asks in a circle."""
        cards, self.stage.cards = self.stage.cards, {}
        derived = self.stage.readable
        self.stage.readable = [r for r in derived if not r.derived]
        text = self.write.truth(scope, 1)
        self.stage.cards, self.stage.readable = cards, derived
        return text

    def main(self, procedures: list[str]) -> str:
        scripter = Scripter(
            self.cast, self.choose, procedures, "procedure.play", acts=True, plays=True
        )
        outer = Block(())
        rounds = self.choose.between(1, 2)
        lines = [
            f"for turn in range({rounds}):", "    act(red)",
            *("    " + line for line in scripter.block(Block((), loops=1, depth=1), 4)),
            *scripter.block(outer, 2), *scripter.over(outer),
        ]  # fmt: skip
        return "\n".join(lines) + "\n"

    def action(self, name: str, menu: str, quiet: list[str]) -> None:
        choose, cast = self.choose, self.cast
        sure = bool(name)
        name = name or choose.pick(SCRIPTS)
        if name in self.data["action"]:
            return
        told: dict[str, Any] = {} if menu == "main" else {"menu": menu}
        targets: dict[str, str] = {}
        scope = [Var("actor", Kind("seat"))]
        if not sure:
            for n in range(choose.below(3)):
                if n and targets.get("to0") == "place" and choose.often(40):
                    targets[f"to{n}"] = "to0.near"
                    scope.append(Var(f"to{n}", Kind("place")))
                else:
                    base = choose.pick(["place", *self.stage.sets])
                    targets[f"to{n}"] = base
                    scope.append(Var(f"to{n}", Kind(base)))
            told["seats"] = choose.pick(["all", "all", ["red"]])
            if choose.often(50):
                when = self.write.truth(tuple(scope), 2)
                told["needs"] = [{"id": "it", "when": when, "say": "No."}]
            purses = [
                s.name for s in cast.stores
                if s.kind.name == INT and s.index in ((), ("seat",))
                and (s.low <= 0 or "costs" not in cast.avoid)
            ]  # fmt: skip
            if choose.often(40):
                told["cost"] = {
                    p: choose.pick([1, 2, f"{self.write.number(tuple(scope), 1)[0]} % 3"])
                    for p in choose.some(purses, 1, 1 if "costs" in cast.avoid else 2)
                }
        if targets:
            told["choose"] = targets
        scripter = Scripter(
            cast, choose, quiet, f"action.{name}", choose.often(50), plays=choose.often(50)
        )
        told["do"] = "\n".join(scripter.block(Block(tuple(scope)), 3)) + "\n"
        self.data["action"][name] = told

    # Judging -----------------------------------------------------------------------------

    def judging(self) -> None:
        choose = self.choose
        forbidden = [n for n in self.data["action"] if not n.startswith("wait_")]
        if forbidden and choose.often(40):
            when = self.write.truth((Var("actor", Kind("seat")),), 1)
            self.data["ban"] = {"truce": {"when": when, "forbids": forbidden, "say": "No."}}
        if choose.often(50):
            self.data["invariant"] = [{"id": "it", "always": self.write.truth((), 2)}]
        endings: dict[str, Any] = {}
        every = Writer(self.stage, choose, secret=True)
        seat = (Var("seat", Kind("seat")),)
        for name in self.cast.endings:
            told: dict[str, Any] = {"winner": every.perhaps((), 2, "seat")}
            if choose.often(50):
                told["score"] = every.number(seat, 1)[0]
            if choose.often(50):
                told["returns"] = every.number(seat, 1)[0]
            if choose.often(30):
                told["verdict"] = every.perhaps((), 1, "place")
            endings[name] = told
        if endings:
            self.data["ending"] = endings


#: Faults that are known and still open: rule sets of the tests keep clear of them.
OPEN = frozenset[str]()


def ruleset(choose: Choices, avoid: frozenset[str] = OPEN) -> dict[str, Any]:
    """Write a rule set."""
    return Author(choose, avoid).document()


def written(data: dict[str, Any]) -> str:
    """The text of a rules file."""
    return tomli_w.dumps(data, multiline_strings=True).replace('\\"', '"')
