"""What the documents say runs as they say it."""

from __future__ import annotations

import doctest
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
API = ROOT / "docs" / "api.md"


def test_the_examples_of_the_interface_give_what_they_show() -> None:
    # A block of Markdown ends where its fence stands, which is no part of what is printed.
    text = API.read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest(text.replace("```", ""), {}, "api.md", None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    said: list[str] = []
    runner.run(test, out=said.append)
    assert test.examples
    assert runner.failures == 0, "".join(said)


def test_the_doors_for_researchers_give_what_they_show(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("pyspiel", "pettingzoo"):
        pytest.importorskip(module)
    monkeypatch.chdir(ROOT)
    text = (ROOT / "README.md").read_text(encoding="utf-8").replace("```", "")
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", None, 0)
    runner = doctest.DocTestRunner()
    said: list[str] = []
    runner.run(test, out=said.append)
    assert test.examples
    assert runner.failures == 0, "".join(said)


@pytest.mark.parametrize("page", ["README.md", "docs/api.md"])
def test_the_ten_lines_play_a_game(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = [b for b in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if ">>>" not in b]
    assert len(blocks) == 1
    exec(compile(blocks[0], page, "exec"), {})
    assert capsys.readouterr().out.strip()


def test_links_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_a_source_archive_holds_every_document() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    kept = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    pages = {f"/{page.name}" for page in ROOT.glob("*.md")}
    assert {*pages, "/docs", "/tests", "/game", "/assets", "/rules.toml"} <= set(kept)
