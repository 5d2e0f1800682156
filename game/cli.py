"""The commands: what was typed is read here, and the work is done on the floors below."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import click

from game import __version__, resources
from game.catalogue import known_as, lack_of_letters, languages, phrase, spoken, unwritten
from game.commands.balance import balance
from game.commands.paper import paper
from game.commands.review import review
from game.commands.serve import serve
from game.commands.shared import (
    DRAWN,
    FILE,
    NEW_FILE,
    NEW_PLACE,
    RULES_FILE,
    Command,
    options_option,
    print_json,
    rules_option,
    umpire_option,
)
from game.commands.stick import stick
from game.terminal.exit_status import DONE, FAILED, USAGE, CommandError, guarded, note, silence
from game.terminal.options import Progress, meant, options_of
from game.terminal.printing import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.check.simulated_game import SimulatedGame
    from game.table import GameSetup, SavedGame


def _spoken(args: list[str]) -> list[str]:
    """What was typed without `--lang ID`, which is of every command; the language is spoken then.

    Raises:
        CommandError: there is no such language.
    """
    from game.table.language import VARIABLE, speak_as_chosen

    for at, word in enumerate(args):
        name, given, ident = word.partition("=")
        if name != "--lang":
            continue
        rest = args[at + 1 :]
        if not given:
            ident, *rest = rest or [""]
        known, named = list(languages()), known_as(ident)
        if named is None:
            raise CommandError(phrase("typed.no_language", word=ident, meant=meant(ident, known)))
        os.environ[VARIABLE] = named
        speak_as_chosen()
        return [*args[:at], *rest]
    return args


class _Group(click.Group):
    """`panj` alone, and `panj` with options of `play`, mean `panj play`."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        args = _spoken(args)
        known = {"--help", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in known):
            args = ["play", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            # A file stands for `panj play FILE`; another word is a command spelt wrong.
            if Path(args[0]).exists():
                args = ["play", *args]
            else:
                known = self.list_commands(ctx)
                there = meant(args[0], known)
                raise CommandError(phrase("typed.no_command", word=args[0], meant=there))
        return super().resolve_command(ctx, args)


_PICTURES = (".png", ".jpg", ".jpeg", ".bmp")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="panj")
@click.option("--lang", metavar="ID", help="The language, of any command: en, ru, ...")
def panj(lang: str | None) -> None:
    """Strategic wargames whose rules are data. Without a command: play.

    Example: panj play --scenario first-watch
    """


@panj.command()
@click.argument("save", type=FILE, required=False)
@click.option("--scenario", metavar="ID", help="Which scenario; `panj scenarios` lists them.")
@click.option(
    "--seats",
    metavar="SEAT=WHO,...",
    help="WHO is human or bot:NAME, or auto: nobody at an optional seat. all= for all.",
)
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Fixes chance and bots.")
@click.option("--table", metavar="NAME", help="What this table is called, for the debrief.")
@click.option("--people", metavar="SEAT=NAME,...", help="The person or team at each seat.")
@click.option(
    "--ask-why", is_flag=True, help="Ask people why they chose, and questions at the end."
)
@umpire_option
@options_option
@rules_option
@click.option("--save", "into", type=NEW_FILE, metavar="FILE", help="Keep the game there.")
@click.option("--text", is_flag=True, help="Play in this terminal.")
@click.option("--shot", type=FILE, metavar="FILE.png", help="Save a picture of the table, exit.")
@click.option("--after", type=click.IntRange(0), metavar="N", help="--shot: bots play N.")
def play(
    save: Path | None,
    scenario: str | None,
    seats: str | None,
    seed: int | None,
    table: str | None,
    people: str | None,
    ask_why: bool,
    umpire: str | None,
    options: str | None,
    rules_file: Path | None,
    into: Path | None,
    text: bool,
    shot: Path | None,
    after: int | None,
) -> int:
    """Play at this computer, with people and bots, or go on with SAVE.

    A game is kept in a file of its own, or in the new file that --save names; a SAVE goes on in
    that one then, and stays as it is.

    Example: panj play --scenario first-watch --seats ground=bot:doctrine --seed 7
    """
    given = scenario or rules_file or options or ask_why or umpire is not None
    if save is not None and (given or seed is not None):
        raise CommandError(phrase("command.save_has_own"))
    chosen = options_of(options)
    if shot is None and after is not None:
        raise CommandError(phrase("command.after"))
    if shot is not None and text:
        raise CommandError(phrase("command.shot_or_text"))
    if shot is not None and shot.suffix.lower() not in _PICTURES:
        raise CommandError(phrase("command.picture", path=shot))
    from game.table.language import speak_as_chosen
    from game.terminal.arguments import named_people, saved_game, setup_of, umpired
    from game.terminal.rules_file import load_file

    speak_as_chosen()
    start: GameSetup | SavedGame
    code = ""
    if save is not None:
        rules, start = None, saved_game(save, seats, into)
    else:
        rules = load_file(rules_file, scenario, chosen)
        start = setup_of(rules, scenario, seats, seed, chosen, into=into)
        start = attrs.evolve(start, ask_why=ask_why)
        if umpire is not None:
            start = umpired(start, umpire, drawn=umpire == DRAWN)
            code = start.umpire
    start = named_people(start, table, people)
    if not text and (letters := unwritten(spoken())):
        note(lack_of_letters(letters))
    if shot is not None:
        from game.ui.screenshot import take

        return take(rules or load_file(None), start, shot, after or 0)
    if not text:
        from game.ui.app import NoDisplay, run

        asked = save or scenario or seats or chosen or table or people or into or ask_why or code
        if code:
            note(phrase("umpire.keep_code", code=code))
        try:
            return run(rules or load_file(None), start if asked else None)
        except NoDisplay as error:
            note(phrase("command.in_terminal", why=error))
            if not asked and rules_file is None:
                note(phrase("command.learn_first"))
    from game.terminal.session import play_text, sit_down

    return play_text(sit_down(start), code=code)


@panj.command()
@click.argument("game", type=RULES_FILE, required=False, metavar="[FILE|ID]")
@click.option("--text", is_flag=True, help="Learn in this terminal.")
def learn(game: Path | None, text: bool) -> int:
    """Learn a game at its table, step by step: ours, or the one that is named.

    Example: panj learn tic-tac-toe --text
    """
    from game.table.language import speak_as_chosen
    from game.table.lesson import lesson_setup, spoken_guides
    from game.terminal.rules_file import load_file

    speak_as_chosen()
    rules = load_file(game)
    if not rules.guides:
        raise CommandError(phrase("lesson.none_here", name=rules.name))
    guide = spoken_guides(rules.guides)[0]
    start = lesson_setup(rules, guide)
    if not text:
        from game.ui.app import NoDisplay, run

        try:
            return run(rules, start)
        except NoDisplay as error:
            note(phrase("command.in_terminal", why=error))
    from game.terminal.session import play_text, sit_down

    return play_text(sit_down(start), guide)


def _play_on_cluster() -> Callable[..., Iterator[SimulatedGame]]:
    """What plays on a cluster, if Dask is there."""
    try:
        from game.bridge.cluster import play_on_cluster
    except ModuleNotFoundError as error:
        raise CommandError(phrase("command.dask", name=error.name)) from error
    return play_on_cluster


@panj.command()
@click.option("--scenario", metavar="ID", help="Which scenario; the first one if left out.")
@click.option("--games", type=click.IntRange(1, 10_000_000), default=100, show_default=True)
@click.option(
    "--seats",
    metavar="SEAT=bot:NAME,...",
    help="Who plays; all=bot:random at first. SEAT=auto leaves an optional seat to the rules.",
)
@click.option("--seed", type=click.IntRange(0, 2**62), default=1, show_default=True)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True)
@click.option("--cluster", metavar="ADDRESS", help="The workers of this Dask scheduler play.")
@click.option("--out", type=NEW_FILE, metavar="FILE", help="Keep the games there; goes on in it.")
@options_option
@rules_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def simulate(
    scenario: str | None,
    games: int,
    seats: str | None,
    seed: int,
    jobs: int,
    cluster: str | None,
    out: Path | None,
    options: str | None,
    rules_file: Path | None,
    as_json: bool,
) -> None:
    """Let bots play many games and count what came of them.

    For --cluster, start `dask scheduler --port 8786`, and on each machine `dask worker ADDRESS
    --nworkers -1 --nthreads 1`.

    Example: panj simulate --scenario first-watch --games 300 --seats all=bot:doctrine --jobs 2
    """
    from functools import partial

    from game.check.simulate import asked, play_many
    from game.check.simulate import simulate as run
    from game.check.summary import lines
    from game.terminal.arguments import setup_of
    from game.terminal.games_file import finish, games_file, held, keeping
    from game.terminal.rules_file import load_file

    played = options_of(options)
    setup = setup_of(
        load_file(rules_file, scenario, played), scenario, seats, seed, played, "bot:random"
    )
    people = [seat for seat, who in setup.seats.items() if who == "human"]
    if people:
        raise CommandError(phrase("command.all_bots", seat=people[0]))
    play = partial(play_many, jobs=jobs, note=note)
    if cluster is not None:
        if jobs > 1:
            raise CommandError(phrase("command.jobs_or_cluster"))
        play = partial(_play_on_cluster(), address=cluster, note=note)
    progress = Progress()
    with held(out):
        kept = games_file(out, asked(setup), games)
        with keeping(kept):
            document = run(setup, games, play, lambda d, t: progress("games", d, t), kept)
        if as_json:
            print_json(document)
        else:
            say("\n".join(lines(document)))
        # Last, so that what was played for so long is told even where the file cannot be written.
        finish(kept, document)


@panj.command()
@click.argument("file", type=RULES_FILE, metavar="[FILE|ID]", required=False)
@click.option("--games", type=click.IntRange(0), default=200, show_default=True, metavar="N")
@click.option(
    "--explore",
    type=click.IntRange(0, 100_000_000),
    default=0,
    metavar="STATES",
    help="Explore so many positions of each scenario too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_context
def check(ctx: click.Context, file: Path | None, games: int, explore: int, as_json: bool) -> None:
    """Check a rules file: all findings, then N random games of each scenario.

    The games are dealt round its optional seats: none, each and all of them. Others are played by
    doctrine and with other options. The report ends in what was not played.

    Example: panj check rules.toml --games 500 --explore 100000
    """
    from game.check.checker import check as run
    from game.check.summary import report_lines

    report = run(file or resources.rules_path(), games, Progress(), explore)
    if as_json:
        print_json(report.as_json())
    else:
        say("\n".join(report_lines(report)))
    ctx.exit(DONE if report.ok else USAGE if report.unreadable else FAILED)


@panj.command()
@click.argument("save", type=FILE)
@click.option("--to", type=click.IntRange(0), metavar="N", help="Stop after entry N.")
@click.option("--seat", metavar="SEAT", help="Only what this seat saw; all is told without it.")
@click.option("--text", is_flag=True, help="Print lines, as it does anyhow.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--branch", type=click.IntRange(0), metavar="N", help="What if: begin a new game.")
@click.option("--out", type=FILE, metavar="NEW", help="The save of the game that --branch begins.")
@click.option("--seats", metavar="SEAT=WHO,...", help="Who plays it; WHO is human or bot:NAME.")
@click.option("--seed", type=click.IntRange(0), help="What its dice and bots draw from.")
def replay(
    save: Path,
    to: int | None,
    seat: str | None,
    text: bool,
    as_json: bool,
    branch: int | None,
    out: Path | None,
    seats: str | None,
    seed: int | None,
) -> None:
    """Print what happened in a saved game, with the lines given up, and why people and bots chose.

    With --branch N it writes a game of its own that goes as this one went up to entry N, to be
    played on from there; this one is only read.

    Example: panj replay game.toml --to 20

    Example: panj replay game.toml --branch 20 --out what-if.toml --seats all=human
    """
    if text and as_json:
        raise CommandError(phrase("command.text_or_json"))
    if (branch is None) != (out is None) or (branch is None and (seats or seed is not None)):
        raise CommandError(phrase("command.branch_out"))
    if branch is not None and (text or as_json or to is not None or seat is not None):
        raise CommandError(phrase("command.branch_alone"))
    from game.bots import bots_of
    from game.report.document import document
    from game.table import SavedGame, Sitting
    from game.table.language import speak_as_chosen
    from game.terminal.arguments import find_save, named_seats
    from game.terminal.replay import heading, lines

    speak_as_chosen()
    sitting = Sitting.open(SavedGame(find_save(save)), bots_of)
    if branch is not None and out is not None:
        from game.table import fresh_seed

        drawn = fresh_seed() if seed is None else seed
        made = sitting.branch(branch, [out], named_seats(seats), drawn)
        say(phrase("branch.made", path=made, n=branch))
        return
    for words in heading(sitting, to):
        note(words)
    if as_json:
        print_json(document(sitting, seat, to))
        return
    for line in lines(sitting, seat, to):
        say(line)


@panj.command()
@click.argument("saves", type=FILE, nargs=-1, required=True, metavar="SAVE...")
@click.option("--out", type=FILE, required=True, metavar="FOLDER", help="Where the files go.")
@click.option("--seat", metavar="SEAT", help="Only what this seat saw; all is told without it.")
@click.option("--pseudonyms", is_flag=True, help="Call people otherwise, the same everywhere.")
def report(saves: tuple[Path, ...], out: Path, seat: str | None, pseudonyms: bool) -> None:
    """Write what a game was: a page to read and print, tables (CSV) and a document (JSON).

    The page needs no connection and no other file: it can be sent, or opened from a stick. Several
    saves of one scenario are compared on one page, with the report of each in a folder beside it.

    Example: panj report game.toml --out debrief

    Example: panj report north.toml south.toml --pseudonyms --out both
    """
    from game.bots import bots_of
    from game.report.folder import write_comparison, write_report
    from game.report.pseudonyms import Pseudonyms
    from game.table import SavedGame, Sitting
    from game.table.language import speak_as_chosen
    from game.terminal.arguments import find_save

    speak_as_chosen()
    if out.exists() and not out.is_dir():
        raise CommandError(phrase("report.no_folder", path=out))
    sittings = [Sitting.open(SavedGame(find_save(save)), bots_of) for save in saves]
    for sitting in sittings:
        for words in sitting.notices:
            note(words)
    names = Pseudonyms(sittings) if pseudonyms else None
    if len(sittings) == 1:
        page, *_ = write_report(sittings[0], out, seat, names)
    else:
        page, *_ = write_comparison(sittings, out, seat, names)
    say(phrase("report.written", path=page))


@panj.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def games(as_json: bool) -> None:
    """List the other games that come with the program; any command takes one by `--rules ID`.

    Example: panj games --json
    """
    from game.terminal.rules_file import shelf

    found = shelf()
    if as_json:
        rows = [
            {"id": g.id, "name": g.rules.name, "players": g.players, "minutes": g.minutes}
            for g in found
        ]
        print_json(rows)
        return
    for each in found:
        head = phrase("command.game", id=each.id, name=each.rules.name, players=each.players)
        if each.minutes:
            head = phrase("command.game_long", head=head, count=each.minutes)
        say(f"{head}. {each.rules.text}")


@panj.command()
@rules_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def scenarios(rules_file: Path | None, as_json: bool) -> None:
    """List the scenarios of the rules, each with the options it may be played with.

    Example: panj scenarios --json
    """
    from game.terminal.rules_file import load_file, seats_of

    rules = load_file(rules_file)
    rows = [
        {
            "id": info.id,
            "name": info.name,
            "rounds": info.rounds,
            "minutes": info.minutes,
            "seats": seats_of(rules, info.id),
            "optional": list(info.optional),
            "usual": list(info.usual),
            "options": [
                {
                    "id": option.id,
                    "name": option.name,
                    "default": option.default,
                    "values": [{"id": value.id, "name": value.name} for value in option.values],
                }
                for option in info.options
            ],
        }
        for info in rules.scenarios
    ]
    if as_json:
        print_json(rows)
        return
    for info in rules.scenarios:
        parts = [phrase("command.rounds", count=info.rounds)] if info.rounds else []
        parts += [phrase("command.minutes", count=info.minutes)] if info.minutes else []
        length = "".join(f", {part}" for part in parts)
        seats = ", ".join(seats_of(rules, info.id))
        if info.optional:
            seats = phrase("command.optional", seats=seats, optional=", ".join(info.optional))
        if info.usual:
            seats = phrase("command.usual", seats=seats, usual=", ".join(info.usual))
        say(phrase("command.scenario", id=info.id, name=info.name, length=length, seats=seats))
        for option in info.options:
            values = ", ".join(
                phrase("command.default", value=value.id)
                if value.id == option.default
                else value.id
                for value in option.values
            )
            say(f"  {option.id}: {values}")


@panj.command()
@rules_option
@click.option("--scenario", metavar="ID", help="Which scenario; the first one if left out.")
@click.option("--seconds", type=click.FloatRange(0.1, 600), default=3.0, show_default=True)
@click.option("--ui", is_flag=True, help="Frames of the window instead, also while bots think.")
@click.option("--peers", is_flag=True, help="Known games by us and by other engines instead.")
@options_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def bench(
    rules_file: Path | None,
    scenario: str | None,
    seconds: float,
    ui: bool,
    peers: bool,
    options: str | None,
    as_json: bool,
) -> None:
    """Measure the engine beside other engines that are installed; SECONDS a figure.

    Example: panj bench --seconds 5 --json
    """
    from game.check.bench import Measure
    from game.check.bench import bench as run
    from game.terminal.rules_file import load_file, scenario_id

    if peers:
        from game.check.same_games import measured, table

        rates = list(measured(seconds, lambda game: note(f"measuring {game}")))
        if as_json:
            import attrs

            print_json([attrs.asdict(rate) for rate in rates])
        else:
            say(table(rates))
        return
    path = rules_file or resources.rules_path()
    played = options_of(options)
    if ui and (scenario or played):
        raise CommandError(phrase("command.ui_alone"))
    rules = load_file(path, scenario, played)
    if ui:
        import cattrs

        from game.ui.bench import frame_times

        note("measuring frames")
        measures = cattrs.structure(frame_times(rules), list[Measure])
    else:
        where = scenario_id(rules, scenario)
        measures = run(
            {where: (path, where)},
            seconds,
            tell=lambda word: note(f"measuring {word}"),
            options=played,
        )
    if as_json:
        print_json([measure.as_json() for measure in measures])
        return
    for measure in measures:
        row = measure.as_json()
        beside = "".join(f"; {ratio} x {peer}" for peer, ratio in row["ratio"].items())
        say(f"{row['name']}: {row['value']:g} {row['unit']}{beside}")


@panj.command()
@click.option("--language", is_flag=True, help="The reference of the rules language instead.")
@rules_option
@click.option("--scenario", metavar="ID", help="Which scenario; the first one if left out.")
@click.option(
    "--out",
    type=NEW_PLACE,
    metavar="FILE",
    help="Write it there instead of printing it; as a page where it ends in .html or is a folder.",
)
def rulebook(
    language: bool, rules_file: Path | None, scenario: str | None, out: Path | None
) -> None:
    """Write the rules of a game for people, or the reference of the language of rules.

    Example: panj rulebook --rules two-bridges --out two-bridges.html
    """
    from game.terminal.arguments import write_text

    if language:
        if rules_file is not None or scenario:
            raise CommandError(phrase("command.no_game"))
        if out is not None:
            # The reference is a text, and has no name of its own in a folder.
            NEW_FILE.convert(out, None, click.get_current_context())
        from game.rules.reference.reference import language_reference

        text = language_reference()
    else:
        from game.engine import Game
        from game.report.rulebook_page import RULEBOOK_PAGE, rulebook_page
        from game.terminal.rulebook import written
        from game.terminal.rules_file import load_file, scenario_id

        rules = load_file(rules_file, scenario)
        if out is not None and out.is_dir():
            out /= RULEBOOK_PAGE
        as_page = out is not None and out.suffix.lower() in {".html", ".htm"}
        game = Game(rules, scenario_id(rules, scenario))
        text = rulebook_page(game) if as_page else written(game)
    if out is None:
        say(text)
    else:
        write_text(out, text)


panj.add_command(balance)
panj.add_command(paper)
panj.add_command(review)
panj.add_command(serve)
panj.add_command(stick)


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""

    if None in (sys.stdin, sys.stdout, sys.stderr):
        # Whoever started us closed them: nothing is read, and nobody reads.
        nowhere = open(os.devnull, "r+", encoding="utf-8")  # noqa: SIM115 - closed at the end
        sys.stdin, sys.stdout, sys.stderr = (
            stream or nowhere for stream in (sys.stdin, sys.stdout, sys.stderr)
        )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a letter shows a question mark rather than a traceback.
            stream.reconfigure(errors="replace")
    if isinstance(sys.stdin, TextIOWrapper):
        # A byte that is no letter is seen by whoever asked, and asked again.
        sys.stdin.reconfigure(errors="surrogateescape")

    def run() -> Any:
        result = panj.main(args, prog_name="panj", standalone_mode=False)
        sys.stdout.flush()
        return result

    status = FAILED
    try:
        status = guarded(run)
        sys.stdout.flush()
    except OSError:
        # Even the sentence about it could not be printed; or what is left to print never can be.
        silence()
    sys.exit(status)
