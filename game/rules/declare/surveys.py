"""Reads what people are asked about a game: words to sort decisions by, and a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.rules.declare.survey_records import SCALE, SurveyDecl, TagDecl
from game.rules.declare.toml_reader import TableReader
from game.rules.diagnostics import Diagnostic, TomlPath, did_you_mean


def read_tag(name: str, r: TableReader) -> TagDecl:
    """Read [tag.NAME]."""
    r.need_text("name")
    return TagDecl(name, r.path, r.texts())


def read_survey(name: str, r: TableReader) -> SurveyDecl:
    """Read [survey.NAME]."""
    r.need_text("text")
    scale = r.words("scale")
    if scale and (len(scale) != 2 or not all(scale)):
        said = f"`scale` says what 1 and what {SCALE} mean: two texts."
        hint = 'write `scale = ["not at all", "wholly"]`, or leave it out to be answered in words.'
        r.report("wrong-shape", said, "scale", hint=hint)
    return SurveyDecl(name, r.path, r.texts(), (scale[0], scale[1]) if len(scale) == 2 else None)


def kept_unknown(
    key: str, path: TomlPath, kept: Iterable[str] | None, declared: Mapping[str, object]
) -> list[Diagnostic]:
    """A finding for each word under a key of a scenario that names nothing of [KEY.NAME].

    Args:
        key: the key and section: `tags` keeps some of [tag.NAME].
        path: of the scenario.
        kept: what it keeps; None for all.
        declared: what there is.
    """
    section = key.removesuffix("s")
    return [
        Diagnostic(
            "unknown-name", (*path, key, i), 0, word, f"no [{section}.{word}].",
            did_you_mean(word, declared),
        )
        for i, word in enumerate(kept or ())
        if word not in declared
    ]  # fmt: skip
