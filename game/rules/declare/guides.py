"""Reads guides: lessons that lead somebody who never played through a game, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import attrs

from game.rules.declare.guide_records import GuideDecl, StepDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import did_you_mean
from game.rules.limits import MAX_GUIDE_STEPS
from game.rules.reserved_words import RANDOM

#: What ends a step, and what it means.
WAITS: Final = {
    "read": "the learner goes on",
    "look": "the learner looks at the place that is pointed at",
    "choose": "the learner takes up the action that is pointed at",
    "act": "the learner plays an action",
    "answer": "the learner answers another question",
    "turn": "the learner is to act again",
    "phase": "the procedure in `phase` asks something",
    "until": "the condition in `until` holds",
    "end": "the game is over",
}
#: The parts of a table that a step may point at besides what the rules name.
PARTS: Final = {
    "board": "the map or board",
    "place": "the place that is looked at, with its sum",
    "choices": "what may be chosen now",
    "outcome": "what a choice would do",
    "confirm": "the button that plays what was chosen",
    "card": "the card that lies face up",
    "round": "the round and whose turn it is",
    "log": "what happened",
    "dock": "where what happens is told, moment by moment",
    "menu": "the menu",
    "values": "the list of all values",
    "undo": "the button that takes back",
}
#: A word of the guide in a text: `[words]`, or `[words|the word]` where it is said otherwise.
WORD: Final = re.compile(r"\[([^\][{}|]+)(?:\|([^\][{}|]+))?\]")
#: What stands in braces is an expression, in which brackets mean something else.
_BRACES: Final = re.compile(r"\{[^{}]*\}")


def read_guide(name: str, r: TableReader) -> GuideDecl:
    """Read [guide.NAME]."""
    like = r.get("like", str, "")
    words = {k: str(v) for k, v in r.plain("words", (str,)).items()}
    items = r.get("steps", list, [], need=True)
    r.bounded(len(items), MAX_GUIDE_STEPS, f"steps of `{name}`", "steps")
    ids: set[str] = set()
    steps = []
    for i, item in enumerate(items[:MAX_GUIDE_STEPS]):
        step = r.below(item, "steps", i)
        # Another telling may mark the words of the first as well: they are looked at together.
        steps.append(_step(step, None if like else words, ids))
        step.done()
    return GuideDecl(
        name, r.path, r.texts(), r.get("scenario", str, ""), r.get("seat", str, "", need=not like),
        r.count("seed"), {k: str(v) for k, v in r.plain("seats", (str,)).items()},
        r.count("minutes"), words, tuple(steps), like, r.get("language", str, ""),
    )  # fmt: skip


def _step(r: TableReader, words: dict[str, str] | None, ids: set[str]) -> StepDecl:
    ident = r.need_text("id")
    if ident:
        r.named(ident, "step", "id")
    if ident in ids:
        r.report("duplicate", f"this guide has a step `{ident}` already.", "id", word=ident)
    ids |= {ident} - {""}
    waits = r.get("waits", str, "read")
    if waits not in WAITS:
        said = f"`waits` is one of {', '.join(WAITS)}."
        hint = did_you_mean(waits, WAITS)
        r.report("wrong-shape", said, "waits", word=waits, hint=hint)
        waits = "read"
    points = r.plain("points", (str,))
    part = points.get("part")
    if part is not None and part not in PARTS:
        said = f"`{part}` is no part of a table: {', '.join(PARTS)}."
        r.report("unknown-name", said, "points", "part", word=part, hint=did_you_mean(part, PARTS))
    found = StepDecl(
        ident, r.path, r.texts(), r.get("task", str, ""), points, waits,
        r.get("phase", str, "", need=waits == "phase"),
        r.get("until", str, None, need=waits == "until"), r.get("when", str, "true"),
        r.get("typed", str, ""),
    )  # fmt: skip
    if "text" not in r.data:
        r.report("missing-key", "a step needs `text`.")
    if words is not None:
        _check_words(r, found, words)
    return found


def _check_words(r: TableReader, step: StepDecl, words: dict[str, str]) -> None:
    """A finding for each marked word that the guide does not explain."""
    texts = {"name": step.texts["name"], "text": step.texts["text"], "task": step.task}
    for key, text in texts.items():
        for word in marked(text):
            if word not in words:
                said = f"`words` of this guide do not explain `{word}`."
                hint = did_you_mean(word, words) or f'write `{word} = "..."` in its `words`.'
                r.report("unknown-name", said, key, word=word, hint=hint)


def complete_guides(guides: dict[str, GuideDecl], top: TableReader) -> dict[str, GuideDecl]:
    """Give each guide that is `like` another what it does not say itself.

    Its steps are those of the other, by their ids; what it says are their texts.

    Args:
        guides: what was read.
        top: notes the findings.
    """
    out = dict(guides)
    for name, guide in guides.items():
        if not guide.like:
            continue
        base = guides.get(guide.like)
        if base is None or base is guide:
            hint = did_you_mean(guide.like, [other for other in guides if other != name])
            said = f"no other guide `{guide.like}`."
            top.report("unknown-name", said, "guide", name, "like", word=guide.like, hint=hint)
            del out[name]
        elif base.like:
            said = f"`{guide.like}` is like another itself; name that one."
            top.report("wrong-shape", said, "guide", name, "like", word=guide.like)
            del out[name]
        else:
            out[name] = _told_anew(guide, base, top)
    return out


def _told_anew(guide: GuideDecl, base: GuideDecl, top: TableReader) -> GuideDecl:
    """A guide as another tells it, with its own texts where it has them."""
    own = {step.name: step for step in guide.steps}
    there = [step.name for step in base.steps]
    words = {**base.words, **guide.words}
    for i, step in enumerate(guide.steps):
        reader = top.below({}, "guide", guide.name, "steps", i)
        if step.name not in there:
            said = f"`{base.name}` has no step `{step.name}`."
            hint = did_you_mean(step.name, there)
            reader.report("unknown-name", said, "id", word=step.name, hint=hint)
        _check_words(reader, step, words)
    steps = []
    for step in base.steps:
        mine = own.get(step.name)
        if mine is not None:
            texts = {**step.texts, **{key: said for key, said in mine.texts.items() if said}}
            step = attrs.evolve(step, path=mine.path, texts=texts, task=mine.task or step.task)
        steps.append(step)
    return attrs.evolve(
        guide,
        texts={**base.texts, **{key: said for key, said in guide.texts.items() if said}},
        scenario=base.scenario,
        seat=base.seat,
        seed=base.seed,
        seats=base.seats,
        minutes=guide.minutes or base.minutes,
        words=words,
        steps=tuple(steps),
    )


def marked(text: str) -> Iterator[str]:
    """The words of the guide that a text marks, as `words` names them."""
    for found in WORD.finditer(_BRACES.sub(lambda m: " " * len(m[0]), text)):
        yield found[2] or found[1]


def check_sittings(
    guides: dict[str, GuideDecl], scenarios: Any, bots: tuple[str, ...], top: TableReader
) -> None:
    """Findings for guides of scenarios and bots that there are not.

    Args:
        guides: what was read.
        scenarios: those of the file, by name; of none, the plain game is meant.
        bots: the ways of the doctrine.
        top: notes the findings.
    """
    for name, guide in guides.items():
        if guide.scenario and guide.scenario not in (scenarios or {"standard": None}):
            said = f"no scenario `{guide.scenario}`."
            hint = did_you_mean(guide.scenario, scenarios)
            top.report(
                "unknown-name", said, "guide", name, "scenario", word=guide.scenario, hint=hint
            )
        known = {f"bot:{bot}" for bot in (RANDOM, *bots)} | {"auto"}
        for seat, who in guide.seats.items():
            if who not in known:
                said = f"`{who}` plays no seat here: {', '.join(sorted(known))}."
                hint = did_you_mean(who, known)
                top.report("unknown-name", said, "guide", name, "seats", seat, word=who, hint=hint)
