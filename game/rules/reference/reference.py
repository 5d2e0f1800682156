"""The rules language's reference, written from tables; every example in it is run by a test."""

from __future__ import annotations

from importlib.resources import files

from game.rules.limits import MAX_BYTES, MAX_DEPTH, MAX_EXPRESSION, MAX_NODES, MAX_SCRIPT
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
        tail = "" if "end(" in e else "\nend()" if "return" not in e else ""
        return f"{SCAFFOLD}\n{step}\n{play.replace('end()', body + tail)}"
    if construct.kind == "condition":
        need = f'needs = [{{ id = "it", when = "{e}", say = "No." }}]\n'
        wait = '[action.wait]\nseats = "all"\ntext = "Wait."\n'
        return f"{SCAFFOLD}\n{wait}\n{step}{need}\n{play}"
    if construct.kind == "doctrine":
        row = f'[[doctrine.red]]\nid = "it"\nwhen = "{e}"\nact = ["step"]\nsay = "So."\n'
        return f"{SCAFFOLD}\n{step}\n{row}\n{play}"
    play = play.replace("end()", "coins[red] = min(9, max(0, example))\nend()")
    return f'{SCAFFOLD}\n{step}\n[derived.example]\nvalue = "{e}"\n\n{play}'


def language_reference() -> str:
    """The reference of the rules language, as Markdown."""
    out = [
        "# The rules language",
        "",
        "A game is one TOML file. Its state is registers; its rules are short expressions and",
        "scripts in a closed language that reads like Python and is never run as Python.",
        "Everything is finite: sets have listed members, registers have ranges, loops run over",
        "sets.",
        "",
        "Names are lower-case letters, digits and `_`, 40 characters at most (scenario names may",
        "have hyphens). Nearly everything may have `name` (a title), `text` (one sentence),",
        "`models` (what of the world it stands for, in the author's own numbering), `label` (one",
        "of those that [game] names: how far it is known) with `source`, and `why`. Where room is",
        "short, `short` stands for the name; `trade_off` says what speaks against an action, and",
        "`teaches` what a scenario is for. The program only shows them: they are texts of any game",
        "that is played to learn from something, and every one may be left out.",
        "",
        f"Bounds: expression {MAX_EXPRESSION} characters and {MAX_NODES} parts,",
        f"script {MAX_SCRIPT}, brackets {MAX_DEPTH} deep, file {MAX_BYTES} bytes.",
        "",
        "Moves are called `action`, `action:target:target`, or `script.local:option`.",
        "Check a file with `panj check FILE`, play it with `panj play --rules FILE --text`.",
        "",
        "The examples belong in this file (a game so small that only its grammar matters):",
        "",
        "```toml",
        SCAFFOLD.rstrip(),
        "```",
    ]
    out += ["", "## A whole game", "", "```toml", WHOLE_GAME.rstrip(), "```"]
    out += ["", "## Good to know", "", *(f"- {line}" for line in GOOD_TO_KNOW)]
    titles = {
        "section": "Sections of the file",
        "expression": "Expressions",
        "condition": "In conditions of actions",
        "doctrine": "In doctrine rows",
        "statement": "Scripts",
    }
    for kind, title in titles.items():
        out += ["", f"## {title}"]
        for c in CONSTRUCTS:
            if c.kind == kind:
                fence = "toml" if kind == "section" else "python"
                out += ["", f"### {c.name}", c.text, "", f"```{fence}", c.example, "```"]
    out += ["", "## The look of a game", "", LOOK_INTRODUCTION]
    out += ["", "The examples are one look, of the file above with this added:"]
    out += ["", "```toml", LOOK_RULES.rstrip(), "```"]
    for c in LOOKS:
        out += ["", f"### {c.name}", c.text, "", "```toml", c.example, "```"]
    out += ["", "## Grammar", "", "```ebnf", grammar().strip(), "```"]
    return "\n".join(out) + "\n"


def grammar() -> str:
    """The grammar of expressions and scripts, in EBNF."""
    return (files("game.rules.reference") / "grammar.ebnf").read_text(encoding="utf-8")
