"""Looks: read with their rules, and whatever is wrong in one is a finding at its place."""

from __future__ import annotations

import random
import re
import shutil
import tomllib
from functools import cache
from pathlib import Path

import pytest

from game.resources import asset, rules_path
from game.rules import Rules, RulesError, load_rules, parse_rules
from game.rules.diagnostics import Diagnostic
from game.rules.look import Look, declare_look
from game.rules.look.geography import off_map
from game.rules.look.page import DeclaredNames
from game.rules.look.past import ClaimLook, PastTest
from game.rules.look.source import look_of_text
from game.rules.reference.examples import SCAFFOLD
from game.rules.reference.looks import LOOK_RULES, LOOKS, look_example
from game.rules.reference.reference import language_reference
from game.rules.source.locate import locate
from game.rules.source.positions import Positions
from tests.loaded import rules_of
from tests.rules.any_text import change, unfit

LOOK = asset("look.toml").read_text(encoding="utf-8")
RULES = rules_path().read_text(encoding="utf-8")


@cache
def rules() -> Rules:
    return parse_rules(RULES, "rules.toml", "first-watch", look=LOOK)


def found_in(look: str) -> list[tuple[int, int, Diagnostic]]:
    """What is wrong in a look of our own game: line, column and what."""
    read, diagnostics = declare_look(tomllib.loads(look), rules().decls, rules().kinds, asset())
    if read.folder is not None:
        diagnostics += off_map(read.folder, read.roles.places, DeclaredNames(rules().decls))
    places = Positions(look) if diagnostics else None
    return [
        (*places.find(f.path, f.offset, f.at_key), f) for f in diagnostics if places is not None
    ]


SMALL = """
[game]
name = "Two places"
seats = ["red", "blue"]
look = "{look}"

[set.place]
members = [{{ id = "hill", name = "The hill" }}, {{ id = "ford", name = "The ford" }}]

[register.guard]
of = "place"
range = [0, 5]

[action.strengthen]
choose = {{ place = "place" }}
do = "guard[place] = min(5, guard[place] + 1)"

[procedure.play]
do = "act(red)\\nend()"
"""


def test_the_look_of_our_own_game_is_in_order_and_lies_beside_its_rules() -> None:
    rules = rules_of("rules")
    assert rules.look_text == LOOK
    assert rules.look.roles.places == "space"
    assert rules.look.folder == asset("map")


def test_rules_that_name_no_look_have_an_empty_one() -> None:
    text = SMALL.format(look="")
    assert parse_rules(text).look == Look()
    # Nothing lies beside a text: what it names is not looked for.
    assert parse_rules(SMALL.format(look="look.toml")).look == Look()


#: What is written instead of what in the look file, and the finding: `@@` marks its place.
WRONG = [
    ('silhouette = "shield"', "silhouette = @@\"sheild\"", "wrong-shape", "`shield`"),
    ('hatch = "rising"', "hatch = @@\"risin\"", "wrong-shape", "`rising`"),
    ('colour = "#4d8df0"', 'colour = "@@blue"', "bad-colour", "#rrggbb"),
    ("river = \"#62d4f6\"", 'river = "@@#62d4g6"', "bad-colour", "#rrggbb"),
    ("[map]", "[@@mop]", "unknown-key", "`map`"),
    ("version = 1", "version = @@2", "wrong-shape", "`version` is 1"),
    ('icon = "handshake"', 'icon = "@@handshak"', "no-icon", "`handshake`"),
    ("[seats.umbrella]", "[@@seats.umbrela]", "unknown-name", "`umbrella`"),
    ('letter = "N"', '@@leter = "N"', "unknown-key", "`letter`"),
    ('value = "national"', 'value = "@@nationl"', "unknown-name", "`national`"),
    ('value = "national"', 'value = "@@mistrust"', "wrong-index", "a single value"),
    ('value = "national"', 'value = "@@open"', "wrong-type", "not a number"),
    ('seat = "dushanbe"', 'seat = "@@dushanb"', "unknown-name", "`dushanbe`"),
    ('addend = "minus"', 'addend = "@@minos"', "wrong-shape", "`minus`"),
    ('value = "projects"', 'value = "projects"\naddend = @@"plus"', "no-addend", "`balance`"),
    ('like = "allied"', 'like = "@@alied"', "unknown-name", "`allied`"),
    ('value = "balance"', 'value = "@@balanse"', "unknown-name", "`balance`"),
    ('least = 2', 'least = @@"two"', "wrong-shape", "an integer"),
    ('value = "indispensable"', 'value = "@@indispensible"', "unknown-name", "`indispensable`"),
    ('value = "indispensable"', 'value = "@@share"', "wrong-type", "true or false"),
    ('on = "passage"', 'on = "@@pasage"', "wrong-shape", "`passage`"),
    ('value = "contagion"', 'value = "@@contagin"', "unknown-name", "`contagion`"),
    ('limit = "collapse_at"', 'limit = "@@colapse_at"', "unknown-name", "`collapse_at`"),
    ('places = "space"', 'places = "@@spaces"', "unknown-name", "`space`"),
    ('places = "space"', 'places = "@@seat"', "", ""),
    ('facts = ["worth"]', 'facts = ["@@wort"]', "unknown-name", "`worth`"),
    ("{seat} won: nobody was", "@@{sea} won: nobody was", "wrong-shape", "{seat}"),
    ('broken = "word"', 'broken = "@@wor"', "unknown-name", "`word`"),
    ('wait = "pass"', 'wait = "@@pas"', "unknown-name", "`pass`"),
    ('register = "card"', 'register = "@@crad"', "unknown-name", "`card`"),
    ('played = "drawn"', 'played = "@@draw"', "unknown-name", "`drawn`"),
    ('"second", "third"]', '"@@secnd", "third"]', "unknown-name", "`second`"),
    ('target = "goal"', 'target = "@@gaol"', "unknown-name", "`goal`"),
    ('marks = ["ugly"', 'marks = ["@@uggly"', "unknown-name", "`ugly`"),
    ('lines = "draft"', 'lines = "@@darft"', "unknown-name", "`draft`"),
    ('to = "partner"', 'to = "@@parter"', "unknown-name", "`partner`"),
    ('"give_second"]', '"@@give_secnd"]', "unknown-name", "`give_second`"),
    ("[table.groups.term]", "[@@table.groups.trem]", "unknown-name", "`term`"),
    ('by = "kind"', 'by = "@@knd"', "unknown-name", "`kind`"),
    ("notes = { promise", "notes = { promis", "unknown-name", "`promise`"),
    ('register = "refraining"', 'register = "@@refrainin"', "unknown-name", "`refraining`"),
    ('giver = "protector"', 'giver = "@@protecter"', "unknown-name", "`protector`"),
    ('{ dushanbe = "ground"', '{ dushanbe = "@@gruond"', "unknown-name", "`ground`"),
    ('public = "peace_open"', 'public = "@@peace_opn"', "unknown-name", "`peace_open`"),
    ('members = ["access_open"]', 'members = ["@@acess_open"]', "unknown-name", "`access_open`"),
    ('quiet = ["round"', 'quiet = ["@@ruond"', "unknown-name", "`round`"),
    ('tint = "#825f40"', 'tint = @@5', "wrong-shape", "a string"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "says"), WRONG, ids=lambda w: str(w)[:40])
def test_what_is_wrong_in_a_look_is_a_finding_at_its_place(
    old: str, new: str, code: str, says: str
) -> None:
    assert old in LOOK
    marked = LOOK.replace(old, new, 1)
    text = marked.replace("@@", "")
    found = found_in(text)
    if not code:
        # Another set of places: everything on them is at fault, and each thing once.
        places = [(line, column) for line, column, _ in found]
        assert len(set(places)) == len(places) > 5
        return
    assert len(found) == 1, found
    line, column, diagnostic = found[0]
    assert diagnostic.code == code
    assert says in f"{diagnostic.message} {diagnostic.suggestion}"
    if "@@" in marked:
        before = marked[: marked.index("@@")]
        assert line == before.count("\n") + 1
        assert abs(column - (len(before) - before.rfind("\n"))) <= 1


def test_no_name_of_the_rules_in_a_look_can_be_mistyped_in_silence() -> None:
    """Every word in quotes, and every key, in turn with a letter more."""
    tried = 0
    # The id of a badge's state is its own and names nothing.
    for match in re.finditer(r'(?<!\nid = )"([a-z][a-z_]{2,})"', LOOK):
        if LOOK[LOOK.rfind("\n", 0, match.start()) + 1] == "#":
            continue
        text = LOOK[: match.end(1)] + "q" + LOOK[match.end(1) :]
        line = text[: match.start()].count("\n") + 1
        assert line in [f[0] for f in found_in(text)], match[0]
        tried += 1
    assert tried > 100


def problem(text: str) -> str:
    """Read a changed look of our own game; tell what is wrong with how it is refused, if it is."""
    try:
        source = look_of_text(text, "look.toml")
        _, diagnostics = declare_look(source.data, rules().decls, rules().kinds, source.home)
        found = locate("look.toml", source.text, diagnostics) if diagnostics else []
    except RulesError as error:
        found = list(error.findings)
    return unfit(RulesError(found), text.replace("\r\n", "\n")) if found else ""


def test_any_text_of_a_look_meets_findings_alone(long_run: bool) -> None:
    for number in range(40_000 if long_run else 500):
        text = change(LOOK, random.Random(number))
        try:
            told = problem(text)
        except Exception as error:
            raise AssertionError(f"{number}: {error}") from error
        assert not told, number


def test_a_device_in_the_place_of_a_look_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(SMALL.format(look="look.toml"), encoding="utf-8")
    for there in ("/dev/zero", str(tmp_path)):
        (tmp_path / "look.toml").symlink_to(there)
        with pytest.raises(RulesError) as met:
            load_rules(tmp_path / "rules.toml")
        assert [f.code for f in met.value.findings] == ["no-look"]
        (tmp_path / "look.toml").unlink()


def test_an_empty_look_lacks_its_version(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(SMALL.format(look="look.toml"), encoding="utf-8")
    (tmp_path / "look.toml").touch()
    with pytest.raises(RulesError, match="needs `version`"):
        load_rules(tmp_path / "rules.toml")


def test_a_look_that_is_no_toml_is_told_in_its_own_file() -> None:
    with pytest.raises(RulesError) as met:
        parse_rules(SMALL.format(look="look.toml"), look="version = \n")
    (found,) = met.value.findings
    assert (found.code, found.line) == ("not-toml", 1)
    assert "look" in found.file


def test_a_look_that_is_not_there_is_told_at_the_rules_that_name_it(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(SMALL.format(look="lok.toml"), encoding="utf-8")
    with pytest.raises(RulesError) as met:
        load_rules(rules)
    (found,) = met.value.findings
    assert (found.code, found.file, found.line) == ("no-look", str(rules), 5)
    assert "lok.toml" in found.message


@pytest.mark.parametrize("path", ["../look.toml", "/etc/hosts", "c:\\look.toml", "a/../b.toml"])
def test_a_look_lies_beside_the_rules_and_nowhere_else(path: str) -> None:
    with pytest.raises(RulesError) as met:
        parse_rules(SMALL.format(look=path.replace("\\", "\\\\")))
    assert [f.code for f in met.value.findings] == ["wrong-shape"]


def test_rules_of_ones_own_bring_a_look_of_their_own(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(SMALL.format(look="look.toml"), encoding="utf-8")
    look = tmp_path / "look.toml"
    look.write_text('version = 1\n[table]\nwinner = "{seat} it is"\n', encoding="utf-8")
    found = load_rules(rules)
    assert found.look.roles.winner == "{seat} it is"
    assert found.look.folder is None
    look.write_text('version = 1\n[table]\nwiner = "{seat} it is"\n', encoding="utf-8")
    with pytest.raises(RulesError) as met:
        load_rules(rules)
    (finding,) = met.value.findings
    assert (finding.file, finding.line, finding.column) == (str(look), 3, 1)
    assert finding.suggestion == "Did you mean `winner`?"


def test_places_that_are_not_on_the_map_are_told(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(SMALL.format(look="look.toml"), encoding="utf-8")
    look = tmp_path / "look.toml"
    look.write_text('version = 1\ngeography = "map"\n[table]\nplaces = "place"\n', encoding="utf-8")
    with pytest.raises(RulesError, match="no folder of a map"):
        load_rules(rules)
    shutil.copytree(asset("map"), tmp_path / "map")
    with pytest.raises(RulesError, match="no space for `hill`") as met:
        load_rules(rules)
    assert (met.value.findings[0].file, met.value.findings[0].line) == (str(look), 4)


def test_what_stands_on_places_needs_to_know_which_they_are() -> None:
    state = '{ id = "on", colour = "#ffffff", silhouette = "disc" }'
    text = f'version = 1\n[badge]\nvalue = "guard"\nstates = [{state}]\n'
    with pytest.raises(RulesError, match="which set they are"):
        parse_rules(SMALL.format(look="look.toml"), look=text)
    whole = parse_rules(SMALL.format(look="look.toml"), look=f'{text}[table]\nplaces = "place"\n')
    assert whole.look.state(-3).name == "On"


def look_rules() -> str:
    """The rules that the reference's look is about."""
    scaffold = SCAFFOLD.replace("[game]\n", '[game]\nlook = "look.toml"\n')
    return f'{scaffold}\n{LOOK_RULES}\n[procedure.play]\ndo = "act(red)\\nend()"\n'


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('question = "Who asked"', "unknown-name"),
        ('scenarios = ["nowhere"]', "unknown-name"),
        ('text = "{contagoin}"', "unknown-name"),
        ('text = "{credit}"', "wrong-index"),
        ('text = "{credit[nobody]}"', "unknown-name"),
        ('text = "{contagion at noon}"', "wrong-shape"),
        ('text = "{contagion"', "wrong-shape"),
        ('when = "contagion"', "wrong-shape"),
        ('when = "contagoin > 3"', "unknown-name"),
        ("claimed = 1", "unknown-key"),
    ],
)
def test_what_is_wrong_in_an_answer_is_told(said: str, code: str) -> None:
    key = said.split()[0]
    rows = {"question": '"When was a crisis"', "text": '"Contagion rose to {contagion at most}."'}
    rows.pop(key, None)
    lines = [*(f"{name} = {value}" for name, value in rows.items()), said]
    text = LOOK.partition("[[debrief.claims]]")[0] + "[[debrief.answers]]\n" + "\n".join(lines)
    assert code in {found.code for _, _, found in found_in(text)}


def test_an_answer_reads_values_at_moments() -> None:
    (first, *_) = [a for a in rules().look.debrief.answers if a.when is not None]
    assert isinstance(first.when, PastTest)
    assert first.when.holds(1, 2) != first.when.holds(2, 1)
    assert rules().look.debrief.claims == (ClaimLook("balance", "true_balance"),)


def test_the_example_of_the_reference_is_read_whole() -> None:
    found = parse_rules(look_rules(), look=look_example()).look
    assert found.counters.keys() == {"guards", "reach"}
    assert [state.id for state in found.badge.states] == ["firm", "weak"]
    assert found.accent.value == "holds_up"
    assert found.roles.groups["place"].by == "rear"
    assert found.roles.bonds[0].giver == "owner"
    text = language_reference()
    for look in LOOKS:
        assert look.example in text


def test_the_reference_names_every_key_of_a_look() -> None:
    told = "\n".join(f"{look.name} {look.text} {look.example}" for look in LOOKS)
    members = set(re.findall(r'\bid = "([a-z_]+)"', RULES))
    keys = set(re.findall(r"(?m)(?:^|[{,] )([a-z_]+) = ", LOOK)) - members - {"claim", "watch_over"}
    assert len(keys) > 50
    missing = {key for key in keys if not re.search(rf"\b{key}\b", told)}
    assert not missing


@pytest.mark.parametrize(
    ("said", "code", "hint"),
    [
        ('round = "cions"', "unknown-name", "`coins`"),
        ('round = "coins"', "wrong-type", "no `of`"),
        ("labels = { claim = 1 }", "wrong-shape", "a string"),
        ("look = 1", "wrong-shape", "a string"),
        ('luok = "look.toml"', "unknown-key", "`look`"),
    ],
)
def test_what_game_says_of_presentation_is_checked(said: str, code: str, hint: str) -> None:
    key = said.split()[0]
    lines = [n for n in SCAFFOLD.splitlines() if not n.startswith(f"{key} = ")]
    text = "\n".join(lines).replace("[game]", f"[game]\n{said}")
    play = '[procedure.play]\ndo = "end()"\n'
    with pytest.raises(RulesError) as met:
        parse_rules(f"{text}\n{play}")
    found = [f for f in met.value.findings if f.code == code and f.line == 2]
    assert found, met.value.findings
    assert hint in f"{found[0].message} {found[0].suggestion}"


def test_a_label_is_one_that_game_has() -> None:
    text = SMALL.format(look="").replace('name = "The hill"', 'name = "The hill", label = "rumour"')
    with pytest.raises(RulesError, match="has no `labels`") as met:
        parse_rules(text)
    assert met.value.findings[0].code == "unknown-label"
    named = text.replace("[set.place]", 'labels = { rumor = "as told" }\n[set.place]')
    with pytest.raises(RulesError, match="rumor"):
        parse_rules(named)
    assert parse_rules(named.replace("rumor", "rumour")).labels == {"rumour": "as told"}


def test_each_ending_tells_its_winner() -> None:
    rules = SMALL.format(look="look.toml").replace("end()", "end(last)") + "\n[ending.last]\n"
    table = '[table]\nwinner = "{seat} holds"\nwins = { %s = "{seat} is left" }\n'
    roles = parse_rules(rules, look=f"version = 1\n{table % 'last'}").look.roles
    assert roles.won("last", "Red") == "Red is left"
    assert roles.won(None, "Red") == "Red holds"
    with pytest.raises(RulesError, match=r"no \[ending.lost\].*last"):
        parse_rules(rules, look=f"version = 1\n{table % 'lost'}")
