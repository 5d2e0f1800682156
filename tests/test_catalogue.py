"""The program's own words: each text is there, is used, and has the values that are given for it.

The sources are read for every `phrase("table.name", value=...)`. A key that is no literal there
must be one elsewhere in the module. What a person reads stands nowhere else in the rooms of
`SPEAKING`: no literal there looks like words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from game.catalogue import SPOKEN, Catalogue, CatalogueText, choose, faults, languages, phrase
from game.resources import asset
from tests.sources import GAME, trees

#: The rooms that say nothing but what the catalogue holds.
SPEAKING = ("drawing", "paper", "report", "serve", "story", "table", "terminal", "ui", "umpire")

#: What looks like words there and is none, or is in no language.
SIGNS = re.compile(
    r"""
    (bold|dim)(\ (\#.*|red|strike))?                          # styles of the terminal
    | [A-Z][A-Za-z]?                             # a letter by itself, or two that are measured
    | [A-Z][A-Z0-9_]+                            # variables of the system
    | \S+\.(ttf|md|svg)                          # files
    | (/Volumes|Documents|Desktop)               # folders, as they are called on the disk
    | (Ctrl|Alt|Shift|Enter|Esc|Space|End|Backspace|Alt\+Left|(Ctrl\+)([A-Z]|Enter))   # keys
    | .*(<(path|g|rect|circle|ellipse|svg|defs)\ |=").*         # drawings
    """,
    re.VERBOSE | re.DOTALL,
)

#: Literals that look like words and stay where they are: the module, the literal, and why.
UNSPOKEN = {
    ("story/answers.py", "None:"): "the rules write so what the answer none means",
    ("table/end_mark.py", "*"): "the last line of a save, which programs read",
    ("table/header.py", "*"): "lines of a save",
    ("table/crash.py", "*"): "the head of a report, for who mends the program",
    ("table/moves.py", "bot {} {}"): "names a stream of random numbers",
    ("table/one_line.py", "*"): "kinds of values in a save",
    ("table/places.py", "*"): "what a name of a file may have",
    ("table/bot.py", "*"): "a type",
    ("drawing/palettes.py", "Colour"): "a type",
    ("serve/app.py", "*"): "headers, which browsers read",
    ("serve/tongue.py", "*"): "a header, which browsers write",
    ("serve/icon_sheet.py", "*"): "where the icons come from, for who reads the sheet",
    ("story/previews.py", "SeenValue"): "a type",
    ("report/templating.py", "*"): "names of fonts",
    ("drawing/palette.py", "*"): "words that rules may have, read and never shown",
    ("ui/keyset.py", "*"): "names of keys, as they stand on them",
    ("ui/bench.py", "*"): "figures for who works on the program, named as in the document of JSON",
}

#: What shows its first arguments to people, and the arguments by name that are shown as well.
SHOWING = {
    "Text": 1, "Span": 1, "Button": 1, "Field": 1, "HoldButton": 1, "dialog": 1, "say": 2,
    "ask": 3, "assemble": 9,
}  # fmt: skip
SHOWN = {"tip", "note", "why_not", "hint"}


@cache
def english() -> Catalogue:
    choose("en")
    assert SPOKEN.catalogue is not None
    return SPOKEN.catalogue


def said(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call of `phrase`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="phrase")):
                yield node


def literals(node: ast.AST) -> list[str] | None:
    """The keys that an expression may be, where it says them itself."""
    match node:
        case ast.Constant(value=str(key)):
            return [key]
        case ast.IfExp(body=body, orelse=other):
            one, two = literals(body), literals(other)
            return None if one is None or two is None else [*one, *two]
    return None


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module with its line, the values of a formatted one as braces."""
    inner = set[int]()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in inner:
            inner |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
            for part in node.values:
                if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
                    inner |= {id(deep) for deep in ast.walk(part.format_spec)}
            parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in node.values)
            yield node.lineno, "".join(map(str, parts))
            continue
        match node:
            case ast.Constant(value=str(words)) if id(node) not in inner:
                yield node.lineno, words


def unread(node: ast.AST) -> Iterator[ast.AST | None]:
    """The parts of a node whose texts no person reads while they play."""
    match node:
        case ast.Expr(value=ast.Constant() as words):
            yield words  # a docstring, or words about an attribute
        case ast.Assert(msg=told):
            yield told  # an error of whoever wrote the program, as below
        case ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError")) as told):
            yield told
        case ast.Call(func=ast.Name(id="TypeVar" | "cast"), args=args):
            yield from args[:1]
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")], value=names):
            yield names
        case ast.AnnAssign(annotation=kind) | ast.arg(annotation=kind):
            yield kind
        case ast.FunctionDef(returns=kind):
            yield kind


def shown(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts that stand where a person reads them, even if they are one small word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = [*node.args[: SHOWING.get(name, 0)]]
            told += [word.value for word in node.keywords if word.arg in SHOWN]
            yield from (
                (node.lineno, words.value)
                for part in told
                for words in (*getattr(part, "elts", [])[:1], *getattr(part, "values", []), part)
                if isinstance(words, ast.Constant) and isinstance(words.value, str)
            )


def spoken(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The texts of a module that look like words for people."""
    apart = {
        told.value
        for node in ast.walk(tree)
        for part in unread(node)
        if part is not None
        for told in ast.walk(part)
        if isinstance(told, ast.Constant)
    }
    for line, text in shown(tree):
        if re.search(r"[^\W\d_]", text):
            yield line, text
    for line, text in texts(tree):
        words = re.search(r"[^\W\d_]{2,}", text.replace("{}", " "))
        if text in apart or SIGNS.fullmatch(text) or not words:
            continue
        if re.search(r"[^\W\d_]\s|\s[^\W\d_]", text) or words[0][0].isupper():
            yield line, text


def speaking() -> dict[str, ast.Module]:
    """The modules that say nothing but what the catalogue holds."""
    found = {path.relative_to(GAME).as_posix(): tree for path, tree in trees().items()}
    return {name: tree for name, tree in found.items() if name.startswith(SPEAKING)}


def test_every_text_that_is_asked_for_is_there_with_its_values() -> None:
    entries, wrong = english().entries, []
    for path, tree in trees().items():
        bare = {text for _, text in texts(tree)}
        for call in said(tree):
            where = f"{path.relative_to(GAME)}, line {call.lineno}"
            given = {word.arg for word in call.keywords}
            assert None not in given, f"{where}: name each value"
            keys = literals(call.args[0])
            if keys is None:
                # The keys stand elsewhere in the module; all that have these values may be meant.
                keys = [key for key in bare if key in entries and entries[key].places == given]
                wrong += [] if keys else [f"{where}: no key here has {sorted(map(str, given))}"]
            for key in keys:
                if key not in entries:
                    wrong.append(f"{where}: there is no text {key!r}")
                elif entries[key].places != given:
                    wrong.append(f"{where}: {key!r} has {sorted(entries[key].places)} in braces")
    assert not wrong


def test_every_text_is_used() -> None:
    known = {text for tree in trees().values() for _, text in texts(tree)}
    # Those of the browser's pages are asked for by their scripts (tests/web).
    pages = ("phone.", "console.")
    own = {key for key in english().entries if not key.startswith(pages)}
    assert not own - known


def test_nothing_is_said_that_is_not_in_the_catalogue() -> None:
    found = {(name, text) for name, tree in speaking().items() for _, text in spoken(tree)}
    allowed = {(name, text) for name, text in found if {(name, text), (name, "*")} & {*UNSPOKEN}}
    assert len(speaking()) > 90
    assert not found - allowed, "move these to assets/text/en.toml"
    assert all(any(name == n for n, _ in allowed) for name, _ in UNSPOKEN), "no longer needed"


def test_what_is_looked_for_is_found() -> None:
    told = ["Back", "no seat", "{} steps", "Then {}"]
    code = "\n".join(
        [*(f'f(f"{text}")' for text in told), 'f("dim", "a:b", f"{x:>3}  {y}", "back")']
    )
    assert [text for _, text in spoken(ast.parse(code.replace("{}", "{n}")))] == told
    code = 'Text("nothing"); Button("", tip="so"); f.assemble(("an", x), f"{y}o"); Text(f"{y}/")'
    assert [text for _, text in spoken(ast.parse(code))] == ["nothing", "so", "an", "o"]
    assert not [*spoken(ast.parse('"""Words."""\nassert x, "it is so"\ny: "Box" = 1'))]
    assert literals(ast.parse('"a" if b else "c"', mode="eval").body) == ["a", "c"]


@pytest.mark.parametrize("language", sorted(p.stem for p in asset("text").glob("*.toml")))
def test_each_language_fits_the_program(language: str) -> None:
    assert not list(faults(language))


def test_texts_are_written_alike() -> None:
    """Spaces stand at an end only where something is typed there, and nowhere double."""
    for key, entry in english().entries.items():
        for form in entry.forms:
            assert "--" not in re.sub(r"--[a-z]", "", form), key
            assert form == form.rstrip() or key == "terminal.turn", key
            assert "  " not in form or "\n" in form, key
            assert "!" not in form, key


HEAD = """
[language]
id = "ru"
name = "Русский"
plurals = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"
"""


@pytest.fixture
def russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Speaks Russian as far as some texts go; gives the id of what is spoken then."""
    monkeypatch.setattr(SPOKEN, "folder", tmp_path)

    def speak(text: str) -> str:
        (tmp_path / "ru.toml").write_text(HEAD + text, encoding="utf-8")
        return choose("ru")

    yield speak
    choose("en")


def test_each_count_has_its_form_and_english_fills_the_gaps(
    russian: Callable[[str], str],
) -> None:
    ways = '[offer]\nways = ["{count} путь", "{count} пути", "{count} путей"]\n'
    assert russian(ways + '[value]\nyes = "да"') == "ru"
    assert languages() == {"en": "English", "ru": "Русский"}
    said = {n: phrase("offer.ways", count=n) for n in (0, 1, 2, 4, 5, 11, 12, 21, 22, 111)}
    assert [words.split()[1] for words in said.values()] == [
        "путей", "путь", "пути", "пути", "путей", "путей", "путей", "путь", "пути", "путей",
    ]  # fmt: skip
    assert phrase("value.yes") == "да"
    assert phrase("value.no") == "no"
    assert phrase("replay.only", count=1) == "The game has only 1 entry."
    assert phrase("replay.only", count=5) == "The game has only 5 entries."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[value]\nyess = "да"', "no text of the program"),
        ('[terminal]\nverdict = "{who}"', "{who} in braces"),
        ('[offer]\nways = ["{count}", "{count}"]', "2 forms"),
        ("[value]\nyes = 3", "neither a text"),
        ("[value", "Expected"),
        ("x = " + "[" * 5000, ""),
    ],
)
def test_what_does_not_fit_is_told_and_said_in_english(
    russian: Callable[[str], str], text: str, words: str
) -> None:
    russian(text)
    assert any(words in told for told in faults("ru"))
    assert phrase("value.yes") == "yes"
    assert phrase("terminal.verdict", verdict="A") == "Verdict: A."
    assert phrase("offer.ways", count=2) == "2 ways"


@pytest.mark.parametrize("language", ["", "xx", "../en", "/etc/passwd", "en\0", "ру"])
def test_a_language_that_is_not_there_is_english(language: str) -> None:
    assert choose(language) == "en"


def test_an_unknown_text_is_an_error_in_tests_and_its_key_in_play(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(LookupError):
        phrase("no." + "such")
    with pytest.raises(LookupError):
        phrase("value." + "yes", count=3)
    monkeypatch.setattr(SPOKEN, "strict", False)
    assert phrase("no." + "such") == "no.such"
    assert phrase("terminal." + "verdict", place=1) == "Verdict: {verdict}."


def test_braces_of_marked_words_stay() -> None:
    entry = CatalogueText(("{~Key: {key}} {Other}",), lambda _: 0)
    assert entry.said({"key": "Esc"}) == "{~Key: Esc} {Other}"
    assert entry.said({"key": "{key}"}) == "{~Key: {key}} {Other}"
