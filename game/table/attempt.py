"""One way for a client to do something at a table: done, refused, or done but not on the disk.

What an act at a table may raise is told here once, so that no screen and no command needs a `try`
of its own.  What nobody foresaw passes through; `game.table.crash` is for that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from attrs import frozen

from game.catalogue import phrase
from game.engine.errors import EngineError, NoLegalMove, ScriptError
from game.rules import OptionError, RulesError
from game.table.errors import SaveFailed, SaveInUse, TableError

if TYPE_CHECKING:
    from game.table.records import Step

T = TypeVar("T")

FORESEEN: Final = (TableError, EngineError, OptionError, RulesError)
"""What the floors below raise with a sentence for people."""


@frozen
class Attempt(Generic[T]):
    """What came of an act.

    Attributes:
        value: what the act gave; None where it gave nothing, was refused or is not on the disk.
        refused: why it was not done; empty where it was.
        unsaved: why it is not on the disk although it was done; empty where it is.
        step: the step that was made and is not on the disk, where there was one.
        in_use: whether it was refused because another program plays the save.
    """

    value: T | None = None
    refused: str = ""
    unsaved: str = ""
    step: Step | None = None
    in_use: bool = False

    @property
    def done(self) -> bool:
        """Whether it was done, on the disk or in memory only."""
        return not self.refused

    @property
    def words(self) -> str:
        """The sentence for the people at the table; empty where all went well."""
        return self.refused or self.unsaved


def attempt(act: Callable[[], T]) -> Attempt[T]:
    """Do something at a table.

    Args:
        act: what is to be done.

    Returns:
        What came of it.
    """
    try:
        return Attempt(act())
    except SaveFailed as error:
        return Attempt(unsaved=str(error), step=error.step)
    except SaveInUse as error:
        return Attempt(refused=str(error), in_use=True)
    except (ScriptError, NoLegalMove) as error:
        return Attempt(refused=phrase("failed.promise", why=error))
    except FORESEEN as error:
        return Attempt(refused=str(error))
