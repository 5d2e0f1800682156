"""Writes scripts of the rules language: statements, questions, loops that pause, calls."""

from __future__ import annotations

import attrs

from tests.judge.choices import Choices
from tests.judge.expressions import BOOL, INT, Kind, Readable, Stage, Var, Writer

WORDS = ("yes", "no", "hold", "march", "maybe")


@attrs.frozen
class Store:
    """A register that scripts may change: its index, kind and range."""

    name: str
    index: tuple[str, ...]
    kind: Kind
    low: int = 0
    high: int = 0


@attrs.define
class Cast:
    """All that scripts share: what they may change and call, and how much may still be written."""

    stage: Stage
    stores: list[Store] = attrs.Factory(list)
    hands: list[Store] = attrs.Factory(list)
    """Registers that only the seat of their index sees."""
    procedures: dict[str, list[tuple[str, Kind]]] = attrs.Factory(dict)
    menus: list[str] = attrs.Factory(list)
    decks: list[str] = attrs.Factory(list)
    endings: list[str] = attrs.Factory(list)
    plots: bool = False
    """Whether there is a menu of secret actions, `plot`."""
    left: int = 60
    avoid: frozenset[str] = frozenset()
    """Faults that are known and open; what would meet one is not written (see `rulesets.OPEN`)."""
    asked: int = 0
    open: bool = False
    """Whether a loop was written that nothing bounds, so that the game needs an end of its own."""


@attrs.define
class Block:
    """A run of statements: what has a value here, and where the run stands."""

    scope: tuple[Var, ...]
    words: tuple[tuple[str, tuple[str, ...], bool], ...] = ()
    """Locals that hold a new word: name, the words of the last question, hidden or not."""
    loops: int = 0
    depth: int = 0

    def inner(self, loop: bool = False) -> Block:
        """A block inside this one; what was tested outside is not known in a loop."""
        scope = tuple(v for v in self.scope if not loop or v.text not in KNOWN)
        return Block(scope, self.words, self.loops + loop, self.depth + 1)


#: Locals that hold a member or none are called so; those with these numbers lose what was tested at
#: a loop. Of the others it outlasts one in which they are not set, else the rules are refused.
KNOWN = frozenset(f"may{n}" for n in range(4, 9))


def indented(lines: list[str]) -> list[str]:
    """Lines of a body."""
    return ["    " + line for line in lines or ["pass"]]


class Scripter:
    """Writes one script. Scripts it may call are those of `calls`."""

    def __init__(
        self,
        cast: Cast,
        choose: Choices,
        calls: list[str],
        kind: str,
        asks: bool = True,
        acts: bool = False,
        plays: bool = False,
    ) -> None:
        self.cast, self.choose, self.calls, self.kind, self.asks = cast, choose, calls, kind, asks
        self.acts, self.plays = acts, plays
        self.write = Writer(cast.stage, choose)
        self.locals: dict[tuple[str, bool], list[str]] = {}
        self.made = 0

    # Small things ------------------------------------------------------------------------

    def condition(self, b: Block) -> str:
        """A condition that all may see decide something."""
        if b.words and self.choose.often(50):
            name, words, hidden = self.choose.pick(b.words)
            test = f"{name} == {self.choose.pick(words)}"
            return f"reveal({test})" if hidden else test
        if self.choose.often(10):
            return f"reveal({Writer(self.cast.stage, self.choose, secret=True).truth(b.scope, 1)})"
        return self.write.truth(b.scope, self.choose.between(0, 2))

    def local(self, kind: Kind) -> str:
        """The name of a local for such a value: a new one, or one that holds the like."""
        known = self.locals.setdefault((kind.name, kind.none), [])
        if known and self.choose.often(40):
            return self.choose.pick(known)
        self.made += 1
        stem = "may" if kind.none else {INT: "num", BOOL: "is_it"}.get(kind.name, "the")
        known.append(f"{stem}{self.made % 9 if kind.none else self.made}")
        return known[-1]

    def seat(self, b: Block) -> str:
        return self.write.simple(b.scope, "seat")

    def value(self, b: Block, store: Store) -> str:
        """Something that a register can hold; a number may be out of its range."""
        if store.kind.name == INT:
            text = self.write.number(b.scope, self.choose.between(0, 2))[0]
            if self.choose.often(60):
                text = f"min({store.high}, max({store.low}, {text}))"
            return text
        if store.kind.name == BOOL:
            return self.write.truth(b.scope, 1)
        if store.kind.none:
            shape = self.cast.stage.sets[store.kind.name]
            if shape.name == shape.base:
                return self.write.perhaps(b.scope, 1, store.kind.name)
            if self.choose.often(30):
                return "none"
        return self.write.member(b.scope, 1, store.kind.name)

    def cell(self, b: Block, store: Store) -> str:
        """One cell of a register."""
        if not store.index:
            return store.name
        return f"{store.name}[{', '.join(self.write.simple(b.scope, s) for s in store.index)}]"

    def kept(self, b: Block, name: str, kind: Kind, hidden: bool = False) -> None:
        """A local has a value from here on."""
        scope = tuple(v for v in b.scope if v.text != name)
        b.words = tuple(w for w in b.words if w[0] != name)
        b.scope = (*scope, Var(name, kind, hidden))

    # Statements --------------------------------------------------------------------------

    def block(self, b: Block, most: int) -> list[str]:
        """Some statements."""
        out: list[str] = []
        for _ in range(self.choose.between(1, most)):
            out += self.statement(b)
            if out and out[-1].strip() in ("break", "continue", "return"):
                break
        return out

    def statement(self, b: Block) -> list[str]:
        self.cast.left -= 1
        if self.cast.left < 0 or b.depth > 3:
            return self.change(b)
        ways = [self.change, self.change, self.keep, self.branch, self.loop, self.falling]
        ways += [self.leave, self.call, self.call, self.scratch, self.tell]
        if self.cast.stage.piles:
            ways += [self.shift, self.shift] + [self.drawn, self.drawn] * self.asks
        if self.asks:
            ways += [self.question, self.question, self.question, self.question, self.secret]
            ways += [self.open_loop]
            ways += [self.act] * self.acts + [self.card] * self.plays
        return self.choose.pick(ways)(b)

    def tell(self, b: Block) -> list[str]:
        """Tell what happens, to whoever may know it, now and then under a hidden condition."""
        hidden = Writer(self.cast.stage, self.choose, secret=self.choose.often(50))
        value, of = hidden.number(b.scope, 1)[0], hidden.simple(b.scope, "place")
        others = f', others="Seen {{{self.seat(b)}}}."' if self.choose.often(30) else ""
        see = ""
        if self.choose.often(15):
            told = [f"viewer == {self.seat(b)}", "all", "none"]
            see = f", see={self.choose.pick(told)}" if not hidden.secret else ", see=none"
        line = f'tell("Told {{{value}}} of {{{of}}}."{others}{see})'
        if self.choose.often(30):
            return [f"if {hidden.truth(b.scope, 1)}:", f"    {line}"]
        return [line]

    def change(self, b: Block) -> list[str]:
        """Change a register."""
        cells = [v for v in b.scope if v.text.startswith("way")]
        if cells and self.choose.often(35):
            return [self.write_scratch(b, self.choose.pick(cells))]
        store = self.choose.pick(self.cast.stores)
        if store.kind.name == INT and self.choose.often(40):
            by = self.choose.pick(["+= 1", "-= 1", "+= 2"])
            return [f"{self.cell(b, store)} {by}"]
        return [f"{self.cell(b, store)} = {self.value(b, store)}"]

    def write_scratch(self, b: Block, cell: Var) -> str:
        """Set a cell of an indexed local; a number may leave its range."""
        if cell.kind.name == BOOL:
            return f"{cell.text} = {self.write.truth(b.scope, 1)}"
        if cell.kind.name == INT:
            if self.choose.often(15):
                return f"{cell.text} += 1"
            return f"{cell.text} = {self.write.number(b.scope, 1)[0]} % 7"
        return f"{cell.text} = {self.write.perhaps(b.scope, 1, cell.kind.name)}"

    def scratch(self, b: Block) -> list[str]:
        """An indexed local, which lives as long as something reads it."""
        self.made += 1
        name, sets = f"way{self.made}", self.cast.stage.sets
        index = self.choose.pick([["place"], ["place"], ["seat", "place"], [self.write.base()]])
        way = self.choose.below(3)
        base = self.write.base()
        kind = [Kind(INT, bound=8), Kind(BOOL), Kind(base, True)][way]
        said = ["range(0, 9)", "bool", f"{base} or none"][way]
        first = [f" = {self.write.number(b.scope, 1)[0]} % 5", " = true", " = none"][way]
        line = f"{name}: each({', '.join(index)}, {said})"
        out = [line + (first if self.choose.often(60) else "")]
        if way == 0 and self.choose.often(60):
            each = f"z{self.made}"
            inner = (*b.scope, Var(each, Kind(index[-1])))
            at = ", ".join([*(self.write.constant(s) for s in index[:-1]), each])
            value = f"{self.write.number(inner, 1)[0]} % 9"
            out += [f"for {each} in {index[-1]}:", f"    {name}[{at}] = {value}"]
        cells = []
        for _ in range(2):
            at = ", ".join(self.choose.pick(sets[s].ids) for s in index)
            cells.append(Var(f"{name}[{at}]", kind))
        if any(self.cast.stage.word(i, s) != i for s in index for i in sets[s].ids):
            return self.change(b)
        b.scope = (*b.scope, *dict.fromkeys(cells))
        out.append(self.write_scratch(b, cells[0]))
        if way == 0:
            out.append(f"trace = 20 + {cells[-1].text}")
        return out

    def keep(self, b: Block) -> list[str]:
        """Keep something in a local."""
        way = self.choose.below(4)
        if way == 0:
            name = self.local(Kind(BOOL))
            line = f"{name} = {self.write.truth(b.scope, 1)}"
            self.kept(b, name, Kind(BOOL))
            return [line]
        if way == 1:
            base = self.choose.pick([s.name for s in self.cast.stage.sets.values()])
            name = self.local(Kind(base))
            line = f"{name} = {self.write.member(b.scope, 1, base)}"
            self.kept(b, name, Kind(base))
            return [line]
        if way == 2:
            base = self.write.base()
            name = self.local(Kind(base, True))
            text = self.write.perhaps(b.scope, 1, base)
            sure = text == "none" or self.choose.often(30)
            annotated = f": {base} or none" if sure else ""
            if annotated and "annotated" in self.cast.avoid:
                return self.change(b)
            line = f"{name}{annotated} = {text}"
            return [line, *self.used(b, name, Kind(base, True))]
        self.made += 1
        name = f"num{self.made}"
        line = f"{name}: range(0, 12) = {self.write.number(b.scope, 1)[0]} % 5"
        self.kept(b, name, Kind(INT, bound=11))
        return [line, *([f"{name} += 1"] if self.choose.often(40) else [])]

    def branch(self, b: Block) -> list[str]:
        out = [f"if {self.condition(b)}:", *indented(self.block(b.inner(), 2))]
        if self.choose.often(30):
            out += [f"elif {self.condition(b)}:", *indented(self.block(b.inner(), 2))]
        if self.choose.often(50):
            out += ["else:", *indented(self.block(b.inner(), 2))]
        return out

    def loop(self, b: Block) -> list[str]:
        """A loop of any kind; it pauses where a question stands in it."""
        inner = b.inner(loop=True)
        variable = f"{self.choose.pick(['p', 'q', 'each'])}{b.depth}"
        scope, domain, _ = self.write.domain(b.scope, 1, variable, self.choose.often(70))
        kind = scope[-1].kind
        way = self.choose.below(5)
        if way == 1 and kind.name != INT:
            plain = "filters" in self.cast.avoid
            test = self.write.mark(scope) if plain else self.write.truth(scope, 1)
            domain = f"({variable} for {variable} in {domain} if {test})"
        elif way == 2 and kind.name != INT:
            pick = self.choose.pick(["lowest", "highest"])
            by = self.write.by(scope, 1)
            test = f" if {self.write.truth(scope, 1)}" if self.choose.often(50) else ""
            count = self.choose.between(1, 3)
            domain = f"{pick}({count}, ({variable} for {variable} in {domain}{test}), by={by})"
        elif way == 3:
            base = self.write.base()
            few = [self.write.constant(base) for _ in range(self.choose.between(1, 3))]
            domain, kind = f"({', '.join(dict.fromkeys(few))},)", Kind(base)
        elif kind.name == INT:
            domain = f"range({self.choose.between(1, 3)})" if way == 0 else domain
        scope = tuple(v for v in inner.scope if v.text != variable)
        inner.scope = (*scope, Var(variable, kind))
        return [f"for {variable} in {domain}:", *indented(self.block(inner, 3))]

    def falling(self, b: Block) -> list[str]:
        """A loop while a number falls; some do not, and stop there."""
        out: list[str] = []
        plain = [s for s in self.cast.stores if s.kind.name == INT and not s.index]
        if plain and self.choose.often(60):
            name = self.choose.pick(plain).name
        else:
            self.made += 1
            name = f"fall{self.made}"
            out.append(f"{name}: range(0, 4) = {self.write.number(b.scope, 1)[0]} % 4")
        inner = b.inner(loop=True)
        body = self.block(inner, 2)
        if body[-1].strip() not in ("break", "continue", "return") and self.choose.often(90):
            body.append(f"{name} -= 1")
        return [*out, f"while falling({name}):", *indented(body)]

    def open_loop(self, b: Block) -> list[str]:
        """A loop that nothing bounds: each round begins with a question to a seat."""
        self.cast.open = True
        inner = b.inner(loop=True)
        test = "true" if self.choose.often(40) else self.condition(inner)
        body = [*self.words(inner, "", self.seat(inner)), *self.block(inner, 2)]
        if body[-1].strip() not in ("break", "continue", "return") and self.choose.often(40):
            body += [f"if {self.condition(inner)}:", "    break"]
        return [f"while {test}:", *indented(body)]

    def leave(self, b: Block) -> list[str]:
        """Leave a loop or the script, or end the game, if something holds."""
        ways = ["break", "continue"] if b.loops else []
        if self.kind != "procedure.play":
            ways.append("return")
        if self.choose.often(15) or not ways:
            return [f"if {self.condition(b)}:", *indented(self.over(b))]
        word = self.choose.pick(ways)
        return [word] if self.choose.often(10) else [f"if {self.condition(b)}:", f"    {word}"]

    def over(self, b: Block) -> list[str]:
        """End the game."""
        if self.cast.endings:
            return [f"end({self.choose.pick(self.cast.endings)})"]
        if self.choose.often(30):
            return ["end()"]
        return [f"end(winner={self.write.perhaps(b.scope, 1, 'seat')})"]

    def call(self, b: Block) -> list[str]:
        """Run a procedure."""
        if not self.calls:
            return self.change(b)
        name = self.choose.pick(self.calls)
        args = []
        for _, kind in self.cast.procedures[name]:
            if kind.name == INT:
                args.append(f"{self.write.number(b.scope, 1)[0]} % {kind.bound + 1}")
            elif kind.name == BOOL:
                args.append(self.write.truth(b.scope, 1))
            else:
                args.append(self.write.member(b.scope, 1, kind.name))
        return [f"{name}({', '.join(args)})"]

    # Tiles -------------------------------------------------------------------------------

    def shift(self, b: Block) -> list[str]:
        """Move a tile, or all; some do not lie where they are moved from."""
        source, target = (self.choose.pick(self.cast.stage.piles) for _ in range(2))
        here, there = self.write.pile(b.scope, source), self.write.pile(b.scope, target)
        under = ", under=true" if target.ordered and self.choose.often(40) else ""
        way = self.choose.below(4)
        if here == there and (way == 0 or not target.ordered):
            return self.change(b)
        if way == 0:
            return [f"move(all, {here}, {there}{under})"]
        if way == 1 and source.ordered and not source.secret:
            end = f"{self.choose.pick(['top', 'bottom'])}({here})"
            return [f"if {end} != none:", f"    move({end}, {here}, {there}{under})"]
        tile = self.write.member(b.scope, 1, "tile")
        if way == 2 and not source.secret:
            each = f"t{b.depth}"
            return [f"for {each} in {here}:", f"    move({each}, {here}, {there}{under})"]
        line = f"move({tile}, {here}, {there}{under})"
        if source.secret:
            # Where it lies is no secret any more if nothing breaks.
            return [f"if reveal({tile} in {here}):", f"    {line}"]
        return [line] if self.choose.often(10) else [f"if {tile} in {here}:", f"    {line}"]

    def drawn(self, b: Block) -> list[str]:
        """Draw a tile, or choose one of one's own, and move it."""
        piles, seat = {p.name: p for p in self.cast.stage.piles}, self.seat(b)
        rack, bag = f"rack[{seat}]", piles["bag"]
        self.cast.asked += 1
        name = f"tile{self.cast.asked}"
        scope = (*b.scope, Var("tile", Kind("tile")))
        test = f" if {self.write.truth(scope, 1)}"
        see = f", see=viewer == {seat}"
        if self.choose.often(50):
            weight = ", weight=1 + tile.worth" if self.choose.often(30) else ""
            asked = f"{name} = chance(bag{weight}{see if bag.secret else ''}{self.text()})"
            return ["if size(bag) > 0:", f"    {asked}", f"    move({name}, bag, {rack})"]
        goal = self.choose.pick([p for p in piles.values() if p.name != "rack"])
        there = self.write.pile(b.scope, goal)
        see = see if piles["rack"].secret and goal.secret else ""
        offered = f"(tile for tile in {rack}{test}) or none"
        if self.choose.often(50):
            asked = f"{name} = choose({seat}, {rack}{see}{self.text()})"
            return [f"if size({rack}) > 0:", f"    {asked}", f"    move({name}, {rack}, {there})"]
        asked = f"{name} = choose({seat}, {offered}{see}{self.text()})"
        left = f"reveal({name} != none)" if see else f"{name} != none"
        return [asked, f"if {left}:", f"    move({name}, {rack}, {there})"]

    # Questions ---------------------------------------------------------------------------

    def text(self, b: Block | None = None) -> str:
        """Perhaps what the question says, now and then with values and a subject."""
        if b is not None and self.choose.often(25):
            value = self.write.number(b.scope, 1)[0]
            about = self.write.simple(b.scope, self.choose.pick(["place", "seat"]))
            if self.choose.often(30):
                other = self.choose.pick(["'many'", about])
                value = f"'few' if ({value}) < 2 else {other}"
            return f', text="Of {{{value}}} by {{{about}}}?", about={about}'
        return f', text="Question {self.choose.below(9)}?"' if self.choose.often(40) else ""

    def act(self, b: Block) -> list[str]:
        if self.cast.plots and self.choose.often(30):
            seat = self.seat(b)
            told = self.choose.pick([f"viewer == {seat}", "none"])
            return [f"act({seat}, menu=plot, see={told}{self.text(b)})"]
        menu = self.choose.pick(self.cast.menus)
        named = f", menu={menu}" if menu != "main" or self.choose.often(20) else ""
        return [f"act({self.seat(b)}{named}{self.text(b)})"]

    def card(self, b: Block) -> list[str]:
        """Draw a card and play it."""
        if not self.cast.decks:
            return self.question(b)
        deck = self.choose.pick(self.cast.decks)
        if self.choose.often(40):
            name = self.local(Kind(deck))
            line = f"{name} = chance({deck}{self.text()})"
            self.kept(b, name, Kind(deck))
            return [line, f"play({name})"]
        name = self.local(Kind(deck, True))
        line = f"{name} = chance((c for c in {deck} if holds(c)) or none{self.text()})"
        return [line, f"if {name} != none:", f"    play({name})"]

    def secret(self, b: Block) -> list[str]:
        """An answer that only its seat is told."""
        seat = self.seat(b)
        if self.cast.hands and self.choose.often(60):
            hand = self.choose.pick(self.cast.hands)
            ask = f"choose({seat}, range({hand.low}, {hand.high + 1})"
            if self.choose.often(50):
                ask = f"chance(range({hand.low}, {hand.high + 1})"
            out = [f"{hand.name}[{seat}] = {ask}, see=viewer == {seat})"]
            if self.choose.often(50):
                out += [
                    f"if reveal({hand.name}[{seat}] > {hand.low}):",
                    *indented(self.change(b)),
                ]
            return out
        return self.words(b, f", see={self.choose.pick([f'viewer == {seat}', 'none'])}", seat)

    def question(self, b: Block) -> list[str]:
        """A question of a seat or of chance that all are told, and something that comes of it."""
        way = self.choose.below(10)
        if way < 3:
            return self.words(b, "", self.seat(b))
        if way == 9:
            return self.several(b)
        chance = self.choose.often(40)
        ask = "chance(" if chance else f"choose({self.seat(b)}, "
        weight = ""
        if way == 3:
            domain, kind = f"range({self.choose.pick(['3', '1, 4', '-1, 2'])})", Kind(INT, bound=3)
            if self.choose.often(40):
                # One that is always left, and those that pass.
                scope = (*(v for v in b.scope if v.text != "n"), Var("n", kind))
                domain = f"(n for n in {domain} if n == 1 or {self.write.truth(scope, 1)})"
            if chance and self.choose.often(50):
                domain, kind = self.choose.pick(["d4", "d6"]), Kind(INT, bound=6)
        elif way == 4 and chance:
            domain, kind = "coin", Kind(BOOL)
        elif way == 5:
            base = self.write.base()
            few = list(dict.fromkeys(self.write.constant(base) for _ in range(3)))
            domain, kind = f"[{', '.join(few)}]", Kind(base)
        elif way == 6:
            scope, span, _ = self.write.domain(b.scope, 1, "o", sets=True)
            kind = attrs.evolve(scope[-1].kind, none=True)
            domain = self.offer(chance, span)
        elif way == 7:
            scope, span, _ = self.write.domain(b.scope, 1, "o", sets=True)
            kind = attrs.evolve(scope[-1].kind, none=True)
            domain = self.offer(chance, f"(o for o in {span} if {self.write.truth(scope, 1)})")
            if chance and self.choose.often(50):
                weight = f", weight={self.write.number(scope, 1)[0]} % 3"
        else:
            shape = self.choose.pick(list(self.cast.stage.sets.values()))
            domain, kind = shape.name, Kind(shape.name)
            if chance and self.choose.often(60):
                scope = (*(v for v in b.scope if v.text != shape.name), Var(shape.name, kind))
                weight = f", weight=1 + {self.write.number(scope, 0)[0]} % 3"
        fits = [
            s for s in self.cast.stores
            if s.kind.name == kind.name and s.kind.none >= kind.none and kind.name != INT
        ]  # fmt: skip
        asked = f"{ask}{domain}{weight}{self.text(b)})"
        if fits and self.choose.often(35):
            return [f"{self.cell(b, self.choose.pick(fits))} = {asked}"]
        name = self.local(kind)
        return [f"{name} = {asked}", *self.used(b, name, kind)]

    def several(self, b: Block) -> list[str]:
        """A question for some of a set, or for a way, and what comes of it."""
        self.cast.asked += 1
        most = self.choose.between(1, 3)
        if self.choose.often(50):
            name, base = f"some{self.cast.asked}", self.write.base()
            scope = (*(v for v in b.scope if v.text != "o"), Var("o", Kind(base)))
            test = self.write.truth(scope, 1)
            asked = f"(o for o in {base} if {test})"
            one = self.write.constant(base)
            return [
                f"{name} = choose_some({self.seat(b)}, {asked}, most={most}{self.text()})",
                f"trace = count(o for o in {name}) + (10 if {one} in {name} else 0)",
                f"for o in {name}:", "    trace += 1",
            ]  # fmt: skip
        name = f"path{self.cast.asked}"
        scope = (*(v for v in b.scope if v.text != "q"), Var("q", Kind("place")))
        steps = f"(q for o in place for q in o.near if {self.write.truth(scope, 1)})"
        start = self.write.member(b.scope, 1, "place")
        line = f"{name} = choose_way({self.seat(b)}, {start}, {steps}, most={most}{self.text()})"
        self.kept(b, name, Kind("place"))
        return [line, f"trace = {self.places(name, 'place')}"]

    def offer(self, chance: bool, span: str) -> str:
        """A list of members of which none may be left, or which may be declined."""
        if chance or self.choose.often(50):
            return f"{span} or none"
        return f"{span}, decline={self.choose.pick(['none', 'stay'])}"

    def used(self, b: Block, name: str, kind: Kind) -> list[str]:
        """Something that comes of a local's value, so that a wrong one shows."""
        if kind.name == INT:
            self.kept(b, name, kind)
            return [f"trace = 50 + {name}"]
        if kind.name == BOOL:
            self.kept(b, name, kind)
            return [f"trace = 7 if {name} else 8"]
        if not kind.none:
            self.kept(b, name, kind)
            return [f"trace = {self.places(name, kind.name)}"]
        b.scope = tuple(v for v in b.scope if v.text != name)
        inner = b.inner()
        self.kept(inner, name, Kind(kind.name))
        b.scope = (*b.scope, Var(name, kind))
        lines = [f"trace = {self.places(name, kind.name)}", *self.block(inner, 1)]
        return [f"if {name} != none:", *indented(lines)]

    def places(self, name: str, of: str) -> str:
        """The number of a member: which one it is."""
        shape = self.cast.stage.sets[of]
        out = "0"
        for n, ident in enumerate(shape.ids, 1):
            out = f"{n} if {name} == {self.cast.stage.word(ident, shape.base)} else {out}"
        return out

    def words(self, b: Block, see: str, seat: str) -> list[str]:
        """A question among new words, and the number of the word that came."""
        words = tuple(self.choose.some(WORDS, 2, 3))
        # Few names, so that several questions put their answers into one local.
        name = self.choose.pick(["x", "x", "answer"])
        if "words" in self.cast.avoid or self.choose.often(75):
            # Where two questions have one name and not the same words, the rules are refused.
            self.cast.asked += 1
            name = f"x{self.cast.asked}"
        offer = f"[{', '.join(words)}]"
        if self.choose.often(30):
            test = Writer(self.cast.stage, self.choose).truth(b.scope, 1)
            offer = f"(w for w in {offer} if w == {words[0]} or {test})"
        if self.choose.often(20):
            offer += ", decline=stay"
        asked = f"{name} = choose({seat}, {offer}{self.text()}{see})"
        b.words = (*(w for w in b.words if w[0] != name), (name, words, bool(see)))
        out = "0"
        for word in words:
            test = f"reveal({name} == {word})" if see else f"{name} == {word}"
            out = f"{WORDS.index(word) + 20} if {test} else {out}"
        return [asked, f"trace = {out}"]


def readables(stores: list[Store], secret: bool = False) -> list[Readable]:
    """What expressions may read of some registers."""
    return [
        Readable(
            s.name, s.index, attrs.evolve(s.kind, bound=max(abs(s.low), abs(s.high))), secret
        )
        for s in stores
    ]  # fmt: skip
