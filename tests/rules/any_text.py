"""Changes a few characters anywhere in known rule sets: only rules or findings may come out.

The long run: ``python -m tests.rules.any_text --count 200000 --seed 1 --jobs 2``. It prints how
many texts were tried, refused, accepted and escaped, and the shortest text that escaped. What ever
escaped is kept, as a file in `texts` or in the list of `test_any_text`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import attrs

from game.rules import RulesError, parse_rules
from tests.loaded import RULESETS, WALKED

HERE = Path(__file__).parent
TOP = HERE.parents[1]
#: Small rule sets are changed most: they cost least, and each has what the language offers.
SMALL = (
    *sorted([*RULESETS.glob("*.toml"), *WALKED.values()]),
    HERE / "base.toml",
    TOP / "tests" / "engine" / "constructs.toml",
    *sorted((HERE / "texts").glob("*.toml")),
    *sorted((TOP / "tests" / "judge" / "found").glob("*.toml")),
)
WHOLE = TOP / "rules.toml"
#: One text in so many is a change of the whole game's rules.
WHOLE_EVERY = 100

_ODD = "\0\x07\x1b\x7f\x85\u200b\u202e\u2028\ufeff\u00e9\u0416\u5b57\U0001f600\ud800\r\t\n\\"
_SIGNS = "[]{}()\"'=,.:;#-+*/%<>!_ \n\t\\@&|~^$?`"
_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"
_BRACKETS = {"[": "{", "{": "(", "(": "[", "]": "}", "}": ")", ")": "]", '"': "'", "'": '"'}
#: Values to put in the place of others.
_VALUES = (
    *("", "0", "-1", "1", "255", "256", "-0", "00", "1_0", "0x" + "f" * 40, "9" * 30, "1.5"),
    *("1e400", "nan", "true", '"1"', "[]", "{}", "[false]", "[[1], 2]", "{ a = [1] }"),
    *('["a", 1]', "1979-05-27", "07:32:00", "{ a = { b = 1979-05-27 } }"),
)
_WORD = re.compile(r"[A-Za-z_]\w*")
_DIGITS = re.compile(r"\d+")


def _character(rng: random.Random) -> str:
    return rng.choice(rng.choice((_ODD, _SIGNS, _SIGNS, _PLAIN, _PLAIN)))


def _insert(text: str, rng: random.Random) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + _character(rng) + text[at:]


def _delete(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _replace(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text))
    return text[:at] + _character(rng) + text[at + 1 :]


def _swap(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) - 1) if len(text) > 1 else 0
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _cut_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _double_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def _move_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(rng.randrange(len(lines)), lines.pop(rng.randrange(len(lines))))
    return "\n".join(lines)


def _cut_tail(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text))]


def _found(text: str, pattern: re.Pattern[str], rng: random.Random) -> tuple[int, int]:
    """One place of a pattern, or an empty one."""
    start = rng.randrange(len(text))
    found = pattern.search(text, start) or pattern.search(text)
    return found.span() if found else (0, 0)


def _bracket(text: str, rng: random.Random) -> str:
    start, end = _found(text, re.compile(r"[\[\](){}\"']"), rng)
    return text[:start] + _BRACKETS.get(text[start:end], "[") + text[end:]


def _number(text: str, rng: random.Random) -> str:
    start, end = _found(text, _DIGITS, rng)
    return text[:start] + rng.choice(_VALUES) + text[end:]


def _word(text: str, rng: random.Random) -> str:
    """Put a word of the text in another's place."""
    start, end = _found(text, _WORD, rng)
    other = slice(*_found(text, _WORD, rng))
    return text[:start] + text[other] + text[end:]


def _value(text: str, rng: random.Random) -> str:
    """Give a key a value of another kind."""
    start, end = _found(text, re.compile(r"(?<== )[^\n]+"), rng)
    return text[:start] + rng.choice(_VALUES) + text[end:]


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _insert, _insert, _delete, _delete, _replace, _replace, _swap, _cut_line, _double_line,
    _move_line, _bracket, _number, _word, _word, _value, _cut_tail,
)  # fmt: skip


@attrs.frozen
class Trial:
    """A changed text, the number by which it can be made again, and the scenario to load."""

    number: int
    text: str
    only: str | None


def change(text: str, rng: random.Random) -> str:
    """A text with one to three changes."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text = rng.choice(CHANGES)(text or "x", rng)
    return text


def trials(seed: int, numbers: range) -> Iterator[Trial]:
    """The texts of some numbers; each depends on the seed and its number alone."""
    small = [path.read_text() for path in SMALL]
    whole = WHOLE.read_text()
    for number in numbers:
        rng = random.Random(f"{seed}:{number}")
        if number % WHOLE_EVERY == 0:
            yield Trial(number, change(whole, rng), "")
        else:
            yield Trial(number, change(rng.choice(small), rng), None)


def problem(text: str, only: str | None = None) -> str | None:
    """Load a text.

    Returns:
        None when rules come out, "" when it is refused as it should be, else what went wrong.
    """
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            parse_rules(text, "text.toml", only)
            refused: RulesError | None = None
        except RulesError as error:
            refused = error
        except Exception:
            return traceback.format_exc(limit=-4)
    if said:
        return f"a warning of Python's: {said[0].message}"
    return None if refused is None else unfit(refused, text)


def unfit(refused: RulesError, text: str) -> str:
    """What is wrong with the findings of a refused text; empty when nothing is."""
    findings = refused.findings
    if not findings:
        return "refused without a finding"
    lines = text.split("\n")
    places = [(f.line, f.column) for f in findings]
    if places != sorted(places):
        return "the findings are not in the file's order"
    if len({str(f) for f in findings}) < len(findings):
        return "a finding comes twice"
    for f in findings:
        if not (1 <= f.line <= len(lines) and 1 <= f.column <= len(lines[f.line - 1]) + 1):
            return f"a place that is none: {f}"
        if len(str(f)) > 600 or not str(f).isprintable():
            return f"a sentence that is none: {f!r}"
    return ""


@attrs.define
class Tally:
    """How many texts of a run were tried, refused, accepted, and which escaped."""

    tried: int = 0
    refused: int = 0
    escaped: list[tuple[Trial, str]] = attrs.Factory(list)

    def add(self, other: Tally) -> None:
        """Add the figures of another share of the run."""
        self.tried += other.tried
        self.refused += other.refused
        self.escaped += other.escaped

    def __str__(self) -> str:
        accepted = self.tried - self.refused - len(self.escaped)
        return (
            f"{self.tried} texts tried: {self.refused} refused, {accepted} accepted, "
            f"{len(self.escaped)} escaped"
        )


def run(seed: int, numbers: range) -> Tally:
    """Load the texts of some numbers."""
    tally = Tally()
    for trial in trials(seed, numbers):
        tally.tried += 1
        wrong = problem(trial.text, trial.only)
        if wrong == "":
            tally.refused += 1
        elif wrong is not None:
            tally.escaped.append((trial, wrong))
    return tally


def _share(task: tuple[int, range]) -> Tally:
    return run(*task)


def main() -> int:
    """The long run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    shares = [
        (asked.seed, range(start, min(start + 500, asked.count)))
        for start in range(0, asked.count, 500)
    ]
    tally = Tally()
    spawned = multiprocessing.get_context("spawn")
    # An executor, and no pool: one that is killed ends it, where a pool would wait for ever.
    with ProcessPoolExecutor(asked.jobs, spawned) as pool:
        for share in pool.map(_share, shares):
            tally.add(share)
            print(tally, end="\r", file=sys.stderr, flush=True)
    print(tally)
    kinds: dict[str, tuple[Trial, str]] = {}
    for trial, wrong in sorted(tally.escaped, key=lambda found: len(found[0].text)):
        kinds.setdefault(wrong.strip().rsplit("\n", 1)[-1][:60], (trial, wrong))
    for trial, wrong in kinds.values():
        print(f"\n--- text {trial.number} of seed {asked.seed}, {len(trial.text)} characters")
        print(wrong)
    if kinds:
        print(f"--- the smallest:\n{next(iter(kinds.values()))[0].text}")
    return 1 if tally.escaped else 0


if __name__ == "__main__":
    sys.exit(main())
