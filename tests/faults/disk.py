"""Every call of the system that a session makes on its own files, made to fail in turn."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from game.terminal import rules_file
from tests.faults.calls import BEFALLS, HOWS, Faults, Plan
from tests.faults.judge import Witness, Wrong, judge_files
from tests.faults.sessions import SESSIONS, rules
from tests.making_once import making_once

#: A disk in memory, where there is one: real syncs are not what is tested.
FAST = Path("/dev/shm")


@attrs.define
class Count:
    """What a run of injections came to."""

    injections: int = 0
    loaded: int = 0
    failures: list[str] = attrs.field(factory=list)
    kinds: Counter[str] = attrs.field(factory=Counter)

    def told(self) -> str:
        """A line of figures."""
        return (
            f"{self.injections} injections ({dict(sorted(self.kinds.items()))}), {self.loaded} "
            f"files loaded afterwards; {len(self.failures)} failed"
        )


@contextmanager
def homes() -> Iterator[Path]:
    """A folder for homes, on a fast disk."""
    with tempfile.TemporaryDirectory(dir=FAST if FAST.is_dir() else None) as folder:
        yield Path(folder)


@contextmanager
def rules_once() -> Iterator[None]:
    """The one rules file of all sessions is read and compiled once."""
    import pytest

    with making_once(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules_file, "load_rules", lambda *_: rules())
        yield


def run(session: str, base: Path, plan: Plan | None = None) -> tuple[list[str], int, int]:
    """Play a session on a fresh home.

    Args:
        session: its name.
        base: an existing folder, emptied before.
        plan: what fails; None for nothing.

    Returns:
        The calls that it made until the fault was over, how many failed, and how many files
        loaded afterwards.

    Raises:
        Exception: what must hold did not.
    """
    shutil.rmtree(base, ignore_errors=True)
    home = base / "panj"
    base.mkdir(parents=True)
    make, play = SESSIONS[session]
    make(home)
    witness = Witness(Faults(str(home), plan), home)
    play(witness)
    loaded = judge_files(witness)
    faults = witness.faults
    return faults.kinds[: faults.open_to_faults or None], faults.failed, loaded


def plans(kinds: list[str]) -> list[Plan]:
    """Every fault that a session with these calls may meet."""
    return [
        plan
        for at, kind in enumerate(kinds, 1)
        for error in BEFALLS
        for how in HOWS
        if (plan := Plan(at, error, how)).fits(kind) and (how != "half" or error == "ENOSPC")
    ]


def inject(names: list[str], count: int, seed: int) -> Count:
    """Let calls fail in sessions.

    Args:
        names: the sessions.
        count: the most injections; fewer where there are no more. Evenly over the sessions, and
            in each by lot.
        seed: of the lots.

    Returns:
        What came of it; each failure in a line that says how to meet it again.
    """
    result, dice = Count(), random.Random(seed)
    share = -(-count // len(names))
    with homes() as folder, rules_once():
        for name in names:
            # Twice: what is made once in a process makes no calls from then on.
            for _ in range(2):
                kinds, _, _ = run(name, folder / "home")
            every = plans(kinds)
            for plan in every if share >= len(every) else dice.sample(every, share):
                one(name, plan, folder, result)
    return result


def one(name: str, plan: Plan, folder: Path, result: Count, whole: bool = False) -> None:
    """Let one call fail, and count what came of it; `whole` prints where it failed."""
    begun = time.monotonic()
    try:
        kinds, failed, loaded = run(name, folder / "home", plan)
        if not failed:
            raise Wrong("the call was not made this time")
        result.loaded += loaded
        result.kinds[kinds[plan.at - 1]] += 1
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        result.failures.append(
            f"python -m tests.faults disk --session {name} --call {plan.at} --error {plan.error} "
            f"--how {plan.how}   # {type(error).__name__}: {' '.join(str(error).split())[:300]} "
            f"({Path(frame.filename).name}:{frame.lineno})"
        )
        if whole:
            traceback.print_exc()
    result.injections += 1
    if (seconds := time.monotonic() - begun) > 20:
        result.failures.append(f"{name} {plan}: it took {seconds:.0f} s")
