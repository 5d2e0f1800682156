"""The longer texts of the language's reference: scaffold, a whole game, what is good to know."""

SCAFFOLD = """\
[game]
name = "Example"
language = 2
labels = { claim = "claimed by a chronicle", contested = "contested" }

[set.seat]
members = [{ id = "red", rival = "blue" }, { id = "blue", rival = "red" }]

[set.place]
members = [
  { id = "hill", name = "The hill", worth = 3, links = ["ford"], rear = "town" },
  { id = "ford", name = "The ford", worth = 1, links = ["hill", "town"], wet = true },
  { id = "town", name = "The town", worth = 2, links = ["ford"] },
]

[table.shelter]
by = { guards = "0..5", ground = "place" }
cells = '''
      hill  ford  town
0     0     0     0
1-2   2     1     2
3+    4     1     3
'''
text = "How well so many guards are sheltered."

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

[set.tile]
members = [{ id = "boat", worth = 3 }, { id = "cart", worth = 1 }, { id = "mule", worth = 1 }]

[zone.tiles]
of = "tile"
start = "bag"
text = "Tiles that are drawn from a bag, kept on a rack and laid on a heap."

[zone.tiles.places]
bag = { see = "none" }
rack = { of = "seat", see = "viewer == seat" }
heap = { ordered = true }

[derived.strength]
of = "place"
value = "guard[place] * 2 - (1 if place.wet else 0)"
text = "What a place is worth in a fight."

[event.frost]
text = "A guard leaves the ford, if any stands there."
when = "guard[ford] > 0"
do = "guard[ford] -= 1"

[procedure.turn]
params = { s = "seat" }
do = "coins[s] += 1"
text = "A seat earns a coin."
"""

WHOLE_GAME = """\
[game]
name = "Raise the toll"
language = 2
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
    (
        "`seats` in [game] declares the set `seat`; every set's name stands for its members after "
        "`in`, and for the variable of one member in `of`, `choose` and `weight`. A generator has "
        "its own: `chance((p for p in place if p.wet) or none, weight=p.worth)`."
    ),
    (
        "Ranges of registers include both ends, `[0, 9]`; `range(0, 4)` in scripts is 0, 1, 2, 3. "
        "`coin` gives true or false, dice give 1 and up."
    ),
    (
        "Left out, `start` is none where none is allowed, else 0 or false, else the lowest; `see` "
        "is all, for registers, choices and chance."
    ),
    (
        "Nothing happens at once: a secret ballot is one hidden `choose` a seat, kept in a "
        "register only its owner sees; secret orders are one `act(s, see=viewer == s)` a seat."
    ),
    (
        "What is next to what stands in a list field: a grid makes it, `near`; elsewhere you list "
        'it, `near = ["a2", "b2"]`. Where a place lies is in number fields, `col` and `row` of a '
        "grid, or your own, `rank = 2`."
    ),
    (
        "A name that is set, and that no register has, is a local of its script and gone when the "
        "script ends: `coin = 3` changes no register `coins`."
    ),
    (
        "`#` begins a comment in the file and in scripts. An expression has none: write it above "
        "the key."
    ),
    (
        "What a filter or a range leaves, no reading of the rules can tell: a list without "
        "`or none` promises that something is left. Play and exploration test it, as they test "
        "that who must `act` can; a list that keeps not what it promised is a finding with the way "
        "there."
    ),
    (
        "What is reached is worked out once in a position, however often it is read. "
        "`reach(START, (q for p in hex for q in p.near), within=0)` keeps any set of places so."
    ),
    (
        "Words of a choice, `[hold, march]`, live in a local. To keep an answer in a register, "
        "declare a set and choose from it."
    ),
    (
        "A derived value shows to a seat when all it reads shows. A local made from hidden values "
        "is seen by nobody; an answer by whom its `see` names."
    ),
    (
        "`reveal(x)` changes nothing: it marks, for the log and the checker, that something public "
        "now depends on what was hidden, and no undo goes back past it."
    ),
    (
        "Unless revealed, what few seats see may not decide what more seats see: no value, no "
        "statement that runs or not because of it, nobody asked or told, no end of the game. "
        "`public = 1 if card[red] > 3 else 0` and `if card[red] > 3: public = 1` are both "
        "findings; `if reveal(card[red] > 3): public = 1` is none. What an ending counts is open "
        "to all."
    ),
    (
        "A seat may show by its answers what it sees itself, so the options of `choose` read only "
        "that, and `see` says who is told. A `see` that reads registers declares when its cells "
        "open; for this check they count as closed to whom it may open them later."
    ),
    (
        "Lists, filters and weights of `chance` may read what is hidden if it says `see=`: a card "
        "is drawn from a hidden deck by `c = chance(deck, see=viewer == s)` and "
        "`move(c, deck, hand[s])`, and turned up with `see=all`."
    ),
    (
        "`{expression}` works in the `say` of needs, bans and choices, and in the `text` of "
        "questions, whose values stand in them; `reveal` has no place there. Scripts print "
        "nothing: the log tells what changed and by which rule."
    ),
    (
        "In doctrine, `best` is a number and the greatest wins. It ranks legal moves alone, and "
        "need not ask what the needs and bans ask; among equals goes the action that `act` names "
        "first, then the first in the order of the moves. `answer` is `script.local`, the script "
        "being the procedure, action or card that asks."
    ),
    (
        "`returns` bounds each seat's return; they need not sum to zero. `longest` counts every "
        "question put to a seat, and every chance, even with one answer."
    ),
    (
        "A file with scenarios is played by them alone; the plain game is then none of them. "
        "`rounds` and `minutes` of a scenario are for people; the rules count by a number of "
        "their own."
    ),
    (
        "A member that a scenario leaves out equals nothing: `owner[hill] == green` is then "
        "false. Procedures and derived values that a scenario never uses may name such members; "
        "elsewhere that is a finding."
    ),
    (
        "An answer that goes into a register is told only to who sees the register: give `see=` "
        "as the register has it, or keep the answer in a local first if all may know."
    ),
    (
        "All seats read the `text` of a question and what it is `about`: their values are to be "
        "open to all. Who chooses alone reads the `say` of what is not offered, and must see its "
        "values."
    ),
    (
        "Registers that keep the books of the rules, who has marched and how many may still, fill "
        'the log. The look names them, `quiet = ["marched", "left"]` under [log]: then the log '
        "leaves their changes out."
    ),
    (
        "A board at the terminal has room for a few letters a place, 8 at most. Names are cut to "
        "it, and where two would be alike they end in their figures, or in numbers; `short` of a "
        'member says what is written instead, `{ id = "red_rifles_1", name = "Red rifles 1", '
        'short = "Rf1" }`.'
    ),
    "`verdict` of an ending is an expression giving a member of a set, whose `name` people read.",
)
