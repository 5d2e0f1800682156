"""Scripts of the rules language as Python's own generators: each question is a `yield`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Generator, Sequence
from itertools import count as numbers
from itertools import product
from typing import Any

import attrs

from tests.judge.model import Model, function, index_of
from tests.judge.values import NONE, Cells, Key, Member, Scratch, spoken
from tests.judge.zones import Heap, shift

DICE = {f"d{n}": list(range(1, n + 1)) for n in (4, 6, 8, 10, 12, 20)} | {"coin": [False, True]}


class Breach(Exception):
    """A number left its range, or a falling loop did not fall."""


class Over(Exception):
    """The game ends: which ending, and who wins by the script."""

    def __init__(self, ending: str, winner: Any) -> None:
        super().__init__(ending)
        self.ending, self.winner = ending, winner


@attrs.frozen(eq=False)
class Word:
    """A new word of a choice: the same word is the same answer, whoever asks."""

    id: str

    def __repr__(self) -> str:
        return self.id


@attrs.define
class Question:
    """What the rules wait for: of which seat (None: chance), which answers, how likely each is."""

    kind: str
    seat: Member | None
    text: str
    answers: dict[str, Any]
    weights: dict[str, int] = attrs.Factory(dict)


Run = Generator[Question, Any, None]
Going = Generator[Question, Any, Any]


def keep(scratch: Scratch, key: Key, value: Any) -> None:
    """Put a value into an indexed local; raises Breach."""
    number = isinstance(value, int) and not isinstance(value, bool)
    if number and not scratch.lo <= value <= scratch.hi:
        raise Breach
    scratch.values[key] = value


def said(value: Any) -> str:
    """An answer as it is written in a move's name."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.id if isinstance(value, Word) else str(spoken(value))


def _call(name: str, *args: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


def _list(*args: ast.expr) -> ast.List:
    return ast.List(list(args), ast.Load())


class Translator:
    """One script, statement by statement, as the body of a Python generator."""

    def __init__(self, game: Told, ranges: dict[str, tuple[int, int]]) -> None:
        self.game, self.ranges = game, ranges
        self.plain = game.model.plain
        self.fresh = numbers()
        self.scratch: set[str] = set()

    def body(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Some statements; never an empty list."""
        return [s for node in statements for s in self.statement(node)] or [ast.Pass()]

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        match node:
            case ast.Assign([target], ast.Call(ast.Name("choose" | "chance")) as call):
                answer = f"answer {next(self.fresh)}"
                ask: ast.expr = ast.Yield(self.question(call))
                kept = ast.Assign([ast.Name(answer, ast.Store())], ask)
                return [kept, self.store(target, ast.Name(answer, ast.Load()))]
            case ast.Assign([target], ast.Call(ast.Name("choose_some" | "choose_way")) as call):
                return [ast.Assign([target], ast.YieldFrom(self.several(call)))]
            case ast.Assign([target], value):
                return [self.store(target, self.plain.visit(value))]
            case ast.AugAssign(target, op, value):
                load = ast.parse(ast.unparse(target), mode="eval").body
                both = ast.BinOp(self.plain.visit(load), op, self.plain.visit(value))
                return [self.store(target, both)]
            case ast.AnnAssign(ast.Name(name), ast.Call(ast.Name("each"), [*sets, kind]), value):
                self.scratch.add(name)
                groups = _list(*(self.plain.span(x) for x in sets))
                first = ast.Constant(None) if value is None else self.plain.visit(value)
                whole = _call("new scratch", groups, ast.Constant(ast.unparse(kind)), first)
                return [ast.Assign([ast.Name(name, ast.Store())], whole)]
            case ast.AnnAssign(ast.Name(name) as target, note, value) if value is not None:
                if isinstance(note, ast.Call):
                    span = eval(ast.unparse(note), self.game.model.names)
                    self.ranges[name] = (span.start, span.stop - 1)
                return [self.store(target, self.plain.visit(value))]
            case ast.If(test, then, other):
                body = self.body(other) if other else []
                return [ast.If(self.plain.visit(test), self.body(then), body)]
            case ast.For(target, over, then):
                return [ast.For(target, self.plain.span(over), self.body(then), [])]
            case ast.While(ast.Call(ast.Name("falling"), [measure]), then):
                return self.falling(measure, then)
            case ast.While(test, then):
                return [ast.While(self.plain.visit(test), self.body(then), [])]
            case ast.Expr(ast.Call() as call):
                return [self.call(call)]
        return [node]

    def store(self, target: ast.expr, value: ast.expr) -> ast.stmt:
        """Put a value into a cell, or a local within its range."""
        name, index = "", ast.Tuple([], ast.Load())
        if isinstance(target, ast.Name):
            name = target.id
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            name = target.value.id
            parts = target.slice.elts if isinstance(target.slice, ast.Tuple) else [target.slice]
            index = ast.Tuple([self.plain.visit(p) for p in parts], ast.Load())
        if name in self.game.model.registers:
            return ast.Expr(_call("store cell", ast.Constant(name), index, value))
        if name in self.scratch:
            return ast.Expr(_call("store scratch", ast.Name(name, ast.Load()), index, value))
        if name in self.ranges:
            low, high = self.ranges[name]
            value = _call("fit local", value, ast.Constant(low), ast.Constant(high))
        return ast.Assign([ast.Name(name, ast.Store())], value)

    def falling(self, measure: ast.expr, then: list[ast.stmt]) -> list[ast.stmt]:
        """Go round while a number falls; one that does not is a breach."""
        n = next(self.fresh)
        fall = _call("falls", ast.Name(f"last {n}", ast.Load()), self.plain.visit(measure))
        keep = ast.Assign([ast.Name(f"last {n}", ast.Store())], fall)
        stop = ast.If(
            ast.Compare(ast.Name(f"last {n}", ast.Load()), [ast.LtE()], [ast.Constant(0)]),
            [ast.Break()], [],
        )  # fmt: skip
        first = ast.Assign([ast.Name(f"last {n}", ast.Store())], ast.Constant(None))
        return [first, ast.While(ast.Constant(True), [keep, stop, *self.body(then)], [])]

    def call(self, call: ast.Call) -> ast.stmt:
        """A call that stands alone."""
        assert isinstance(call.func, ast.Name)
        word, extra = call.func.id, {k.arg: k.value for k in call.keywords}
        args = [self.plain.visit(a) for a in call.args]
        if word == "end":
            which = ast.unparse(call.args[0]) if call.args else "over"
            winner = self.plain.visit(extra["winner"]) if "winner" in extra else _none()
            return ast.Raise(_call("game over", ast.Constant(which), winner), None)
        if word == "act":
            menu = ast.unparse(extra["menu"]) if "menu" in extra else "main"
            text = self.told(extra.get("text", ast.Constant("")))
            run = _call("take action", args[0], ast.Constant(menu), text)
        elif word == "tell" and "tell" not in self.game.callable:
            others = self.told(extra.get("others", ast.Constant("")))
            return ast.Expr(_call("hear", self.told(call.args[0]), others))
        elif word == "play" and len(args) == 1 and "play" not in self.game.callable:
            run = _call("play card", args[0])
        elif word == "move" and self.plain.lying:
            every = isinstance(call.args[0], ast.Name) and call.args[0].id == "all"
            item = ast.Constant(None) if every else args[0]
            under = self.plain.visit(extra.get("under", ast.Name("false", ast.Load())))
            place = ast.Constant(ast.unparse(call.args[1]))
            return ast.Expr(_call("move members", place, item, *args[1:], under))
        else:
            run = _call("run script", ast.Constant(f"procedure.{word}"), *args)
        return ast.Expr(ast.YieldFrom(run))

    def question(self, call: ast.Call) -> ast.expr:
        """What asks a seat or chance, with the answers open at that moment."""
        assert isinstance(call.func, ast.Name)
        extra = {k.arg: k.value for k in call.keywords}
        text = self.told(extra.get("text", ast.Constant("")))
        seat = self.plain.visit(call.args[0]) if call.func.id == "choose" else ast.Constant(None)
        domain = call.args[-1]
        inner = domain.values[0] if isinstance(domain, ast.BoolOp) else domain
        weight: ast.expr = ast.Constant(None)
        if "weight" in extra:
            weight = self.plain.by(inner, extra["weight"])
        decline = ast.unparse(extra["decline"]) if "decline" in extra else ""
        if inner is not domain and call.func.id == "choose" and self.game.language == 1:
            decline = "none"
        return _call(
            "new question", seat, text, self.answers(inner),
            ast.Constant(inner is not domain), weight, ast.Constant(decline),
        )  # fmt: skip

    def several(self, call: ast.Call) -> ast.expr:
        """What asks for some of a list, or for a way, step by step."""
        assert isinstance(call.func, ast.Name)
        extra = {k.arg: k.value for k in call.keywords}
        seat, text = self.plain.visit(call.args[0]), extra.get("text", ast.Constant(""))
        most = self.plain.visit(extra["most"])
        if call.func.id == "choose_some":
            least = self.plain.visit(extra.get("least", ast.Constant(0)))
            return _call("choose some", seat, text, self.answers(call.args[1]), least, most)
        steps = call.args[2]
        assert isinstance(steps, ast.GeneratorExp)
        outer, inner = steps.generators
        assert isinstance(outer.target, ast.Name)
        listed = _call("list", self.plain.visit(ast.GeneratorExp(steps.elt, [inner])))
        step = function([outer.target.id], listed)
        return _call("choose way", seat, text, self.plain.visit(call.args[1]), step, most)

    def told(self, text: ast.expr) -> ast.expr:
        """A text with the values that stand in it."""
        assert isinstance(text, ast.Constant)
        parts = re.split(r"\{([^{}]*)\}", str(text.value))
        values = [self.plain.visit(ast.parse(p.strip(), mode="eval").body) for p in parts[1::2]]
        return _call("told text", _list(*map(ast.Constant, parts[::2])), _list(*values))

    def answers(self, domain: ast.expr) -> ast.expr:
        """What may be answered, as a list."""
        if isinstance(domain, ast.GeneratorExp):
            self.make_words(domain.generators[0].iter)
        self.make_words(domain)
        if isinstance(domain, ast.Name) and domain.id in DICE:
            return _list(*(ast.Constant(v) for v in DICE[domain.id]))
        return _call("list", self.plain.span(domain))

    def make_words(self, domain: ast.expr) -> None:
        """A list of words that nothing is called by makes them up."""
        if isinstance(domain, (ast.List, ast.Tuple)):
            words = [x.id for x in domain.elts if isinstance(x, ast.Name)]
            if len(words) == len(domain.elts) and not self.game.known(words):
                for word in words:
                    self.game.model.names[word] = self.game.words.setdefault(word, Word(word))


def _none() -> ast.expr:
    return ast.Name("none", ast.Load())


class Told:
    """The scripts of a rules file, and a game of them being told question by question."""

    def __init__(self, text: str) -> None:
        self.model = Model(text)
        self.data = self.model.data
        self.language = self.data["game"].get("language", 1)
        self.words: dict[str, Word] = {}
        self.callable = {n for n in self.data.get("procedure", {}) if n != "play"}
        self.seats = self.model.sets["seat"]
        self.question: Question | None = None
        self.ending: Over | None = None
        self.decisions = 0
        self.stood: list[bytes] = []
        self.heard: list[tuple[str, str]] = []
        """What scripts told since the last answer, with what is told the others."""
        names = self.model.names
        names.update({
            "store cell": self.store, "fit local": fit, "falls": falls, "game over": Over,
            "take action": self.act, "play card": self.card, "run script": self.run,
            "new question": self.asked, "new scratch": self.scratch, "store scratch": keep,
            "hear": lambda *words: self.heard.append(words),
            "move members": moved, "told text": told_text, "choose some": some, "choose way": way,
        })  # fmt: skip
        self.scripts: dict[str, Callable[..., Run]] = {}
        for kind in ("procedure", "action", *self.model.decks):
            for name, told in self.data.get(kind, {}).items():
                self.scripts[f"{kind}.{name}"] = self._script(kind, name, told)
        self.bans = [
            (told["forbids"], self.model.function(["actor"], told["when"]))
            for told in self.data.get("ban", {}).values()
        ]
        self.actions = {n: Action(self, n, told) for n, told in self.data.get("action", {}).items()}

    def known(self, words: list[str]) -> bool:
        """Is one of these words a member of some set?"""
        return any(w == m.id for s in self.model.sets.values() for m in s for w in words)

    def _script(self, kind: str, name: str, told: dict[str, Any]) -> Callable[..., Run]:
        ranges, params = {}, []
        if kind == "procedure":
            for variable, domain in told.get("params", {}).items():
                params.append(variable)
                if domain.startswith("range"):
                    span = eval(domain, self.model.names)
                    ranges[variable] = (span.start, span.stop - 1)
        elif kind == "action":
            params = ["actor", *told.get("choose", {})]
        body = Translator(self, ranges).body(ast.parse(told.get("do", "pass")).body)
        never: ast.stmt = ast.If(ast.Constant(False), [ast.Expr(ast.Yield(None))], [])
        args = function(params, ast.Constant(0)).args
        made = ast.FunctionDef("script", args, [*body, never], [], None)
        tree = ast.fix_missing_locations(ast.Module([made], []))
        space: dict[str, Any] = {}
        exec(compile(tree, f"{kind}.{name}", "exec"), self.model.names, space)
        found: Callable[..., Run] = space["script"]
        return found

    # What scripts do ---------------------------------------------------------------------

    def store(self, name: str, key: Key, value: Any) -> None:
        """Put a value into a cell, as its edge says."""
        cells = self.model.registers[name]
        if cells.kind == "int":
            value = int(value)
            if cells.edge == "clamp":
                value = min(max(value, cells.lo), cells.hi)
            elif not cells.lo <= value <= cells.hi:
                raise Breach(name)
        self.model.put(cells, key, value)

    def scratch(self, sets: list[Any], kind: str, first: Any) -> Scratch:
        """An indexed local, all values of which are alike; None is what they start at unsaid."""
        low, high = 0, 0
        if kind.startswith("range"):
            span = eval(kind, self.model.names)
            low, high = span.start, span.stop - 1
            usual: Any = 0 if low <= 0 <= high else low
        elif kind == "bool":
            usual = False
        else:
            base, _, rest = kind.partition(" or ")
            usual = NONE if rest else next(iter(self.model.sets[base]))
        return Scratch(dict.fromkeys(product(*sets), usual if first is None else first), low, high)

    def run(self, key: str, *args: Any) -> Run:
        """Run a script."""
        yield from self.scripts[key](*args)

    def card(self, card: Member) -> Run:
        """Run a card."""
        yield from self.scripts[f"{card.base}.{card.id}"]()

    def asked(
        self,
        seat: Any,
        text: str,
        values: list[Any],
        none: bool,
        weight: Callable[[Any], int] | None,
        decline: str,
    ) -> Question:
        """A question with the answers open to it."""
        weights = {said(v): 1 if weight is None else weight(v) for v in values}
        answers = {said(v): v for v in values if weights[said(v)] > 0}
        if decline:
            answers[decline] = NONE
        elif none and not answers:
            answers["none"] = NONE
        weights = {word: weights.get(word, 1) for word in answers}
        if seat is None:
            return Question("chance", None, text, answers, weights)
        return Question("choose", seat, text, answers)

    def act(self, seat: Member, menu: str, text: str) -> Run:
        """Hand the move to a seat."""
        open_ = {
            ":".join([action.name, *(m.id for m in combo)]): (action, combo)
            for action in self.actions.values() if action.menu == menu
            for combo in action.combos if action.may(seat, combo)
        }  # fmt: skip
        action, combo = yield Question("act", seat, text, open_)
        for cells, key, cost in action.costs(seat, combo):
            self.model.put(cells, key, cells.values[key] - cost)
        yield from self.run(f"action.{action.name}", seat, *combo)

    # A game ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Play up to the first question."""
        self._game = self.run(f"procedure.{self.data['game'].get('play', 'play')}")
        self._go(None)

    def answer(self, word: str) -> None:
        """Answer the question by a word or a move's name; raises Breach."""
        assert self.question is not None
        self._go(self.question.answers[word])

    def _go(self, value: Any) -> None:
        self.question = None
        self.heard = []
        try:
            self.question = self._game.send(value)
        except Over as over:
            self.ending = over

    def arrive(self, key: bytes) -> None:
        """End the game in a position that is one too many by its own rule, before it is asked.

        Args:
            key: what the position is known by, for only the engine knows what a script remembers.
        """
        if self.question is None or self.question.seat is None:
            return
        game = self.data["game"]
        self.stood.append(key)
        if self.stood.count(key) == game.get("repetition", {}).get("times"):
            self._close(game["repetition"])
        elif self.decisions == game.get("cap", {}).get("moves"):
            self._close(game["cap"])
        self.decisions += 1

    def _close(self, limit: dict[str, Any]) -> None:
        self.question = None
        self.ending = Over(limit.get("ending", "over"), NONE)

    def _judged(self, what: str, variables: list[str], *args: Any) -> Any:
        assert self.ending is not None
        told = self.data.get("ending", {}).get(self.ending.ending, {})
        return self.model.function(variables, told[what])(*args) if what in told else None

    def winner(self) -> Any:
        """Who wins the finished game."""
        found = self._judged("winner", [])
        assert self.ending is not None
        return self.ending.winner if found is None else found

    def returns(self) -> list[int]:
        """What each seat gets."""
        found = [self._judged("returns", ["seat"], s) for s in self.seats]
        if None not in found:
            return found
        winner = self.winner()
        return [0 if winner is NONE else 1 if s is winner else -1 for s in self.seats]

    def score(self, seat: Member) -> int | None:
        """A seat's score, if the ending has one."""
        found: int | None = self._judged("score", ["seat"], seat)
        return found

    def verdict(self) -> Any:
        """The verdict, if the ending has one."""
        return self._judged("verdict", [])

    def broken(self) -> list[str]:
        """The invariants that do not hold here."""
        rows = self.data.get("invariant", [])
        return [r["id"] for r in rows if not self.model.function([], r["always"])()]


class Action:
    """An action: who may take it, with which targets, at what cost."""

    def __init__(self, game: Told, name: str, told: dict[str, Any]) -> None:
        self.game, self.name = game, name
        self.menu = told.get("menu", "main")
        model = game.model
        every = [m.id for m in game.seats]
        self.seats = every if told.get("seats", "all") == "all" else told["seats"]
        index = index_of(told.get("choose"))
        self.combos: list[tuple[Member, ...]] = [()]
        for at, (_, domain) in enumerate(index):
            owner, dot, field = domain.partition(".")
            order = [v for v, _ in index[:at]]
            if dot and owner in order:
                place = order.index(owner)
                spans = [(c, getattr(c[place], field)) for c in self.combos]
            else:
                spans = [(c, list(model.sets[domain])) for c in self.combos]
            self.combos = [(*c, x) for c, span in spans for x in span]
        variables = ["actor", *(v for v, _ in index)]
        self.needs = [model.function(variables, n["when"]) for n in told.get("needs", [])]
        self.cost = [
            (model.registers[r], model.function(variables, str(e)))
            for r, e in told.get("cost", {}).items()
        ]

    def may(self, seat: Member, combo: tuple[Member, ...]) -> bool:
        """May this seat take it now?"""
        return (
            seat.id in self.seats
            and not any(self.name in names and ban(seat) for names, ban in self.game.bans)
            and all(need(seat, *combo) for need in self.needs)
            and all(
                cells.values[key] >= cost and cells.values[key] - cost >= cells.lo
                for cells, key, cost in self.costs(seat, combo)
            )
        )

    def costs(self, seat: Member, combo: tuple[Member, ...]) -> list[tuple[Cells, Key, int]]:
        """What it costs: from which cell how much."""
        return [(c, (seat,) if c.sets else (), e(seat, *combo)) for c, e in self.cost]


def some(seat: Member, text: str, values: list[Any], least: int, most: int) -> Going:
    """Some of these, picked in declared order."""
    picked: list[Any] = []
    while len(picked) < max(least, most):
        left = [v for v in values if not picked or v > picked[-1]]
        wanted = least - len(picked)
        answers = {said(v): v for v in left if sum(w > v for w in left) >= wanted - 1}
        if wanted <= 0:
            answers = {said(v): v for v in left} | {"done": NONE}
        answer = yield Question("choose", seat, text, answers)
        if answer is NONE:
            break
        picked.append(answer)
    return picked


def way(seat: Member, text: str, here: Any, step: Callable[[Any], list[Any]], most: int) -> Going:
    """Where a way ends that goes step by step from here."""
    for _ in range(most):
        answers = {said(v): v for v in step(here)} | {"stay": NONE}
        answer = yield Question("choose", seat, text, answers)
        if answer is NONE:
            break
        here = answer
    return here


def told_text(texts: Sequence[str], values: Sequence[Any]) -> str:
    """Words with values between them, members by their names, chosen words as they are."""
    out = texts[0]
    for value, text in zip(values, texts[1:], strict=True):
        if isinstance(value, str):
            out += value + text
            continue
        if isinstance(value, int):
            # A number has a minus sign as wide as a plus, and no hyphen.
            out += str(value).replace("-", "\N{MINUS SIGN}") + text
            continue
        word = str(spoken(value)).replace("_", " ")
        out += word[:1].upper() + word[1:] + text
    return out


def moved(place: str, item: Member | None, source: Heap, target: Heap, under: bool) -> None:
    """Move a member, or all, from one place to another; raises Breach."""
    if not shift(item, source, target, under):
        raise Breach(f"{item} does not lie in {place}")


def fit(value: Any, low: int, high: int) -> Any:
    """A value that a local with a range can hold."""
    if not low <= value <= high:
        raise Breach(f"{value} is outside {low}..{high}")
    return value


def falls(last: int | None, now: int) -> int:
    """A number that fell since the last time, or is no more above 0."""
    if last is not None and now > 0 and now >= last:
        raise Breach(f"{last}, {now}")
    return now
