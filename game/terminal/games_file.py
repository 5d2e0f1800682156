"""The file of `panj simulate --out`, as the person at the terminal hears of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from game.check.kept_games import KeptGames, OtherGames
from game.terminal.exit_status import CommandError, Failed, note


def games_file(out: Path | None, asked: Mapping[str, Any], games: int) -> KeptGames | None:
    """Open the file that was named, and say what it holds already.

    Args:
        out: the file; None for none.
        asked: what is to be played.
        games: how many.

    Raises:
        CommandError: it holds something else, or cannot be read.
    """
    if out is None:
        return None
    try:
        kept = KeptGames(out, asked, games)
    except OtherGames as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{out} cannot be read: {error.strerror or error}.") from error
    if kept.found:
        note(f"{out} has {len(kept.found)} of these games already; the others are played.")
    kept.flush()
    if kept.failure is not None:
        why = kept.failure.strerror or kept.failure
        note(f"{out} cannot be written now ({why}); it is tried again while the games are played.")
    return kept


@contextmanager
def keeping(kept: KeptGames | None) -> Iterator[None]:
    """Say what was kept where the games cannot be played to their end."""
    try:
        yield
    except BaseException:
        if kept is not None and kept.count:
            if kept.failure is None:
                note(
                    f"\nThe {kept.count} games that were finished are in {kept.path}; the same "
                    "command goes on after them."
                )
            else:
                note(f"\n{_refused(kept, kept.failure)}")
        raise


def finish(kept: KeptGames | None, document: Mapping[str, Any]) -> None:
    """Write the end of the document.

    Raises:
        Failed: the disk refused.
    """
    if kept is None:
        return
    try:
        kept.finish({key: document[key] for key in ("games", "summary")})
    except OSError as error:
        raise Failed(_refused(kept, error)) from error


def _refused(kept: KeptGames, error: OSError) -> str:
    return f"{kept.path} could not be written: {error.strerror or error}."
