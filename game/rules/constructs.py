"""What the rules language can say: each construct with its meaning and an example that runs."""

from __future__ import annotations

import attrs


@attrs.frozen
class Construct:
    """One thing the language can say: its kind, name, meaning, and an example that runs."""

    kind: str
    name: str
    text: str
    example: str


SECTIONS = (
    Construct(
        "section",
        "[game]",
        "Who plays and what is promised. `seats = [...]` names the seats (or write `[set.seat]`); "
        "`play` names the procedure that is the whole game; `longest` and `returns` are declared "
        "bounds that the checker tests. Also `text`, `disclaimer`.",
        "[game]\n"
        'name = "Duel"\n'
        'seats = ["red", "blue"]\n'
        "longest = { decisions = 20, chance = 4 }\n"
        "returns = [-1, 1]",
    ),
    Construct(
        "section",
        "[set.NAME]",
        "The members of a set, in the order of iteration and of last resort in ties. A field is a "
        "number (every member needs it), true or false (missing is false), a member of a set "
        "(missing is none) or a list of members. `name`, `text`, `short`, `source` are for people. "
        "`of` with `members` or `where` makes a subset: the same members.",
        '[set.dry_place]\nof = "place"\nwhere = "not place.wet"',
    ),
    Construct(
        "section",
        "[number.NAME]",
        "A constant to tune: `value`, `text`, `why`. Scenarios may change it.",
        "[number.pay]\n"
        "value = 2\n"
        'text = "What a guard costs."\n'
        'why = "Two rounds of income; a miser would say 3."',
    ),
    Construct(
        "section",
        "[register.NAME]",
        "A piece of state. `of` names the sets it has a cell for; `range` is `[low, high]` (256 "
        'values at most), `"bool"`, `"SET"` or `"SET or none"`; `start` a value or an expression '
        'over constants; `edge` says what happens at the ends of the range (`"clamp"` or '
        '`"error"`, the default); `see` who sees a cell: `"all"`, `"none"`, or a condition over '
        "`viewer` and the index.",
        "[register.scouted]\n"
        'of = { s = "seat", p = "place" }\n'
        'range = "bool"\n'
        'see = "viewer == s"\n'
        'text = "Has the seat looked at the place?"',
    ),
    Construct(
        "section",
        "[derived.NAME]",
        "A named expression, read like a register and never stored.",
        "[derived.lead]\n"
        'of = "seat"\n'
        'value = "coins[seat] - coins[seat.rival]"\n'
        'text = "Coins ahead of the rival."',
    ),
    Construct(
        "section",
        "[action.NAME]",
        "What a seat may do when a script says `act(seat)`. The acting seat is `actor`. `choose` "
        "names the targets: a set, or a list field of an earlier target. Every combination is a "
        "move `name:target`. `needs` are the conditions, each with the sentence that refuses; "
        "`cost` is paid from a register (of the seat: the actor's); `do` is the effect. `seats` is "
        '`"all"` or a list; `menu` puts it on another menu than `main`. What a seat is told reads '
        "only what it sees.",
        "[action.strengthen]\n"
        'seats = "all"\n'
        'choose = { place = "place" }\n'
        'needs = [{ id = "mine", when = "owner[place] == actor", say = "{owner[place]} holds it, '
        'not you." }]\n'
        "cost = { coins = 2 }\n"
        'do = "guard[place] += 1"\n'
        'text = "Add a guard."',
    ),
    Construct(
        "section",
        "[procedure.NAME]",
        'A script called by name, with `params` (a set, `range(low, past)` or `"bool"`). No '
        "circles, no result.",
        "[procedure.pay]\n"
        'params = { s = "seat", n = "range(0, 4)" }\n'
        'do = "coins[s] += n"\n'
        'text = "Pay a seat."',
    ),
    Construct(
        "section",
        "[event.NAME]",
        "A member of the set `event` with a script of its own, run by `play(event)`. Other keys "
        "are its fields.",
        "[event.flood]\n"
        'name = "Flood"\n'
        'text = "The ford is swept."\n'
        'label = "claim"\n'
        "season = 1\n"
        'do = "guard[ford] = 0"',
    ),
    Construct(
        "section",
        "[ban.NAME]",
        "Takes actions off the menu while `when` holds, and says why.",
        "[action.raid]\n"
        'seats = "all"\n'
        'do = "coins[actor] += 1"\n'
        "\n"
        "[ban.truce]\n"
        'when = "owner[town] == actor"\n'
        'forbids = ["raid"]\n'
        'say = "Who holds the town keeps the truce."',
    ),
    Construct(
        "section",
        "[ending.NAME]",
        "A way the game ends, by `end(NAME)`: `winner`, `score` and `returns` (expressions; the "
        "last two over `seat`) and `verdict`.",
        "[ending.reckoning]\n"
        'text = "Coins are counted."\n'
        'winner = "red if coins[red] > coins[blue] else blue if coins[blue] > coins[red] else '
        'none"\n'
        'score = "coins[seat]"\n'
        'returns = "coins[seat] - coins[seat.rival]"',
    ),
    Construct(
        "section",
        "[[invariant]]",
        "What must always hold; the checker looks for a game in which it does not.",
        "[[invariant]]\n"
        'id = "no_debt"\n'
        'always = "all(coins[s] >= 0 for s in seat)"\n'
        'text = "Nobody owes."',
    ),
    Construct(
        "section",
        "[[doctrine.SEAT]]",
        "How a bot plays: the first row that holds and has a legal move. `act` with `best` (over "
        'the action\'s targets), or `answer = "script.local"` with `best` over `option`. Reads '
        "what the seat sees, or `known(x, default)`. `best` may be a table, an expression for each "
        "action; a move ranked below `least` is left out. `variant` names the bots whose row this "
        'is (`doctrine` if left out, "all" for all of them): `--seats red=bot:NAME` plays it.',
        "[action.fortify]\n"
        'seats = "all"\n'
        'choose = { place = "place" }\n'
        'do = "guard[place] += 1"\n'
        "\n"
        "[[doctrine.red]]\n"
        'id = "worth"\n'
        'when = "coins[red] >= 1"\n'
        'act = ["fortify"]\n'
        'best = "place.worth"\n'
        'say = "Hold what is worth most."',
    ),
    Construct(
        "section",
        "[scenario.NAME]",
        "A way to play: `only` keeps members of sets (references to the rest vanish), `actions` "
        "keeps actions, `start` sets cells, `frozen` makes registers constants, `numbers` and "
        "`fields` change constants; `rounds`, `minutes`, `teaches`, `brief.SEAT`, `facts`, "
        "`questions` are for people. `like` names a scenario to take everything from that this "
        "one leaves out.",
        "[scenario.short-game]\n"
        'name = "Short"\n'
        'only = { place = ["hill", "ford"] }\n'
        'start = { coins = 5, "guard[hill]" = 1 }\n'
        'fields = { "hill.worth" = 2 }',
    ),
)

PHRASES = (
    Construct(
        "expression",
        "numbers",
        "`+ - *`, `//` and `%` by positive constants, `min max abs`.",
        "min(coins[red] * 2, 9) + abs(coins[red] - 4) // 2",
    ),
    Construct(
        "expression",
        "conditions",
        "`== != < <= > >=`, `and or not`, `in`. Members compare by declared order; none by == and "
        "!= only.",
        "1 if coins[red] >= 2 and not owner[hill] == red else 0",
    ),
    Construct(
        "expression",
        "a if c else b",
        "A choice between two values. Booleans are no numbers: write `1 if c else 0`.",
        "2 if hill.worth > town.worth else 1",
    ),
    Construct(
        "expression",
        "register[x], derived[x]",
        "Read a cell; two indexes are written `[x, y]`.",
        "guard[hill] + strength[ford]",
    ),
    Construct(
        "expression",
        "member.field",
        "A constant of a member; `set.member` where two sets share a name.",
        "hill.worth + guard[place.ford]",
    ),
    Construct(
        "expression",
        "in",
        "Membership of a set, a list field, or `(a, b)`.",
        "1 if hill in ford.links and owner[hill] in (red, none) else 0",
    ),
    Construct(
        "expression",
        "sum any all count",
        "Over a set, a list field or a range, with an optional filter.",
        "sum(guard[p] for p in place if p.worth > 1) + count(p for p in hill.links)",
    ),
    Construct(
        "expression",
        "any all",
        "True where some, or every, member passes.",
        "1 if any(guard[p] == 0 for p in place) or all(owner[p] == none for p in place) else 0",
    ),
    Construct(
        "expression",
        "lowest_one highest_one",
        "The member with the lowest or highest `by` (a number or a tuple), first in order on ties; "
        "none if there is none.",
        "1 if lowest_one((p for p in place if guard[p] < 5), by=(guard[p], -p.worth)) == hill else "
        "0",
    ),
    Construct(
        "expression",
        "none",
        "A value that may be none is tested before it is used.",
        "guard[hill.rear] if hill.rear != none else 0",
    ),
    Construct(
        "expression",
        "reveal",
        "Marks where a hidden value may decide what more seats see. Without it that is a finding.",
        "reveal(card[red])",
    ),
    Construct(
        "condition",
        "seen",
        "In a need, does the acting seat see this cell? Guards the reading of hidden cells.",
        "seen(card[red]) and card[red] > 3",
    ),
    Construct(
        "doctrine",
        "known",
        "In doctrine, a cell's value if the seat sees it, else the default.",
        "known(card[blue], 3) < 4",
    ),
    Construct(
        "statement",
        "= += -=",
        "Set a local or a cell. A counter that grows in a loop says its range.",
        "total: range(0, 20) = 0\nfor p in place:\n    total += 1\ncoins[red] = min(total, 9)",
    ),
    Construct(
        "statement",
        "if elif else",
        "",
        "if coins[red] > 3:\n"
        "    coins[red] -= 1\n"
        "elif coins[red] == 0:\n"
        "    coins[red] = 1\n"
        "else:\n"
        "    guard[hill] += 1",
    ),
    Construct(
        "statement",
        "if reveal(...)",
        "What runs under a condition tells of the condition: a hidden one must be revealed, or "
        "decide only what no more seats see.",
        "if reveal(card[red] > card[blue]):\n"
        "    owner[hill] = red\n"
        "if card[red] == 6:\n"
        "    card[red] = 5",
    ),
    Construct(
        "statement",
        "for",
        "Over a set, list field, range or generator; a filter is tested at each step. `break`, "
        "`continue` as in Python.",
        "for p in (p for p in place if guard[p] > 1):\n"
        "    guard[p] -= 1\n"
        "for i in range(3):\n"
        "    coins[blue] += 1",
    ),
    Construct(
        "statement",
        "for ... in lowest / highest",
        "Over the n lowest, taken when the loop starts.",
        "for p in lowest(2, (p for p in place if guard[p] < 5), by=guard[p]):\n    guard[p] += 1",
    ),
    Construct(
        "statement",
        "while falling(number)",
        "Repeats while the number is above 0; every round must lower it.",
        "while falling(coins[red]):\n    coins[red] -= 1\n    guard[hill] += 1",
    ),
    Construct(
        "statement",
        "a call",
        "Run a procedure, or `play(event)`. `return` leaves a procedure, `pass` does nothing.",
        "turn(red)\npass\nreturn",
    ),
    Construct(
        "statement",
        "act",
        "Hand the move to a seat, for one action of the main menu, or of `menu=name`.",
        "act(red)",
    ),
    Construct(
        "statement",
        "choose",
        "Ask a seat. Options are a set, a list field, a generator, `[new, words]`, `range(...)`; "
        "`or none` where the list may be empty, and none is then always offered. `see` says who is "
        "told.",
        'plan = choose(red, [hold, march], text="Your plan", see=viewer == red)\n'
        'goal = choose(blue, (p for p in place if guard[p] < 4) or none, text="Where")\n'
        "if reveal(plan == march) and goal != none:\n"
        "    guard[goal] += 1",
    ),
    Construct(
        "statement",
        "chance",
        "Ask chance: dice `d4 d6 d8 d10 d12 d20`, `coin`, or any list, with `weight=` (a positive "
        "number). With `or none`, none comes only from an empty list.",
        'roll = chance(d6, text="Weather")\n'
        "card[red] = chance(d6, see=viewer == red)\n"
        "spot = chance(place, weight=place.worth)\n"
        "if roll > 4:\n"
        "    guard[spot] = 0",
    ),
    Construct(
        "statement",
        "end",
        "End the game: `end(ending)`, or without endings `end(winner=seat)` or `end()`.",
        "if coins[red] > 5:\n    end(winner=red)",
    ),
)

CONSTRUCTS = (*SECTIONS, *PHRASES)
