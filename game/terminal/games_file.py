"""The file of `panj simulate --out`, as the person at the terminal hears of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from game.catalogue import phrase
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
                phrase("games_file.held", path=out, holder=error.holder.words())
            ) from error
        except OSError as error:
            note(phrase("games_file.no_lock", path=out, why=error.strerror or error))
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
        why = error.strerror or error
        raise CommandError(phrase("games_file.unreadable", path=out, why=why)) from error
    if kept.found:
        note(phrase("games_file.found", path=out, count=len(kept.found)))
    kept.flush()
    if kept.failure is not None:
        reason = kept.failure.strerror or kept.failure
        note(phrase("games_file.refused", path=out, why=reason))
    return kept


@contextmanager
def keeping(kept: KeptGames | None) -> Iterator[None]:
    """Say what was kept where the games cannot be played to their end."""
    try:
        yield
    except BaseException:
        if kept is not None and kept.count:
            if kept.failure is None:
                note("\n" + phrase("games_file.finished", count=kept.count, path=kept.path))
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
    return phrase("failed.not_written", path=kept.path, why=error.strerror or error)
