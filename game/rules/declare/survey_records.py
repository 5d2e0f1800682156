"""What people are asked about a game: words to sort decisions by, and a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import attrs

from game.rules.declare.declared import Declared

#: A person answers on a scale by a number from 1 to this.
SCALE: Final = 5


@attrs.frozen
class TagDecl(Declared):
    """A word that a person may sort a decision by; `texts` has its `name` and what it means."""


@attrs.frozen
class SurveyDecl(Declared):
    """A question of the questionnaire; `texts` has its `text`.

    Attributes:
        scale: what the lowest and the highest number mean; None where one answers in words.
    """

    scale: tuple[str, str] | None = None


@attrs.frozen
class TagInfo:
    """A word that a person may sort a decision by, as shown to people."""

    id: str
    name: str
    text: str


@attrs.frozen
class SurveyInfo:
    """A question of the questionnaire, as shown to people; see `SurveyDecl`."""

    id: str
    text: str
    scale: tuple[str, str] | None


Kept = TypeVar("Kept", bound=Declared)


def kept(declared: Mapping[str, Kept], names: Sequence[str] | None) -> tuple[Kept, ...]:
    """What a scenario keeps of some declarations, in their order; all where it names none."""
    return tuple(d for d in declared.values() if names is None or d.name in names)


def tag_infos(tags: Mapping[str, TagDecl], names: Sequence[str] | None) -> tuple[TagInfo, ...]:
    """The tags that a scenario keeps, as shown to people."""
    return tuple(
        TagInfo(d.name, str(d.texts["name"]), str(d.texts["text"])) for d in kept(tags, names)
    )


def survey_infos(
    survey: Mapping[str, SurveyDecl], names: Sequence[str] | None
) -> tuple[SurveyInfo, ...]:
    """The questionnaire of a scenario, as shown to people."""
    return tuple(SurveyInfo(d.name, str(d.texts["text"]), d.scale) for d in kept(survey, names))
