"""Idioms: small whole games that show how something common in games is written."""

from __future__ import annotations

from game.rules.reference.sections import Construct

ORDERS = '''\
[game]
name = "Two fords"
language = 2
text = "Two columns are sent to two fords in secret; where both meet, the stronger one stays."
seats = ["red", "blue"]
longest = { decisions = 6, chance = 0 }

[set.ford]
members = ["upper", "lower"]

[register.sent]
of = "seat"
range = "ford or none"
see = "viewer == seat"
text = "Where a column is sent: its own secret until all are."

[register.men]
of = "seat"
range = [0, 9]
start = 3
text = "How strong a column is."

[register.held]
of = "ford"
range = "seat or none"
text = "Who holds a ford."

[action.send]
choose = { ford = "ford" }
needs = [{ id = "held", when = "held[ford] != actor", say = "You hold it already." }]
do = "sent[actor] = ford"

[action.rest]
do = "sent[actor] = none"

[procedure.play]
text = "Three rounds of orders, each carried out when all are given."
do = """
for turn in range(3):
    for s in seat:
        act(s, see=viewer == s, text="Your order")
    for f in ford:
        comers = reveal(count(s for s in seat if sent[s] == f))
        for s in seat:
            if reveal(sent[s] == f):
                if comers == 1:
                    held[f] = s
                elif men[s] > 0:
                    men[s] -= 1
    for s in seat:
        if reveal(sent[s] == none):
            men[s] = min(9, men[s] + 1)
        sent[s] = none
end(over)
"""

[ending.over]
text = "Who holds more fords wins, then who is stronger."
winner = "highest_one((s for s in seat), by=(count(f for f in ford if held[f] == s), men[s]))"
'''

CIRCLES = '''\
[game]
name = "Hound and fox"
language = 2
text = "A hound hunts a fox over a yard until it has it, or both go in circles."
cap = { moves = 40, ending = "dusk" }
repetition = { times = 3, ending = "circles" }

[set.seat]
members = [{ id = "hound", home = "a1" }, { id = "fox", home = "c2" }]

[set.spot]
grid = "square"
size = [3, 3]

[register.at]
of = "seat"
range = "spot"
start = "seat.home"
text = "Where it is."

[action.run]
choose = { goal = "spot" }
needs = [{ id = "near", when = "goal in at[actor].near", say = "{goal} is too far." }]
do = "at[actor] = goal"

[procedure.play]
text = "The hound begins."
do = """
while true:
    for s in seat:
        act(s, text="Where do you run?")
        if at[hound] == at[fox]:
            end(caught)
"""

[ending.caught]
text = "The hound has the fox."
winner = "hound"

[ending.circles]
text = "They go in circles, and the fox gets away."
winner = "fox"

[ending.dusk]
text = "Night falls, and the fox gets away."
winner = "fox"
'''

PHASES = '''\
[game]
name = "The causeway"
language = 2
text = "Two companies race over a moor for the stones in its midst."
seats = ["red", "blue"]
longest = { decisions = 12, chance = 0 }

[set.hex]
grid = "hex"
size = [5, 3]

[set.stone]
of = "hex"
members = ["b2", "c2"]

[set.company]
members = [
  { id = "red_foot", name = "Red foot", side = "red", home = "a1" },
  { id = "red_horse", name = "Red horse", side = "red", home = "a3" },
  { id = "blue_foot", name = "Blue foot", side = "blue", home = "e1" },
  { id = "blue_horse", name = "Blue horse", side = "blue", home = "e3" },
]

[register.at]
of = "company"
range = "hex"
start = "company.home"
text = "Where a company stands."

[register.marched]
of = "company"
range = "bool"
text = "It has marched in this phase."

[register.left]
range = [0, 2]
text = "How many companies may still march in this phase."

[derived.stones]
of = "seat"
name = "Stones"
value = "count(c for c in company if c.side == seat and at[c] in stone)"

[action.march]
choose = { company = "company", goal = "hex" }
needs = [
  { id = "yours", when = "company.side == actor", say = "{company} is not yours." },
  { id = "fresh", when = "not marched[company]", say = "{company} has marched." },
  { id = "near", when = "goal in at[company].near", say = "{goal} is too far." },
  { id = "free", when = "all(at[c] != goal for c in company)", say = "Somebody is there." },
]
do = """
at[company] = goal
marched[company] = true
left -= 1
"""

[action.end_phase]
name = "End the phase"
do = "left = 0"

[procedure.play]
text = "Three rounds; in each both sides have a phase."
do = """
for turn in range(3):
    for s in seat:
        phase(s)
end(dusk)
"""

[procedure.phase]
params = { s = "seat" }
text = "A side marches with as many companies as it likes, each once, and ends its phase."
do = """
for c in company:
    marched[c] = false
left = count(c for c in company if c.side == s)
while falling(left):
    act(s, text="Who marches? {left} may.")
"""

[ending.dusk]
text = "Who stands at more stones wins."
winner = "highest_one((s for s in seat), by=stones[s])"
'''

IDIOMS = (
    Construct(
        "idiom",
        "as many actions as a seat likes",
        "A phase in which a seat acts until it has had enough. A register counts what it may still "
        "do, `while falling(left)` asks until it is at 0, every action takes from it, and the one "
        "that ends the phase sets it to 0. So the phase ends by itself where nothing is left, and "
        "has a bound. The needs of the other actions say what is spent, here that a company "
        "marches once. Without any such number it is `while not done:` and an action that sets "
        "`done`, in a game to which [game] gives a `cap`.",
        PHASES,
    ),
    Construct(
        "idiom",
        "orders given at once",
        "Each seat takes an action of which the others learn only that it is taken, "
        "`act(s, see=viewer == s)`, and what it ordered is kept where it alone looks. After the "
        "last of them the loop below carries all of it out, and reveals it. So needs, reasons and "
        "previews of orders are those of actions.",
        ORDERS,
    ),
    Construct(
        "idiom",
        "a game without a bound",
        "Many games, chess among them, go on until they are won, and by a rule of their own they "
        "may not go on for ever. [game] tells that rule, and no register counts for it. "
        '`cap = { moves = 40, ending = "dusk" }` ends the game where a seat would be asked for a '
        "41st decision, those of all seats counted as `longest` counts them; outcomes of chance "
        'are none. `repetition = { times = 3, ending = "circles" }` ends it where a position '
        "stands for the third time as a seat is asked: all registers, and the question with what "
        "its script remembers. One of the two is enough; where both come at once it is the "
        "repetition. The `winner`, `score` and `returns` of the ending read the position reached; "
        "a game without endings has no winner then. A scenario may have its own. People are told "
        "when ten moves are left, and when a position comes back.\n\n"
        "So positions that differ in their past alone are equal, and exploration goes round "
        "circles: it knows no cap. Where few see what a position holds, its coming back would tell "
        "all of it, and `repetition` is a finding.",
        CIRCLES,
    ),
)
