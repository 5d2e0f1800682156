"""Games that hide something, and pairs of worlds that differ only in what one seat does not see."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from random import Random

from game.bots import bots_of
from game.engine import OVER, CellId, CellValue, EngineError, Game, State
from game.rules import Rules
from game.story.log import CHANCE as CHANCE_ACTOR
from game.table import GameSetup, Generator, Sitting
from game.table.acts import Moved
from game.table.journal import Journal
from game.table.opening import Opened
from game.table.recorder import Recorder
from game.table.seating import BOT
from tests.any_rules import EXAMPLES, FILES, any_rules, generated
from tests.making_once import game as compiled_once


class Still:
    """A clock that stands still: time would differ between two worlds and tell nothing."""

    def now(self) -> datetime:
        """The same time of day always."""
        return datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def elapsed(self) -> int:
        """No time passes."""
        return 0


STILL = Still()


def hides(game: Game) -> bool:
    """Whether a game has anything that some seat does not see."""
    return any(not spec.public for spec in game.registers.values())


@cache
def made_up(count: int) -> tuple[tuple[str, Rules], ...]:
    """Generated rule sets, by name."""
    return tuple(generated(count))


def book(rng: Random, own: float, count: int) -> tuple[str, Rules, str]:
    """A scenario by lot that hides something: the name of its rules, the rules, its id.

    Args:
        rng: draws it.
        own: the share of the game's own scenarios, which are larger than all others together.
        count: how many generated rule sets there are beside the others.
    """
    while True:
        place = rng.randrange(len(FILES) + len(EXAMPLES) + count)
        if rng.random() < own:
            name, rules = "rules", any_rules("rules")
        elif place < count:
            name, rules = made_up(count)[place]
        else:
            name = (*FILES, *EXAMPLES)[place - count]
            rules = any_rules(name)
        scenario = rng.choice(rules.scenarios).id
        if hides(compiled_once(rules, scenario)):
            return name, rules, scenario


def begun(rules: Rules, scenario: str, rng: Random) -> Sitting:
    """Sit down to a new game with people and bots, at least one person, now and then an option."""
    info = next(s for s in rules.scenarios if s.id == scenario)
    chosen = {}
    if info.options and rng.random() < 0.2:
        option = rng.choice(info.options)
        chosen[option.id] = rng.choice(option.values).id
    game, bots = compiled_once(rules, scenario, options=chosen), ("random", *rules.doctrines)
    seats = {s: f"bot:{rng.choice(bots)}" for s in game.seats}
    must = [s for s in game.seats if s not in game.optional]
    people = rng.sample(must, rng.randint(1, len(must)))
    seats |= dict.fromkeys(people, "human")
    for seat in game.optional:
        seats[seat] = rng.choice(("auto", "auto", "human", seats[seat]))
    setup = GameSetup(rules, scenario, seats, rng.randrange(10**6), options=chosen)
    return Sitting.open(setup, bots_of, clock=STILL)


def fork(sitting: Sitting) -> Sitting:
    """The same game in memory, to be played on apart from it."""
    old = sitting._recorder
    timeline = copy.copy(old.timeline)
    for name in ("line", "asides", "branches", "seats", "persons", "people", "state"):
        setattr(timeline, name, copy.copy(getattr(timeline, name)))
    # What ends a game by itself is counted along the line, which goes on apart too.
    timeline._walked = old.timeline._walked.copy()
    journal = Journal(old.journal.header)
    journal.entries = list(old.journal.entries)
    new = Sitting(Opened(Recorder(timeline, journal, None, STILL), sitting._mover._bots))
    # Lines of what both have in common are written once.
    new._logs._lines.update(sitting._logs._lines)
    new._undo._known.update(sitting._undo._known)
    return new


def actor_of(sitting: Sitting) -> str:
    """Who is to answer, as a journal names them."""
    return sitting.actor or CHANCE_ACTOR


def act_of(sitting: Sitting, rng: Random) -> tuple[int, Moved]:
    """What somebody does now, and what the journal says of it beside its id: by lot, or a bot's."""
    game, state, seat = sitting.game, sitting.state, sitting.actor
    if seat is None:
        return rng.choice(game.legal(state)), Moved(id="", author="generator", draws=0)
    held = sitting.seats[seat]
    if held.startswith(BOT):
        name = held.removeprefix(BOT)
        dice = Generator(sitting.header.seed, f"bot {seat} {sitting.n}")
        choice = sitting._mover._bots[name](game, state, seat, dice, sitting.told(seat))
        return choice.move_id, Moved(id="", bot=name, why=choice.why, lots=dice.draws)
    advice = game.doctrine(state, seat) if rng.random() < 0.3 else None
    return (advice.move_id if advice else rng.choice(game.legal(state))), Moved(id="")


def make(sitting: Sitting, move: int, act: Moved) -> None:
    """Let who is to answer make a move."""
    sitting._mover._make(actor_of(sitting), move, act)


def looks_on(sitting: Sitting) -> list[str]:
    """The seats that somebody plays."""
    return [seat for seat, held in sitting.seats.items() if held != "auto"]


def positions(sitting: Sitting, rng: Random, share: float) -> Iterator[Sitting]:
    """Play a game to its end; stop at a share of its positions, by lot, before the end."""
    while sitting.game.actor(sitting.state) != OVER:
        if rng.random() < share:
            yield sitting
        try:
            make(sitting, *act_of(sitting, rng))
        except (EngineError, IndexError):
            return  # rules that break a promise of their own are for the checker


@lru_cache(maxsize=4096)
def values_of(game: Game, register: str) -> tuple[CellValue, ...]:
    """Every value that a cell of a register may be asked to hold."""
    spec = game.registers[register]
    if spec.kind == "bool":
        return (False, True)
    if spec.kind == "int":
        return tuple(range(spec.low, spec.high + 1))
    return (*game.members(spec.of), None)


#: Cells, and what they are asked to hold.
Drawn = dict[str, CellValue]


def draw(game: Game, state: State, hidden: Sequence[str], rng: Random) -> Drawn:
    """A cell and what it could be asked to hold, by lot; of zones, two members that change places.

    So many lie in each place, which all seats see.
    """
    cell = rng.choice(hidden)
    named = CellId.parse(cell)
    if named.register in game.registers:
        return {cell: rng.choice(values_of(game, named.register))}
    where = lying(game, state)
    other = rng.choice([c for c in hidden if CellId.parse(c).register == named.register])
    return {cell: where[other], other: where[cell]}


def lying(game: Game, state: State) -> dict[str, str]:
    """Where each member of a zone lies in a state, both as the facilitator names them."""
    return {
        str(CellId(spec.zone, (member,))): str(CellId(name, index))
        for name, spec in game.places.items()
        for index in game.place_indexes(name)
        for member in game.lying(state, name, *index).members
    }


def hidden_from(game: Game, state: State, seat: str) -> list[str]:
    """The cells that a seat does not see, and the members of zones of which it sees no place."""
    view = game.observe(state, seat)
    seen = dict(view.items())
    cells = [
        cell
        for cell in game.cells
        if cell not in seen and not game.registers[CellId.parse(cell).register].zone
    ]
    known = {
        str(CellId(spec.zone, (member,)))
        for name, spec in game.places.items()
        for index in game.place_indexes(name)
        for member in game.lying(view, name, *index).members
    }
    return [*cells, *(cell for cell in lying(game, state) if cell not in known)]


def of_one_kind(game: Game, hidden: Sequence[str], rng: Random) -> list[str]:
    """Cells alone, or members of zones alone: a facilitator changes them by acts of their own."""
    cells = [c for c in hidden if CellId.parse(c).register in game.registers]
    members = [c for c in hidden if c not in cells]
    return members if members and (not cells or rng.random() < 0.5) else cells


def change(
    sitting: Sitting, hidden: Sequence[str], count: int, rng: Random, ruled: bool = False
) -> str:
    """Let the facilitator set cells by lot; says which, or nothing where none can be set.

    Args:
        sitting: the game.
        hidden: cells, or members of zones, as `of_one_kind` gives them.
        count: how often.
        rng: draws them.
        ruled: whether each is set by a ruling on an order.
    """
    said = []
    for _ in range(20 * count):
        drawn = draw(sitting.game, sitting.state, hidden, rng)
        try:
            if ruled:
                # Looked at first: an order that cannot be carried out would stay on the journal.
                for cell, value in drawn.items():
                    sitting.game.override(bytearray(sitting.state), cell, value)
                order = sitting.facilitator.order(sitting.game.seats[0], "An order")
                sitting.facilitator.rule(order, True, "A ruling", drawn)
            elif len(drawn) == 1 and next(iter(drawn)) in sitting.game.cells:
                ((cell, value),) = drawn.items()
                sitting.facilitator.override(cell, value, "a test")
            else:
                # In one act, so that nobody sees how many lie where in between.
                sitting.facilitator.inject("A test", changes=drawn)
        except EngineError:
            continue
        said.append(", ".join(f"{cell} to {value}" for cell, value in drawn.items()))
        if len(said) == count:
            return "; ".join(said)
    return ""


def shows(sitting: Sitting, seat: str, move: int) -> bool:
    """Whether a move would show this seat what it did not see, by the engine's own word.

    A rule may say `reveal`, the declared sight may open, and the end of a game makes all public.
    """
    game, before = sitting.game, sitting.state
    after = bytearray(before)
    if any(e.kind == "reveal" for e in game.apply_traced(after, move)):
        return True
    if game.actor(after) == OVER:
        return True
    if game._zones.shows_more(game.observe(before, seat), game.observe(after, seat)):
        return True
    return game._visibility.opened(before, after, game.seats.index(seat))
