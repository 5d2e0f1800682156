"""Random tests that can be had again: how many examples each draws, and which seed was played last.

A test that draws by Hypothesis is decorated with `examples(n)`. Three profiles say what that means:

- `gate`, the default: half as many, but few where few are asked for, the same ones in every run;
- `free`: n examples, others in every run (`--hypothesis-profile=free`);
- `long`: fifty times as many, others in every run (`--long`).

A failure prints its example, and a `@reproduce_failure` line that meets it again in any profile.
"""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import HealthCheck, settings

#: By this the examples of every test are multiplied in the long run.
MORE = 50

#: A profile's number of examples, where each test draws as many as it asks for.
AS_ASKED = 100

#: So few are drawn in any profile, where no more are asked for.
FEW = 20

#: The random games of the test that runs, as they were begun.
_played: list[str] = []


def register_profiles() -> None:
    """Tell Hypothesis of the profiles, and take the one of the gate."""
    free = settings(max_examples=AS_ASKED, deadline=None, print_blob=True)
    settings.register_profile("free", free)
    settings.register_profile("gate", free, derandomize=True, max_examples=AS_ASKED // 2)
    settings.register_profile("long", free, max_examples=AS_ASKED * MORE)
    settings.load_profile("gate")


def examples(count: int, *, shared: bool = False, slow: bool = False) -> settings:
    """Settings of a test: half as many examples in the gate, many more in the long run.

    Args:
        count: how many as asked; see the profiles.
        shared: its examples share what the fixtures of the one test function made.
        slow: its examples take long to draw, are large, or are mostly thrown away.
    """
    checks = [HealthCheck.function_scoped_fixture] if shared else []
    if slow:
        checks += [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
        checks.append(HealthCheck.large_base_example)
    drawn = max(min(count, FEW), count * settings().max_examples // AS_ASKED)
    return settings(max_examples=drawn, suppress_health_check=checks)


def said(seed: int, what: object = "") -> int:
    """Remember the seed of a random game, so that a failure can tell of it; returns it."""
    _played.append(f"{what} seed {seed}".strip())
    return seed


def forget() -> None:
    """A new test begins."""
    _played.clear()


def last_played() -> Iterable[str]:
    """The random games of this test that were begun last, the newest at the end."""
    return _played[-3:]
