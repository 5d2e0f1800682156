"""The rules language's reference, written from the tables below; every example is run by a test."""

from __future__ import annotations

import attrs

from game.rules.declare import LABELS
from game.rules.scan import MAX_DEPTH, MAX_EXPRESSION, MAX_NODES, MAX_SCRIPT
from game.rules.source import MAX_BYTES


@attrs.frozen
class Construct:
    """One thing the language can say: its kind, name, meaning, and an example that runs."""

    kind: str
    name: str
    text: str
    example: str


SCAFFOLD = """\
[game]
name = "Example"

[set.seat]
members = [{ id = "red", rival = "blue" }, { id = "blue", rival = "red" }]

[set.place]
members = [
  { id = "hill", name = "The hill", worth = 3, links = ["ford"], rear = "town" },
  { id = "ford", name = "The ford", worth = 1, links = ["hill", "town"], wet = true },
  { id = "town", name = "The town", worth = 2, links = ["ford"] },
]

[register.coins]
of = "seat"
range = [0, 9]
start = 3
edge = "clamp"
text = "What a seat can spend."

[register.guard]
of = "place"
range = [0, 5]
start = "place.worth"
edge = "clamp"
text = "How strongly a place is held."

[register.owner]
of = "place"
range = "seat or none"
text = "Who holds a place."

[register.card]
of = "seat"
range = [1, 6]
see = "viewer == seat"
text = "A seat's secret card."

[derived.strength]
of = "place"
value = "guard[place] * 2 - (1 if place.wet else 0)"
text = "What a place is worth in a fight."

[procedure.turn]
params = { s = "seat" }
do = "coins[s] += 1"
text = "A seat earns a coin."
"""

CONSTRUCTS = (
    Construct("section", "[game]", "Who plays and what is promised. `seats = [...]` names the seats (or write `[set.seat]`); `play` names the procedure that is the whole game; `longest` and `returns` are declared bounds that the checker tests. Also `text`, `disclaimer`.",
              '[game]\nname = "Duel"\nseats = ["red", "blue"]\nlongest = { decisions = 20, chance = 4 }\nreturns = [-1, 1]'),
    Construct("section", "[set.NAME]", "The members of a set, in the order of iteration and of last resort in ties. A field is a number (every member needs it), true or false (missing is false), a member of a set (missing is none) or a list of members. `name`, `text`, `short`, `source` are for people. `of` with `members` or `where` makes a subset: the same members.",
              '[set.dry_place]\nof = "place"\nwhere = "not place.wet"'),
    Construct("section", "[number.NAME]", "A constant to tune: `value`, `text`, `why`. Scenarios may change it.",
              '[number.pay]\nvalue = 2\ntext = "What a guard costs."\nwhy = "Two rounds of income; a miser would say 3."'),
    Construct("section", "[register.NAME]", "A piece of state. `of` names the sets it has a cell for; `range` is `[low, high]` (256 values at most), `\"bool\"`, `\"SET\"` or `\"SET or none\"`; `start` a value or an expression over constants; `edge` says what happens at the ends of the range (`\"clamp\"` or `\"error\"`, the default); `see` who sees a cell: `\"all\"`, `\"none\"`, or a condition over `viewer` and the index.",
              '[register.scouted]\nof = { s = "seat", p = "place" }\nrange = "bool"\nsee = "viewer == s"\ntext = "Has the seat looked at the place?"'),
    Construct("section", "[derived.NAME]", "A named expression, read like a register and never stored.",
              '[derived.lead]\nof = "seat"\nvalue = "coins[seat] - coins[seat.rival]"\ntext = "Coins ahead of the rival."'),
    Construct("section", "[action.NAME]", "What a seat may do when a script says `act(seat)`. The acting seat is `actor`. `choose` names the targets: a set, or a list field of an earlier target. Every combination is a move `name:target`. `needs` are the conditions, each with the sentence that refuses; `cost` is paid from a register (of the seat: the actor's); `do` is the effect. `seats` is `\"all\"` or a list; `menu` puts it on another menu than `main`. What a seat is told reads only what it sees.",
              '[action.strengthen]\nseats = "all"\nchoose = { place = "place" }\nneeds = [{ id = "mine", when = "owner[place] == actor", say = "{owner[place]} holds it, not you." }]\ncost = { coins = 2 }\ndo = "guard[place] += 1"\ntext = "Add a guard."'),
    Construct("section", "[procedure.NAME]", "A script called by name, with `params` (a set, `range(low, past)` or `\"bool\"`). No circles, no result.",
              '[procedure.pay]\nparams = { s = "seat", n = "range(0, 4)" }\ndo = "coins[s] += n"\ntext = "Pay a seat."'),
    Construct("section", "[event.NAME]", "A member of the set `event` with a script of its own, run by `play(event)`. Other keys are its fields.",
              '[event.flood]\nname = "Flood"\ntext = "The ford is swept."\nlabel = "claim"\nseason = 1\ndo = "guard[ford] = 0"'),
    Construct("section", "[ban.NAME]", "Takes actions off the menu while `when` holds, and says why.",
              '[action.raid]\nseats = "all"\ndo = "coins[actor] += 1"\n\n[ban.truce]\nwhen = "owner[town] == actor"\nforbids = ["raid"]\nsay = "Who holds the town keeps the truce."'),
    Construct("section", "[ending.NAME]", "A way the game ends, by `end(NAME)`: `winner`, `score` and `returns` (expressions; the last two over `seat`) and `verdict`.",
              '[ending.reckoning]\ntext = "Coins are counted."\nwinner = "red if coins[red] > coins[blue] else blue if coins[blue] > coins[red] else none"\nscore = "coins[seat]"\nreturns = "coins[seat] - coins[seat.rival]"'),
    Construct("section", "[[invariant]]", "What must always hold; the checker looks for a game in which it does not.",
              '[[invariant]]\nid = "no_debt"\nalways = "all(coins[s] >= 0 for s in seat)"\ntext = "Nobody owes."'),
    Construct("section", "[[doctrine.SEAT]]", "How a bot plays: the first row that holds and has a legal move. `act` with `best` (over the action's targets), or `answer = \"script.local\"` with `best` over `option`. Reads what the seat sees, or `known(x, default)`.",
              '[action.fortify]\nseats = "all"\nchoose = { place = "place" }\ndo = "guard[place] += 1"\n\n[[doctrine.red]]\nid = "worth"\nwhen = "coins[red] >= 1"\nact = ["fortify"]\nbest = "place.worth"\nsay = "Hold what is worth most."'),
    Construct("section", "[scenario.NAME]", "A way to play: `only` keeps members of sets (references to the rest vanish), `actions` keeps actions, `start` sets cells, `frozen` makes registers constants, `numbers` and `fields` change constants; `rounds`, `minutes`, `teaches`, `brief.SEAT`, `facts`, `questions` are for people.",
              '[scenario.short-game]\nname = "Short"\nonly = { place = ["hill", "ford"] }\nstart = { coins = 5, "guard[hill]" = 1 }\nfields = { "hill.worth" = 2 }'),
    Construct("expression", "numbers", "`+ - *`, `//` and `%` by positive constants, `min max abs`.", "min(coins[red] * 2, 9) + abs(coins[red] - 4) // 2"),
    Construct("expression", "conditions", "`== != < <= > >=`, `and or not`, `in`. Members compare by declared order; none by == and != only.", "1 if coins[red] >= 2 and not owner[hill] == red else 0"),
    Construct("expression", "a if c else b", "A choice between two values. Booleans are no numbers: write `1 if c else 0`.", "2 if hill.worth > town.worth else 1"),
    Construct("expression", "register[x], derived[x]", "Read a cell; two indexes are written `[x, y]`.", "guard[hill] + strength[ford]"),
    Construct("expression", "member.field", "A constant of a member; `set.member` where two sets share a name.", "hill.worth + guard[place.ford]"),
    Construct("expression", "in", "Membership of a set, a list field, or `(a, b)`.", "1 if hill in ford.links and owner[hill] in (red, none) else 0"),
    Construct("expression", "sum any all count", "Over a set, a list field or a range, with an optional filter.", "sum(guard[p] for p in place if p.worth > 1) + count(p for p in hill.links)"),
    Construct("expression", "any all", "True where some, or every, member passes.", "1 if any(guard[p] == 0 for p in place) or all(owner[p] == none for p in place) else 0"),
    Construct("expression", "lowest_one highest_one", "The member with the lowest or highest `by` (a number or a tuple), first in order on ties; none if there is none.", "1 if lowest_one((p for p in place if guard[p] < 5), by=(guard[p], -p.worth)) == hill else 0"),
    Construct("expression", "none", "A value that may be none is tested before it is used.", "guard[hill.rear] if hill.rear != none else 0"),
    Construct("expression", "reveal", "Marks where a hidden value may decide what more seats see. Without it that is a finding.", "reveal(card[red])"),
    Construct("condition", "seen", "In a need, does the acting seat see this cell? Guards the reading of hidden cells.", "seen(card[red]) and card[red] > 3"),
    Construct("doctrine", "known", "In doctrine, a cell's value if the seat sees it, else the default.", "known(card[blue], 3) < 4"),
    Construct("statement", "= += -=", "Set a local or a cell. A counter that grows in a loop says its range.", "total: range(0, 20) = 0\nfor p in place:\n    total += 1\ncoins[red] = min(total, 9)"),
    Construct("statement", "if elif else", "", "if coins[red] > 3:\n    coins[red] -= 1\nelif coins[red] == 0:\n    coins[red] = 1\nelse:\n    guard[hill] += 1"),
    Construct("statement", "if reveal(...)", "What runs under a condition tells of the condition: a hidden one must be revealed, or decide only what no more seats see.", "if reveal(card[red] > card[blue]):\n    owner[hill] = red\nif card[red] == 6:\n    card[red] = 5"),
    Construct("statement", "for", "Over a set, list field, range or generator; a filter is tested at each step. `break`, `continue` as in Python.", "for p in (p for p in place if guard[p] > 1):\n    guard[p] -= 1\nfor i in range(3):\n    coins[blue] += 1"),
    Construct("statement", "for ... in lowest / highest", "Over the n lowest, taken when the loop starts.", "for p in lowest(2, (p for p in place if guard[p] < 5), by=guard[p]):\n    guard[p] += 1"),
    Construct("statement", "while falling(number)", "Repeats while the number is above 0; every round must lower it.", "while falling(coins[red]):\n    coins[red] -= 1\n    guard[hill] += 1"),
    Construct("statement", "a call", "Run a procedure, or `play(event)`. `return` leaves a procedure, `pass` does nothing.", "turn(red)\npass\nreturn"),
    Construct("statement", "act", "Hand the move to a seat, for one action of the main menu, or of `menu=name`.", "act(red)"),
    Construct("statement", "choose", "Ask a seat. Options are a set, a list field, a generator, `[new, words]`, `range(...)`; `or none` where the list may be empty, and none is then always offered. `see` says who is told.", 'plan = choose(red, [hold, march], text="Your plan", see=viewer == red)\ngoal = choose(blue, (p for p in place if guard[p] < 4) or none, text="Where")\nif reveal(plan == march) and goal != none:\n    guard[goal] += 1'),
    Construct("statement", "chance", "Ask chance: dice `d4 d6 d8 d10 d12 d20`, `coin`, or any list, with `weight=` (a positive number). With `or none`, none comes only from an empty list.", 'roll = chance(d6, text="Weather")\ncard[red] = chance(d6, see=viewer == red)\nspot = chance(place, weight=place.worth)\nif roll > 4:\n    guard[spot] = 0'),
    Construct("statement", "end", "End the game: `end(ending)`, or without endings `end(winner=seat)` or `end()`.", "if coins[red] > 5:\n    end(winner=red)"),
)  # fmt: skip


WHOLE_GAME = """\
[game]
name = "Raise the toll"
text = "Three towns vote in secret, twice, on a toll that chance then pays out."
seats = ["north", "south", "east"]
longest = { decisions = 6, chance = 2 }
returns = [-6, 12]

[set.answer]
members = ["yes", "no"]

[register.ballot]
of = "seat"
range = "answer or none"
see = "viewer == seat"
text = "How a town voted; its own secret until the count."

[register.gold]
of = "seat"
range = [-6, 12]
start = 0
edge = "clamp"
text = "What a town has."

[derived.in_favour]
value = "count(s for s in seat if ballot[s] == yes)"
text = "Towns that voted yes."

[procedure.play]
text = "Two rounds, then gold is counted."
do = \"\"\"
for number in range(2):
    for s in seat:
        ballot[s] = choose(s, answer, text="Raise the toll?", see=viewer == s)
    count_votes()
    for s in seat:
        ballot[s] = none
end(counted)
\"\"\"

[procedure.count_votes]
text = "A majority raises the toll: chance says what it brings to those who voted no."
do = \"\"\"
if reveal(in_favour >= 2):
    toll = chance(d6, text="What the toll brings")
    for s in seat:
        if reveal(ballot[s] == no):
            gold[s] += toll
        else:
            gold[s] -= 1
\"\"\"

[ending.counted]
text = "The richest town wins."
winner = "highest_one((s for s in seat), by=gold[s])"
score = "gold[seat]"
returns = "gold[seat]"

[[doctrine.north]]
id = "let_others_pay"
answer = "play.ballot"
best = "1 if option == no else 0"
say = "Let the others raise it."
"""

GOOD_TO_KNOW = (
    "`seats` in [game] declares the set `seat`; every set's name stands for its members after `in`, and for the variable of one member in `of`, `choose` and `weight`.",
    "Ranges of registers include both ends, `[0, 9]`; `range(0, 4)` in scripts is 0, 1, 2, 3. `coin` gives true or false, dice give 1 and up.",
    "Left out, `start` is none where none is allowed, else 0 or false, else the lowest; `see` is all, for registers, choices and chance.",
    "Nothing happens at once: a secret ballot is one hidden `choose` a seat, kept in a register only its owner sees.",
    "Words of a choice, `[hold, march]`, live in a local. To keep an answer in a register, declare a set and choose from it.",
    "A derived value shows to a seat when all it reads shows. A local made from hidden values is seen by nobody; an answer by whom its `see` names.",
    "`reveal(x)` changes nothing: it marks, for the log and the checker, that something public now depends on what was hidden, and no undo goes back past it.",
    "Unless revealed, what few seats see may not decide what more seats see: no value, no statement that runs or not because of it, nobody asked or told, no end of the game. `public = 1 if card[red] > 3 else 0` and `if card[red] > 3: public = 1` are both findings; `if reveal(card[red] > 3): public = 1` is none. What an ending counts is open to all.",
    "A seat may show by its answers what it sees itself, so the options of `choose` read only that, and `see` says who is told. A `see` that reads registers declares when its cells open; for this check they count as closed to whom it may open them later.",
    "Filters and weights of `chance` may read hidden cells if it says `see=`, so cards are dealt without replacement by `chance((c for c in card if not dealt[c]) or none, see=viewer == s)`.",
    "`{expression}` works in the `say` of needs and bans. Scripts print nothing: the log tells what changed and by which rule.",
    "In doctrine, `best` is a number and the greatest wins; `answer` is `script.local`, the script being the procedure, action or event that asks.",
    "`returns` bounds each seat's return; they need not sum to zero. `longest` counts every question put to a seat, and every chance, even with one answer.",
    "`verdict` of an ending is an expression giving a member of a set, whose `name` people read.",
)


def example_rules(construct: Construct) -> str:
    """A whole rules file around a construct's example."""
    play = '[procedure.play]\ntext = "The game."\ndo = """\nact(red)\nend()\n"""\n'
    step = '[action.step]\nseats = ["red"]\ntext = "Take a step."\ndo = "coins[red] -= 1"\n'
    e = construct.example
    if construct.name == "[game]":
        return e + '\n\n[action.step]\nseats = "all"\n\n' + play
    if construct.kind == "section":
        if construct.name.startswith("[ending"):
            play = play.replace("end()", "end(reckoning)")
        return f"{SCAFFOLD}\n{e}\n\n{step}\n{play}"
    if construct.kind == "statement":
        body = e.replace("\\", "")
        tail = "" if "end(" in e else "\nend()" if "return" not in e else ""
        return f'{SCAFFOLD}\n{step}\n[procedure.play]\ntext = "The game."\ndo = """\nact(red)\n{body}{tail}\n"""\n'
    if construct.kind == "condition":
        need = f'needs = [{{ id = "it", when = "{e}", say = "No." }}]\n'
        wait = '[action.wait]\nseats = "all"\ntext = "Wait."\n'
        return f"{SCAFFOLD}\n{wait}\n{step}{need}\n{play}"
    if construct.kind == "doctrine":
        row = f'[[doctrine.red]]\nid = "it"\nwhen = "{e}"\nact = ["step"]\nsay = "So."\n'
        return f"{SCAFFOLD}\n{step}\n{row}\n{play}"
    return f'{SCAFFOLD}\n{step}\n[derived.example]\nvalue = "{e}"\n\n{play.replace("end()", "coins[red] = min(9, max(0, example))" + chr(10) + "end()")}'


def language_reference() -> str:
    """The reference of the rules language, as Markdown."""
    out = [
        "# The rules language",
        "",
        "A game is one TOML file. Its state is registers; its rules are short expressions and",
        "scripts in a closed language that reads like Python and is never run as Python. Everything",
        "is finite: sets have listed members, registers have ranges, loops run over sets.",
        "",
        "Names are lower-case letters, digits and `_`, 40 characters at most (scenario names may",
        "have hyphens). Nearly everything may have `name` (a title), `text` (one sentence),",
        f"`models` (sources), `label` ({', '.join(LABELS)}) and `why`.",
        "",
        f"Bounds: expression {MAX_EXPRESSION} characters and {MAX_NODES} parts, script {MAX_SCRIPT},",
        f"brackets {MAX_DEPTH} deep, file {MAX_BYTES} bytes.",
        "",
        "Moves are called `action`, `action:target:target`, or `script.local:option`.",
        "Check a file with `panj check FILE`, play it with `panj play --rules FILE --text`.",
        "",
        "The examples belong in this file (a game so small that only its grammar matters):",
        "",
        "```toml",
        SCAFFOLD.rstrip(),
        "```",
    ]
    out += ["", "## A whole game", "", "```toml", WHOLE_GAME.rstrip(), "```"]
    out += ["", "## Good to know", "", *(f"- {line}" for line in GOOD_TO_KNOW)]
    titles = {
        "section": "Sections of the file",
        "expression": "Expressions",
        "condition": "In conditions of actions",
        "doctrine": "In doctrine rows",
        "statement": "Scripts",
    }
    for kind, title in titles.items():
        out += ["", f"## {title}"]
        for c in CONSTRUCTS:
            if c.kind == kind:
                fence = "toml" if kind == "section" else "python"
                out += ["", f"### {c.name}", c.text, "", f"```{fence}", c.example, "```"]
    return "\n".join(out) + "\n"
