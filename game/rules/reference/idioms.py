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
)
