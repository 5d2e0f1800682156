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

IDIOMS = (
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
