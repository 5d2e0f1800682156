"""The conversation at the terminal: what is typed, what is answered, what nobody else may see."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from rich.console import Console

from game.bots import bots_of
from game.catalogue import spoken
from game.engine import Preview
from game.rules import Rules
from game.table import Bot, GameSetup, SavedGame, Sitting
from game.terminal import about, board, show
from game.terminal.board import value_text
from game.terminal.loop import Terminal
from tests.entries import moved
from tests.loaded import compiled, rules_of

RULESETS = Path(__file__).parents[1] / "rulesets"

Talk = Callable[..., str]
BotsOf = Callable[[Rules], Mapping[str, Bot]]


def sit(name: str, *bots: str, seed: int = 1) -> Sitting:
    """Sit down to a small game, with a bot in the named seats."""
    rules = rules_of(name).told_in(spoken())
    seats = {s: "bot:random" if s in bots else "human" for s in rules.scenarios[0].seats}
    return Sitting.open(GameSetup(rules, rules.scenarios[0].id, seats, seed), bots_of(rules))


def talk(sitting: Sitting, *typed: str, terminal: bool = False, bots: BotsOf = bots_of) -> str:
    """Type lines until they end; return all that was on the screen."""
    paper = io.StringIO()
    console = Console(file=paper, width=120, force_terminal=terminal, highlight=False)
    lines: Iterator[str] = iter(typed)

    def ask(prompt: str) -> str:
        paper.write(prompt)
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    try:
        Terminal(sitting, console, ask, bots=bots).run()
    except EOFError:
        paper.write("<end>")
    return paper.getvalue()


def other(sitting: Sitting) -> str:
    """The seat that does not move first."""
    return next(seat for seat in sitting.game.seats if seat != sitting.actor)


def test_a_whole_game() -> None:
    sitting = sit("tic-tac-toe")
    first = other(sitting)
    sitting.facilitator.set_seat(first, "bot:random")
    shown = talk(sitting, *["1"] * 9)
    assert sitting.over
    assert "The game is over." in shown
    assert "<end>" not in shown


def test_choices_by_number_and_by_id() -> None:
    for by_name in (False, True):
        sitting = sit("tic-tac-toe")
        fourth = show.declared(sitting.game, sitting.legal())[3].name
        talk(sitting, "", fourth if by_name else "4")
        assert moved(sitting.entries[-1]).id == fourth


def test_choices_stand_in_declared_order_with_their_prices() -> None:
    sitting = Sitting.open(GameSetup(rules_of("rules"), "first-watch", {}, 3), {})
    game, asked = sitting.game, 0
    while not sitting.over and asked < 12:
        if sitting.to_move is None:
            sitting.step()
            continue
        legal = sitting.legal()
        rows = show.declared(game, legal)
        assert sorted(m.id for m in rows) == sorted(m.id for m in legal)
        if sitting.pending.kind == "act":
            asked += 1
            actions = [a.id for a in game.actions]
            verbs = list(dict.fromkeys(m.script for m in rows))
            assert verbs == sorted(verbs, key=lambda v: (v == "pass", actions.index(v)))
            for verb in verbs:
                first = [m.targets[:1] for m in rows if m.script == verb]
                order = [*game.members("space"), *game.members("crossing")]
                assert first == sorted(first, key=lambda t: [order.index(x) for x in t])
            console = Console(file=io.StringIO(), width=90)
            console.print(show.choices([("", m) for m in rows], sitting.prices))
            shown = console.file.getvalue()  # type: ignore[attr-defined]
            for n, move in enumerate(rows, 1):
                price = sitting.prices(move.id).get("means", 0)
                told = rf"^ *{n}  {re.escape(move.title)} +{price or ''} +{re.escape(move.name)} *$"
                assert re.search(told, shown, re.M), (move.name, price)
        sitting.play(legal[-1].id if sitting.pending.kind == "act" else legal[0].id)
    assert asked


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", "go from 1 to 9"),
        ("0.", "go from 1 to 9"),
        ("?", "why N"),
        ("HELP", "why N"),
        ("Why 0", "go from 1 to 9"),
        ("10", "go from 1 to 9"),
        ("9" * 5000, "go from 1 to 9"),
        ("lgo", "did you mean 'log'"),
        ("why", "Say which"),
        ("preview", "Say which"),
        ("save", "Say where"),
        ("save a b", "Say where"),
        ("seat", "SEAT=bot:NAME"),
        ("seat nobody=human", "nobody"),
        ("undo", "nothing to take back"),
        ("help", "why N"),
        ("[red]x", "lists what can be typed"),
        ("\x00", "lists what can be typed"),
    ],
)
def test_slips_are_answered_and_change_nothing(typed: str, words: str) -> None:
    sitting = sit("tic-tac-toe")
    before = bytes(sitting.state)
    assert words in talk(sitting, "", typed)
    assert bytes(sitting.state) == before
    assert sitting.n == 0


def test_why_of_something_refused() -> None:
    sitting = sit("tic-tac-toe", seed=2)
    taken = sitting.legal()[0].name
    sitting.play(taken)
    game = sitting.game
    verdict = game.explain(sitting.state, game.id(taken))
    assert not verdict.legal
    shown = talk(sitting, "", f"why {taken}", taken, "all", "why 1")
    say = next(clause.say for clause in verdict.clauses if not clause.held)
    assert shown.count("not allowed now") == 2
    assert shown.count(say) >= 3
    assert "allowed\n" in shown
    assert sitting.n == 1


def test_what_is_looked_at_before_a_choice_is_told_with_it() -> None:
    sitting = sit("rules", *rules_of("rules").scenarios[0].seats[1:])
    talk(sitting, "brief", "why 1", "why 2", "preview 2", "preview 2", "1")
    act = next(moved(entry) for entry in sitting.entries if moved(entry).bot is None)
    first = act.id
    assert act.looked is not None
    # The brief was shown at the first turn too, before it was asked for again.
    assert (act.looked.briefs, act.looked.reasons[0], len(act.looked.reasons)) == (2, first, 2)
    assert act.looked.previews == act.looked.reasons[1:]
    assert act.took is not None


def test_undo_and_the_curtain() -> None:
    sitting = sit("tic-tac-toe")
    first, second = sitting.actor, other(sitting)
    shown = talk(sitting, "", "1", "", "undo", "")
    assert sitting.actor == first
    title = sitting.game.title("seat", second)
    assert f"It is the turn of {title}." in shown
    assert "Taken back." in shown


def test_the_curtain_clears_the_screen_and_what_scrolled_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    shown = talk(sit("kuhn"), "", terminal=True)
    before, after = shown.split("Press Enter", 1)
    assert "\x1b[3J" in before
    assert "\x1b[3J" in after


def test_one_person_has_no_curtain() -> None:
    sitting = sit("tic-tac-toe")
    sitting.facilitator.set_seat(other(sitting), "bot:random")
    assert "Press Enter" not in talk(sitting, "1")


def test_save_and_seat(tmp_path: Path) -> None:
    sitting = sit("tic-tac-toe")
    path = tmp_path / "my game.toml"
    shown = talk(sitting, "", f"save '{path}'", f"seat {other(sitting)}=bot:random", "log")
    assert "Saved in" in shown
    assert Sitting.open(SavedGame(path), bots_of).n >= 0
    assert "now bot:random" in shown
    assert "seat" in path.read_text(encoding="utf-8")


def test_a_save_replaces_nothing(tmp_path: Path) -> None:
    other = tmp_path / "rules.toml"
    other.write_text("mine", encoding="utf-8")
    sitting = sit("tic-tac-toe")
    told = " ".join(talk(sitting, "", f"save {other}").split())
    assert "already; name another" in told
    assert other.read_text(encoding="utf-8") == "mine"
    assert sitting.path is None


def test_an_action_without_its_target_names_the_choices() -> None:
    sitting = sit("tic-tac-toe")
    action = sitting.legal()[0].name.partition(":")[0]
    assert f"Say which `{action}`: 1, 2, 3, 4, 5, 6, 7, 8, 9." in talk(sitting, "", action)
    assert sitting.n == 0


def test_q_is_quit() -> None:
    assert "<end>" not in talk(sit("tic-tac-toe"), "", "Q")


def test_save_where_it_cannot_be(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    shown = talk(sit("tic-tac-toe"), "", f"save {blocked}/game.toml")
    assert "could not be saved" in shown


def test_a_notice_is_told_once_when_it_arises() -> None:
    sitting = sit("tic-tac-toe")

    def spoil(prompt: str) -> str:
        if prompt == "> ":
            sitting.notices.append("no autosave could be written")
        return "1"

    paper = io.StringIO()
    Terminal(sitting, Console(file=paper, width=120), spoil).run()
    assert paper.getvalue().count("no autosave") == 1
    assert paper.getvalue().index("no autosave") < paper.getvalue().index("The game is over")


@pytest.mark.parametrize("name", ["dice-race", "kuhn", "nim", "tic-tac-toe"])
def test_bots_among_themselves(name: str) -> None:
    sitting = sit(name)
    for seat in sitting.game.seats:
        sitting.facilitator.set_seat(seat, "bot:random")
    shown = talk(sitting)
    assert "The game is over." in shown
    assert len(shown.splitlines()) > 3


@pytest.mark.parametrize("name", ["dice-race", "kuhn", "nim", "tic-tac-toe"])
def test_people_play_every_game(name: str) -> None:
    shown = talk(sit(name), *[word for _ in range(80) for word in ("", "1", "preview 1", "all")])
    assert "The game is over." in shown


def test_hidden_cells_stay_hidden() -> None:
    """What a seat is shown does not change with what it may not see."""
    sitting = sit("kuhn")
    while sitting.to_move is None:
        sitting.step()
    seat = sitting.to_move
    game = sitting.game
    other = next(s for s in game.seats if s != seat)
    cell = f"hand[{other}]"
    assert cell in game.cells
    assert cell not in dict(game.observe(sitting.state, seat).items())
    shown = set()
    for card in game.members("card"):
        changed = bytearray(sitting.state)
        game.override(changed, cell, card)
        paper = io.StringIO()
        Console(file=paper, width=120).print(board.position(game, game.observe(changed, seat)))
        shown.add(paper.getvalue())
    assert len(shown) == 1
    assert re.search(rf"Not for you to see: Hand .{other}", shown.pop(), re.IGNORECASE)


def test_words() -> None:
    assert [value_text(v) for v in (None, True, False, 0, "x")] == ["-", "yes", "no", "0", "x"]


def test_the_card_that_lies_face_up_is_told_with_whose_turn_comes() -> None:
    game = compiled("rules", "first-watch")
    roles, state = game.rules.look.roles, game.new_game()
    while game.pending(state).kind != "act":
        game.apply(state, game.legal(state)[0])
    view = game.observe(state, game.seats[0])
    texts = game.describe("member", f"event.{view.get('card')}")
    paper = io.StringIO()
    Console(file=paper, width=300).print(about.card(game, view, roles))
    said = paper.getvalue()
    for part in (texts["name"], texts["text"], texts["source"]):
        assert part in said
    # Where the rules cite it by a code, that is for their authors.
    assert texts["models"]
    assert not [code for code in texts["models"] if code in said]
    assert "Order: " in said
    assert "Actions left, in order: " in said


def test_a_word_of_the_rules_is_explained() -> None:
    shown = talk(sit("kuhn"), "", "about bet", "about hand", "help nothing_such", "brief")
    assert "Action, bet" in shown
    assert "seen by its holder alone" in shown
    assert "The rules know no 'nothing_such'" in shown


def test_a_preview_says_what_hangs_on_what_is_not_seen() -> None:
    game = compiled("goofspiel", "standard")
    state = game.new_game()
    for name in ("play.prize:c3", "play.bid:c2"):
        game.apply(state, game.id(name))
    move = game.id("play.other:c4")
    found = game.preview(game.observe(state, "second"), move)
    paper = io.StringIO()
    Console(file=paper, width=120).print(show.preview(game, game.move(move), found, "second"))
    told = [line.strip() for line in paper.getvalue().splitlines()]
    assert "In hand · Second · 4  yes → no" in told
    assert any(line.startswith("This depends on what you cannot see: In hand") for line in told)
    unknown = Preview((), (), None, ())
    Console(file=paper, width=120).print(show.preview(game, game.move(move), unknown, "second"))
    assert paper.getvalue().splitlines()[-1].strip().startswith("What comes then depends on")


def test_the_rulebook_is_read_at_the_terminal() -> None:
    shown = talk(sit("kuhn"), "", "rules", "rules 4", "rules what one", "help bets", "help be")
    assert "1  How it goes" in shown
    action = compiled("kuhn", "standard").actions[0]
    assert shown.count(action.text) >= 2
    assert "It is told of" in shown


def test_the_position_tells_where_one_stands_and_why_a_place_does() -> None:
    rules = rules_of("rules")
    seats = {"umbrella": "human", "coordination": "bot:doctrine", "ground": "bot:doctrine"}
    sitting = Sitting.open(GameSetup(rules, "first-watch", seats, 5), bots_of(rules))
    typed = ["none"] * 3 + ["view", "view Kulob", "view klb", "view nowhere"]
    shown = talk(sitting, *typed)
    assert "Where you stand" in shown
    assert "Score 0" in shown
    assert "Certain next, if nobody acts" in shown
    assert shown.count("What others can do here when they act") == 2
    assert "Contact Group could: " in shown
    assert re.search(r"^Darvoz: Failing, \d short of brittle: Pressure \d against", shown, re.M)
    assert shown.count("Kulob\n  ") == 2
    assert "nowhere" in shown
