"""What the sections of a rules file say: each with its meaning and an example that runs."""

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
        "`play` names the procedure that is the whole game (`play` if left out); `longest` and "
        "`returns` are declared bounds that the checker tests; `cap` and `repetition` are ends "
        "that a game comes to by itself: see [a game without a bound](#a-game-without-a-bound). "
        "`decks` names the decks of cards, "
        '`["event"]` if left out; `seated` the register that says which seats somebody plays; '
        "`round` the register that counts the rounds, for the log, saves and figures. `labels` are "
        "the labels that things may bear, each with its words for people. `look` is a file beside "
        "the rules that says how the game looks: see below; a game without one "
        "is shown plainly. `include` names files beside the rules, or below their folder, in which "
        'more sections stand: `include = ["cards.toml"]`; no section stands in two of them, and a '
        "save keeps them all. `language` is the version of the language that the file is written "
        "in, this one being 2; a file without it is of the first, in which `or none` in `choose` "
        "means `decline=none`. For people are `text`, a sentence; `how`, the rules in a paragraph; "
        "`minutes`; `disclaimer`; and `counts`, published numbers of a known game that `panj "
        "check` counts too: `turns` (ways to play one turn, two, ...), `positions`, `games`, "
        "`information_sets` (decisions told apart by what is seen), and `by` whom.",
        "[game]\n"
        "language = 2\n"
        'name = "Duel"\n'
        'seats = ["red", "blue"]\n'
        'labels = { claim = "claimed by a chronicle" }\n'
        "longest = { decisions = 20, chance = 4 }\n"
        "returns = [-1, 1]\n"
        'how = "Red and blue strike in turn."\n'
        "minutes = 5",
    ),
    Construct(
        "section",
        "[set.NAME]",
        "The members of a set, in the order of iteration and of last resort in ties. A field is a "
        "number (every member needs it), true or false (missing is false), a member of a set "
        "(missing is none) or a list of members, each once. `name`, `text`, `short`, `source` are "
        "for people; "
        "no two things of a kind have one name, but copies that are alike in all else. "
        "`of` with `members` or `where` makes a subset: the same members. `defaults` is a table of "
        "what each member says that does not say otherwise.",
        '[set.dry_place]\nof = "place"\nwhere = "not place.wet"\n'
        "\n"
        "[set.unit]\n"
        'defaults = { side = "red", speed = 2 }\n'
        'members = ["foot", "guns", { id = "horse", side = "blue", speed = 4 }]',
    ),
    Construct(
        "section",
        "each",
        "A set may be made of other sets: every row of `each` makes a member for each combination "
        "of the members that its `of` names (a set, or a table from variable to set), in order, "
        "after those that `members` lists; a row without `of` is one member. `where` is a "
        "condition over constants, as the file declares them. In the row's texts `{x}` is the "
        "member: its id in `id` and fields, its name in what people read (its short one, where "
        "it has one, by `{x.short}`); `{x.field}` is a constant of it. A field that is nothing but "
        "`{x.field}` has its kind, a number or a list too.",
        "[set.road]\n"
        "defaults = { toll = 1 }\n"
        "each = [\n"
        '  { of = { a = "place", b = "place" }, where = "b in a.links and a < b", '
        'id = "road_{a}_{b}", name = "From {a} to {b}", ends = ["{a}", "{b}"], '
        'toll = "{a.worth}" },\n'
        '  { id = "no_road", name = "Stay" },\n'
        "]\n"
        'text = "A road for each pair of places that are linked."',
    ),
    Construct(
        "section",
        "[number.NAME]",
        "A constant to tune: `value`, `text`, `why`. It is read by its bare name, in expressions, "
        "scripts and `range(pay)`. Scenarios may change it.",
        "[number.pay]\n"
        "value = 2\n"
        'text = "What a guard costs."\n'
        'why = "Two rounds of income; a miser would say 3."\n'
        "\n"
        "[procedure.payday]\n"
        'do = """\n'
        "for i in range(pay):\n"
        "    coins[red] += 1\n"
        "coins[blue] = pay * 2\n"
        '"""\n'
        'text = "Red is paid coin by coin, blue at once."',
    ),
    Construct(
        "section",
        "[option.NAME]",
        "What a table may choose before a game. Each of its `values` has an `id`, a `name`, a "
        "`text` and the `numbers` that it changes. One value changes none: it leaves the rules, "
        "and the scenario, as they are, and is in force when nothing is chosen; what another says "
        "of a number goes before what the scenario says. No two options set one number. A "
        "scenario has all options, or those that its `options` names. On the command line: "
        "`--options winter=hard`.",
        "[number.tribute]\n"
        "value = 1\n"
        'text = "Coins that each seat pays in winter."\n'
        "\n"
        "[option.winter]\n"
        'name = "Winter"\n'
        'text = "How long the snow lies."\n'
        "values = [\n"
        '  { id = "mild", name = "Mild", text = "No snow at all.", numbers = { tribute = 0 } },\n'
        '  { id = "usual", name = "Usual", text = "Each seat pays a coin." },\n'
        '  { id = "hard", name = "Hard", text = "Each pays two.", numbers = { tribute = 2 } },\n'
        "]\n"
        'why = "A hard winter makes coins scarce; who likes to build would have none."\n'
        "\n"
        "[procedure.winter]\n"
        'do = """\n'
        "for s in seat:\n"
        "    coins[s] -= tribute\n"
        '"""\n'
        'text = "Each seat pays for the winter."',
    ),
    Construct(
        "section",
        "[table.NAME]",
        "Constants by keys: a combat results table, the cost of ground. `by` names the keys, one "
        'to three, each a set or a span of numbers `"1..6"`; `value` is what a cell is, a set, '
        '`"SET or none"` or `"bool"`, and left out for numbers. `cells` is drawn: the first line '
        "has the heads of the last key, and each other line a head of the key before it and its "
        "cells; with three keys, the lines of each member of the first stand under a line "
        "`[member]`. A head is a member, a number, or some numbers: `2-4`, `5+` or `..1`, which "
        "take what lies beyond the span as well. `.` is none. A table of one key is "
        "`cells = { head = value, ... }`. Every cell is told, and none twice. It is read "
        "`odds_table[ratio, die]`.",
        "[set.result]\n"
        'members = ["repelled", "retreat", "destroyed"]\n'
        "\n"
        "[table.assault]\n"
        'by = { ratio = "0..3", die = "1..6" }\n'
        'value = "result or none"\n'
        'cells = """\n'
        "       1          2-3        4-5        6\n"
        "..0    repelled   repelled   .          .\n"
        "1      repelled   .          .          retreat\n"
        "2      .          .          retreat    destroyed\n"
        "3+     .          retreat    retreat    destroyed\n"
        '"""\n'
        'text = "What an assault comes to, by attackers for each defender."\n'
        "\n"
        "[table.toll]\n"
        'by = "place"\n'
        "cells = { hill = 2, ford = 3, town = 1 }\n"
        "\n"
        "[procedure.storm]\n"
        'do = """\n'
        'die = chance(d6, text="The assault")\n'
        "came = assault[(coins[red] - toll[hill]) // max(1, guard[hill]), die]\n"
        "if came == destroyed:\n"
        "    guard[hill] = 0\n"
        '"""\n'
        'text = "Red storms the hill."',
    ),
    Construct(
        "section",
        "[register.NAME]",
        'A piece of state. `of` names the sets it has a cell for: one, `"seat"`, a list, or '
        "a table from variable to set; cells are read in this order, `scouted[red, hill]`. "
        '`range` is `[low, high]` (65,536 values at most), `"bool"`, `"SET"` or `"SET or none"`; '
        "`start` a value or an expression "
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
        "[zone.NAME]",
        "A set whose members lie in places, each in exactly one of them: cards in a deck, a hand, "
        "a pile. `of` names the set and `start` where each starts: a place, or an expression "
        "over its constants. Each of the `places` may have `of`, as a register has; `see`, who "
        'sees which members lie there (`"all"` if left out); and `ordered = true`, for a pile of '
        "which the order counts: there they start as if they had been put on it one after the "
        "other. What has no order is shuffled: one draws from it by `chance`. How many lie in a "
        "place all seats see. `move` alone moves them. A scenario may say where some start: "
        '`start = { "units[foot]" = "lost" }`. For a counter on a map, a register says where it '
        'is: `range = "hex or none"`.',
        "[set.unit]\n"
        'members = [{ id = "foot", side = "red" }, { id = "guns", side = "blue" }, "mob"]\n'
        "\n"
        "[zone.units]\n"
        'of = "unit"\n'
        'start = "camp[unit.side] if unit.side != none else square"\n'
        'text = "Units wait in the camps of their sides."\n'
        "\n"
        "[zone.units.places]\n"
        'camp = { of = "seat", see = "viewer == seat", text = "Hidden from the other side." }\n'
        "square = {}\n"
        'lost = { name = "Lost units", ordered = true, text = "The last one lost lies on top." }\n'
        "\n"
        "[procedure.rout]\n"
        'do = """\n'
        "for s in seat:\n"
        "    if size(camp[s]) > 0:\n"
        '        u = chance(camp[s], see=viewer == s, text="Who runs")\n'
        "        move(u, camp[s], lost)\n"
        '"""\n'
        'text = "Each side loses a unit."',
    ),
    Construct(
        "section",
        "[derived.NAME]",
        "A named expression, read like a register and never stored. With `show = true` it stands "
        "on the table to whom all that it reads shows; one with a `name` is listed with values. "
        "With `needs` in place of `value` it holds where all of them do, asked in turn, and a "
        "question's `say` that names it tells the sentence of the first that does not.",
        "[derived.lead]\n"
        'of = "seat"\n'
        "show = true\n"
        'value = "coins[seat] - coins[seat.rival]"\n'
        'text = "Coins ahead of the rival."\n'
        "\n"
        "[derived.may_settle]\n"
        'of = "place"\n'
        "needs = [\n"
        '  { id = "free", when = "owner[place] == none", say = "{owner[place]} holds it." },\n'
        '  { id = "safe", when = "guard[place] > 0", say = "Nobody guards {place}." },\n'
        "]\n"
        'text = "Somebody may settle here."',
    ),
    Construct(
        "section",
        "[action.NAME]",
        "What a seat may do when a script says `act(seat)`. The acting seat is `actor`. `choose` "
        "names the targets: a set, or a list field of an earlier target. Every combination is a "
        "move `name:target`. `needs` are the conditions, each with the sentence that refuses; "
        "`cost` is paid from a register (of the seat: the actor's) and makes the action illegal "
        "where there is too little; then `do` is the effect. `seats` is "
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
        "menu",
        "A menu is quoted where an action names it and bare where a script offers it.",
        "[action.sell]\n"
        'seats = "all"\n'
        'menu = "market"\n'
        'do = "coins[actor] += 1"\n'
        'text = "Sell something."\n'
        "\n"
        "[procedure.market_day]\n"
        'do = """\n'
        "for s in (red, blue):\n"
        '    act(s, menu=market, text="What do you sell?")\n'
        '"""\n'
        'text = "Both seats sell."',
    ),
    Construct(
        "section",
        "[procedure.NAME]",
        'A script called by name, with `params` (a set, `range(low, past)` or `"bool"`). No '
        "circles, no result. `show` names locals that stand on the table while the procedure asks, "
        "with a title for each: parameters, variables of loops, and locals with a declared range. "
        "All seats see them, so no secret may be in them.",
        "[procedure.pay]\n"
        'params = { s = "seat", n = "range(0, 4)" }\n'
        'show = { n = "To pay", turn = "Turn" }\n'
        "do = '''\n"
        "for turn in range(2):\n"
        '    act(s, text="Pay {n}")\n'
        "    coins[s] += n\n"
        "'''\n"
        'text = "Pay a seat."',
    ),
    Construct(
        "section",
        "[event.NAME]",
        "A card: a member of the set `event` with a script of its own, run by `play(event)`. "
        "`when` is a condition, true if left out; `holds(event)` asks it, `play` does not. "
        "Other keys are the card's fields.",
        "[event.flood]\n"
        'name = "Flood"\n'
        'text = "The ford is swept."\n'
        'label = "claim"\n'
        "wet = true\n"
        'when = "guard[ford] > 0"\n'
        'do = "guard[ford] = 0"',
    ),
    Construct(
        "section",
        "decks",
        "Every deck that `decks` names has cards like `event`: `[DECK.CARD]` declares a member of "
        "the set DECK, and its name stands for the deck after `in`.",
        "[game]\n"
        'name = "Weather and news"\n'
        'seats = ["red", "blue"]\n'
        'decks = ["weather", "news"]\n'
        "\n"
        "[register.wet]\n"
        'range = "bool"\n'
        "\n"
        "[weather.rain]\n"
        "weight = 2\n"
        'do = "wet = true"\n'
        "\n"
        "[weather.sun]\n"
        "weight = 1\n"
        'do = "wet = false"\n'
        "\n"
        "[news.flood]\n"
        'when = "wet"\n'
        'do = "end(winner=blue)"\n'
        "\n"
        "[procedure.play]\n"
        'do = """\n'
        'today = chance(weather, weight=weather.weight, text="The weather")\n'
        "play(today)\n"
        'told = chance((n for n in news if holds(n)) or none, text="The news")\n'
        "if told != none:\n"
        "    play(told)\n"
        "end(winner=red)\n"
        '"""',
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
        "How a bot plays: the first row that holds and has a legal move. Rows of [[doctrine.all]] "
        "are every seat's, `actor` being the seat that is to move, and are read after those of the "
        "seat itself, wherever in the file they stand. `act` with `best` (over "
        'the action\'s targets), or `answer = "script.local"` with `best` over `option`; legal '
        "moves alone are ranked. Reads "
        "what the seat sees, or `known(x, default)`. `best` may be a table, an expression for each "
        "action; a move ranked below `least` is left out. `adds` ranks moves instead by what each "
        "would add to a number, looked up one move ahead, as if all were as the seat sees it. "
        "`variant` names the bots whose row this "
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
        'say = "Hold what is worth most."\n'
        "\n"
        "[[doctrine.all]]\n"
        'id = "own_last"\n'
        'act = ["fortify"]\n'
        'best = "place.worth if owner[place] == actor else 0"\n'
        'say = "Each holds its own."',
    ),
    Construct(
        "section",
        "[scenario.NAME]",
        "A way to play. A file with scenarios is played by them alone: for the plain game, add a "
        "scenario that changes nothing. `only` keeps members of sets (references to the rest "
        "vanish), `actions` keeps actions, `options` options, `numbers` and `fields` change "
        "constants, `start` sets cells. `frozen` makes registers constants, at their start or at "
        "a value: what rules write to them is lost. `like` names a scenario to take everything "
        "from that this one leaves out. `longest`, `cap` and `repetition` are as in [game], "
        "for this scenario. For people are `rounds`, `minutes`, `teaches`, `questions` "
        "(asked of every seat after the game), `tags` and `survey` (those that it keeps), "
        "`facts` (tables of `text`, `label`, `source`, `models`) and `brief.SEAT` (texts under "
        "headings of yours, the same for every seat). `clock` (also of [game], for all) says how "
        "long things may take at a table: rows of a `name`, what they time (`each` turn or round, "
        "or a phase: while the scripts that it is `of` ask somebody), `seconds`, and what happens "
        "at `nought`: `nothing`, a `bell`, or the `usual` move, which the doctrine advises.",
        "[scenario.short-game]\n"
        'name = "Short"\n'
        'text = "A hard winter without the town."\n'
        "rounds = 2\n"
        "minutes = 15\n"
        "longest = { decisions = 4, chance = 0 }\n"
        'only = { place = ["hill", "ford"] }\n'
        'start = { coins = 5, "guard[hill]" = 1 }\n'
        'frozen = ["owner"]\n'
        'fields = { "hill.worth" = 2 }\n'
        'facts = [{ text = "The ford froze.", label = "contested", source = "A diary" }]\n'
        'questions = ["Who paid for the guards?"]\n'
        'clock = [{ name = "A turn", each = "turn", seconds = 90, nought = "bell" }]\n'
        "\n"
        "[scenario.short-game.brief.red]\n"
        'aims = "The hill."\n'
        'fears = "Blue at the ford."\n'
        "\n"
        "[scenario.short-game.brief.blue]\n"
        'aims = "The ford."\n'
        'fears = "A long winter."\n'
        "\n"
        "[scenario.whole-game]\n"
        'name = "The whole game"\n'
        "\n"
        "[scenario.poor-game]\n"
        'like = "short-game"\n'
        'name = "Short and poor"\n'
        "start = { coins = 1 }",
    ),
    Construct(
        "section",
        "[tag.NAME]",
        "A word that people may sort their decisions by, where they are asked why they chose: "
        "`name` is shown, `text` says what it means. A scenario keeps those that its `tags` name; "
        "all, if left out.",
        "[tag.thrift]\n"
        'name = "thrift"\n'
        'text = "Coins are kept for later."\n'
        "\n"
        "[tag.alarm]\n"
        'name = "alarm"\n'
        "\n"
        "[scenario.plain-game]\n"
        'name = "Plain"\n'
        'tags = ["thrift"]',
    ),
    Construct(
        "section",
        "[survey.NAME]",
        "A question to every seat after the game, besides the `questions` of the scenario: `text` "
        "is the question, or a statement to agree with. With a `scale` the answer is a number from "
        "1 to 5, and the scale says what 1 and what 5 mean; without one it is in words. A scenario "
        "keeps those that its `survey` names; all, if left out.",
        "[survey.clear]\n"
        'text = "I knew why a place was lost."\n'
        'scale = ["never", "always"]\n'
        "\n"
        "[survey.again]\n"
        'text = "What would you do otherwise?"',
    ),
    Construct(
        "section",
        "[guide.NAME]",
        "A lesson at the table, for who never played: `seat` is the learner's, in `scenario` (the "
        "first, if left out), with `seed` and with bots in `seats`. Each step has `text` and may "
        "have a `name` and a `task`; they have values in braces, as the seat sees them. `points` "
        "names what is outlined: a member of a set, an `action`, a `register` or a `part` of the "
        "table (board, place, choices, outcome, confirm, card, round, log, dock, menu, "
        "values, undo). "
        "`waits` says what ends the step: `read` (going on; if left out), `look` (at the place "
        "pointed at), `choose` (the action), `act` (any action; the one pointed at is asked for), "
        "`answer` (another question), `turn` (to be asked for an action again), `phase` (a "
        "procedure, named in `phase`, asks), `until` (the condition in `until` holds) or `end` "
        "(the game is over). `typed` is the move that is meant, for who plays at a terminal. "
        "A step whose `when` does not hold is passed over. A learner may do "
        "otherwise: the lesson goes on behind what was done. `[word]` in a text is explained where "
        "it comes first, by `words`; `[words|word]` if it is said otherwise. A guide that is "
        "`like` another tells its steps anew, by their ids, in a `language`: what it leaves "
        "out it has of the other, and who speaks that language is offered it instead.",
        "[guide.first_coins]\n"
        'name = "First coins"\n'
        'text = "What coins are for."\n'
        'seat = "red"\n'
        "seed = 1\n"
        'seats = { blue = "bot:random" }\n'
        'words = { guard = "One who holds a place." }\n'
        "\n"
        "[[guide.first_coins.steps]]\n"
        'id = "purse"\n'
        'text = "You have {coins[red]} coins. A [guard] costs one."\n'
        'points = { register = "coins", place = "hill" }\n'
        "\n"
        "[[guide.first_coins.steps]]\n"
        'id = "act"\n'
        'when = "coins[red] >= 1"\n'
        'text = "Whoever acts first has the choice."\n'
        'task = "Do what you like."\n'
        'waits = "act"\n'
        "\n"
        "[guide.erste_muenzen]\n"
        'like = "first_coins"\n'
        'language = "de"\n'
        'name = "Erste Münzen"\n'
        'words = { Wache = "Wer einen Ort hält." }\n'
        "\n"
        "[[guide.erste_muenzen.steps]]\n"
        'id = "purse"\n'
        'text = "Du hast {coins[red]} Münzen. Eine [Wache] kostet eine."',
    ),
    Construct(
        "section",
        "[inject.NAME]",
        "What an umpire may let happen, from a library: `text` is read out, and `do` is a script "
        "that changes registers. `choose` names sets of which one member each is chosen, and "
        "`when` says of which it makes sense now; the script may lean on that. It happens at once: "
        "it may call procedures, but neither ask, roll, let a seat act, end the game nor move what "
        "lies in a zone. No rule lets it happen, so that a game without an umpire goes as it "
        "would without injects. A scenario whose members it names not all does not offer it. "
        "A file beside a game may hold more of them, and an umpire may write such a script on the "
        "spot.",
        "[inject.windfall]\n"
        'name = "A windfall"\n'
        'text = "Coins are found under a stone."\n'
        'choose = { who = "seat" }\n'
        'when = "coins[who] < 9"\n'
        'do = "coins[who] += 1"',
    ),
    Construct(
        "section",
        "seats and optional",
        "In a scenario, `seats` must be played (all, if left out) and `optional` ones may be: for "
        "who is played of these the game sets a cell of the register that [game] calls `seated`; "
        "the others start it themselves. What the rules do for an empty seat is written in them. "
        "Optional seats that `usual` names are played unless somebody leaves them out.",
        "[game]\n"
        'name = "An empty chair"\n'
        'seats = ["red", "blue", "green"]\n'
        'seated = "present"\n'
        "\n"
        "[register.present]\n"
        'of = "seat"\n'
        'range = "bool"\n'
        'text = "Does somebody play the seat?"\n'
        "\n"
        "[register.score]\n"
        'of = "seat"\n'
        "range = [0, 9]\n"
        "\n"
        "[action.dare]\n"
        'do = "score[actor] += 1"\n'
        "\n"
        "[procedure.play]\n"
        'do = """\n'
        "for s in seat:\n"
        "    if present[s]:\n"
        "        act(s)\n"
        "    else:\n"
        "        score[s] = 1\n"
        "end()\n"
        '"""\n'
        "\n"
        "[scenario.open-table]\n"
        'name = "Two or three"\n'
        'seats = ["red", "blue"]\n'
        'optional = ["green"]\n'
        'usual = ["green"]\n'
        'start = { "present[red]" = true, "present[blue]" = true }',
    ),
)
