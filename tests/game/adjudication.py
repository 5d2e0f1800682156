"""Loads the adjudication cases and judges a game against one."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Protocol

import attrs

from game.engine import CellId, Game

FOLDER = Path(__file__).parent / "cases"
RULES = Path(__file__).parents[2] / "rules.toml"
Steps = list[tuple[str, Any]]


class Player(Protocol):
    """Something that can put cells to a value and make moves."""

    def set(self, cell: str, value: Any) -> None: ...
    def move(self, name: str) -> None: ...


@attrs.frozen
class Case:
    """One adjudication case: where it starts, what is done, what must hold then."""

    id: int
    proves: str
    scenario: str
    played: tuple[str, ...]
    steps: tuple[tuple[str, Any], ...]
    told: dict[str, Any]


def _start(positions: dict[str, Any], name: str) -> tuple[str, tuple[str, ...], Steps]:
    here = positions[name]
    if "after" in here:
        scenario, played, steps = _start(positions, here["after"])
    else:
        scenario, played, steps = here["scenario"], tuple(here.get("played", ())), []
    steps += [("move", m) for m in here.get("moves", ())]
    steps += [("set", pair) for pair in here.get("set", {}).items()]
    return scenario, played, steps


def load_cases() -> list[Case]:
    """Every case of the folder, in the order of the files."""
    positions = tomllib.loads((FOLDER / "positions.toml").read_text(encoding="utf-8"))
    cases = []
    for file in sorted(FOLDER.glob("*.toml")):
        if file.name == "positions.toml":
            continue
        for told in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
            scenario, played, steps = _start(positions, told["at"])
            steps += [("set", pair) for pair in told.get("set", {}).items()]
            steps += [("move", m) for m in told.get("moves", ())]
            cases.append(Case(told["id"], told["proves"], scenario, played, tuple(steps), told))
    return cases


def enact(case: Case, player: Player) -> None:
    """Make the case's settings and moves."""
    for what, value in case.steps:
        if what == "set":
            cell, wanted = value
            player.set(cell, wanted)
        else:
            player.move(value)


def read(game: Game, where: Any, name: str) -> int | bool | str:
    """A cell, derived value or number by its readable name, "share[umbrella,klb]"."""
    cell = CellId.parse(name)
    value = game.value(where, cell.register, *cell.index)
    return "none" if value is None else value


def judge(case: Case, game: Game, state: bytearray) -> list[str]:
    """What does not hold, in sentences; empty when the case is proved."""
    told, wrong = case.told, []

    def differ(what: str, found: Any, wanted: Any) -> None:
        if found != wanted or (type(found) is bool) != (type(wanted) is bool):
            wrong.append(f"{what} is {found}, not {wanted}")

    for name, wanted in told.get("expect", {}).items():
        differ(name, read(game, state, name), wanted)
    for key, wanted in (("hidden", False), ("shown", True)):
        for seat, cells in told.get(key, {}).items():
            view = game.observe(state, seat)
            for cell in cells:
                named = CellId.parse(cell)
                shown = view.visible(named.register, *named.index)
                differ(f"{cell} seen by {seat}", shown, wanted)
    legal = {game.name(i) for i in game.legal(state)}
    wrong += [f"{m} is not legal" for m in told.get("legal", ()) if m not in legal]
    wrong += [f"{m} is legal" for m in told.get("illegal", ()) if m in legal]
    for move, clause in told.get("refused", {}).items():
        if move in legal:
            wrong.append(f"{move} is legal")
        failed = [c for c in game.explain(state, game.id(move)).clauses if not c.held]
        if not failed or failed[0].id != clause or not failed[0].say:
            wrong.append(f"{move} is refused by {[c.id for c in failed]}, not by {clause}")
    if "odds" in told:
        odds = {game.name(i).partition(":")[2]: weight for i, weight in game.chance(state)}
        differ("odds", odds, told["odds"])
    if "to_act" in told:
        actor = game.actor(state)
        who = actor if isinstance(actor, str) else actor.value
        differ("to act", who, told["to_act"])
    if "ending" in told:
        differ("ending", game.ending(state), told["ending"])
    if "winner" in told:
        differ("winner", game.winner(state) or "none", told["winner"])
    if "verdict" in told:
        differ("verdict", game.verdict(state), told["verdict"])
    if "returns" in told:
        differ("returns", list(game.returns(state).values()), told["returns"])
    for seat, score in told.get("scores", {}).items():
        differ(f"score of {seat}", game.score(state, seat), score)
    return wrong
