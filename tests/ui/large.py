"""A made-up rule set as large as any that is to come: every place of the map, forty-four actions,
twenty tracks, five seats, and a council of offers made by successive choices."""

from __future__ import annotations

from functools import cache

from game.drawing.geography import load_geography
from game.resources import asset
from game.rules import Rules, parse_rules

SEATS = ("north_office", "south_office", "eastern_council", "western_council", "observers")
ACTIONS = 40
TRACKS = 20
CLAUSES = 40


def _members(rows: list[str]) -> str:
    return "[\n" + "".join(f"  {{ {row} }},\n" for row in rows) + "]\n"


def _text() -> str:
    places = list(load_geography(asset("map")).spaces)
    seats = [f'id = "{s}", name = "{s.replace("_", " ").title()}"' for s in SEATS]
    spaces = [
        f'id = "{p}", name = "Place {p.upper()} of a long name", '
        f'links = ["{places[n - 1]}", "{places[(n + 1) % len(places)]}"]'
        for n, p in enumerate(places)
    ]
    clauses = [
        f'id = "clause_{n}", name = "Clause {n}: a promise of some length"' for n in range(CLAUSES)
    ]
    parts = [
        '[game]\nname = "A large game"\ntext = "Made up."\ndisclaimer = "A test."\n'
        "longest = { decisions = 60, chance = 0 }\nreturns = [0, 9]\n"
        'look = "large_look.toml"\n',
        f'[set.seat]\ntext = "Five."\nmembers = {_members(seats)}',
        f'[set.space]\ntext = "All."\nmembers = {_members(spaces)}',
        f'[set.clause]\ntext = "What may be offered."\nmembers = {_members(clauses)}',
        '[register.troops]\nof = "space"\nrange = [0, 9]\nedge = "clamp"\ntext = "Pieces."\n',
        '[register.held]\nof = ["seat", "space"]\nrange = "bool"\ntext = "Claims."\n',
        '[register.means]\nof = "seat"\nrange = [0, 60]\nstart = 60\nedge = "clamp"\n'
        'see = "viewer == seat"\ntext = "To spend."\n',
        '[register.agreed]\nrange = "clause or none"\nstart = "none"\ntext = "The deal."\n',
    ]
    parts += [
        f'[register.track_{n}]\nrange = [0, 20]\nstart = {n}\nedge = "clamp"\n'
        f'name = "Track number {n}"\ntext = "A track."\n'
        for n in range(TRACKS)
    ]
    parts += [
        f'[action.deed_{n}]\nseats = "all"\nname = "A deed called {n}"\n'
        f'text = "The deed of number {n}."\nchoose = {{ space = "space" }}\n'
        f'needs = [{{ id = "room", when = "troops[space] < {n % 9 + 1}", '
        f'say = "No more than {n % 9} may stand there." }}]\n'
        f'cost = {{ means = {n % 4} }}\ndo = """\ntroops[space] += 1\n'
        f'track_{n % TRACKS} += 1\n"""\n'
        for n in range(ACTIONS)
    ]
    need = 'needs = [{ id = "pieces", when = "troops[space] >= 1", say = "None stands there." }]'
    parts.append(
        '[action.march]\nseats = "all"\ntext = "To a linked place."\n'
        f'choose = {{ space = "space", other = "space.links" }}\n{need}\n'
        'do = """\ntroops[space] -= 1\ntroops[other] += 1\n"""\n'
    )
    parts.append(
        '[action.leap]\nseats = "all"\ntext = "Anywhere."\n'
        f'choose = {{ space = "space" }}\n{need}\n'
        'do = """\nto = choose(actor, space, text="Where to?")\n'
        'troops[space] -= 1\ntroops[to] += 1\n"""\n'
    )
    parts.append(
        '[action.claim]\nseats = "all"\ntext = "Claim a place."\nchoose = { space = "space" }\n'
        'do = "held[actor, space] = true"\n'
    )
    parts.append('[action.wait]\nseats = "all"\ntext = "Do nothing."\ndo = "pass"\n')
    parts.append(
        '[procedure.play]\ntext = "All."\ndo = """\nfor turn in range(2):\n'
        "    for s in seat:\n        act(s)\n    council()\nend(over)\n"
        '"""\n'
    )
    parts.append(
        '[procedure.council]\ntext = "Offers."\ndo = """\n'
        "partner = choose(north_office, (t for t in seat if t != north_office), decline=none, "
        'text="The council sits. To whom do you make an offer, if you make one at all? '
        'What is agreed here binds both until the council sits again, whatever may happen")\n'
        "if partner != none:\n"
        '    offer = choose(north_office, clause, text="What do you offer?")\n'
        '    asked = choose(north_office, clause, text="What do you ask for it?")\n'
        '    answer = choose(partner, [accept, refuse], text="Do you accept?")\n'
        "    if answer == accept:\n        agreed = offer\n    else:\n        agreed = asked\n"
        '"""\n'
    )
    parts.append(
        '[ending.over]\ntext = "It is over."\nscore = "means[seat]"\n'
        'returns = "0 if means[seat] > 9 else 1"\n'
    )
    return "\n".join(parts)


def _look() -> str:
    """All places on the map of our own game, and all tracks in the bar."""
    tracks = [
        f'[[tracks]]\nvalue = "track_{n}"\nicon = "flag"\ncolour = "#c8b45a"\n'
        for n in range(TRACKS)
    ]
    return "\n".join(['version = 1\ngeography = "map"\n[table]\nplaces = "space"\n', *tracks])


@cache
def large_rules() -> Rules:
    """The rules, checked."""
    return parse_rules(_text(), "large.toml", look=_look())
