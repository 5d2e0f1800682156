"""One rule set played by both evaluators, by Python and by a sitting at once: all must agree."""

from __future__ import annotations

import tempfile
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import attrs

from game.check.explore import explore
from game.check.simulate import play_one
from game.engine import CHANCE, OVER, Event, Game, LineOfPlay, ScriptError
from game.rules import Rules, RulesError, parse_rules
from game.table import GameSetup, SavedGame, Sitting
from tests.judge.scripts import Breach, Told, Word
from tests.judge.values import NONE, Cells, Derived, spoken

EVALUATORS = ("compiled", "interpreted")
MOST_MOVES = 40


class Differs(AssertionError):
    """Two that should agree do not; the message says what, and the moves that lead there."""


@attrs.define
class Trial:
    """What became of a rule set: refused with findings, or played so many games and moves.

    `whole` counts the games that were played as wholes, inside a module.
    """

    refused: tuple[str, ...] = ()
    games: int = 0
    moves: int = 0
    ended: int = 0
    breaches: int = 0
    whole: int = 0


@attrs.define
class Table:
    """All who play the same game."""

    games: list[Game]
    states: list[bytearray]
    told: Told
    moves: list[str] = attrs.Factory(list)
    lines: list[LineOfPlay] = attrs.Factory(list)

    def __attrs_post_init__(self) -> None:
        pairs = zip(self.games, self.states, strict=True)
        self.lines = [game.line(state) for game, state in pairs]
        self.heard(self.games[0].begin_traced())
        self.told.arrive(bytes(self.states[0]))

    def agree(self, what: str, found: list[Any]) -> Any:
        """One value of all; raises Differs."""
        one = found[0]
        for other in found[1:]:
            if other != one or type(other) is not type(one):
                raise Differs(f"{what}: {found}, after {' '.join(self.moves) or 'nothing'}")
        return one

    def each(self, what: str, ask: Any) -> list[Any]:
        """What each evaluator says; an error is an answer too."""
        out: list[Any] = []
        for game, state in zip(self.games, self.states, strict=True):
            try:
                out.append(ask(game, state))
            except ScriptError as error:
                out.append(f"{type(error).__name__}: {error}")
        return out

    def position(self) -> list[int]:
        """Compare all that is told of this position; returns the legal moves."""
        game, state, told = self.games[0], self.states[0], self.told
        self.agree("state", self.states)
        for what in ("actor", "legal", "chance", "candidates", "pending", "invariants", "ending"):
            self.agree(what, self.each(what, lambda g, s, name=what: getattr(g, name)(s)))
        self.values()
        broken = self.agree("invariants by Python", [game.invariants(state), told.broken()])
        assert isinstance(broken, list)
        if told.question is None:
            self.end()
            return []
        legal = game.legal(state)
        question, pending = told.question, game.pending(state)
        self.agree("kind of question", [pending.kind, question.kind])
        self.agree("text of question", [pending.text, question.text])
        seat = None if question.seat is None else question.seat.id
        self.agree("who is asked", [pending.seat, seat])
        self.agree("actor", [game.actor(state), CHANCE if seat is None else seat])
        words = [self.word(move) for move in legal]
        self.agree("answers", [sorted(words), sorted(question.answers)])
        if question.kind == "chance":
            weights = {self.word(move): weight for move, weight in game.chance(state)}
            self.agree("weights", [weights, question.weights])
        return legal

    def word(self, move: int) -> str:
        """A move as the question's answer: an action with its targets, or the last word."""
        name = self.games[0].name(move)
        act = self.told.question is not None and self.told.question.kind == "act"
        return name if act else name.rpartition(":")[2]

    def values(self) -> None:
        """Every register and derived value."""
        model = self.told.model
        found: dict[str, Cells | Derived] = {**model.registers, **model.names.derived}
        for name, cells in found.items():
            if isinstance(model.names.get(name), Word):
                continue
            for key in cells.keys:
                words = tuple(m.id for m in key)
                told = [
                    plain(game.value(state, name, *words))
                    for game, state in zip(self.games, self.states, strict=True)
                ]
                self.agree(f"{name}{list(words)}", [*told, spoken(model.value(name, key))])

        for heaps in model.places.values():
            for key, heap in heaps.heaps.items():
                words = tuple(m.id for m in key)
                lying = {m.id: heap.height(m) for m in heap.group}
                for game, state in zip(self.games, self.states, strict=True):
                    said = [int(game.value(state, heaps.name, *words, m) or 0) for m in lying]
                    if not heap.ordered:
                        lying = {m: min(height, 1) for m, height in lying.items()}
                    self.agree(f"{heaps.name}{list(words)}", [said, list(lying.values())])
                    size = game.value(state, f"{heaps.name}__size", *words)
                    self.agree(f"size of {heaps.name}{list(words)}", [size, len(heap.lying)])

    def end(self) -> None:
        """What the end of the game says."""
        told, game, state = self.told, self.games[0], self.states[0]
        self.agree("actor at the end", [game.actor(state), OVER])
        assert told.ending is not None
        self.agree("ending", [game.ending(state), told.ending.ending])
        for what in ("returns", "winner", "verdict"):
            self.agree(what, self.each(what, lambda g, s, name=what: getattr(g, name)(s)))
        self.agree("winner", [plain(game.winner(state)), spoken(told.winner())])
        self.agree("returns", [list(game.returns(state).values()), told.returns()])
        for seat in told.seats:
            self.agree("score", [game.score(state, seat.id), told.score(seat)])
        verdict = told.verdict()
        wanted = None if verdict in (None, NONE) else spoken(verdict)
        found = game.verdict(state)
        self.agree("verdict", [None if found == "none" else found, wanted])

    def apply(self, move: int) -> bool:
        """Make a move everywhere; False where all agree that it breaks a range."""
        word = self.word(move)
        name, before = self.games[0].name(move), bytearray(self.states[0])
        made = self.each("apply", lambda g, s: g.apply(s, move))
        self.moves.append(name)
        breached = made[0] is not None
        try:
            self.told.answer(word)
        except Breach:
            if not breached:
                raise Differs(f"no breach but by Python, after {' '.join(self.moves)}") from None
        else:
            if breached:
                raise Differs(f"{made[0]}, not by Python, after {' '.join(self.moves)}")
        self.agree("breach", made)
        if not breached:
            events = self.games[0].apply_traced(before, move)
            self.agree("state with events", [before, self.states[0]])
            self.heard(events)
        if breached:
            self.agree("state after a breach", self.states)
            self.moves.pop()
        else:
            self.told.arrive(bytes(self.states[0]))
            for line, state in zip(self.lines, self.states, strict=True):
                line.arrive(state)
        return not breached

    def heard(self, events: list[Event]) -> None:
        """What scripts told, by the engine and by Python."""
        words = [(e.text, e.instead) for e in events if e.kind == "tell"]
        self.agree("what is told", [words, self.told.heard])


def plain(value: Any) -> Any:
    """None as the rules write it."""
    return "none" if value is None else value


def try_rules(
    text: str, games: int = 3, seed: int = 1, save: bool = True, whole: bool = False
) -> Trial:
    """Check a rule set and play it; raises Differs, or whatever else the engine raises.

    Args:
        text: the rules.
        games: how many games.
        seed: of the moves.
        save: whether the first is played at a table, too, and saved.
        whole: whether games are played and positions explored inside a module, too.
    """
    trial = Trial()
    try:
        rules = parse_rules(text)
    except RulesError as error:
        return Trial(tuple(f.code for f in error.findings))
    first: list[Any] = []
    made: list[Game] = []
    for name in EVALUATORS:
        try:
            made.append(Game(rules, evaluator=name))
            first.append(None)
        except ScriptError as error:
            first.append(str(error))
    for number in range(games):
        told = Told(text)
        try:
            told.begin()
        except Breach:
            trial.breaches += 1
            if None in first or len(set(first)) > 1:
                raise Differs(f"a breach before the first question: {first}") from None
            break
        if set(first) != {None}:
            raise Differs(f"a breach before the first question, not by Python: {first}")
        dice = Random(seed * 1000 + number)
        table = Table(made, [game.new_game() for game in made], told)
        _play(table, dice, trial)
        if save and number == 0:
            _saved(rules, table)
    if whole and set(first) == {None}:
        fast, slow = made
        _whole(fast, slow, trial)
    return trial


def _play(table: Table, dice: Random, trial: Trial) -> None:
    trial.games += 1
    while legal := table.position():
        trial.moves += 1
        if not table.apply(dice.choice(legal)):
            trial.breaches += 1
            return
        if len(table.moves) >= MOST_MOVES:
            return
    trial.ended += table.told.question is None


def _whole(fast: Game, plain: Game, trial: Trial) -> None:
    """Whole games between bots, and a first exploration: by a module, and move by move."""
    for bot in ("random", "doctrine"):
        bots, seeds = dict.fromkeys(fast.seats, bot), range(3)
        for seed, played in zip(seeds, fast.simulate(seeds, bots), strict=False):
            wanted = play_one(plain, bots, seed)
            one = (played.decisions, played.chances, sha256(bytes(played.state)).hexdigest())
            other = (wanted.decisions, wanted.chance, wanted.state_sha256)
            if one != other:
                raise Differs(f"a whole game: {one} {other}, by {bot}, seed {seed}")
            trial.whole += 1
    found, reached = explore(fast, 40), explore(plain, 40)
    if found != reached:
        raise Differs(f"an exploration: {found} {reached}")


def _saved(rules: Rules, table: Table) -> None:
    """Play the same moves at a table, keep them in a file, and read it again."""
    sitting = Sitting.open(GameSetup(rules, rules.scenarios[0].id), {})
    for move in table.moves:
        if sitting.to_move is not None:
            sitting.play(move)
        else:
            sitting.set_outcome(move, author="facilitator")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "save.toml"
        sitting.save_as(path)
        loaded = Sitting.open(SavedGame(path), {})
    played = [bytes(table.states[0]), bytes(sitting.state), bytes(loaded.state)]
    table.agree("state of the table and of its save", played)
    table.agree("notices of the save", [loaded.notices, []])
