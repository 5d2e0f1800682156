"""Rows that plans may be made of: what a seat's doctrine does in any way to play.

Whoever looks for strong plans puts such rows together. Not all of them can be typed: a number may
be of other places than an action's, or hidden from the seat. Rules with plans tell which cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import attrs

from game.rules.declare.records import EVERY, DoctrineDecl
from game.rules.ruleset import Rules

#: The variable of a row that is the seat itself.
_SELF = "actor"


@attrs.frozen
class PlanRow:
    """A row of a plan as it is written.

    Attributes:
        act: the action that it takes; empty where it answers.
        answer: the question that it answers, as SCRIPT.LOCAL; empty where it acts.
        best: what it ranks moves by; empty for none.
        least: what they must rank at least, or None.
        when: when it holds.
    """

    act: str = ""
    answer: str = ""
    best: str = ""
    least: int | None = None
    when: str = "true"

    def as_table(self, ident: str) -> dict[str, object]:
        """The row as a table of a file."""
        found: dict[str, object] = {"id": ident}
        if self.when != "true":
            found["when"] = self.when
        found |= {"act": self.act} if self.act else {"answer": self.answer}
        if self.best:
            found["best"] = self.best
        if self.least is not None:
            found["least"] = self.least
        return found


def doctrine_rows(rules: Rules, seat: str) -> tuple[PlanRow, ...]:
    """What a seat's doctrine does in any way to play, each action by itself; its conditions too."""
    rows = [row for row in rules.decls.doctrine if row.seat in (seat, EVERY)]
    found = (made for row in rows for made in _parted(row))
    return tuple(dict.fromkeys(found))


def _parted(row: DoctrineDecl) -> Iterator[PlanRow]:
    """A row, an action at a time; as it is, and whenever it is open."""
    parts = [(action, "") for action in row.act] or [("", row.answer or "")]
    for action, answer in parts:
        best = row.best.get(action, "") if isinstance(row.best, dict) else row.best or ""
        least = row.least if best else None
        for when in dict.fromkeys((row.when, "true")):
            yield PlanRow(action, answer, str(best), least, when)


def ranked_rows(rules: Rules, action: str) -> tuple[PlanRow, ...]:
    """An action by each number of its targets, most or least, that the rules know."""
    decl = rules.decls.actions[action]
    targets = [variable for variable, _ in decl.choose]
    indexed = {
        **{name: value.of for name, value in rules.decls.derived.items()},
        **{name: register.of for name, register in rules.decls.registers.items()},
    }
    found = [PlanRow(action)]
    for (name, of), target, sign in product(indexed.items(), targets, ("", "-")):
        if len(of) == 1:
            found.append(PlanRow(action, best=f"{sign}{name}[{target}]"))
        elif len(of) == 2:
            found.append(PlanRow(action, best=f"{sign}{name}[{_SELF}, {target}]"))
    return tuple(found)


def plain_conditions(rules: Rules) -> tuple[str, ...]:
    """Conditions of one word: truth values of the whole table, and what is not so."""
    names = [name for name, value in rules.decls.derived.items() if not value.of]
    names += [name for name, register in rules.decls.registers.items() if not register.of]
    return tuple(text for name in names for text in (name, f"not {name}"))
