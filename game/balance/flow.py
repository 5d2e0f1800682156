"""How games go: decisions and time, tracks round by round, leads, and what scores are made of."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from game.balance.estimates import Estimate, share_of
from game.balance.pages import FigureCell, FigureTable, Findings
from game.balance.questions import KINDS
from game.balance.sums import Sums
from game.balance.table_time import DECISION_SECONDS, HAND_OVER_SECONDS
from game.engine import Game


def flow(game: Game, sums: Sums, games: int, seats: Sequence[str]) -> Findings:
    """How some games went.

    Args:
        game: the scenario.
        sums: what was seen.
        games: in how many games.
        seats: those that were played.
    """
    found = Findings()
    _decisions(found, sums, games)
    _tracks(found, game, sums)
    _leads(found, sums, seats)
    _terms(found, sums, seats)
    _own(found, game, sums)
    return found


def _decisions(found: Findings, sums: Sums, games: int) -> None:
    total = sums.total("decisions", "all")
    rows: list[tuple[FigureCell, ...]] = []
    for kind in KINDS:
        mean, count = sums.mean("decisions", kind), sums.total("decisions", kind)
        share = share_of(count, total) if kind != "chance" else None
        found.figures[f"decisions.{kind.replace(' ', '_')}"] = mean
        if share is not None:
            found.figures[f"decisions_share.{kind.replace(' ', '_')}"] = share
        rows.append((kind, mean, share))
    rows.append(("all but chance", sums.mean("decisions", "all"), None))
    minutes = sums.mean("seconds", scale=1 / 60)
    found.figures["minutes"] = minutes
    found.figures["hand_overs"] = hand_overs = sums.mean("hand-overs")
    rows.append(("hand-overs of one screen", hand_overs, None))
    rows.append(("minutes at a table", minutes, None))
    text = (
        "An offer is one decision, as it is one sheet at a table. "
        f"Minutes: {DECISION_SECONDS} seconds for each decision that leaves a choice, "
        f"{HAND_OVER_SECONDS} for each hand-over."
    )
    heads = ("decisions", "a game", "share")
    found.tables.append(FigureTable("decisions", "Decisions and time", text, heads, tuple(rows)))


def _tracks(found: Findings, game: Game, sums: Sums) -> None:
    """Every number that is no cell of a set, round by round."""
    names = [str(name) for _, name in sums.keys("last")]
    rounds = max((int(n) for _, _, n in sums.keys("track")), default=0)
    rows: list[tuple[FigureCell, ...]] = []
    stops: list[tuple[FigureCell, ...]] = []
    for name in names:
        spec = game.registers[name]
        early, deviation = sums.share("early", name), sums.deviation("last", name)
        sd = Estimate(deviation, None, None, early.of)
        found.figures |= {
            f"track_end.{name}": sums.mean("last", name),
            f"track_sd.{name}": sd,
            f"track_early_stop.{name}": early,
        }
        means: list[FigureCell] = []
        at_stop: list[FigureCell] = []
        for number in range(1, rounds + 1):
            mean = sums.mean("track", name, number)
            means.append(Estimate(mean.value, None, None, mean.of))
            low, high = (sums.share(end, name, number) for end in ("low", "high"))
            at_stop.append(f"{_percent(low)} / {_percent(high)}")
            found.figures[f"track_low.{name}.{number}"] = low
            found.figures[f"track_high.{name}.{number}"] = high
            found.figures[f"track.{name}.{number}"] = mean
        rows.append((name, f"{spec.low} to {spec.high}", *means, sd, early))
        stops.append((name, *at_stop))
    heads = [str(number) for number in range(1, rounds + 1)]
    text = (
        "Mean after each round. SD: at the end. At a stop early: games in which it came to its "
        "lowest or highest value before half of the rounds were over."
    )
    columns = ("track", "range", *heads, "SD", "at a stop early")
    found.tables.append(FigureTable("tracks", "Tracks", text, columns, tuple(rows)))
    text = "Games in which it stands at its lowest / highest value after each round, in hundredths."
    table = FigureTable("stops", "Tracks at their stops", text, ("track", *heads), tuple(stops))
    found.tables.append(table)


def _percent(figure: Estimate) -> str:
    return "-" if figure.value is None else f"{100 * figure.value:.0f}"


def _leads(found: Findings, sums: Sums, seats: Sequence[str]) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for _, number in sums.keys("leader wins"):
        won = sums.share("leader wins", number)
        found.figures[f"leader_wins.{number}"] = won
        led = (share_of(sums.count("leads", number, seat), won.of) for seat in seats)
        rows.append((f"after round {number}", won, *led))
    half = sums.share("half-time leader wins")
    found.figures["leader_wins.half"] = half
    rows.append(("at half-time", half, *(None for _ in seats)))
    ever = [sums.share("ever leads", seat) for seat in seats]
    for seat, figure in zip(seats, ever, strict=True):
        found.figures[f"ever_leads.{seat}"] = figure
    rows.append(("ever, in all games", None, *ever))
    opener = sums.share("opener wins")
    found.figures["opener_wins"] = opener
    rows.append(("who acts first in the game", opener, *(None for _ in seats)))
    heads = ("leader", "wins", *(f"{seat} leads" for seat in seats))
    text = (
        "The seat with the best margin, of decided games in which one alone leads. Who acts first: "
        "how often the seat that takes the first action of all wins."
    )
    found.tables.append(FigureTable("leads", "Who leads, and who wins", text, heads, tuple(rows)))


def _terms(found: Findings, sums: Sums, seats: Sequence[str]) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for seat in seats:
        games, whole = sums.count("score", seat), sums.total("score", seat)
        if not games:
            continue
        for _, _, title in sums.keys("term", seat):
            total = sums.total("term", seat, title)
            mean = Estimate(total / games, None, None, games)
            share = Estimate(total / whole, None, None, games, share=True) if whole else None
            if share is not None:
                found.figures[f"term_share.{seat}.{_word(str(title))}"] = share
            rows.append((seat, str(title), mean, share))
    if rows:
        heads = ("seat", "term", "a game", "share of the score")
        text = "What scores are made of, as the ending counts them."
        found.tables.append(FigureTable("terms", "Scores by their terms", text, heads, tuple(rows)))


def _own(found: Findings, game: Game, sums: Sums) -> None:
    """The designer's own measures."""
    rows: list[tuple[FigureCell, ...]] = []
    for measure in game.rules.criteria.measures:
        name = measure.name
        if measure.out_of or not measure.at:
            keys = (("measure", name), ("measure out of", name), ("measure and out of", name))
            figure = sums.ratio(*keys)
            figure = attrs.evolve(figure, share=bool(measure.out_of))
        else:
            figure = sums.mean("measure", name)
        if figure.value is not None:
            found.figures[f"measure.{name}"] = figure
            rows.append((measure.texts["name"] or name, figure))
    if rows:
        heads = ("measure", "figure")
        found.tables.append(FigureTable("own", "Measures of this game", "", heads, tuple(rows)))


def _word(title: str) -> str:
    return "_".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
