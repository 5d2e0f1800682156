"""All that a seat is shown of a world in values and words, each under a name."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from rich.console import Console

from game.bots import bots_of
from game.bots.hints import HintQuestion
from game.bots.manners import Manner
from game.engine import CHANCE, State, View
from game.report.after_action import after_action
from game.report.document import document, story_table, tracks_table
from game.report.page import page
from game.report.second_opinion import decisions
from game.serve.access import Reader
from game.serve.host import Host
from game.serve.served_desk import seat_umpire
from game.story.threats import ThreatTeller
from game.table import (
    Bot,
    Generator,
    SavedGame,
    Sitting,
    broken_promises,
    common_lines,
    deals_in_force,
    face_up,
)
from game.terminal import replay
from game.terminal.counsel import weighing
from game.terminal.loop import Terminal
from tests.secrets.worlds import STILL

#: Of so many moves the reasons and previews are read at once.
FEW = 3


class World:
    """One world as a seat looks at it; what was read of it is kept.

    Attributes:
        sitting: the game.
        seat: who looks.
    """

    def __init__(self, sitting: Sitting, seat: str) -> None:
        self.sitting, self.seat, self.game = sitting, seat, sitting.game
        self._known: dict[str, Any] = {}

    def read(self, name: str, ask: Callable[[World], Any]) -> Any:
        """What something shows, read once."""
        if name not in self._known:
            self._known[name] = ask(self)
        return self._known[name]

    @property
    def view(self) -> View:
        """What the seat sees."""
        found: View = self.read("its view", lambda w: w.sitting.view(w.seat))
        return found

    @property
    def asked(self) -> bool:
        """Whether the seat, in a person's hands, is to answer."""
        return self.sitting.to_move == self.seat

    @property
    def alone(self) -> bool:
        """Whether only this person sits at the screen, which then has their eyes always."""
        held = self.sitting.seats
        return [s for s in held if held[s] == "human"] == [self.seat]


Item = tuple[str, Callable[[World], Any]]


def engine_reader(
    sitting: Sitting, seat: str, rng: Random
) -> Callable[[State], Iterator[tuple[str, Any]]]:
    """What reads all that the engine tells a seat of a position, each under a name.

    What is worked out from the view alone (previews, deals, turns) is the same where that is.
    """
    game, state = sitting.game, sitting.state
    asked = game.actor(state) == seat
    moves = game.candidates(state) if asked else []
    few = rng.sample(moves, min(2, len(moves)))
    variant = rng.choice(game.rules.doctrines)

    def read(state: State) -> Iterator[tuple[str, Any]]:
        yield "view", game.observe(state, seat).key
        yield "question", (str(game.pending(state)), game.asked_by(state), game.actor(state))
        if game.actor(state) is CHANCE and not game.pending(state).hidden:
            yield "odds", game.chance(state)
        if asked:
            yield "legal", game.legal(state)
            yield "candidates", game.candidates(state)
            yield "advice", str(game.doctrine(state, seat, variant))
            for move in few:
                yield f"reasons {move}", str(game.explain(state, move))
                yield f"prices {move}", game.prices(state, move)

    return read


def table_items(world: World, rng: Random) -> Iterator[Item]:
    """What the table tells: cheap, so all of it; of the reasons of moves a few.

    Which questions are put hangs on what the seat sees of this world alone, so that another world
    can be asked the same.
    """
    game = world.game
    yield "view", lambda w: (w.view.key, w.view.items())
    yield "question", lambda w: (str(w.sitting.pending), w.game.asked_by(w.sitting.state))
    yield "standing", lambda w: (w.sitting.over, w.sitting.to_move, w.sitting.actor)
    yield "odds", _odds
    yield "undo", lambda w: (w.sitting.undo_reason(w.seat), w.sitting.undo_depth(w.seat))
    yield "decisions", lambda w: decisions(w.sitting, w.seat)
    yield "told", lambda w: [(m, v.key) for m, v in w.sitting.told(w.seat).moves()]
    yield "log", lambda w: list(w.sitting.log(w.seat))
    others = [seat for seat in game.seats if seat != world.seat]
    if others:
        # Whom the seat shares a screen with: what both may not see hangs on neither's secrets.
        beside = rng.sample(others, rng.randint(1, len(others)))
        yield f"log with {beside}", lambda w: list(w.sitting.common_log([w.seat, *beside]))
        yield f"read with {beside}", lambda w: common_lines(w.sitting, [w.seat, *beside], 40)
    yield "news", lambda w: list(w.sitting.since(w.seat))
    yield "story", lambda w: w.sitting.chronicle(w.seat)
    roles = game.rules.look.roles
    yield (
        "deals",
        lambda w: (
            deals_in_force(w.game, w.view, roles.bonds),
            broken_promises(w.game, w.view, roles.broken),
        ),
    )
    if rng.random() < 0.2:
        yield "how all stand", _standing
        yield "certain", lambda w: str(w.game.certain(w.view, roles.wait, (roles.outcome.target,)))
    aims = game.members(roles.places) if roles.places in game.sets else ()
    aims = aims or (game.members(game.boards[0].set) if game.boards else ())
    if aims and rng.random() < 0.4:
        yield f"replies {(aim := rng.choice(aims))}", partial(_replies, place=aim)
    card = roles.card
    yield "card", lambda w: face_up(w.game, w.view, card.register, card.played, card.order)
    if game.tables and game.actor(world.sitting.state) is CHANCE:
        yield "throw due", lambda w: str(w.game.throw(w.view))
    turns = rng.choice(game.actions).id if game.actions else ""
    if turns:
        yield f"turns {turns}", lambda w: w.game.turns(w.view, turns)
    if world.game.actor(world.sitting.state) == world.seat:
        yield from _asked(world, rng)
    elif world.alone and world.sitting.to_move is None:
        # A bot or a die that failed leaves the person at their prompt.
        yield "choices of others", lambda w: [str(m) for m in w.sitting.legal()]
        moves = world.game.candidates(world.sitting.state)
        for move in rng.sample(moves, min(FEW, len(moves))):
            yield f"reasons of others {move}", partial(_reasons, move=move)


def _standing(world: World) -> str:
    """How the seats stand, as one of them may know it, now and after a count."""
    role = world.game.rules.look.roles.outcome
    counts = ("", role.count) if role.count else ("",)
    return str([world.game.standings(world.view, role.endings, count) for count in counts])


def _odds(world: World) -> Any:
    """The odds of a die that all may see."""
    game, state = world.game, world.sitting.state
    return [] if game.pending(state).hidden else game.chance(state)


def _reasons(world: World, move: int) -> Any:
    """Why a move can be made or not, as the table says it at any time."""
    try:
        return str(world.sitting.explain(move)), world.sitting.prices(move)
    except Exception as error:  # refused alike, or not
        return repr(error)


def _asked(world: World, rng: Random) -> Iterator[Item]:
    """What who is asked may read: on the state, as bots do, and on what the seat sees of it."""
    game, state = world.game, world.sitting.state
    yield "legal", lambda w: w.game.legal(w.sitting.state)
    yield "candidates", lambda w: w.game.candidates(w.sitting.state)
    variants = game.rules.doctrines
    yield (
        "advice",
        lambda w: [str(w.game.doctrine(w.sitting.state, w.seat, v)) for v in variants],
    )
    # Of those that search, the one that takes the least time.
    name = rng.choice(("random", "beginner", *game.rules.doctrines))
    bot = bots_of(game.rules)[name]
    yield f"bot {name}", partial(_chosen, bot=bot, stream=name)
    if world.asked:
        # An answer hangs on its question alone, so most of the time the question will do.
        yield "hint asked", lambda w: HintQuestion.of(w.sitting)
        if rng.random() < 0.1:
            yield "hint", _hinted
    moves, legal = game.candidates(state), game.legal(state)
    for move in rng.sample(moves, min(FEW, len(moves))):
        yield f"reasons {move}", partial(_asked_of, move=move)
    for move in rng.sample(legal, min(FEW, len(legal))):
        # To work out all derived values takes longest by far.
        only = None if rng.random() < 0.1 else ()
        yield f"preview {move} {only}", partial(_previewed, move=move, only=only)
        yield f"throw {move}", partial(_thrown, move=move)
        if rng.random() < 0.2:
            yield f"followed {move}", partial(_followed, move=move)
    if world.asked:
        yield "choices", lambda w: [str(m) for m in w.sitting.legal()]


def _chosen(world: World, bot: Bot, stream: str) -> str:
    """What a bot would do."""
    sitting, draws = world.sitting, Generator(1, stream)
    return str(bot(world.game, sitting.state, world.seat, draws, sitting.told(world.seat)))


def _hinted(world: World) -> str:
    """The hint to who is asked."""
    told = HintQuestion.of(world.sitting, Manner("quick", trials=8)).answer(world.game)
    paper = io.StringIO()
    Console(file=paper, width=100).print(weighing(told))
    return f"{told} {paper.getvalue()}"


def _replies(world: World, place: str) -> str:
    """What others could do at a place, and what would come of each of it."""
    teller = ThreatTeller(world.game)
    found = teller.found(world.view, place)
    return str([found, teller.lines(found)])


def _followed(world: World, move: int) -> str:
    """What others could do after a move of one's own."""
    then = world.game.foreseen(world.view, move)
    targets = world.game.move(move).targets
    return "" if then is None else str([then.key, world.game.replies(then, targets)])


def _thrown(world: World, move: int) -> str:
    return str(world.game.throw(world.view, move))


def _previewed(world: World, move: int, only: tuple[str, ...] | None) -> str:
    return str(world.game.preview(world.view, move, only))


def _asked_of(world: World, move: int) -> Any:
    game, state = world.game, world.sitting.state
    told = [str(game.explain(state, move)), game.prices(state, move)]
    return [*told, *_reasons(world, move)] if world.asked else told


def terminal_items(world: World, rng: Random) -> Iterator[Item]:
    """What a terminal prints for a person, whatever they type."""
    game, sitting = world.game, world.sitting
    words = [
        name for kind in ("action", "register", "derived", "ending") for name in game.declared(kind)
    ]
    typed = ["view", "deals", "log", "brief", "all", "undo?"]
    typed += [f"about {rng.choice(words)}"] if words else []
    if world.asked:
        moves = sitting.candidates()
        typed += [f"why {m.name}" for m in rng.sample(moves, min(FEW, len(moves)))]
        legal = sitting.legal()
        typed += [f"preview {m.name}" for m in rng.sample(legal, min(FEW, len(legal)))]
        # The whole screen of a turn takes as long as all of these.
        typed += ["turn"] if rng.random() < 0.2 else []
    elif world.alone:
        names = [game.name(m) for m in game.candidates(sitting.state)]
        typed += [f"why {n}" for n in rng.sample(names, min(FEW, len(names)))]
        typed += [f"preview {n}" for n in rng.sample(names, min(1, len(names)))]
    elif sitting.to_move is not None:
        # Before another person the curtain falls.
        typed = ["view", "deals", "log", "brief"]
    for line in typed:
        yield f"terminal {line}", partial(_typed, line=line)


def _typed(world: World, line: str) -> str:
    """What the terminal prints where a person types a line."""
    paper = io.StringIO()
    console = Console(file=paper, width=100, force_terminal=True, highlight=False)
    terminal = Terminal(world.sitting, console, lambda _: line)
    terminal.seat = world.seat
    if line == "turn":
        terminal.turn(world.seat)
    elif line == "undo?":
        terminal.say(world.sitting.undo_reason(world.seat) or "It can be taken back.")
    else:
        terminal._answer()
    return paper.getvalue()


def page_items(world: World, rng: Random) -> Iterator[Item]:
    """Every byte that a table over the network sends to the device of a seat, and to all."""
    yield "page of the seat", lambda w: served(w, {})
    yield "page for all", lambda w: served(w, {}, common=True)
    places = world.game.rules.look.roles.places
    known = world.game.members(places) if places in world.game.sets else ()
    asked: list[dict[str, object]] = [{"at": "story", "before": world.sitting.n}, {"at": "brief"}]
    asked += [{"at": "place", "id": rng.choice(known)}] if known else []
    if world.asked:
        moves, legal = world.sitting.candidates(), world.sitting.legal()
        asked += [{"at": "why", "id": m.id} for m in rng.sample(moves, min(FEW, len(moves)))]
        asked += [{"at": "preview", "id": m.id} for m in rng.sample(legal, min(FEW, len(legal)))]
        asked.append({"at": "offer", "draft": {"partner": rng.choice(world.game.seats)}})
    else:
        asked += [{"at": "why", "id": 0}, {"at": "preview", "id": 0}, {"at": "offer"}]
    asked.append({"at": "desk", "act": "injects"})
    for each in asked:
        yield f"look {each}", partial(served, asked=each)
    yield "refusal", partial(served, asked={"do": "play", "id": 0, "n": 10**6, "key": "k"})


def served(world: World, asked: Mapping[str, object], common: bool = False) -> str:
    """What the server sends to a device of the seat: its page, or the answer to what it asks.

    Args:
        world: the world.
        asked: what it asks to see; nothing for its page.
        common: whether it is a device of one who only looks on.
    """
    host = Host(world.sitting, clock=lambda: 0.0)
    seat_umpire(host, STILL)
    guest = host.welcome("192.168.1.20")
    guest.reader = Reader("watch") if common else Reader("seat", world.seat)
    if not asked:
        return host.page(guest)
    answers = host.hear(guest, json.dumps({"do": "look", **asked})).answers
    return json.dumps(answers)


def replayed(world: World, folder: Path) -> str:
    """What `panj replay --seat` prints of a save of this world, as lines and as a document."""
    path = folder / "save.toml"
    path.unlink(missing_ok=True)
    world.sitting.copy_to(path)
    sitting = Sitting.open(SavedGame(path), bots_of, clock=STILL)
    try:
        heading = list(replay.heading(sitting, None))
        lines = list(replay.lines(sitting, world.seat, None))
        told = json.dumps(document(sitting, world.seat, None), indent=1)
        report = after_action(sitting, world.seat)
        written = page(sitting, report).partition("</style>")[2]
        tables = (story_table(report), tracks_table(report))
    finally:
        sitting.close()
    return "\n".join([*heading, *lines, told, written, *tables])
