"""What goes wrong ends here: one sentence on standard error and an exit status, no traceback."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Any

import click

from game.catalogue import phrase
from game.terminal.printing import say

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

#: Errors of a file that was named by the user, as opposed to a disk that gave out while writing.
_NAMED = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError)


class CommandError(click.ClickException):
    """Wrong usage or unreadable input, in one sentence."""

    exit_code = USAGE


class Failed(click.ClickException):
    """Something went wrong that the user did not type, in one sentence."""

    exit_code = FAILED


def note(text: str) -> None:
    """Say something to the person, apart from what the command prints."""
    say(text, err=True)


def guarded(run: Callable[[], Any]) -> int:
    """Run a command; whatever goes wrong becomes one sentence and an exit status."""
    try:
        status = run()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "panj"
        said = error.format_message()
        end = "" if said.endswith((".", "?")) else "."
        note(phrase("typed.see_help", said=f"{said}{end}", command=command))
        return USAGE
    except click.ClickException as error:
        note(error.format_message())
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        note("\n" + phrase("failed.stopped"))
        return INTERRUPTED
    except EOFError:
        return DONE
    except OSError as error:
        return _os_error(error)
    except ImportError as error:
        note(phrase("failed.part_missing", why=error) + _notes(error))
        return FAILED
    except MemoryError as error:
        note(phrase("failed.memory") + _notes(error))
        return FAILED
    except Exception as error:
        status = _other(error)
    return status if isinstance(status, int) else DONE


def _notes(error: Exception) -> str:
    """What whoever passed the error on had to add, such as where the game is saved."""
    return "".join(f" {word}" for word in getattr(error, "__notes__", ()))


def _other(error: Exception) -> int:
    """Say an error of the floors below in its own words, and any other in ours."""
    status = _known(error)
    if status is not None:
        return status
    from game.table.crash import report

    note(report(error) + _notes(error))
    return FAILED


def _known(error: Exception) -> int | None:
    """Say an error of the floors below in its own sentence; None if it is not one of them."""
    # Imported here, so that a command that needs no engine starts quickly.
    from game.check.workers import WorkersDied, WorkersLost
    from game.engine.errors import EngineError, NoLegalMove, ScriptError
    from game.rules import OptionError, RulesError
    from game.table import BadSeat, SaveError, SaveInUse, TableError
    from game.table.crash import Crashed
    from game.terminal.hints import in_use

    if isinstance(error, RulesError):
        note(str(error))
        return USAGE
    if isinstance(error, ScriptError | NoLegalMove):
        note(phrase("failed.promise", why=error) + _notes(error))
        return FAILED
    if isinstance(error, SaveInUse):
        note(f"{error}\n{in_use(error.path)}")
        return USAGE
    if isinstance(error, EngineError | OptionError | BadSeat | SaveError):
        note(str(error))
        return USAGE
    if isinstance(error, WorkersDied):
        note(phrase("failed.workers", why=error))
        return FAILED
    if isinstance(error, TableError | Crashed | WorkersLost):
        note(f"{error}{_notes(error)}")
        return FAILED
    return None


def _os_error(error: OSError) -> int:
    if error.errno == errno.EPIPE:
        silence()
        return FAILED
    # EIO is a terminal that was closed, where nobody reads a sentence, or a disk that gave out.
    where = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        note(where + phrase("failed.disk_full") + _notes(error))
        return FAILED
    note(f"{where}{error.strerror or error}.{_notes(error)}")
    return USAGE if isinstance(error, _NAMED) else FAILED


def silence() -> None:
    """Let nothing more be printed: nobody reads it, and Python complains on closing the stream."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue
