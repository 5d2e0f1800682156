"""The rules language's reference, written from tables; every example in it is run by a test."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from game.rules.limits import MAX_NAME
from game.rules.reference.appendix import contents, findings, index, limits, reserved_words
from game.rules.reference.constructs import CONSTRUCTS
from game.rules.reference.examples import GOOD_TO_KNOW, SCAFFOLD, WHOLE_GAME
from game.rules.reference.looks import LOOK_INTRODUCTION, LOOK_RULES, LOOKS
from game.rules.reference.sections import Construct


def example_rules(construct: Construct) -> str:
    """A whole rules file around a construct's example."""
    play = '[procedure.play]\ntext = "The game."\ndo = """\nact(red)\nend()\n"""\n'
    step = '[action.step]\nseats = ["red"]\ntext = "Take a step."\ndo = "coins[red] -= 1"\n'
    e = construct.example
    if "[game]" in e:
        rest = '\n\n[action.step]\nseats = "all"\n\n' + play
        return e if "[procedure.play]" in e else e + rest
    if construct.kind == "section":
        if construct.name.startswith("[ending"):
            play = play.replace("end()", "end(reckoning)")
        return f"{SCAFFOLD}\n{e}\n\n{step}\n{play}"
    if construct.kind == "statement":
        body = e.replace("\\", "")
        open_ended = "while " in e and "falling(" not in e
        cap = "\ncap = { moves = 60 }" if open_ended else ""
        scaffold = SCAFFOLD.replace("language = 2", f"language = 2{cap}", 1)
        tail = "" if "end(" in e else "\nend()" if "return" not in e else ""
        return f"{scaffold}\n{step}\n{play.replace('end()', body + tail)}"
    if construct.kind == "condition":
        need = f'needs = [{{ id = "it", when = "{e}", say = "No." }}]\n'
        wait = '[action.wait]\nseats = "all"\ntext = "Wait."\n'
        return f"{SCAFFOLD}\n{wait}\n{step}{need}\n{play}"
    if construct.kind == "doctrine":
        row = f'[[doctrine.red]]\nid = "it"\nwhen = "{e}"\nact = ["step"]\nsay = "So."\n'
        return f"{SCAFFOLD}\n{step}\n{row}\n{play}"
    play = play.replace("end()", "coins[red] = min(9, max(0, example))\nend()")
    return f'{SCAFFOLD}\n{step}\n[derived.example]\nvalue = "{e}"\n\n{play}'


#: The chapters that constructs stand in, by their kind.
CHAPTERS = {
    "section": "Sections of the file",
    "expression": "Expressions",
    "condition": "In conditions of actions",
    "doctrine": "In doctrine rows",
    "statement": "Scripts",
    "idiom": "Idioms",
}


def language_reference() -> str:
    """The reference of the rules language, as Markdown."""
    chapters = [
        *("", "## A whole game", "", "```toml", WHOLE_GAME.rstrip(), "```"),
        *("", "## Good to know", "", *(f"- {line}" for line in GOOD_TO_KNOW)),
        *_constructs(),
        *_look(),
        *reserved_words(),
        *limits(),
        *findings(),
        *("", "## Grammar", "", "```ebnf", grammar().strip(), "```"),
        *index([*CONSTRUCTS, *LOOKS]),
    ]
    headings = [line.removeprefix("## ") for line in chapters if line.startswith("## ")]
    return "\n".join([*_opening(), *contents(headings), *chapters]) + "\n"


def _opening() -> Iterator[str]:
    """What a game is, how things are named, and the file that the examples belong in."""
    yield "# The rules language"
    yield ""
    yield "A game is a TOML file, or several. Its state is registers; its rules are expressions and"
    yield "short scripts in a closed language that reads like Python and is never run as Python."
    yield "Everything is finite: sets have listed members, registers have ranges, loops run over"
    yield "sets."
    yield ""
    yield f"Names are lower-case letters, digits and `_`, {MAX_NAME} characters at most (scenario"
    yield "names may have hyphens). Nearly everything may have `name` (a title), `text` (one"
    yield "sentence), `models` (what of the world it stands for, in the author's own numbering),"
    yield "`label` (one of those that [game] names: how far it is known) with `source`, and `why`."
    yield "Where room is short, `short` stands for the name; `trade_off` says what speaks against"
    yield "an action, and `teaches` what a scenario is for. The program only shows them: they are"
    yield "texts of any game that is played to learn from something, and all may be left out."
    yield ""
    yield "Moves are called `action`, `action:target:target`, or `script.local:option`."
    yield "Check a file with `panj check FILE`, play it with `panj play --rules FILE --text`."
    yield ""
    yield "The examples belong in this file (a game so small that only its grammar matters):"
    yield from ("", "```toml", SCAFFOLD.rstrip(), "```")


def _constructs() -> Iterator[str]:
    """Every construct under its chapter, with its example."""
    for kind, title in CHAPTERS.items():
        yield from ("", f"## {title}")
        fence = "toml" if kind in ("section", "idiom") else "python"
        for c in CONSTRUCTS:
            if c.kind == kind:
                yield from ("", f"### {c.name}", c.text, "", f"```{fence}", c.example, "```")


def _look() -> Iterator[str]:
    """What a look file says."""
    yield from ("", "## The look of a game", "", LOOK_INTRODUCTION)
    yield from ("", "The examples are one look, of the file above with this added:")
    yield from ("", "```toml", LOOK_RULES.rstrip(), "```")
    for c in LOOKS:
        yield from ("", f"### {c.name}", c.text, "", "```toml", c.example, "```")


def grammar() -> str:
    """The grammar of expressions and scripts, in EBNF."""
    return (files("game.rules.reference") / "grammar.ebnf").read_text(encoding="utf-8")
