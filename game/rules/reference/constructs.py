"""What the rules language can say: each construct with its meaning and an example that runs."""

from __future__ import annotations

from game.rules.reference.boards import BOARDS
from game.rules.reference.idioms import IDIOMS
from game.rules.reference.sections import SECTIONS, Construct

PHRASES = (
    Construct(
        "expression",
        "numbers",
        "`+ - *`, `min max abs`, and `//` and `%`, which round down, by what is 1 or more whatever "
        "happens: a positive constant, or `max(1, x)`.",
        "min(coins[red] * 2, 9) + abs(coins[red] - 4) // 2 + coins[red] // max(1, coins[blue])",
    ),
    Construct(
        "expression",
        "conditions",
        "`== != < <= > >=`, `and or not`, `in`. Members compare by declared order; none by == and "
        "!= only. Where a condition holds it bounds the numbers in it: after `if n < 4` n is 3 at "
        "most, fits such a range or table, and after `if n > 0` one may divide by it.",
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
        "table[x]",
        "Read a cell of a table: one value for each of its keys. A number that may leave the span "
        "of its key is a finding, unless the heads have an open end there.",
        "shelter[guard[hill], hill] + shelter[coins[red] + 2, ford]",
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
        "in size top bottom",
        "What lies in a place of a zone: `in` asks it, and stands for all of it wherever a set is "
        "run over. `size` is how many lie there, which all see; `top` and `bottom` are members of "
        "an ordered place, none where nothing lies, which `size(heap) > 0` rules out. What runs "
        "over a place goes through its members in the order in which their set has them, also "
        "where the place is ordered, and never in that of the pile. To go through a pile from its "
        "top, take it off: `while falling(size(heap)):`, and in it `c = top(heap)`, "
        "`if c != none:` and `move(c, heap, bag)`.",
        "size(bag) + size(rack[red]) + sum(t.worth for t in heap if t != cart) "
        "+ (top(heap).worth if top(heap) != none and cart in heap else 0)",
    ),
    Construct(
        "expression",
        "sum any all count",
        "Over a set, a list field or a range, with an optional filter.",
        "sum(guard[p] for p in place if p.worth > 1) + count(p for p in hill.links)",
    ),
    Construct(
        "expression",
        "min max of some",
        "The least or greatest value over a set, a list field or a range; `default` is what it is "
        "where there may be none.",
        "max((guard[p] for p in place if p.worth > 1), default=0) + min(p.worth for p in place)",
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
        "reach",
        "The places that one reaches: `reach(START, (q for p in SET for q in p.near if c), cost=, "
        "within=, stop=)`. START is a member, a member or none, or some members; it is reached at "
        "cost 0. The first variable is where one comes from, the second where one goes; the "
        "condition, `cost` (a number, 0 or more; 1 if left out) and `stop` (one may arrive, and "
        "goes on from there by no such step) may read both. `within` is the most that may be "
        "spent. It is usable after `in`, wherever a set is run over (in declared order), and as a "
        'derived value: `value = "reach(at[unit], ...)"`, then `h in march[u]`.',
        "count(p for p in reach(hill, (q for p in place for q in p.links if guard[q] < 3), "
        "cost=1 + guard[q], within=4, stop=owner[q] == blue)) + (1 if town in "
        "reach((p for p in place if owner[p] == red), (q for p in place for q in p.links)) else 0)",
    ),
    Construct(
        "expression",
        "spent",
        "The least cost to reach a place; where it is not reached `within + 1`, or without a bound "
        "more than any way can cost: with steps of 1 the number of places.",
        "spent(town, reach(hill, (q for p in place for q in p.links), within=3))",
    ),
    Construct(
        "expression",
        "holds",
        "Does the `when` of a card hold? `play` does not ask.",
        "1 if holds(frost) else count(e for e in event if holds(e))",
    ),
    Construct(
        "expression",
        "none",
        "A value that may be none is tested before it is used. What a test taught is known as "
        "long as nothing can change it, in loops and past questions too: of a local until it is "
        "set again, of a register until it is set, a script is called or somebody is asked. So "
        "what is needed past a question is kept in a local, `here = at[u]`.",
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
        "each",
        "A local with an index, a value for each member: `x: each(SET, kind) = value`, with more "
        "sets `each(SET, SET, kind)`. The kind is `range(low, past)`, `bool`, `SET` or `SET or "
        "none`. The line sets every value, to none, false, 0 or the lowest if it names none. "
        "Nothing of it is shown or logged; what is read of it is as secret as all that was "
        "written to it, and it is forgotten when no line can read it any more.",
        "far: each(place, range(0, 10)) = 9\nfar[hill] = 0\nfor i in range(3):\n"
        "    for p in place:\n        for q in p.links:\n            if far[p] + 1 < far[q]:\n"
        "                far[q] = far[p] + 1\n"
        "met: each(seat, place, bool)\nmet[red, town] = true\n"
        "guard[town] += 1 if far[town] < 4 and met[red, town] else 0",
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
        "Over a set, a list of members `(a, b)`, list field, range or generator; a filter is "
        "tested at each step. `break`, `continue` as in Python.",
        "for p in (p for p in place if guard[p] > 1):\n"
        "    guard[p] -= 1\n"
        "for p in (hill, town):\n"
        "    guard[p] += 1\n"
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
        "Repeats while the number is above 0; every round must lower it. Between rounds the past "
        "of the number is forgotten, and within one as soon as it has fallen, if nothing in the "
        "round can raise it: so equal positions are equal.",
        "while falling(coins[red]):\n    coins[red] -= 1\n    guard[hill] += 1",
    ),
    Construct(
        "statement",
        "while condition",
        "Repeats while the condition holds, for ever with `true`, in a game to which [game] gives "
        "an end of its own by `cap` or `repetition`. Every round asks a seat something, on every "
        "way through it, or leaves the loop: a round of chance alone is a finding. It remembers "
        "nothing.",
        "while guard[ford] > 0:\n"
        "    mover = choose(red, [stay, leave])\n"
        "    if mover == leave:\n"
        "        break\n"
        "    guard[ford] -= 1",
    ),
    Construct(
        "statement",
        "a call",
        "Run a procedure, or a card by `play(card)`. `return` leaves a procedure, `pass` does "
        "nothing.",
        "turn(red)\nif holds(frost):\n    play(frost)\npass\nreturn",
    ),
    Construct(
        "statement",
        "act",
        "Hand the move to a seat, for one action of the main menu, or of `menu=name`; `text` is "
        "what it is asked. With `see=` the action is secret: other seats learn that one was taken, "
        "and not which, so what its `do` writes must be seen by no more seats, and it may ask "
        "nobody and end nothing.",
        'act(red)\nact(red, menu=main, text="And one step more?", about=hill)',
    ),
    Construct(
        "statement",
        "choose",
        "Ask a seat. Options are a set, a list field, `[new, words]`, `range(...)`, or a generator "
        "over one of these; a list that is filtered is not to be empty. With `or none` it is none "
        "where the list is empty, and only there; with `decline=none`, or a word of your own, the "
        "seat may always decline, and the answer then is none. `see` says who is told.",
        'plan = choose(red, [hold, march], text="Your plan", see=viewer == red)\n'
        'goal = choose(blue, (p for p in place if guard[p] < 4) or none, text="Where")\n'
        'bid = choose(red, (n for n in range(0, 10) if n <= coins[red]), text="What do you bid?")\n'
        "way = choose(blue, (w for w in [hill_road, ford_road] if w != ford_road or bid > 1))\n"
        'past = choose(red, place, text="Past where?", decline=stay)\n'
        "if reveal(plan == march) and goal != none and past != none and way == hill_road:\n"
        "    guard[goal] += 1",
    ),
    Construct(
        "statement",
        "tell",
        'Say what happens, where it happens: `tell("...")`, with values in braces as they are at '
        "that moment, members by their short names. The log, the cards of the table and the "
        "terminal tell it in this order, and no longer list what the same rule changed; a rule "
        "that tells nothing is told by what it changed, under its `name` if it has one, and one "
        "that tells a sentence without words is passed over in silence. What a rule tells that "
        "asked a seat or chance stands in place of the answer: say what was chosen, or what fell. "
        "They are told who see all that the sentence reads and all that decided that it is told: "
        "you need not say who. "
        "`others` is what the rest are told, if they may know as much; `see` tells fewer. It "
        "changes nothing, and costs nothing where nobody reads it; but a local that it reads is "
        "kept until then.",
        "guard[hill] += 1\n"
        'tell("{hill} is held by {guard[hill]} now.")\n'
        "drawn = chance(place, see=viewer == red)\n"
        'tell("Scouts report from {drawn}.", others="Scouts come back to Red.")\n'
        'tell("Only Blue hears this.", see=viewer == blue)',
    ),
    Construct(
        "statement",
        "move",
        "Move a member from one place of its zone to another; both are said. `all` moves all that "
        "lie there. It comes to lie on top of an ordered place, with `under=true` below; all of "
        "one keep their order. Every seat is told that something moves, and from where to where, "
        "so that nothing hidden may decide this; which member it is, they see who see either "
        "place, without `reveal`. It is an error, with the way there, if it does not lie where it "
        "is moved from. To draw, ask first whether anything is left; to shuffle a pile, move all "
        "of it to where nothing has an order.",
        "if size(bag) == 0:\n"
        "    move(all, heap, bag)\n"
        'drawn = chance(bag, see=viewer == red, text="A tile is drawn")\n'
        "move(drawn, bag, rack[red])\n"
        'laid = choose(red, rack[red], text="Lay a tile")\n'
        "move(laid, rack[red], heap)\n"
        "coins[red] += 1 if top(heap) == boat and size(rack[red]) == 0 else 0",
    ),
    Construct(
        "statement",
        "choose_some",
        "Ask a seat for some of a list, `least` (0 if left out) to `most` of them. They are picked "
        "one after the other in declared order, and `done` ends it (or what `decline` names), so "
        "each set of them is one line of play. The local is the set: `p in best`, `for p in best`, "
        "also in generators. It is an indexed local of truth values; any of these is such a set.",
        'best = choose_some(red, (p for p in place if guard[p] > 0), most=2, text="Who marches?")\n'
        "for p in best:\n"
        "    guard[p] -= 1\n"
        "coins[red] = count(p for p in best if p.worth > 1) + (1 if hill in best else 0)",
    ),
    Construct(
        "statement",
        "choose_way",
        "Ask a seat for a way: from a place to one of those that the list names, and on from "
        "there, at most so often, until it declines (`stay`). The local is the place where it "
        "ends. The question is about the place where one stands.",
        "way = choose_way(red, hill, (q for p in place for q in p.links if guard[q] > 0), most=3)\n"
        "guard[way] += 1",
    ),
    Construct(
        "statement",
        "text about say",
        "What people are told of a question. `text` may have values in it, and `about` names the "
        "member that it is about, which clients show. `say` tells who chooses why a member of the "
        "list is not offered: one sentence, or pairs of a condition and what is said where it "
        "fails, asked in turn; together they are to say what the filter does. A derived value that "
        "has `needs` stands in place of a pair, `say=[may_settle[p], (...)]`, where several "
        "questions give the same reasons. In braces, here and "
        "in every `say` with values, a condition may choose words, `{'Ford' if wet else 'Plain'}`, "
        "or words and a value.",
        "for s in seat:\n"
        "    goal = choose(s, (p for p in place if owner[p] != s and guard[p] < 4) or none,\n"
        '        text="Where do your {coins[s]} coins go?", about=s,\n'
        '        say=[(owner[p] != s, "{p} is yours."),\n'
        "            (guard[p] < 4, \"{guard[p]} are there{', wet' if p.wet else ''}.\")])\n"
        "    if goal != none:\n"
        "        owner[goal] = s",
    ),
    Construct(
        "statement",
        "chance",
        "Ask chance: dice `d4 d6 d8 d10 d12 d20`, `coin`, or any list, with `weight=` (a positive "
        "number, of the variable of the list; beside `or none` it may be 0). As in `choose`, a "
        "filtered list is not to be empty, and with `or none` an empty one gives none.",
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

CONSTRUCTS = (*SECTIONS, *BOARDS, *PHRASES, *IDIOMS)
