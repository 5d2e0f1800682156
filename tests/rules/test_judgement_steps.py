"""What judges or shows a position is bounded like a script: found before anything is played."""

from __future__ import annotations

import pytest

from game.rules import RulesError, parse_rules
from game.rules.diagnostics import Finding

IDS = ", ".join(f'"p{i}"' for i in range(200))
BASE = f"""[game]
name = "X"
seats = ["red", "blue"]
[set.p]
members = [{IDS}]
[register.a]
of = "p"
range = [0, 3]
[derived.slow]
of = "p"
value = "sum(count(q for q in p if a[q] == a[r]) for r in p)"
[action.go]
choose = {{ x = "p" }}
do = "a[x] = min(3, a[x] + 1)"
[procedure.play]
do = "act(red)\\nend()"
"""
ASKED = {
    "the end": '[ending.over]\nname = "Over"\n'
    'score = "slow[p0] + slow[p1] + slow[p2] + slow[p3] + slow[p4]"\n',
    "the doctrine": '[[doctrine.red]]\nid = "d"\nact = ["go"]\nbest = "slow[x]"\n',
    "derived": '[derived.shown]\nname = "Shown"\nof = "p"\nvalue = "slow[p] + 1"\n',
    "sees what": (
        '[register.h]\nof = "p"\nrange = [0, 3]\nsee = "viewer == red and slow[p] > 100"\n'
    ),
    "invariants": "".join(
        f'[[invariant]]\nid = "i{n}"\nalways = "slow[p{n % 30}] != 7"\n' for n in range(60)
    ),
}


def findings(text: str) -> tuple[Finding, ...]:
    """What is wrong in rules; nothing where they are accepted."""
    try:
        parse_rules(text)
    except RulesError as error:
        return error.findings
    return ()


@pytest.mark.parametrize("kind", ASKED)
def test_what_takes_too_long_is_found_at_its_place(kind: str) -> None:
    added = ASKED[kind].replace("end()", "end(over)")
    base = BASE.replace("end()", "end(over)") if "ending" in added else BASE
    found = findings(base + added)
    assert [f.code for f in found] == ["too-many-steps"], found
    assert found[0].line > base.count("\n")
    # A sixth as many members take a hundredth of the time, which nobody minds.
    assert findings((base + added).replace(IDS, ", ".join(IDS.split(", ")[:32]))) == ()


def test_the_base_is_accepted() -> None:
    assert findings(BASE) == ()


def test_each_way_of_the_doctrine_is_bounded_by_itself() -> None:
    fewer = BASE.replace(IDS, ", ".join(IDS.split(", ")[:62]))
    row = '[[doctrine.red]]\nid = "{id}"\nvariant = "{way}"\nact = ["go"]\nbest = "slow[x]"\n'
    alone = fewer + row.format(id="d", way="doctrine")
    assert findings(alone) == ()
    assert findings(alone + row.format(id="e", way="bold")) == ()
    together = alone + row.format(id="e", way="doctrine")
    assert [f.code for f in findings(together)] == ["too-many-steps"]
