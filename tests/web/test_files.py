"""The files of the pages: nothing from elsewhere, no words of their own, nothing missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from game.catalogue import SPOKEN, phrase
from game.resources import asset

WEB: Final = asset("web")
FILES: Final = sorted(p for p in WEB.iterdir() if p.suffix in (".html", ".css", ".js"))
SCRIPTS: Final = [p for p in FILES if p.suffix == ".js"]
#: Names of texts that are put together: what is before the value that ends them.
_ENDED: Final = re.compile(r"phrase\(`([a-z_]+)\$\{")
_SAID: Final = re.compile(
    r"""\bphrase\(\s*(?:[^()"'`?]*\?\s*)?["']([a-z_0-9]+)["'](?:\s*:\s*["']([a-z_0-9]+)["'])?"""
)
#: Pictures by name.
_ICON: Final = re.compile(
    r"""\bicon\(\s*(?:[^()"'?]*\?\s*)?["']([a-z0-9-]+)["'](?:\s*:\s*["']([a-z0-9-]+)["'])?"""
)


def _texts() -> dict[str, frozenset[str]]:
    phrase("value.yes")
    assert SPOKEN.catalogue is not None
    known = SPOKEN.catalogue.entries.items()
    return {k.removeprefix("phone."): e.places for k, e in known if k.startswith("phone.")}


def _bare(path: Path) -> str:
    """A script without its comments."""
    return re.sub(
        r"/\*.*?\*/|^\s*//.*?$|\s//\s.*?$", "", path.read_text("utf-8"), flags=re.S | re.M
    )


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_a_page_asks_nothing_of_anybody_else(path: Path) -> None:
    """What stands in a page is on the server of this table: no address of another."""
    found = re.findall(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"'`]*""", _bare(path))
    assert [f for f in found if "www.w3.org/2000/svg" not in f] == []


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".html"], ids=lambda p: p.name)
def test_a_page_keeps_to_its_policy(path: Path) -> None:
    """`default-src 'self'` allows no style and no script that stands in the page itself."""
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))
    for address in re.findall(r'(?:src|href)="/([^"#]+)"', text):
        assert asset(address).is_file(), address


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_a_script_keeps_to_its_policy(path: Path) -> None:
    """Nothing is run from a text, and no markup is made of one."""
    assert not re.search(
        r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML", _bare(path)
    )
    for name in re.findall(r'^import [^"]*"\./([^"]+)";', path.read_text("utf-8"), re.M):
        assert (WEB / name).is_file(), name


def test_each_word_of_the_pages_is_in_the_tables_and_is_used() -> None:
    """What a page says is a text of the table, and each of these is said somewhere."""
    said, beginnings, strings = set[str](), set[str](), set[str]()
    for path in SCRIPTS:
        bare = _bare(path)
        said |= {word for pair in _SAID.findall(bare) for word in pair if word}
        beginnings |= set(_ENDED.findall(bare))
        strings |= set(re.findall(r"""["']([a-z_0-9]+)["']""", bare))
    texts = _texts()
    assert said - texts.keys() == set()
    unused = texts.keys() - said - strings
    assert {t for t in unused if not any(t.startswith(b) for b in beginnings)} == set()
    assert all(any(t.startswith(b) for t in texts) for b in beginnings)


def test_each_word_of_the_umpires_page_is_in_the_tables_and_is_used() -> None:
    """Its own are all said; what it shares with the other consoles is there."""
    asked = r"""\bsay\(\s*(?:[^()"'`]*\?\s*)?["']([a-z_]+)["'](?:\s*:\s*["']([a-z_]+)["'])?"""
    own_scripts = [path for path in SCRIPTS if re.match("desk|console", path.name)]
    bare = "".join(map(_bare, own_scripts))
    said = {word for pair in re.findall(asked, bare) for word in pair if word}
    assert SPOKEN.catalogue is not None
    known = SPOKEN.catalogue.entries.keys()
    own = {key.removeprefix("console.") for key in known if key.startswith("console.")}
    shared = {key.removeprefix("umpire.") for key in known if key.startswith("umpire.")}
    assert len(said) > 60
    assert said - own - shared == set()
    strings = set(re.findall(r"""["']([a-z_]+)["']""", bare))
    assert own - said - strings == set()


def test_no_page_names_anything_of_a_game() -> None:
    """Seats, places and counters come from the server: no page knows one."""
    words = " ".join(_bare(path).lower() for path in FILES)
    for name in ("taliban", "csto", "dushanbe", "beijing", "darvoz", "umbrella", "garrison"):
        assert name not in words


def test_each_picture_that_a_page_names_is_there() -> None:
    """An icon that is not there would be an empty box."""
    named = {n for path in SCRIPTS for pair in _ICON.findall(_bare(path)) for n in pair if n}
    assert len(named) > 20
    assert [n for n in sorted(named) if not asset(f"icons/{n}.svg").is_file()] == []
