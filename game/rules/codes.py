"""Every code that a finding may have: how grave it is, what it means, its cure, and an example.

The reference lists them from here; a test holds this list against the program, both ways, and runs
the examples.
"""

from __future__ import annotations

import attrs

from game.rules.diagnostics import Severity


@attrs.frozen
class Code:
    """A kind of finding.

    Attributes:
        name: as findings show it.
        severity: an error stops the rules from being played; a warning does not.
        means: what is the matter, and why it matters.
        cure: what to do about it.
        example: what is wrong so: tables put into `EXAMPLE` in the place of those of one name; a
            whole file where `whole`; empty where no few lines can show it.
        whole: whether the example is the text of a whole file.
        played: whether it is found while games are played, and not while rules are read.
    """

    name: str
    severity: Severity
    means: str
    cure: str
    example: str = ""
    whole: bool = False
    played: bool = False


#: The rules that the examples change: each table of an example takes the place of its namesake.
EXAMPLE = """\
[game]
name = "Example"
language = 2
seats = ["red", "blue"]

[set.place]
members = [
  { id = "hill", worth = 3, near = ["ford"] },
  { id = "ford", worth = 1, near = ["hill"] },
]

[register.coins]
of = "seat"
range = [0, 9]
start = 3

[register.at]
of = "seat"
range = "place or none"

[register.hand]
of = "seat"
range = [0, 3]
see = "viewer == seat"

[action.earn]
do = "coins[actor] += 1 if coins[actor] < 9 else 0"

[procedure.play]
do = '''
for s in seat:
    act(s)
end()
'''
"""

_ALL: tuple[Code, ...] = (
    # The file.
    Code(
        "unreadable", "error", "There is no such file, or it is no plain file that may be read.",
        "Name a rules file that exists.",
    ),
    Code(
        "too-large", "error", "The file, a number or a loop is beyond a limit of the language.",
        "Stay below the limit, which the finding names.",
        '[set.place]\nmembers = [{ id = "hill", worth = 2000000 }]',
    ),
    Code("not-utf8", "error", "The file is not UTF-8 text.", "Save it as UTF-8."),
    Code("empty", "error", "The file has no text.", "Begin it with [game].", "\n", whole=True),
    Code(
        "not-toml", "error", "The file does not follow the grammar of TOML at this place.",
        "Close what is open, and write each key once.", "[game\n", whole=True,
    ),
    Code(
        "control-character", "error",
        "A character that is not shown, and may deceive who reads the text or steer a terminal.",
        "Leave it out.", '[action.earn]\nname = "a\\u001bb"',
    ),
    Code(
        "too-deep", "error",
        "Brackets, tables, values or calls stand in each other deeper than the limit.",
        "Split it: into derived values, procedures or registers.",
        '[derived.deep]\nvalue = "' + "(" * 30 + "1" + ")" * 30 + '"',
    ),
    Code(
        "too-long", "error", "A text, word or number is longer than the limit.",
        "Shorten it, or split it into derived values or procedures.",
        '[derived.long]\nvalue = "12345678"',
    ),
    Code(
        "too-many-steps", "error",
        "Loops and calls, multiplied, may run for too long before anybody is asked.",
        "Let fewer loops stand in each other, or run over less; call less often.",
        "[procedure.play]\ndo = '''\nfor i in range(999):\n    for j in range(999):\n"
        "        for k in range(999):\n            coins[red] = 1\nend()\n'''",
    ),
    Code(
        "too-many", "error", "There are more members, cells, tables or combinations than may be.",
        "Declare fewer; instead of an action of many targets, ask with `choose` in `do`.",
        '[set.far]\nmembers = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", '
        '"n", "o", "p", "q"]\n[action.earn]\n'
        'choose = { w = "far", x = "far", y = "far", z = "far" }\ndo = "pass"',
    ),
    # Shapes and names.
    Code(
        "missing-key", "error", "A table lacks a key that it needs.", "Add the key.",
        '[register.coins]\nof = "seat"',
    ),
    Code(
        "unknown-key", "error", "A table has a key that means nothing there.",
        "Correct its spelling, or leave it out.",
        '[register.coins]\nof = "seat"\nrange = [0, 9]\nstrat = 3',
    ),
    Code(
        "wrong-shape", "error", "A value is of another kind than its key takes.",
        "Write it as the finding says.", '[action.earn]\nneeds = "none"',
    ),
    Code(
        "bad-name", "error", "Nothing may be called so: no script could read it, or it is taken.",
        "Choose a name of lower-case letters, digits and _ that is no word of the language.",
        "[register.class]\nrange = [0, 3]",
    ),
    Code(
        "duplicate", "error", "Two things have one name where one of them would hide the other.",
        "Rename one, or leave it out.", "[number.coins]\nvalue = 1",
    ),
    Code(
        "blank-name", "error", "A name has nothing that is seen: people could not read it.",
        "Write a name, or leave the key out.", '[action.earn]\nname = " "\ndo = "pass"',
    ),
    Code(
        "same-name", "error",
        "Two things of one kind have names that look the same: people could not tell them apart.",
        "Call one of them otherwise.",
        '[set.place]\nmembers = [{ id = "hill", worth = 3, name = "Up" }, '
        '{ id = "ford", worth = 1, name = "Up" }]',
    ),
    Code(
        "unknown-name", "error", "A word names nothing that is declared.",
        "Correct its spelling, or declare it.",
        '[derived.rich]\nname = "Rich"\nvalue = "sum(coin[s] for s in seat)"',
    ),
    Code(
        "unknown-label", "error", "A label is none of those that [game] has.",
        "Use one of them, or add it to `labels` in [game].",
        '[action.earn]\nlabel = "rumour"\ndo = "pass"',
    ),
    Code(
        "untranslated", "warning",
        "A text has no translation in a file of translations of these rules; it is told as it is.",
        "Add a [[said]] with its `at`, its `en`, and what is said for it, `to`.",
    ),
    Code(
        "stale-translation", "warning",
        "A translation is of words that the rules no longer say, so that it is never used.",
        "Write the new words as its `en` and translate them, or leave it out.",
    ),
    Code(
        "unlike-translation", "warning",
        "A translation lacks a value of the text it was made from, has one that is not there, "
        "marks other words, says nothing, or there are two of them.",
        "Write each place in braces of `en` in `to` as well; its form may be another.",
    ),
    Code(
        "no-letters", "warning",
        "A translation has letters that no font of its language has; each is drawn as a box.",
        "Put a font that has them beside the file of the language, and name it in its head: "
        '`fonts = ["FILE.ttf"]`.',
    ),
    Code(
        "unknown-language", "error",
        "The rules are written in a version of the language that this program does not read.",
        "Use a newer program, or write `language` as the finding says.",
        '[game]\nname = "Example"\nlanguage = 999\nseats = ["red", "blue"]',
    ),
    Code(
        "ambiguous", "error", "A word is a member of several sets, and nothing says of which.",
        "Write the set before it: `place.hill`.",
        '[set.colour]\nmembers = ["hill", "blue_one"]\n'
        '[derived.odd]\nname = "Odd"\nvalue = "count(x for x in (hill, hill))"',
    ),
    Code(
        "ambiguous-question", "error", "Two scripts ask questions whose answers bear one name.",
        "Give one of the locals, or of the scripts, another name.",
        '[action.ask]\ndo = "x = choose(actor, place)"\n'
        "[procedure.ask]\ndo = \"x = choose(red, place)\"\n"
        "[procedure.play]\ndo = '''\nask()\nfor s in seat:\n    act(s)\nend()\n'''",
    ),
    Code(
        "cycle", "error", "Values or procedures are made of themselves.", "Break the circle.",
        '[derived.egg]\nvalue = "hen"\n[derived.hen]\nvalue = "egg"',
    ),
    # Sets and registers.
    Code(
        "bad-board", "error", "A board cannot be laid out as it is written.",
        "Draw one row a line, the places parted by blanks, and as many in each row.",
        '[set.place]\ngrid = "square"\nboard = """\n. . .\n. .\n"""',
    ),
    Code(
        "one-way", "error",
        "A link of a graph leads from one place to another and not back: one end was forgotten.",
        "Name each in the `near` of the other, or say `one_way = true`.",
        '[set.place]\ngrid = "graph"\nmembers = [\n  { id = "hill", near = ["ford"] },\n'
        '  { id = "ford", near = [] },\n]',
    ),
    Code(
        "bad-range", "error", "A register's range holds too many values, or none.",
        "Write [low, high] with 65,536 values at most, \"bool\", \"SET\" or \"SET or none\".",
        '[register.coins]\nof = "seat"\nrange = [0, 70000]',
    ),
    Code(
        "bad-start", "error", "A register cannot start at this value.", "Stay in its range.",
        '[register.coins]\nof = "seat"\nrange = [0, 9]\nstart = 12',
    ),
    Code(
        "not-constant", "error", "What is needed before the game begins reads the game.",
        "Use members, their fields and numbers only.",
        '[register.more]\nrange = [0, 9]\nstart = "coins[red]"',
    ),
    # Expressions and scripts.
    Code(
        "not-ascii", "error", "An expression or script has a character beyond plain ASCII.",
        "Write it with the letters and signs of the language.",
        '[derived.minus]\nvalue = "1 \u2212 1"',
    ),
    Code(
        "syntax", "error", "An expression or script cannot be read at this place.",
        "Complete it: close brackets, indent what follows a colon.",
        '[derived.half]\nvalue = "1 +"',
    ),
    Code(
        "not-in-language", "error", "Python has this; the rules language has not.",
        "Write what the finding proposes instead.", '[derived.half]\nvalue = "3 / 2"',
    ),
    Code(
        "wrong-type", "error", "A number, condition or member stands where another is needed.",
        "Compare it, or name another value.", '[derived.two]\nvalue = "hill + 1"',
    ),
    Code(
        "wrong-call", "error", "A function or procedure is called with other values than it takes.",
        "Call it as the finding says.", '[derived.most]\nvalue = "max(1)"',
    ),
    Code(
        "wrong-index", "error",
        "A register, value or table is read without its index, with another, or beyond its span.",
        "Name one member for each set of its `of`, or one value for each key of the table.",
        '[derived.two]\nvalue = "coins + 1"',
    ),
    Code(
        "wrong-target", "error", "A script sets what cannot be set, or asks for what it cannot be.",
        "Set a register or a local.",
        "[procedure.play]\ndo = '''\nhill = 3\nfor s in seat:\n    act(s)\nend()\n'''",
    ),
    Code(
        "maybe-none", "error", "A value that may be none is used as a member.",
        "Test `!= none` before, in the same condition or in an `if` around it.",
        '[derived.worth]\nvalue = "at[red].worth"',
    ),
    Code(
        "maybe-empty", "error", "A list to choose from is empty.",
        "End the choice with `or none`.",
        '[set.place]\nmembers = [{ id = "hill", worth = 3, near = ["ford"] }, '
        '{ id = "ford", worth = 1, near = [] }]\n'
        "[procedure.play]\ndo = '''\np = choose(red, place)\nx = choose(red, p.near)\nend()\n'''",
    ),
    Code(
        "not-in-scenario", "error", "A member is named that this scenario leaves out.",
        "Keep it in `only`, or ask what does not depend on it.",
        "[scenario.small]\nname = \"Small\"\nonly = { place = [\"ford\"] }\n"
        "[procedure.play]\ndo = '''\nat[red] = hill\nend()\n'''",
    ),
    Code(
        "overflow", "error", "A number may pass two thousand million.",
        "Bound it with `min` and `max`.", '[derived.big]\nvalue = "999999 * 999999 * 999999"',
    ),
    Code(
        "hole", "error", "A table lacks a cell, or says none where it may not.",
        "Tell every cell; where it may be none, `value` ends in `or none` and the cell is `.`.",
        '[table.worth]\nby = { place = "place" }\ncells = { hill = 1 }',
    ),
    Code(
        "bad-division", "error", "A division by what may be nought or less.",
        "Divide by a number that is 1 or more whatever happens: `max(1, x)`.",
        '[derived.half]\nvalue = "coins[red] // coins[blue]"',
    ),
    Code(
        "bad-weight", "error", "A weight of chance may be negative or no number.",
        "Give positive numbers.",
        "[procedure.play]\ndo = '''\nx = chance(place, weight=hill)\nend()\n'''",
    ),
    Code(
        "bad-cost", "error", "A step of `reach` may cost less than nothing.",
        "Write `max(0, ...)`.",
        "[derived.way]\nof = 'place'\n"
        "value = 'reach(place, (q for p in place for q in p.near), cost=coins[red] - 1)'",
    ),
    Code(
        "unbounded", "error", "Nothing bounds this number or loop.",
        "Give the local its range, `x: range(0, 10) = 0`, loop with `while falling(number)`, or "
        "give [game] a `cap` or a `repetition`.",
        "[procedure.play]\ndo = '''\nwhile coins[red] > 0:\n    coins[red] -= 1\nend()\n'''",
    ),
    Code(
        "silent-loop", "error",
        "A round of a `while` may ask no seat, so that no `cap` or `repetition` would end it.",
        "Let every way through the loop come to an `act` or a `choose`, or leave it by `break`.",
        '[game]\nlanguage = 2\nname = "Example"\nseats = ["red", "blue"]\ncap = { moves = 9 }\n\n'
        "[procedure.play]\ndo = '''\nwhile coins[red] > 0:\n    coins[red] -= 1\nend()\n'''",
    ),
    Code(
        "unset", "error", "A local is read that may not be set.", "Set it on every way there.",
        "[procedure.play]\ndo = '''\nif coins[red] > 1:\n    x = 1\ncoins[red] = x\nend()\n'''",
    ),
    Code(
        "no-end", "error", "A game that has endings may run out without naming one.",
        "Add `end(NAME)` after it.",
        '[ending.over]\nname = "Over"\n[procedure.play]\ndo = "act(red)"',
    ),
    # Secrets.
    Code(
        "hidden-read", "error", "Who acts, or is told, may not see what is read here.",
        "Ask `seen(...)` first, or read something that is public.",
        '[action.earn]\nneeds = [{ id = "n", when = "hand[blue] > 1", say = "S." }]\ndo = "pass"',
    ),
    Code(
        "leak", "error", "What only some may see becomes known to more.",
        "Hide what is written, tell fewer, or `reveal` it on purpose.",
        "[procedure.play]\ndo = '''\ncoins[red] = hand[red]\nend()\n'''",
    ),
    # Warnings.
    Code(
        "unused", "warning", "No rule of any scenario uses this.", "Use it, or leave it out.",
        "[number.spare]\nvalue = 3",
    ),
    Code(
        "never", "warning", "No seat can ever take this action, whatever the position.",
        "Correct its needs or its cost.",
        '[action.lose]\nneeds = [{ id = "n", when = "false", say = "S." }]\ndo = "pass"',
    ),
    Code(
        "no-include", "error", "A file that the rules include cannot be read.",
        "Put it beside the rules, or leave it out of `include`.",
        '[game]\nname = "Example"\nseats = ["red", "blue"]\ninclude = ["cards.toml"]',
    ),
    # The look.
    Code(
        "no-look", "error", "The look file that [game] names cannot be read.",
        "Put it beside the rules, or leave `look` out.",
    ),
    Code(
        "no-map", "error", "The map of a look lacks a place or a file.",
        "Add it to the map's files.",
    ),
    Code(
        "no-board", "error", "A look draws as a board what is none.",
        "Give the set a `grid`, or name one that has it.",
    ),
    Code(
        "no-addend", "error", "A look adds up what the badge's value is not made from.",
        "Leave `addend` out, or show the value that it is made from.",
    ),
    Code("no-icon", "error", "A look names an icon that there is not.", "Name one that there is."),
    Code("bad-colour", "error", "A look names no colour here.", "Write it as `#rrggbb`."),
    # What only play finds.
    Code(
        "out-of-range", "error", "A script set a register or local beyond its range.",
        'Test before, or give the register `edge = "clamp"`.',
        '[action.earn]\ndo = "coins[actor] += 9"', played=True,
    ),
    Code(
        "loop-not-falling", "error", "The number of a `while falling` did not fall in a round.",
        "Let every round lower it.",
        "[procedure.play]\ndo = '''\nwhile falling(coins[red]):\n    act(red)\nend()\n'''",
        played=True,
    ),
    Code(
        "misplaced", "error", "A script moved what does not lie where it is moved from.",
        "Test before: `if c in hand[s]`, or `size(deck) > 0` before a draw.",
        '[zone.parts]\nof = "place"\nstart = "box"\n\n[zone.parts.places]\nbox = {}\nlost = {}\n\n'
        "[procedure.play]\ndo = \"\"\"\nact(red)\nmove(hill, lost, box)\nend()\n\"\"\"",
        played=True,
    ),
    Code(
        "not-at-once", "error",
        "An inject asks, rolls, lets a seat act, ends the game or moves what lies in a zone.",
        "Let it change registers alone; what takes longer is for a rule of the game.",
        '[inject.storm]\nname = "A storm"\ntext = "It rains."\ndo = "act(red)"',
    ),
    Code(
        "no-answer", "error", "Somebody must act, and has no action to take.",
        "Give an action that is always there, or ask only when there is one.",
        '[action.earn]\nneeds = [{ id = "n", when = "coins[actor] > 3", say = "S." }]\ndo = "pass"',
        played=True,
    ),
    Code(
        "empty-choice", "error", "A filter or range left nothing to choose or draw from.",
        "Ask only where something is left, end the list with `or none`, or let a seat `decline`.",
        "[procedure.play]\ndo = '''\nact(red)\n"
        "x = choose(red, (p for p in place if coins[red] > p.worth + 3))\nend()\n'''",
        played=True,
    ),
    Code(
        "broken-invariant", "error", "An invariant does not hold in a position that was reached.",
        "Correct the rule that led there, or the invariant.",
        '[[invariant]]\nid = "poor"\nalways = "coins[red] < 4"', played=True,
    ),
    Code(
        "broken-returns", "error", "A game returned more or less than `returns` declares.",
        "Correct the ending, or the bounds.",
        '[game]\nname = "Example"\nseats = ["red", "blue"]\nreturns = [-1, 1]\n'
        '[ending.over]\nname = "Over"\nreturns = "5"\n'
        "[procedure.play]\ndo = '''\nact(red)\nend(over)\n'''",
        played=True,
    ),
    Code(
        "broken-longest", "error",
        "A game was longer than `longest` declares, or so long that it was given up.",
        "Correct the rules, or the bound; where `repetition` alone ends a game, add a `cap`.",
        '[game]\nname = "Example"\nseats = ["red", "blue"]\n'
        "longest = { decisions = 1, chance = 0 }",
        played=True,
    ),
    Code(
        "broken-count", "error", "A game has not as many turns or positions as `counts` declares.",
        "Correct the rules, or the count.",
        '[game]\nname = "Example"\nseats = ["red", "blue"]\ncounts = { games = 5 }',
        played=True,
    ),
    Code(
        "broken-order", "error", "The list of legal moves is out of order: a fault of ours.",
        "Report it, with the rules.", played=True,
    ),
    Code(
        "evaluators-differ", "error",
        "Two ways to run the rules came to different positions: a fault of ours.",
        "Report it, with the rules and the way there.", played=True,
    ),
    Code(
        "broken-engine", "error", "The engine failed, whatever the rules say: a fault of ours.",
        "Report it, with the rules and the way there.", played=True,
    ),
)  # fmt: skip

#: Every code by its name, in the order in which the reference lists them.
CODES: dict[str, Code] = {code.name: code for code in _ALL}
