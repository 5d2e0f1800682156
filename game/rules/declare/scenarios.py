"""Reads scenarios: what they change of the game, and what they tell people."""

from __future__ import annotations

from typing import Any

import attrs

from game.rules.declare.clocks import read_clocks
from game.rules.declare.lengths import cap, longest, repetition
from game.rules.declare.records import Fields, ScenarioDecl
from game.rules.declare.toml_reader import SHAPES, TableReader
from game.rules.diagnostics import Diagnostic, did_you_mean


def _frozen(r: TableReader) -> Any:
    if isinstance(r.data.get("frozen"), list):
        return list(r.words("frozen"))
    return r.plain("frozen", (int, bool, str))


def _briefs(r: TableReader) -> dict[str, dict[str, str]]:
    """The briefs of the seats: texts under headings, the same for every seat."""
    briefs: dict[str, dict[str, str]] = {}
    for seat, brief in r.plain("brief", (dict,)).items():
        read = r.below(brief, "brief", seat)
        briefs[seat] = {heading: read.get(heading, str, "") for heading in brief}
        if "like" in r.data:
            # Each has the rest of its headings from the brief that it is like.
            continue
        first = next(iter(briefs))
        for heading in briefs[first]:
            if heading not in brief:
                hint = f'write `{heading} = "..."`, as `brief.{first}` does.'
                read.report("missing-key", f"the brief of {seat} has no `{heading}`.", hint=hint)
        for heading in brief:
            if heading not in briefs[first]:
                read.report(
                    "unknown-key", f"only the brief of {seat} has `{heading}`.", heading,
                    word=heading, hint=did_you_mean(heading, briefs[first])
                    or f"the headings are those of `brief.{first}`.",
                )  # fmt: skip
    return briefs


def _facts(r: TableReader) -> tuple[Fields, ...]:
    """What is known of the case a scenario is about: each fact a table of a few keys."""
    facts = []
    for i, item in enumerate(r.get("facts", list, [])):
        if not isinstance(item, dict):
            r.report("wrong-shape", "a fact is a table.", "facts", i, hint=SHAPES["facts"])
            continue
        fact = r.below(item, "facts", i)
        fact.need_text("text")
        fact.label(fact.get("label", str, ""))
        fact.get("source", str, "")
        fact.words("models")
        fact.done()
        facts.append(item)
    return tuple(facts)


def read_scenario(name: str, r: TableReader) -> ScenarioDecl:
    """Read [scenario.NAME]."""
    return ScenarioDecl(
        name, r.path, r.texts(), r.count("rounds"), r.count("minutes"),
        r.words("seats"), r.words("optional"),
        r.words("usual") if "usual" in r.data else None,
        longest(r), cap(r), repetition(r),
        r.lists("only"),
        r.words("actions") if "actions" in r.data else None,
        r.words("options") if "options" in r.data else None,
        r.plain("start", (int, bool, str)), _frozen(r), r.plain("numbers", (int, bool)),
        r.get("fields", dict, {}), _briefs(r), _facts(r),
        r.words("questions"), r.get("like", str),
        r.words("tags") if "tags" in r.data else None,
        r.words("survey") if "survey" in r.data else None,
        read_clocks(r),
    )  # fmt: skip


def complete(
    said: dict[str, ScenarioDecl], diagnostics: list[Diagnostic]
) -> dict[str, ScenarioDecl]:
    """Give each scenario that is `like` another what it does not say itself."""
    out = dict(said)
    for name, decl in said.items():
        if decl.like is None:
            continue
        base = said.get(decl.like)
        path = (*decl.path, "like")
        if base is None or base is decl:
            others = [n for n in said if n != name]
            hint = did_you_mean(decl.like, others)
            diagnostics.append(
                Diagnostic(
                    "unknown-name", path, 0, decl.like, f"no other scenario `{decl.like}`.", hint
                )
            )
        elif base.like is not None:
            message = f"`{decl.like}` is like another itself; name that one."
            diagnostics.append(Diagnostic("wrong-shape", path, 0, decl.like, message))
        else:
            out[name] = _merged(decl, base)
    return out


def _merged(decl: ScenarioDecl, base: ScenarioDecl) -> ScenarioDecl:
    """What a scenario says, with what it leaves out taken from another."""
    seats = [*base.brief, *(s for s in decl.brief if s not in base.brief)]
    frozen: Any = [*base.frozen, *decl.frozen]
    if isinstance(base.frozen, dict) or isinstance(decl.frozen, dict):
        frozen = {**_as_table(base.frozen), **_as_table(decl.frozen)}
    return attrs.evolve(
        decl,
        rounds=decl.rounds or base.rounds,
        minutes=decl.minutes or base.minutes,
        seats=decl.seats or base.seats,
        optional=decl.optional or base.optional,
        usual=base.usual if decl.usual is None else decl.usual,
        longest=decl.longest or base.longest,
        cap=decl.cap or base.cap,
        repetition=decl.repetition or base.repetition,
        only={**base.only, **decl.only},
        actions=base.actions if decl.actions is None else decl.actions,
        options=base.options if decl.options is None else decl.options,
        start={**base.start, **decl.start},
        frozen=frozen,
        numbers={**base.numbers, **decl.numbers},
        fields={**base.fields, **decl.fields},
        brief={s: {**base.brief.get(s, {}), **decl.brief.get(s, {})} for s in seats},
        facts=decl.facts or base.facts,
        questions=decl.questions or base.questions,
        tags=base.tags if decl.tags is None else decl.tags,
        survey=base.survey if decl.survey is None else decl.survey,
        clock=decl.clock or base.clock,
    )


def _as_table(frozen: Any) -> Fields:
    return frozen if isinstance(frozen, dict) else dict.fromkeys(frozen)
