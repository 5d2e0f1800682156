"""Format 3: any entry reads as it was written, what a newer program adds is kept, an end tells."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.table import (
    GameSetup,
    HeaderDamaged,
    SavedGame,
    SaveFailed,
    Sitting,
    WrongRules,
    audit,
    resume,
    save_info,
    save_reader,
)
from game.table.acts import (
    KINDS,
    Answered,
    Bookmarked,
    Injected,
    JournalAct,
    Looked,
    Moved,
    Noted,
    Ordered,
    Overridden,
    Paused,
    RolledBack,
    Ruled,
    Seated,
    TableNamed,
    Undone,
    Unknown,
    Viewed,
)
from game.table.end_mark import END, end_mark
from game.table.entry import Entry, entry_bytes
from game.table.entry_reader import parse_entry
from game.table.header import Header, header_bytes, read_header
from game.table.save_reader import read
from game.table.snapshot import Disk
from game.table.state_text import StateText
from game.table.timeline import Timeline
from tests.making_once import making_once
from tests.randomised import examples
from tests.table.clocks import SetClock

if TYPE_CHECKING:
    from game.rules import Rules

RELAXED = examples(150, shared=True, slow=True)
PATH = Path("save.toml")


@pytest.fixture(autouse=True, scope="module")
def rules_are_read_once() -> Iterator[None]:
    with making_once():
        yield


# Any entry


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c == "\u200c")


texts = st.text(max_size=40).map(_printable)
words = st.lists(texts, min_size=1, max_size=3).map("\n".join)
numbers = st.integers(0, 2**53)
times = st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1)).map(
    lambda t: f"{t.isoformat(timespec='milliseconds')}Z"
)
looks = st.builds(
    Looked,
    previews=st.lists(texts, min_size=1, max_size=3).map(tuple),
    reasons=st.lists(texts, min_size=1, max_size=3).map(tuple),
    briefs=st.integers(1, 9),
    more=st.integers(1, 9),
)
values = st.one_of(st.integers(-(2**63), 2**63 - 1), st.booleans(), texts)
OF_FIELD: Mapping[str, st.SearchStrategy[Any]] = {
    "tags": st.lists(texts, max_size=4).map(tuple),
    "looked": st.none() | looks,
    "changes": st.dictionaries(texts, values, max_size=4),
    "was": st.dictionaries(texts, values, max_size=4),
    "of": st.lists(texts, max_size=4).map(tuple),
    "granted": st.booleans(),
    "after": st.none() | values,
    "on": st.booleans(),
    "to": numbers,
}


@st.composite
def acts(draw: st.DrawFn) -> JournalAct:
    kind = draw(st.sampled_from(sorted(KINDS)))
    told: dict[str, Any] = {}
    for field in attrs.fields(KINDS[kind]):
        absent = field.default is not attrs.NOTHING
        hint = str(field.type)
        if field.name in OF_FIELD:
            told[field.name] = draw(OF_FIELD[field.name])
        else:
            one = numbers if hint.startswith("int") else texts
            told[field.name] = draw(st.none() | one if absent else one)
    return KINDS[kind](**told)


unknown = st.recursive(
    values
    | st.floats(allow_nan=False)
    | st.datetimes(datetime(1970, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))
    | st.dates(date(1970, 1, 1)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
extras = st.dictionaries(texts.map(lambda name: f"x {name}"), unknown, max_size=3)


@given(
    act=acts(), n=numbers, actor=texts, at=times, resumed=st.none() | times, extra=extras,
    turn=st.none() | numbers, over=st.none() | st.just(True),
)  # fmt: skip
@examples(400)
def test_any_entry_reads_as_it_was_written(
    act: JournalAct, n: int, actor: str, at: str, resumed: str | None, extra: dict[str, Any],
    turn: int | None, over: bool | None,
) -> None:  # fmt: skip
    entry = Entry(
        n=n, actor=actor, act=act, at=at, resumed=resumed, extra=extra, round=turn, over=over
    )
    entry = attrs.evolve(entry, chain=entry.seal("before", b"position"))
    raw = entry_bytes(entry)
    (row,) = tomllib.loads(raw.decode())["entry"]
    assert row["kind"] == entry.kind
    assert not any(line.startswith(b"[") for line in raw.splitlines()[2:])
    again = parse_entry(raw, n, 3)
    assert again == entry
    assert again is not None
    assert again.seal("before", b"position") == entry.chain
    assert parse_entry(raw, n + 1, 3) is None


def test_every_kind_is_drawn() -> None:
    of_these = {Moved, Undone, RolledBack, Noted, Bookmarked, Injected, Overridden, Seated}
    of_these |= {Ordered, Ruled, Viewed}
    assert set(KINDS.values()) == of_these | {TableNamed, Paused, Answered}


@given(name=st.sampled_from(["at", "rationale", "actor", "took", "tags", "x"]), word=texts)
@examples(60)
def test_a_changed_field_changes_the_seal(name: str, word: str) -> None:
    entry = Entry(n=1, actor="ink", act=Moved(id="draw", rationale="so", took=3), at="then")
    changed = {
        "at": attrs.evolve(entry, at="later"),
        "actor": attrs.evolve(entry, actor=f"ink{word}!"),
        "rationale": attrs.evolve(entry, act=Moved(id="draw", rationale=f"so{word}!", took=3)),
        "took": attrs.evolve(entry, act=Moved(id="draw", rationale="so", took=4)),
        "tags": attrs.evolve(entry, act=Moved(id="draw", rationale="so", took=3, tags=(word,))),
        "x": attrs.evolve(entry, extra={f"x{word}": word}),
    }[name]
    assert changed.seal("", b"") != entry.seal("", b"")


# What a newer program adds


def newer(rules: Rules, path: Path, extra: Mapping[str, Any], foreign: bool = True) -> Sitting:
    """A save as a newer program of this format could have written it, and what it holds."""
    sitting = Sitting.open(GameSetup(rules, "standard", {}, 0), {}, clock=SetClock())
    sitting.play("draw", "so")
    sitting.facilitator.note("a note")
    sitting.play("skip")
    header = attrs.evolve(sitting.header, extra=dict(extra))
    entries = [attrs.evolve(entry, extra=dict(extra)) for entry in sitting.entries]
    if foreign:
        entries.insert(2, Entry(n=3, actor="Anna", act=Unknown(kind="vote"), extra=dict(extra)))
        entries[3] = attrs.evolve(entries[3], n=4)
    timeline = Timeline(sitting.game, header.seats)
    chain, data = header.root(), header_bytes(header)
    for entry in entries:
        after = timeline.after(entry)
        sealed = timeline.sealed(entry, chain, after)
        timeline.take(sealed, after)
        chain = sealed.chain
        data += entry_bytes(sealed)
    path.write_bytes(data + end_mark(len(entries), chain))
    return sitting


@given(extra=extras)
@RELAXED
def test_unknown_fields_and_kinds_survive(
    marks: Rules, tmp_path_factory: pytest.TempPathFactory, extra: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("s") / "save.toml"
    first = newer(marks, path, extra)
    row = save_info(path)
    assert row is not None
    assert (row.loads, row.problem, row.n) == (True, None, 4)
    before = path.read_bytes()
    sitting = Sitting.open(SavedGame(path), {})
    (notice,) = sitting.notices
    assert "entries of kinds that this one does not know ('vote')" in notice
    assert bytes(sitting.state) == bytes(first.state)
    assert sitting.header.extra == extra
    assert [entry.extra for entry in sitting.entries] == [extra] * 4
    sitting.play("draw")
    sitting.save_as(path.with_name("copy.toml"))
    sitting.close()
    kept = without_end(before)
    assert path.read_bytes().startswith(kept)
    assert path.with_name("copy.toml").read_bytes() == path.read_bytes()
    assert any(told.kind == "vote" for told in sitting.chronicle(None))


def without_end(data: bytes) -> bytes:
    return data[: data.rindex(b"\n" + END)]


def test_an_unknown_kind_that_changed_the_position_ends_what_is_known(
    marks: Rules, tmp_path: Path
) -> None:
    path = tmp_path / "save.toml"
    newer(marks, path, {})
    data = path.read_bytes()
    entry = read(path).entries[2]
    other = attrs.evolve(entry, chain=entry.seal("0" * 16, b"another position"))
    path.write_bytes(data.replace(entry_bytes(entry), entry_bytes(other)))
    sitting = Sitting.open(SavedGame(path), {})
    (notice,) = sitting.notices
    assert "entry 3 is of a kind that this program does not know ('vote')" in notice
    assert sitting.n == 2


def test_a_look_that_is_told_otherwise_is_kept() -> None:
    for told in ('{ previews = ["a"], heat = 3 }', '{ briefs = "twice" }', "[1]", "{}"):
        raw = (
            '[[entry]]\nn = 1\nkind = "move"\nactor = "ink"\nid = "draw"\n'
            f'looked = {told}\nchain = "0"\n'
        ).encode()
        entry = parse_entry(raw, 1, 3)
        assert entry is not None
        assert list(entry.extra) == ["looked"]
        assert parse_entry(entry_bytes(entry), 1, 3) == entry


@pytest.mark.parametrize(
    "field",
    [
        'at = "yesterday"',
        'at = "2026-13-01T00:00:00.000Z"',
        "at = 2026-01-01T00:00:00Z",
        "took = true",
        'tags = "a"',
        "tags = [1]",
        'rationale = "\\u001b[2J"',
        'x = { y = ["\\u202e"] }',
        '"\\u0007" = 1',
        'author = "a\\nb"',
        f"x = {'[' * 200}{']' * 200}",
        f"{'a.' * 5000}b = 1",
        f"x = [{'1,' * 3000}]",
    ],
)
def test_what_no_program_writes_is_no_entry(field: str) -> None:
    plain = '[[entry]]\nn = 1\nkind = "move"\nactor = "ink"\nid = "draw"\n{}chain = "0"\n'
    assert parse_entry(plain.format("").encode(), 1, 3) is not None
    assert parse_entry(plain.format(f"{field}\n").encode(), 1, 3) is None


@given(
    extra=extras, table=texts, people=st.dictionaries(texts, texts, max_size=3),
    started=st.none() | times,
)  # fmt: skip
@examples(100)
def test_any_head_reads_as_it_was_written(
    extra: dict[str, Any], table: str, people: dict[str, str], started: str | None
) -> None:
    header = Header(
        scenario="s", seed=3, seats={"a": "human"}, rules="x\n# y\n", rules_name="R",
        rules_sha256="0", started=started, written_by="9", language=1, table=table, people=people,
        extra=extra,
    )  # fmt: skip
    raw = header_bytes(header)
    assert read_header(PATH, raw, True) == header
    for old, new in ((b'"9"', b'"8"'), (b"seed = 3", b"seed = 4")):
        with pytest.raises(HeaderDamaged, match="was changed"):
            read_header(PATH, raw.replace(old, new, 1), True)


# The end of a save


def test_removed_entries_are_noticed(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    newer(marks, path, {}, foreign=False)
    data, reading = path.read_bytes(), read(path)
    end = data[reading.ends[-1] :]
    for keep in range(3):
        path.write_bytes(data[: reading.ends[keep]] + end)
        row = save_info(path)
        sitting = Sitting.open(SavedGame(path), {})
        (notice,) = sitting.notices
        assert row is not None
        assert row.problem == notice
        assert "removed from its end" in notice
        assert f"entr{'y 3 was' if keep == 2 else f'ies {keep + 1} to 3 were'}" in notice
        assert sitting.n == keep
        lost = path.read_bytes()
        sitting.facilitator.note("on")
        sitting.close()
        assert path.with_name("save.toml.damaged").read_bytes() == lost
        path.with_name("save.toml.damaged").unlink()
        assert Sitting.open(SavedGame(path), {}).notices == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"Entries: 3", b"Entries: 2", "speaks of 2 entries and there are 3"),
        (b"Seal: ", b"Seal: 0", "last line is missing"),
        (b"# The end", b"# The fin", "last line is missing"),
    ],
)
def test_an_edited_end_is_noticed(
    marks: Rules, tmp_path: Path, old: bytes, new: bytes, words: str
) -> None:
    path = tmp_path / "save.toml"
    newer(marks, path, {}, foreign=False)
    path.write_bytes(path.read_bytes().replace(old, new))
    sitting = Sitting.open(SavedGame(path), {})
    (notice,) = sitting.notices
    assert words in notice
    assert sitting.n == 3


def test_an_edited_seal_is_noticed(marks: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    newer(marks, path, {}, foreign=False)
    data = path.read_bytes()
    path.write_bytes(data[:-3] + (b"0" if data[-3:-2] != b"0" else b"1") + data[-2:])
    (notice,) = Sitting.open(SavedGame(path), {}).notices
    assert "last line is not as it was written" in notice


@pytest.mark.parametrize("count", [0, 1, 40, 5000])
def test_what_a_machine_that_stopped_leaves_costs_no_earlier_entry(
    marks: Rules, tmp_path: Path, count: int
) -> None:
    """A disk may have made room for an entry and never filled it: noughts stand there."""
    path = tmp_path / "save.toml"
    newer(marks, path, {}, foreign=False)
    data, reading = path.read_bytes(), read(path)
    path.write_bytes(data[: reading.ends[-1] + 1] + bytes(count))
    sitting = Sitting.open(SavedGame(path), {})
    (notice,) = sitting.notices
    assert ("half written" if count else "last line is missing") in notice
    assert sitting.n == 3


class Moody(Disk):
    """Fails as it is told: before it wrote, in the midst of it, or after all was written."""

    def __init__(self) -> None:
        self.mood: tuple[str, float] = ("well", 0)

    def append(self, path: Path, at: int, data: bytes) -> None:
        mood, share = self.mood
        if mood == "cut":
            with path.open("r+b") as file:
                file.seek(at)
                file.write(data[: int(len(data) * share)])
        elif mood == "short":
            super().append(path, at, data[: int(len(data) * share)])
        elif mood != "none":
            super().append(path, at, data)
        if mood != "well":
            raise OSError(28, "No space left on device")


moods = st.tuples(st.sampled_from(["well", "none", "cut", "short", "late"]), st.floats(0, 1))


@given(tries=st.lists(moods, min_size=1, max_size=8))
@RELAXED
def test_whatever_the_disk_does_what_was_acknowledged_loads(
    marks: Rules, tmp_path_factory: pytest.TempPathFactory, tries: list[tuple[str, float]]
) -> None:
    folder = tmp_path_factory.mktemp("s")
    path, disk = folder / "save.toml", Moody()
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0, path), {}, disk=disk)
    safe = 0
    for n, disk.mood in enumerate(tries, 1):
        try:
            sitting.facilitator.note(f"{'long ' * (n % 3)}note {n}")
        except SaveFailed:
            assert disk.mood[0] != "well"
        else:
            safe = n
        seen = Sitting.open(SavedGame(path), {})
        assert safe <= seen.n <= n
        assert seen.entries == sitting.entries[: seen.n]
        assert seen.n == n or disk.mood[0] in ("none", "cut", "short")
    disk.mood = ("well", 0)
    sitting.close()
    assert sitting.path == path, "no write of ours that failed is taken for another's"
    assert sitting.notices == []
    assert Sitting.open(SavedGame(path), {}).notices == []
    assert Sitting.open(SavedGame(path), {}).entries == sitting.entries
    assert list(folder.iterdir()) == [path]


@pytest.mark.parametrize("piece", [b"[", b"[[entry]]", b'[[entry]]\nchain = ""', b"x", b"\0"])
def test_a_file_full_of_nothing_is_not_read_to_its_end(
    marks: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: bytes
) -> None:
    path = tmp_path / "save.toml"
    newer(marks, path, {}, foreign=False)
    data = without_end(path.read_bytes())
    path.write_bytes(data + (b"\n" + piece) * 20_000)
    tries = 0

    def counted(raw: bytes, number: int | None, version: int) -> Entry | None:
        nonlocal tries
        tries += 1
        return parse_entry(raw, number, version)

    for module in (save_reader, audit):
        monkeypatch.setattr(module, "parse_entry", counted)
    row = save_info(path)
    assert row is not None
    assert row.problem is not None
    sitting = Sitting.open(SavedGame(path), {})
    assert sitting.n == 3
    assert sitting.findings()
    assert tries < 100


# Older formats


@given(moves=st.lists(st.sampled_from(["draw", "skip", "undo", "note", "gift"]), max_size=12))
@RELAXED
def test_all_formats_load_to_the_same_positions(
    marks: Rules, tmp_path_factory: pytest.TempPathFactory, moves: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("s")
    sitting = Sitting.open(GameSetup(marks, "standard", {}, 0), {}, clock=SetClock())
    states: list[bytearray] = []
    for move in moves:
        if move == "note":
            sitting.facilitator.note("so")
        elif move == "gift":
            sitting.facilitator.override("marks[chalk]", 1, "so")
        elif move == "undo":
            sitting.undo_all()
        elif not sitting.over:
            sitting.play(move)
        states += [sitting.state] * (sitting.n - len(states))
    for version in (1, 2):
        header = attrs.evolve(sitting.header, version=version)
        chain = header.root()
        data = header_bytes(header).replace(b"version = 3", b"version = %d" % version, 1)
        for entry, state in zip(sitting.entries, states, strict=True):
            act = entry.act
            plain = attrs.evolve(act, took=None) if isinstance(act, Moved) else act
            told = attrs.evolve(entry, at=None, turn=None, act=plain, chain="")
            if version == 1:
                told = attrs.evolve(told, round=None, over=None, turn=None)
            words = bytes(state) if version == 1 else StateText(sitting.game)(state)
            chain = told.seal_of_before(chain, words)
            data += entry_bytes(attrs.evolve(told, chain=chain))
        path = folder / f"{version}.toml"
        path.write_bytes(data)
        again = Sitting.open(SavedGame(path), {})
        assert (again.n, again.state) == (sitting.n, sitting.state)
        assert [entry.kind for entry in again.entries] == [e.kind for e in sitting.entries]
        again.facilitator.note("on")
        again.close()
        assert path.with_name(f"{version}.toml.format-{version}").read_bytes() == data
        assert Sitting.open(SavedGame(path), {}).entries == again.entries


# Rules of a stranger


def test_rules_are_not_compiled_before_their_hash_is_known(
    marks: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "save.toml"
    newer(marks, path, {})
    path.write_bytes(path.read_bytes().replace(b"Two seats make marks", b"Two seats make harm"))

    def compiled(*_: object) -> None:
        raise AssertionError("a stranger's rules were compiled")

    monkeypatch.setattr(resume, "saved_rules", compiled)
    with pytest.raises(WrongRules, match="not those it was played with"):
        Sitting.open(SavedGame(path), {})


def test_rules_that_are_the_right_ones_and_cannot_be_read(marks: Rules, tmp_path: Path) -> None:
    from game.rules import text_sha256

    path = tmp_path / "save.toml"
    newer(marks, path, {})
    header = read(path).header
    text = header.rules.replace("[register.marks]", "[register.marks")
    header = attrs.evolve(header, rules=text, rules_sha256=text_sha256(text))
    path.write_bytes(header_bytes(header) + end_mark(0, header.root()))
    with pytest.raises(WrongRules, match="cannot be read"):
        Sitting.open(SavedGame(path), {})
