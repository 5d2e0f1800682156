"""The save: whatever happens to the file, a whole prefix loads or one sentence says why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import Game
from game.rules import parse_rules
from game.table import (
    GameSetup,
    HeaderDamaged,
    NotASave,
    NotToml,
    OtherVersion,
    SavedGame,
    SaveError,
    SaveExists,
    SaveFailed,
    SaveUnreadable,
    Sitting,
    TooLarge,
    WrongRules,
    save_file,
)
from game.table.acts import KINDS, Injected, Moved, Noted, Seated
from game.table.end_mark import END
from game.table.entry import Entry, entry_bytes
from game.table.header import MARKER, header_bytes
from game.table.rationale import Rationale
from game.table.save_reader import LARGEST
from game.table.state_text import StateText
from tests.files import files
from tests.making_once import making_once
from tests.randomised import examples
from tests.table.test_snapshot import Crash, FailingDisk

if TYPE_CHECKING:
    from game.rules import Rules

RELAXED = examples(150, shared=True, slow=True)


@pytest.fixture(autouse=True, scope="module")
def rules_are_read_once() -> Iterator[None]:
    """Load thousands of saves of the same rules without compiling them each time."""
    with making_once():
        yield


class Played:
    """A save with entries of every kind, and the state after each."""

    def __init__(self, rules: Rules, folder: Path) -> None:
        self.path = folder / "save.toml"
        sitting = Sitting.open(GameSetup(rules, "standard", {}, 11, self.path), {})
        self.states = [bytes(sitting.state)]
        self.ends = [self._end()]
        acts: list[Any] = [
            lambda: sitting.play("walk", 'naïve "plan"\n[[entry]]\nn = 1 \x00 \u2028'),
            sitting.step,
            lambda: sitting.play("walk"),
            lambda: sitting.undo(),
            lambda: sitting.play("walk"),
            lambda: sitting.set_outcome(sitting.outcomes()[0][0].id),
            lambda: sitting.facilitator.note("Ёлка ☃"),
            lambda: sitting.facilitator.override("pace[amber]", 1, "mercy", "Анна"),
            lambda: sitting.facilitator.inject(
                "Rain", "It rains.", {"pace[blue]": 0, "pace[amber]": 2}
            ),
            lambda: sitting.facilitator.inject("Wind", changes={}),
            lambda: sitting.facilitator.pause(True),
            lambda: sitting.facilitator.pause(False, reason="go"),
            lambda: sitting.facilitator.set_seat("blue", "human", person="Bek"),
            lambda: sitting.facilitator.roll_back(2, "Anna", "why not"),
            lambda: sitting.play("walk", Rationale("far", ["speed", "risk"], 4)),
            # What older formats had not stands last.
            lambda: sitting.facilitator.name_table("Second table"),
            lambda: sitting.facilitator.bookmark("here", "Ёлка", 3),
            lambda: sitting.answer_survey("blue", "fair", "Ёлка"),
            lambda: sitting.facilitator.order("blue", "Ёлка, run \u2028 faster"),
            lambda: sitting.facilitator.rule(19, True, "It runs.", {"pace[blue]": 1}, die="4"),
            lambda: sitting.facilitator.viewed("blue"),
        ]
        for act in acts:
            act()
            self.states.append(bytes(sitting.state))
            self.ends.append(self._end())
        self.data = self.path.read_bytes()
        self.entries = sitting.entries
        assert {entry.kind for entry in self.entries} == set(KINDS)
        #: What a program that wrote an older format could have written of it.
        self.of_before = tuple(map(of_before, self.entries[:-6]))

    def _end(self) -> int:
        """The byte after the last entry."""
        return self.path.read_bytes().rindex(b"\n" + END)


def of_before(entry: Entry) -> Entry:
    """An entry without what older formats had not."""
    act = entry.act
    if isinstance(act, Moved):
        act = attrs.evolve(act, tags=(), confidence=None, took=None, looked=None)
    elif isinstance(act, Seated):
        act = attrs.evolve(act, person=None)
    elif isinstance(act, Injected):
        act = attrs.evolve(act, was=None)
    return attrs.evolve(entry, at=None, act=act, chain="")


@pytest.fixture(scope="module")
def asking(race: Rules) -> Rules:
    """The race, and what its people are asked afterwards."""
    return parse_rules(f'{race.source}\n[survey.fair]\ntext = "Was it fair?"\n')


@pytest.fixture(scope="module")
def played(asking: Rules, tmp_path_factory: Any) -> Played:
    return Played(asking, tmp_path_factory.mktemp("played"))


def assert_prefix_or_sentence(played: Played, path: Path) -> None:
    refusal: str | None = None
    try:
        sitting = Sitting.open(SavedGame(path), {})
    except SaveError as error:
        refusal = str(error)
    else:
        assert bytes(sitting.state) == played.states[sitting.n]
    assert refusal is None or str(path) in refusal


def test_round_trip(played: Played) -> None:
    again = Sitting.open(SavedGame(played.path), {})
    assert again.notices == []
    assert again.entries == played.entries
    assert bytes(again.state) == played.states[-1]
    assert played.path.read_bytes() == played.data, "loading writes nothing"
    assert again._recorder.journal.content() == played.data


def test_every_truncation_loads_a_whole_prefix(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "cut.toml"
    # Every cut near the end of an entry, and some within each; `python -m tests.faults damage`
    # tries them all.
    near = {end + by for end in played.ends for by in range(-4, 5)}
    for cut in range(played.ends[0], len(played.data)):
        if cut not in near and cut % 5:
            continue
        path.write_bytes(played.data[:cut])
        sitting = Sitting.open(SavedGame(path), {})
        whole = sum(end <= cut for end in played.ends) - 1
        # The last line end may be missing: the entry is whole without it.
        assert sitting.n in (whole, whole + (cut + 1 in played.ends))
        assert bytes(sitting.state) == played.states[sitting.n]
        rest = played.data[played.ends[sitting.n] : cut].strip()
        torn = rest and not rest.startswith(b"#")
        # Only without its last line end the mark at the end is whole.
        words = ["half written" if torn else "last line is missing"]
        assert [word for word in words if cut < len(played.data) - 1] == [
            word for notice in sitting.notices for word in words if word in notice
        ]


@pytest.mark.parametrize("step", [97])
def test_a_truncated_head_is_refused(played: Played, tmp_path: Path, step: int) -> None:
    path = tmp_path / "cut.toml"
    for cut in [
        *range(0, played.ends[0] - 1, step),
        *range(played.ends[0] - 60, played.ends[0] - 1),
    ]:
        path.write_bytes(played.data[:cut])
        with pytest.raises((NotToml, NotASave, HeaderDamaged)):
            Sitting.open(SavedGame(path), {})


@given(data=st.data())
@RELAXED
def test_an_edited_entry_is_found(played: Played, tmp_path: Path, data: st.DataObject) -> None:
    at = data.draw(st.integers(played.ends[0], len(played.data) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != played.data[at]))
    path = tmp_path / "edited.toml"
    path.write_bytes(played.data[:at] + bytes([byte]) + played.data[at + 1 :])
    sitting = Sitting.open(SavedGame(path), {})
    assert bytes(sitting.state) == played.states[sitting.n]
    assert sitting.entries == played.entries[: sitting.n]
    assert sitting.n == len(played.entries) or sitting.notices


@given(data=st.data())
@RELAXED
def test_an_edited_head_never_tracebacks(
    played: Played, tmp_path: Path, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, played.ends[0] - 1))
    byte = data.draw(st.integers(0, 255))
    path = tmp_path / "edited.toml"
    path.write_bytes(played.data[:at] + bytes([byte]) + played.data[at + 1 :])
    assert_prefix_or_sentence(played, path)


@given(at=st.integers(0, 5000), gone=st.integers(0, 400), put=st.binary(max_size=30))
@RELAXED
def test_any_damage_gives_a_prefix_or_a_sentence(
    played: Played, tmp_path: Path, at: int, gone: int, put: bytes
) -> None:
    path = tmp_path / "damaged.toml"
    path.write_bytes(played.data[:at] + put + played.data[at + gone :])
    assert_prefix_or_sentence(played, path)


def test_a_swapped_and_a_missing_entry(played: Played, tmp_path: Path) -> None:
    ends, data = played.ends, played.data
    path = tmp_path / "save.toml"
    path.write_bytes(data[: ends[4]] + data[ends[5] :])
    sitting = Sitting.open(SavedGame(path), {})
    assert sitting.n == 4
    path.write_bytes(
        data[: ends[4]] + data[ends[5] : ends[6]] + data[ends[4] : ends[5]] + data[ends[6] :]
    )
    sitting = Sitting.open(SavedGame(path), {})
    assert sitting.n == 4
    assert "not as it was written" in sitting.notices[0]


def test_other_line_ends_and_comments_do_no_harm(played: Played, tmp_path: Path) -> None:
    head, body = played.data[: played.ends[0]], played.data[played.ends[0] :]
    path = tmp_path / "save.toml"
    path.write_bytes(head + body.replace(b"\n", b"\r\n") + b"# the end\r\n")
    sitting = Sitting.open(SavedGame(path), {})
    assert sitting.notices == []
    assert bytes(sitting.state) == played.states[-1]
    sitting.facilitator.note("and on")
    assert Sitting.open(SavedGame(path), {}).n == len(played.entries) + 1


def test_damaged_files_are_kept_aside(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    broken = played.data[: played.ends[6] + 20]
    path.write_bytes(broken)
    sitting = Sitting.open(SavedGame(path), {})
    assert sitting.n == 6
    assert list(tmp_path.iterdir()) == [path], "looking at a save changes nothing"
    sitting.facilitator.note("we go on")
    assert (tmp_path / "save.toml.damaged").read_bytes() == broken
    again = Sitting.open(SavedGame(path), {})
    assert again.notices == []
    assert again.n == 7


def test_a_missing_last_line_end_is_mended(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    path.write_bytes(played.data[:-1])
    sitting = Sitting.open(SavedGame(path), {})
    sitting.facilitator.note("on")
    again = Sitting.open(SavedGame(path), {})
    assert again.notices == []
    assert again.n == len(played.entries) + 1


BAD_HEADS = [
    (b"", NotASave, "not a save"),
    (b"\xff\xfe\x00", NotToml, "not UTF-8"),
    (b'{ "json": 1 }', NotToml, "not TOML"),
    (b"[game]\nname = 'x'\n", NotASave, "not a save"),
    (b"x = 1\n" + b"".join(b"y%d = 1\n" % n for n in range(3000)), NotASave, "--rules"),
    (
        b"format = 'panj-save'\n" + b"".join(b"y%d = 1\n" % n for n in range(3000)),
        NotToml,
        "more than 2000 values",
    ),
    (b"format = 'panj-save'\nversion = 4\n", OtherVersion, "version 4"),
    (b"format = 'panj-save'\nversion = true\n", OtherVersion, "version True"),
    (b"format = 'panj-save'\n", OtherVersion, "version None"),
    (b"format = 'panj-save'\nversion = 1\n", HeaderDamaged, "ends inside its head"),
    (b"a = " + b"[" * 5000, NotToml, "not TOML"),
]


@pytest.mark.parametrize(("data", "kind", "words"), BAD_HEADS)
def test_no_save(tmp_path: Path, data: bytes, kind: type[SaveError], words: str) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    with pytest.raises(kind, match=words):
        Sitting.open(SavedGame(path), {})


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(SaveUnreadable, match="no such file"):
        Sitting.open(SavedGame(tmp_path / "none.toml"), {})
    with pytest.raises(SaveUnreadable, match=r"folder|cannot be read"):
        Sitting.open(SavedGame(tmp_path), {})
    with pytest.raises(SaveUnreadable):
        Sitting.open(SavedGame(Path("a\0b")), {})


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(TooLarge, match="16 MB"):
        Sitting.open(SavedGame(path), {})


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        (b"seed = 11", b"seed = 12", HeaderDamaged, "was changed"),
        (b"seed = 11", b"seed = true", HeaderDamaged, "seed"),
        (b"generator_version = 1", b"generator_version = 9", OtherVersion, "version 9"),
        (b"splitmix64", b"mersenne", OtherVersion, "mersenne"),
        (b'amber = "human"', b'amber = "bot:x"', HeaderDamaged, "was changed"),
        (b'amber = "human"', b"amber = 3", HeaderDamaged, "seats"),
        (b"The two runners.", b"The two sprinters.", WrongRules, "not those it was played with"),
        (b"[set.seat]", b"[set.seat", WrongRules, "not those it was played with"),
        (b"scenario = ", b"scene = ", HeaderDamaged, "scenario"),
    ],
)
def test_wrong_heads(
    played: Played, tmp_path: Path, old: bytes, new: bytes, kind: type[SaveError], words: str
) -> None:
    assert old in played.data
    path = tmp_path / "x.toml"
    path.write_bytes(played.data.replace(old, new, 1))
    with pytest.raises(kind, match=words):
        Sitting.open(SavedGame(path), {})


def test_a_position_in_words_hangs_on_no_layout(asking: Rules, played: Played) -> None:
    plain = Game(asking)
    program = parse_rules(asking.source).program("standard")
    pace, stuck = program.symbols.registers["pace"], program.symbols.registers["stuck"]
    assert pace.size == stuck.size
    pace.offset, stuck.offset = stuck.offset, pace.offset
    start = bytearray(program.start)
    for place in range(pace.size):
        one, two = pace.offset + place, stuck.offset + place
        start[one], start[two] = start[two], start[one]
    program = attrs.evolve(program, start=bytes(start))
    rules = parse_rules(asking.source)
    rules._programs["standard", ()] = program
    other = Game(rules)
    here, there = plain.new_game(), other.new_game()
    words, differ = [], 0
    for entry in played.entries:
        act = entry.act
        if isinstance(act, Moved) and plain.id(act.id) in plain.legal(here):
            plain.apply_traced(here, plain.id(act.id))
            other.apply_traced(there, other.id(act.id))
            words.append(StateText(plain)(here))
            assert words[-1] == StateText(other)(there)
            differ += here != there
    assert differ
    assert len(set(words)) == len(words) > 3


def old_save(played: Played, path: Path, spoil: Mapping[int, bytes] = {}) -> None:
    """Write the save as format version 1 had it; `spoil` gives states that were hashed instead."""
    import attrs
    import tomli_w

    head = attrs.evolve(Sitting.open(SavedGame(played.path), {}).header, version=1)
    values = {
        "format": "panj-save",
        "version": 1,
        "scenario": head.scenario,
        "seed": head.seed,
        "generator": "splitmix64",
        "generator_version": 1,
        "rules_name": head.rules_name,
        "rules_sha256": head.rules_sha256,
        "root": head.root(),
        "rules": head.rules,
        "seats": dict(head.seats),
    }
    chain, data = head.root(), f"{tomli_w.dumps(values)}\n{MARKER}\n".encode()
    for n, entry in enumerate(played.of_before, 1):
        plain = attrs.evolve(entry, round=None, over=None, turn=None)
        chain = plain.seal_of_before(chain, spoil.get(n, played.states[n]))
        data += entry_bytes(attrs.evolve(plain, chain=chain))
    path.write_bytes(data)


def test_a_save_of_the_older_format_goes_on_in_the_present_one(
    played: Played, tmp_path: Path
) -> None:
    path = tmp_path / "old.toml"
    old_save(played, path)
    data = path.read_bytes()
    sitting = Sitting.open(SavedGame(path), {})
    count = len(played.of_before)
    assert tuple(map(of_before, sitting.entries)) == played.of_before
    assert bytes(sitting.state) == played.states[count]
    (notice,) = sitting.notices
    assert "older format version 1" in notice
    assert path.read_bytes() == data, "loading writes nothing"
    sitting.close()
    assert path.read_bytes() == data, "nor does leaving it as it was"
    sitting.facilitator.note("on")
    assert files(tmp_path) == [path, tmp_path / "old.toml.format-1"]
    assert (tmp_path / "old.toml.format-1").read_bytes() == data
    again = Sitting.open(SavedGame(path), {})
    assert again.notices == []
    assert again.entries == sitting.entries


def test_an_older_save_that_cannot_be_checked(played: Played, tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    old_save(played, path, {1: b"another layout"})
    with pytest.raises(OtherVersion, match="can no longer check"):
        Sitting.open(SavedGame(path), {})
    old_save(played, path, {4: b"changed"})
    data = path.read_bytes()
    sitting = Sitting.open(SavedGame(path), {})
    assert sitting.n == 3
    assert len(sitting.notices) == 2
    sitting.facilitator.note("on")
    assert (tmp_path / "old.toml.damaged").read_bytes() == data
    assert Sitting.open(SavedGame(path), {}).n == 4


def test_rules_with_other_line_ends_survive(marks: Rules, tmp_path: Path) -> None:
    from game.rules import parse_rules

    for place, source in enumerate(
        (
            marks.source.replace("\n", "\r\n"),
            marks.source + MARKER + "\n[[entry]]\n"[:1],
            marks.source + "# '''\n# \"\"\" \\\\ \\u0041\n",
        )
    ):
        path = tmp_path / f"{place}.toml"
        sitting = Sitting.open(
            GameSetup(parse_rules(source, "r.toml"), "standard", {}, 0, path), {}
        )
        sitting.play("draw")
        again = Sitting.open(SavedGame(path), {})
        assert again.notices == []
        assert again.header.rules == sitting.game.rules.source
        assert again.state == sitting.state


def test_new_never_overwrites(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    path.write_text("mine")
    with pytest.raises(SaveExists, match="load it or name another"):
        Sitting.open(GameSetup(marks, "standard", {}, 0, path), {})
    assert path.read_text() == "mine"


@pytest.mark.parametrize("half", [False, True])
def test_a_full_disk_loses_nothing(marks: Rules, tmp_path: Path, half: bool) -> None:
    path = tmp_path / "save.toml"
    disk = FailingDisk(100, OSError, half)
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0, path), {}, disk=disk)
    sitting.play("draw")
    disk.left = 0
    for _ in range(2):
        with pytest.raises(SaveFailed, match="could not be saved") as caught:
            sitting.play("draw")
        assert caught.value.step is not None
    assert sitting.game.value(sitting.state, "marks", "ink") == 3, "the game goes on in memory"
    # Half of two late entries may well hold the first of them.
    assert Sitting.open(SavedGame(path), {}).n in ((1, 2) if half else (1,))
    disk.left = 100
    sitting.play("draw")
    again = Sitting.open(SavedGame(path), {})
    assert again.notices == []
    assert again.entries == sitting.entries
    assert again.state == sitting.state
    sitting.close()
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_is_full_from_the_start(marks: Rules, tmp_path: Path) -> None:
    with pytest.raises(SaveFailed, match=r"\(no more\), so it was not begun"):
        Sitting.open(
            GameSetup(marks, "standard", {}, 0, tmp_path / "s.toml"),
            {},
            disk=FailingDisk(0, OSError),
        )


@pytest.mark.parametrize("half", [False, True])
def test_an_interrupt_while_writing(marks: Rules, tmp_path: Path, half: bool) -> None:
    path = tmp_path / "save.toml"
    disk = FailingDisk(100, Crash, half)
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0, path), {}, disk=disk)
    sitting.play("draw")
    disk.left = 0
    with pytest.raises(Crash):
        sitting.play("skip")
    assert Sitting.open(SavedGame(path), {}).n == 1
    disk.left = 100
    sitting.close()
    again = Sitting.open(SavedGame(path), {})
    assert again.n == 2
    assert again.state == sitting.state


def test_a_vanished_and_a_foreign_file(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0, path), {})
    sitting.play("draw")
    path.unlink()
    sitting.play("draw")
    assert Sitting.open(SavedGame(path), {}).n == 2
    assert sitting.notices == []
    path.write_bytes(b"somebody else's words")
    sitting.play("draw")
    assert path.read_bytes() == b"somebody else's words"
    (notice,) = sitting.notices
    own = tmp_path / "save-copy-1.toml"
    assert sitting.path == own
    assert "was changed by another program" in notice
    assert str(own) in notice
    assert Sitting.open(SavedGame(own), {}).n == 3
    assert files(tmp_path) == [own, path]


def test_a_full_save_says_so(marks: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "save.toml"
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0, path), {})
    monkeypatch.setattr(save_file, "LARGEST", path.stat().st_size + 10)
    with pytest.raises(SaveFailed, match="is full"):
        sitting.play("draw")


def test_save_as(marks: Rules, tmp_path: Path) -> None:
    memory = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    memory.play("draw")
    memory.save_as(tmp_path / "deep" / "a.toml")
    memory.play("skip")
    assert Sitting.open(SavedGame(tmp_path / "deep" / "a.toml"), {}).state == memory.state
    memory.save_as(tmp_path / "copy.toml")
    memory.play("draw")
    assert Sitting.open(SavedGame(tmp_path / "copy.toml"), {}).n == 2
    assert Sitting.open(SavedGame(tmp_path / "deep" / "a.toml"), {}).n == 3
    memory.save_as(tmp_path / "deep" / "a.toml")
    kept = (tmp_path / "copy.toml").read_bytes()
    with pytest.raises(SaveExists, match="name another"):
        memory.save_as(tmp_path / "copy.toml")
    assert (tmp_path / "copy.toml").read_bytes() == kept
    (tmp_path / "file").write_text("")
    with pytest.raises(SaveFailed):
        memory.save_as(tmp_path / "file" / "x.toml")


def test_bots_reasons_are_kept(marks: Rules, bots: Mapping[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    sitting = Sitting.open(GameSetup(marks, "standard", {"ink": "bot:random"}, 0, path), bots)
    sitting.step()
    assert Sitting.open(SavedGame(path), bots).steps()[0].why == "by lot"


def test_control_characters_of_an_older_save_are_left_out(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {})
    header = attrs.evolve(sitting.header, version=2)
    act = Noted(text="a\x1b]0;b\x07\r12  c\u202ed")
    entry = Entry(n=1, actor="An\x9bna\nB", act=act)
    words = StateText(sitting.game)(sitting.state)
    chain = entry.seal_of_before(header.root(), words)
    head = header_bytes(header).replace(b"version = 3", b"version = 2", 1)
    path.write_bytes(head + entry_bytes(attrs.evolve(entry, chain=chain)))
    (entry,) = Sitting.open(SavedGame(path), {}).entries
    assert (entry.actor, entry.act) == ("Anna B", Noted(text="a]0;b\n12  cd"))
