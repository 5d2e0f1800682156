"""Options of the whole test run: how long, on how many processors, and what a failure tells."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from game.catalogue import SPOKEN
from tests import randomised
from tests.making_once import making_once

randomised.register_profiles()

# Rules and games are kept from test to test, and the collector would walk them over and over.
gc.set_threshold(50_000, 20, 20)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long`: more random games, for a run by hand."""
    parser.addoption(
        "--long", action="store_true", help="play many more random games in the property tests"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Draw more examples in a long run, unless a profile was named; let no text be unknown."""
    if config.getoption("--long") and not config.getoption("--hypothesis-profile"):
        settings.load_profile("long")
    SPOKEN.strict = True
    _usual_signals()
    if sys.dont_write_bytecode:
        # Whoever wants nothing written beside the sources gets it written elsewhere: workers, and
        # the many processes that tests start, would else compile every module anew.
        compiled = TemporaryDirectory(prefix="panj-compiled-")
        config.add_cleanup(compiled.cleanup)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled.name


def _usual_signals() -> None:
    """Undo what a run in the background or under `nohup` passes on to the processes that it starts.

    Ignored signals: no command could be stopped then.
    """
    for name, handler in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked as long, unless it is asked for; a long run may take its time."""
    if config.getoption("--long"):
        for item in items:
            item.add_marker(pytest.mark.timeout(0))
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Start no workers for a few named tests: they would be done before the workers are ready.

    Returns:
        0, to run in this process, where files or tests are named or picked by `-k` or `-m`; None,
        as many workers as there are processors, for folders and the whole suite.
    """
    if config.option.keyword or config.option.markexpr:
        return 0
    named = [Path(argument.partition("::")[0]) for argument in config.args]
    return None if any(path.is_dir() for path in named) else 0


def pytest_collection_finish() -> None:
    """Let the collector never again look at what lives to the end: modules, tests, fixtures."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Games that are opened again, from a save or for a window, are compiled once in a process."""
    with making_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def written_without_waiting() -> Iterator[None]:
    """Files are handed to the system and not waited for: no test pulls the plug of the disk.

    A file that is not open is refused as before, and tests that let calls fail put
    their own in its place.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)
        yield


@pytest.fixture(scope="session")
def long_run(request: pytest.FixtureRequest) -> bool:
    """Was the long run asked for?"""
    return bool(request.config.getoption("--long"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell with a failure which random games were played last."""
    report = yield
    if report.failed and (played := "\n".join(randomised.last_played())):
        report.sections.append(("Random games, the last one newest", played))
    return report


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Forget what the test before played."""
    randomised.forget()
