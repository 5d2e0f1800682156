"""What the people of one seat say to each other: notes of the journal, by their tags."""

from __future__ import annotations

from typing import Final

from game.table.acts import Noted

#: The tag of what is said among the people of a seat.
TEAM: Final = "team"
#: Begins the tag that says which of them wrote it.
BY: Final = "by:"


def team_tags(name: str) -> tuple[str, ...]:
    """The tags of a word of the team.

    Args:
        name: who writes; "" for nobody in particular.
    """
    return (TEAM, f"{BY}{name}") if name else (TEAM,)


def is_team(note: Noted) -> bool:
    """Whether a note is a word among the people of one seat."""
    return TEAM in note.tags


def writer(tags: tuple[str, ...]) -> str:
    """Who of the team wrote it; "" where nobody is named."""
    return next((tag.removeprefix(BY) for tag in tags if tag.startswith(BY)), "")


def codes(tags: tuple[str, ...]) -> tuple[str, ...]:
    """The tags that sort a note, without those that say to whom and by whom it is."""
    return tuple(tag for tag in tags if tag != TEAM and not tag.startswith(BY))
