"""What a look file says, section by section: each with its meaning and an example that is read."""

from __future__ import annotations

from game.rules.reference.sections import Construct

#: What the examples of the look file name and the scaffold does not have.
LOOK_RULES = """\
[register.danger]
range = [0, 8]
name = "Danger"

[register.day]
range = [1, 9]
start = 1

[register.ruse]
range = "event or none"

[register.truce]
of = "place"
range = [0, 3]

[derived.holds_up]
of = { s = "seat", p = "place" }
value = "owner[p] == s and strength[p] > 4"

[number.flood]
value = 6

[action.wait]

[set.soil]
members = [{ id = "turf", cost = 1 }, { id = "bog", cost = 3 }]

[set.cell]
grid = "hex"
board = '''
. . b
 . b .
'''
legend = { "." = { soil = "turf" }, b = { soil = "bog" } }
lines = { road = ["a1 b1 b2"] }

[set.troop]
members = [{ id = "guard", side = "red", strength = 4, speed = 2 }]

[register.post]
of = "troop"
range = "cell or none"

[scenario.flooded]
questions = ["Who feared the river, and when?"]

[register.joined]
of = "troop"
range = "bool"

[register.target]
range = "cell or none"

[register.mud]
of = "cell"
range = [0, 3]

[derived.linked]
value = "reach(a1, (q for p in cell for q in p.near))"
"""

LOOK_INTRODUCTION = (
    "`[game] look` names a TOML file in the folder of the rules or below it. It says how "
    "the game is shown and changes no rule: every name in it is one that the rules "
    "declare, and `panj check` tells of what is mistyped at its line. All of it may be "
    "left out: a game without a look has no map, its values stand in tables, and the log "
    "tells every change. A save carries the look."
)

LOOKS = (
    Construct(
        "look",
        "The head",
        "`version` is 1. `geography` is the folder, beside the look, of a map whose "
        "spaces have the ids of the places. `game` is the name of the game that it was "
        "made for: a save from before rules named their look finds our own by it, and is "
        "lent by [before] the words of `labels` and the `short` names of places that its "
        "rules did not have yet.",
        'version = 1\ngame = "Example"',
    ),
    Construct(
        "look",
        "[seats.SEAT]",
        "A seat's `colour` (#rrggbb) and its `icon`, one of `assets/icons`. On a board what it has "
        "has its `shape` (counter, disc, ring, cross, man, block, star), and its counters their "
        "`outline` (round, cut, square) and `hatch`, so that seats differ without colour too.",
        '[seats.red]\ncolour = "#d9442f"\nicon = "shield"\noutline = "cut"\nhatch = "rising"',
    ),
    Construct(
        "look",
        "[bots.VARIANT]",
        "What people are told of the bot that plays by the doctrine rows of a variant, or by "
        "`doctrine`: its `name`, which is the variant's if left out, and in a few words `text`, "
        "how it plays.",
        '[bots.doctrine]\nname = "Steady"\ntext = "plays its rows from the top"',
    ),
    Construct(
        "look",
        "[counters.NAME]",
        "A piece on every place of which `value`, a register or derived value of places, "
        "is above nought; in the order in which they stand. `letter`, `colour` and `ink` "
        "of the number, `silhouette` (shield, disc, tower, hexagon, helmet, diamond, "
        "pennant, square, burst) and `hatch` (none, rising, falling, level, upright, "
        "dots) tell them apart. `addend` is "
        '"plus" or "minus" where it is a part of the badge\'s value; `seat` is whose it is. `name` '
        "is that of the value if left out, here and below.",
        '[counters.guards]\nvalue = "guard"\nletter = "G"\ncolour = "#e9e4d6"\nink = "#26210f"\n'
        'silhouette = "tower"\nhatch = "level"\naddend = "plus"\nseat = "red"',
    ),
    Construct(
        "look",
        "[shadows.NAME]",
        "A counter `like` another for what stands elsewhere and only reaches here: drawn hollow.",
        '[shadows.reach]\nvalue = "strength"\nlike = "guards"\nname = "Reach"',
    ),
    Construct(
        "look",
        "[badge]",
        "One `value` of a place as a badge, whose `states` are told by thresholds: the "
        "highest whose `least` is reached, else the one without. Each has an `id`, a "
        "`name`, `colour`, `ink`, `rim` and `silhouette`.",
        '[badge]\nvalue = "strength"\nstates = [\n'
        '  { id = "firm", least = 3, colour = "#2f8f6b", silhouette = "square" },\n'
        '  { id = "weak", name = "Weak", colour = "#1b1214", ink = "#ff8a73", rim = "#ff5a3d", '
        'silhouette = "burst" },\n]',
    ),
    Construct(
        "look",
        "[accent]",
        "A truth `value` of seat and place. Where it holds, the seat's counters are set "
        "off and `chip` stands beside them; `gained` and `lost` tell between seat and "
        "place what a move would change, `holds` and `nowhere` at the end of a round. `share` "
        "is a number of seat and place: what the badge has of the seat, and would lose without it.",
        '[accent]\nvalue = "holds_up"\nchip = "holds it up"\ngained = "comes to hold up"\n'
        'lost = "no longer holds up"\nholds = "holds up"\nnowhere = "Holding up nothing"',
    ),
    Construct(
        "look",
        "[layers.NAME]",
        "What the land of the map can be tinted by. `draw` says how: `ramp` a number `value` of "
        "places, from the colour `low` at the number `from` to `high` at `to`; `states` a number, "
        "by the badge's states; `seats` a truth value of seat and place, in the colours of the "
        "seats; `count` how many seats that is true of, as a ramp; `signs` what there is of some "
        "`values` of places. `name`, and `text` for its legend.",
        '[layers.strong]\nvalue = "strength"\ndraw = "ramp"\nlow = "#20242e"\nhigh = "#ff9a7a"\n'
        'from = 0\nto = 3\ntext = "The brighter, the stronger."',
    ),
    Construct(
        "look",
        "[marks.NAME]",
        'A small `icon` where `value` is neither nought, no nor none: `on` a "place", or on every '
        '"passage" that the map has from it.',
        '[marks.truce]\nvalue = "truce"\nname = "Truce"\nicon = "handshake"\ncolour = "#f0c24b"\n'
        'on = "place"',
    ),
    Construct(
        "look",
        "[[tracks]]",
        "A single number in the bar at the top. It ends where its register does, or "
        "sooner, at the number called `limit`; `near` steps from its end it is drawn as a "
        "warning.",
        '[[tracks]]\nvalue = "danger"\nicon = "flame"\ncolour = "#e5604a"\n'
        'limit = "flood"\nnear = 2',
    ),
    Construct(
        "look",
        "[[alarms]]",
        "A single number of which all are alerted, with a banner and a sound, by what they "
        "`say`: when it comes to so many steps from its end (`near`, with `limit` as a track "
        "has it), or falls to one of the values in `low`. `{value}` and `{end}` stand for the "
        "numbers.",
        '[[alarms]]\nvalue = "danger"\nlimit = "flood"\nnear = [2, 1]\nlow = [0]\n'
        'say = "Danger is {value}: at {end} the dam breaks."',
    ),
    Construct(
        "look",
        "[[counts]]",
        "A `rule`, a procedure, that counts place by place, a sentence for each, what seats "
        "gain in `total`, a register of theirs: it is shown as a scene of its own, place by "
        "place, with what each seat has so far.",
        '[[counts]]\nrule = "turn"\ntotal = "coins"',
    ),
    Construct(
        "look",
        "[[rolls]]",
        "A `rule`, a procedure, whose die is told with what is added to it in one sentence, as in "
        "`A flood: die 5, 1 for rain, -1 for the dam; 5 in all.`: it is shown line by line before "
        "the die falls. `steps` tells `from` which numbers of the rules on the sum comes to what "
        "(`name`), `least` what it is below all of them.",
        '[[rolls]]\nrule = "turn"\nleast = "Drizzle"\nsteps = [{ from = "flood", name = "Flood" }]',
    ),
    Construct(
        "look",
        "[[families]] and [map]",
        "`tint` colours the spaces `of` some families of the map; [map] sets the colours "
        "of what is drawn: `river`, `river_core`, `water`, `border`, `state`, `road`, "
        "`town`, `passage`, `ground`, `name`, `halo`, `legal`, `selected`, `hover`, "
        "`flash`, `surroundings`.",
        '[[families]]\nof = ["north"]\ntint = "#39717b"\n\n[map]\nriver = "#62d4f6"',
    ),
    Construct(
        "look",
        "[board.SET]",
        "A board is drawn without a word here: what is left out is chosen by the words of ids and "
        "names, `ridge`, `mere`, `brook`, `causeway`, and what has none that is known looks unlike "
        "the others. `terrain` is the field of its places whose members "
        "are kinds of ground (else the first that may be), `cost` the field of those members that "
        "the legend tells, or a table by them and one more set, such as the kinds of pieces: the "
        "legend tells the costs of the chosen piece. [board.SET.ground.KIND] gives a kind of "
        "ground its `colour`, `pattern` (plain, tufts, trees, hills, peaks, houses, waves, marsh, "
        "sand, rocks, rising, falling, level, upright, dots) and a `note` in the legend, "
        "[board.SET.lines.NAME] a line its `pattern` (road, track, river, wall, dashes), `colour`, "
        "`name` and `note`. [board.SET.trails.NAME] draws, dotted, the way of the derived value "
        "`reach` to the chosen piece (a single one, that of its owner, or its own), and "
        "[board.SET.aims.NAME] lines from "
        "the pieces of which the register `pieces` is true to the place in the register `to`, "
        "dashed from afar; both have a `name` and a `colour`. [board.SET.layers.NAME] tints the "
        "places as a layer of a map does, but for `states`. `colours` are "
        "the one or two tones of places without terrain; `grid` says how squares are told apart "
        "(checkered, lines, open, round), `holes` the colour of squares "
        "that are no places, `areas` whether the places of a graph are points or share the "
        "land out (points, voronoi). `coordinates = false` leaves the ids out; `picture` is a .png "
        "or .jpg beside the look that lies under the board, edge to edge.",
        '[board.cell]\nterrain = "soil"\ncost = "cost"\n\n[board.cell.ground.bog]\n'
        'colour = "#3f5a52"\npattern = "marsh"\n\n[board.cell.lines.road]\nnote = "1"\n\n'
        '[board.cell.trails.supply]\nreach = "linked"\nname = "Supply"\n\n'
        '[board.cell.aims.attack]\npieces = "joined"\nto = "target"\ncolour = "#e7b85c"\n\n'
        '[board.cell.layers.mud]\nname = "Mud"\nvalue = "mud"\nto = 3\ntext = "how deep"',
    ),
    Construct(
        "look",
        "[pieces.SET]",
        "How the members of a set look on a board: pieces that a register places there (`at`, "
        "where there are several), or kinds that places hold. `owner` is the field or register "
        "that names their seat (else the first that does), `shape` one of those of seats, "
        "`numbers` the fields, registers or derived values whose figures stand on them. `symbol` "
        "is the field whose values choose the sign, by the table `symbols`: infantry, cavalry, "
        "guns, armour, engineers, supply, headquarters, scouts, fort, ship, air, none. `colours` "
        "are those of members that nobody owns.",
        '[pieces.troop]\nowner = "side"\nnumbers = ["strength", "speed"]\n'
        'symbols = { guard = "infantry" }',
    ),
    Construct(
        "look",
        "[table]",
        "The parts that names of the rules play. `places`: the set that lies on the map; "
        "`facts`: fields of a place that are shown with it; `winner`: how the winner is "
        "told, and `wins` how that of some endings is, by the ending; `wait`: the action that "
        "does nothing, from which whose turn comes when is told; `broken`: each seat's broken "
        "promises; `card`: the `register` of the card "
        "that lies face up, whether it was `played`, and the fields that name the seats "
        "in `order`; `outcome`: the `target` of a seat and the `marks` that tell how it "
        "ended, the `endings` whose score tells how seats stand meanwhile, the procedure that "
        "counts before (`count`, and what that is `counted` as), the register of what a seat would "
        "have come true (`wish`) and whether it has (`reached`); `offer`: the registers of an "
        "offer, `lines` by slot, `from`, `to`, "
        "`writer`, `private`, and the slots `given` by the writer. `aloud`: questions "
        "(SCRIPT.LOCAL) that people at one table answer before all, since what bears on them is "
        "known to all. Where rules ask for an offer question by question, it may be shown as "
        "one: to whom it goes (`begin`), what is given (`give`, one question after another) and "
        "asked for (`take`), in what `form`, of which all may read the one that is `public`, "
        "the `answers` of the other side, and then of the first one, of which `accept` makes it "
        "and `counter` asks for other terms. `whole` offers have a `name`, what one side "
        "`gives` and what it `asks` of the other: clauses, or groups of them; either side may "
        "make them.",
        '[table]\nplaces = "place"\nfacts = ["worth"]\nwinner = "{seat} holds the river"\n'
        'wait = "wait"\ncard = { register = "ruse" }\noutcome = { target = "coins" }',
    ),
    Construct(
        "look",
        "[table.groups.SET] and [[table.bonds]]",
        "Groups: what is offered of a set is found under the member that the field `by` "
        "names; `notes` are said of a group of which a field is true, `icons` stand beside groups. "
        "Bonds: a `register` "
        "of the ledger, rounds left or a truth value, with `giver` and `receiver` (a "
        "seat, `self`, a field or a register of the member, or a table from member to "
        "seat), who is `told`, whether it is `public`, a `promise` that may be broken, "
        "`until` when, and of which `members` alone.",
        '[table.groups.place]\nby = "rear"\nnotes = { wet = "in the water" }\n\n'
        '[[table.bonds]]\nregister = "truce"\ngiver = "owner"\nreceiver = "blue"\npromise = true',
    ),
    Construct(
        "look",
        "[debrief]",
        "What is told when a game is over. `claims`: two values of places, what everybody counts "
        "(`claimed`) and what is so (`true`). `answers`: sentences that answer the `question` of "
        "scenarios (all, or those in `scenarios`) that begins so, with what happened. In braces "
        "stands a register or derived value with its members, as it was at the end, or `at start`, "
        "`at most`, `at least`, and "
        "`round of` the moment when it first was so. `when` compares two such values, or one with "
        "a number; a sentence of which it does not hold is not told.",
        '[[debrief.claims]]\nclaimed = "strength"\ntrue = "strength"\n\n'
        '[[debrief.answers]]\nquestion = "Who feared"\nscenarios = ["flooded"]\n'
        'text = "Danger rose from {danger at start} to {danger at most} in round '
        '{round of danger at most}."\nwhen = "danger at most > danger at start"',
    ),
    Construct(
        "look",
        "[log]",
        "`quiet` registers are bookkeeping: the log leaves their changes out, and so do the "
        "previews of the window and the tracks of the report. One of them that counts for all "
        "stands in the window while it is not nought.",
        '[log]\nquiet = ["day"]',
    ),
)


def look_example() -> str:
    """All examples as one look file."""
    return "\n\n".join(look.example for look in LOOKS) + "\n"
