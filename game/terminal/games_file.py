"""The file of `panj simulate --out`, as the person at the terminal hears of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from game.check.kept_games import KeptGames, OtherGames
from game.table.lock import Held, SaveLock
from game.terminal.exit_status import CommandError, Failed, note


@contextmanager
def held(out: Path | None) -> Iterator[None]:
    """Lock the file that was named, as a save is, so that no other simulation writes it meanwhile.

    A file that cannot be locked is written without, and a note says so.

    Args:
        out: the file; None for none. What is there and no plain file is not locked.

    Raises:
        CommandError: another program holds it.
    """
    lock = None
    if out is not None and (out.is_file() or (out.parent.is_dir() and not out.exists())):
        try:
            lock = SaveLock(out)
        except Held as error:
            raise CommandError(
                f"{out} is being written by another simulation ({error.holder.words()}); wait for "
                "its end, or give --out the name of another file."
            ) from error
        except OSError as error:
            note(
                f"{out} cannot be locked here ({error.strerror or error}): see to it that no other "
                "simulation writes it meanwhile."
            )
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


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
