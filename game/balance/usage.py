"""What is used: actions, clauses, cards, answers and rows of doctrine, and what each is worth."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs

from game.balance.estimates import Estimate, share_of
from game.balance.pages import FigureCell, FigureTable, Findings
from game.balance.sums import Sums
from game.engine import Game
from game.rules.declare.records import EVERY

#: The kinds of things that are used, with the title of their table and what its figures are.
_TABLES = {
    "action": ("Actions", "Used: of the decisions at which it was open."),
    "clause": ("Clauses in offers", "Used: of the questions that could have named it."),
    "card option": ("Answers on cards", "Used: of the times that it could have been given."),
    "answer": ("Other answers", "Used: of the times that it could have been given."),
    "council": ("Answers in the council", "Used: of the times that it could have been given."),
}
_HEADS = ("what", "seat", "used a game", "used", "margin with it", "margin without")


def usage(game: Game, sums: Sums, games: int, bots: Mapping[str, str]) -> Findings:
    """What was used in some games.

    Args:
        game: the scenario.
        sums: what was seen.
        games: in how many games.
        bots: who played which seat.
    """
    found = Findings()
    for kind, (title, text) in _TABLES.items():
        _used(found, sums, games, kind, title, text)
    _never(found, game, sums, bots)
    _cards(found, sums, games, bots)
    _rows(found, game, sums, games, bots)
    _asked(found, sums, games)
    return found


def _per_game(total: int, games: int) -> Estimate:
    return Estimate(total / games, None, None, games)


def _used(found: Findings, sums: Sums, games: int, kind: str, title: str, text: str) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for _, _, name, seat in sums.keys("open", kind):
        open_, used = sums.count("open", kind, name, seat), sums.count("used", kind, name, seat)
        share = share_of(used, open_)
        found.figures[f"use.{kind.replace(' ', '_')}.{name}.{seat}"] = share
        means = (sums.mean(how, kind, name, seat) for how in ("with", "without"))
        rows.append((str(name), str(seat), _per_game(used, games), share, *means))
    if rows:
        more = " Margins: of the seat, in games in which it used it, or could have and did not."
        table = FigureTable(kind.replace(" ", "_"), title, text + more, _HEADS, tuple(rows))
        found.tables.append(table)


def _never(found: Findings, game: Game, sums: Sums, bots: Collection[str]) -> None:
    """What is there and never used."""
    rows: list[tuple[FigureCell, ...]] = []
    used = {(kind, name) for _, kind, name, _ in sums.keys("used")}
    open_ = {(kind, name) for _, kind, name, _ in sums.keys("open")}
    for action in game.actions:
        if set(action.seats) & set(bots) and ("action", action.id) not in used:
            rows.append(("action", action.id, _when(("action", action.id) in open_)))
    for unused in sorted(open_ - used, key=str):
        if unused[0] != "action":
            rows.append((str(unused[0]), str(unused[1]), _when(True)))
    for kind, name in sorted(used, key=str):
        times = sum(sums.count(*key) for key in sums.keys("used", kind, name))
        could = sum(sums.count(*key) for key in sums.keys("open", kind, name))
        if kind == "action" and times == could:
            rows.append((str(kind), str(name), "whenever it is open"))
    dead = [row for row in rows if row[2] != "whenever it is open"]
    for kind in ("action", "card option", "clause"):
        count = sum(row[0] == kind for row in dead)
        found.figures[f"never_used.{kind.replace(' ', '_')}"] = Estimate(count, None, None, 1)
    text = "What nobody ever did in these games, and actions that somebody always takes."
    table = FigureTable("never", "Never, or always", text, ("kind", "what", "when"), tuple(rows))
    found.tables.append(table)


def _when(open_: bool) -> str:
    return "never, though it was open" if open_ else "never open"


def _cards(found: Findings, sums: Sums, games: int, bots: Collection[str]) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for _, _, name in sums.keys("fell", "event"):
        fell = sums.count("fell", "event", name)
        found.figures[f"drawn.{name}"] = _per_game(fell, games)
        means = (sums.mean("with", "event", name, seat) for seat in bots)
        rows.append((str(name), _per_game(fell, games), *means))
    if rows:
        heads = ("card", "drawn a game", *(f"margin of {seat}" for seat in bots))
        text = "Cards of all decks, and the mean margins in games in which each was drawn."
        found.tables.append(FigureTable("cards", "Cards", text, heads, tuple(rows)))


def _rows(found: Findings, game: Game, sums: Sums, games: int, bots: Mapping[str, str]) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    silent = 0
    for row in game.rows:
        if row.seat not in bots or not {bots[row.seat], EVERY} & row.ways:
            continue
        spoke = sums.count("row", row.seat, row.id)
        silent += not spoke
        asked = row.answer or ", ".join(row.act)
        mean = sums.mean("with", "row", row.id, row.seat)
        rows.append((row.seat, row.id, asked, _per_game(spoke, games), mean))
    if rows:
        found.figures["silent_rows"] = Estimate(silent, None, None, len(rows))
        heads = ("seat", "row", "of", "spoke a game", "margin with it")
        text = "How often each row of doctrine was followed where there was a choice."
        found.tables.append(FigureTable("rows", "Rows of doctrine", text, heads, tuple(rows)))


def _asked(found: Findings, sums: Sums, games: int) -> None:
    rows: list[tuple[FigureCell, ...]] = []
    for _, question in sums.keys("asked"):
        times = sums.total("asked", question)
        once = share_of(sums.count("asked", question), games)
        found.figures[f"asked.{question}"] = _per_game(times, games)
        rows.append((str(question), _per_game(times, games), once))
    heads = ("question", "a game", "games in which it comes")
    text = "How often each question is asked and each action taken, those of chance included."
    found.tables.append(FigureTable("asked", "Questions", text, heads, tuple(rows)))


@attrs.frozen
class _Offers:
    made: int
    accepted: int


def offers(sums: Sums) -> Findings:
    """What became of offers."""
    found = Findings()
    results = {name: sums.count("offer", name) for name in ("accepted", "refused", "countered")}
    answered = sum(results.values())
    if not answered and not sums.count("offer", "made"):
        return found
    for name, count in results.items():
        found.figures[f"offers.{name}"] = share_of(count, answered)
    rows: list[tuple[FigureCell, ...]] = []
    keys = (*sums.keys("clause"), *sums.keys("clause by rule"))
    for name in dict.fromkeys(str(key[1]) for key in keys):
        sides = {
            side: _Offers(sums.count("clause", name, side), sums.total("clause", name, side))
            for side in ("given", "asked")
        }
        made = sum(side.made for side in sides.values())
        taken = share_of(sum(side.accepted for side in sides.values()), made)
        found.figures[f"accepted.{name}"] = taken
        by_rule = sum(sums.count("clause by rule", name, side) for side in sides)
        rows.append((name, *(s.made for s in sides.values()), taken, by_rule))
    heads = ("clause", "offered", "asked for", "accepted", "to seats nobody plays")
    told = ", ".join(f"{name} {count}" for name, count in results.items())
    text = f"Offers that were answered: {told}. A counter counts as no acceptance of the first."
    found.tables.append(FigureTable("offers", "Offers", text, heads, tuple(rows)))
    return found
