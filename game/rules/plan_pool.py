"""Rows that plans may be made of: what a seat's doctrine does in any way to play.

Whoever looks for strong plans puts such rows together. Not all of them can be typed: a number may
be of other places than an action's, or hidden from the seat. Rules with plans tell which cannot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
        act: the actions that it may take; none where it answers.
        answer: the question that it answers, as SCRIPT.LOCAL; empty where it acts.
        best: what it ranks moves by; empty for none.
        adds: what moves are ranked by that they add to it; empty for nothing.
        least: what they must rank at least, or None.
        when: when it holds.
    """

    act: tuple[str, ...] = ()
    answer: str = ""
    best: str = ""
    adds: str = ""
    least: int | None = None
    when: str = "true"

    def as_table(self, ident: str) -> dict[str, object]:
        """The row as a table of a file."""
        found: dict[str, object] = {"id": ident}
        if self.when != "true":
            found["when"] = self.when
        found |= {"act": list(self.act)} if self.act else {"answer": self.answer}
        for key, text in (("best", self.best), ("adds", self.adds)):
            if text:
                found[key] = text
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
        least = row.least if best or row.adds else None
        for when in dict.fromkeys((row.when, "true")):
            act = (action,) if action else ()
            yield PlanRow(act, answer, str(best), row.adds or "", least, when)


def ranked_rows(rules: Rules, action: str) -> tuple[PlanRow, ...]:
    """An action by each number of its targets, most or least, that the rules know."""
    decl = rules.decls.actions[action]
    targets = [variable for variable, _ in decl.choose]
    indexed = {
        **{name: value.of for name, value in rules.decls.derived.items()},
        **{name: register.of for name, register in rules.decls.registers.items()},
    }
    found = [PlanRow((action,))]
    for (name, of), target, sign in product(indexed.items(), targets, ("", "-")):
        if len(of) == 1:
            found.append(PlanRow((action,), best=f"{sign}{name}[{target}]"))
        elif len(of) == 2:
            found.append(PlanRow((action,), best=f"{sign}{name}[{_SELF}, {target}]"))
    return tuple(found)


def greedy_rows(rules: Rules, acts: Sequence[str]) -> tuple[PlanRow, ...]:
    """Any of some actions that adds most to a number of the seat's own, one move ahead."""
    own = [name for name, value in rules.decls.derived.items() if len(value.of) == 1]
    own += [name for name, register in rules.decls.registers.items() if len(register.of) == 1]
    return tuple(
        PlanRow(tuple(acts), adds=f"{name}[{_SELF}]", least=least)
        for name in own
        for least in (None, 1)
    )


def plain_conditions(rules: Rules) -> tuple[str, ...]:
    """Conditions of one word: truth values of the whole table, and what is not so."""
    names = [name for name, value in rules.decls.derived.items() if not value.of]
    names += [name for name, register in rules.decls.registers.items() if not register.of]
    return tuple(text for name in names for text in (name, f"not {name}"))
