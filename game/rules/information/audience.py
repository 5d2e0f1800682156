"""Who is told a sentence: all who see whatever it reads, and whatever decided that it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import attrs

from game.rules import cfg, ir
from game.rules.cfg import Function
from game.rules.information.labels import Label, members
from game.rules.ir import BOOL, TRUE, VIEWER, Expr, Local, Stmt, Type

#: A sentence, by the script that it stands in and its place there.
SentenceKey = tuple[str, int]


@attrs.define
class _Audience:
    """Who may be told a sentence, and who its other words, however its script is run."""

    says: set[Expr] = attrs.Factory(set)
    others: set[Expr] = attrs.Factory(set)


class Audiences:
    """Gathers while scripts are followed who may be told each sentence."""

    def __init__(self, types: Mapping[int, Type]) -> None:
        """Nothing is told yet.

        Args:
            types: the type of every local.
        """
        self._types = types
        self._found: dict[SentenceKey, _Audience] = {}

    def may(self, s: ir.Tell, says: Iterable[Expr], others: Iterable[Expr]) -> None:
        """Note who may be told a sentence on one way to it.

        Args:
            s: the sentence.
            says: conditions over the viewer and the locals at hand: who may be told `says` meets
                them all.
            others: likewise, who may be told `others`.
        """
        found = self._found.setdefault((s.rule, s.at), _Audience())
        found.says.update(says)
        found.others.update(others)

    def settle(self, functions: Iterable[Function]) -> None:
        """Write into every sentence who is told it."""
        for function in functions:
            if not any(isinstance(s, ir.Tell) for s in cfg.nested(function.body)):
                continue
            known = frozenset(function.locals)
            function.body = _rewritten(function.body, partial(self._settled, known))
            # What is not set on every way says nothing: then it must hold whatever it is.
            unset = cfg.live_before(function.body, set()) - set(function.params)
            if unset:
                function.body = _rewritten(function.body, partial(self._settled, known - unset))

    def _settled(self, known: frozenset[int], s: ir.Tell) -> ir.Tell:
        """A sentence with who is told it, in terms of these locals alone."""
        found = self._found.get((s.rule, s.at), _Audience())
        see = self._all(found.says, known) if s.declared is None else s.declared
        return attrs.evolve(s, see=see, others_see=self._all(found.others, known))

    def _all(self, tests: set[Expr], known: frozenset[int]) -> Expr:
        """Who meets all of some conditions, whatever other locals than these may hold."""
        met: list[Expr] = []
        for test in sorted(tests, key=repr):
            slots = {x.slot for x in ir.walk(test) if isinstance(x, Local)} - known - {VIEWER}
            ways = [test]
            for slot in sorted(slots):
                values = members(self._types[slot]) if slot in self._types else ()
                ways = [ir.substitute(way, {slot: v}) for way in ways for v in values] or [ir.FALSE]
            met += [way for way in ways if way != TRUE]
        return ir.fold(ir.Connective(BOOL, "and", tuple(dict.fromkeys(met)))) if met else TRUE


def sights(label: Label) -> set[Expr]:
    """Who sees all the secrets of a label meets all of these."""
    return {secret.sight for secret in label}


def _rewritten(body: tuple[Stmt, ...], sentence: Callable[[ir.Tell], ir.Tell]) -> tuple[Stmt, ...]:
    """Statements with other sentences in them."""
    out: list[Stmt] = []
    for s in body:
        match s:
            case ir.Tell():
                out.append(sentence(s))
            case ir.If(_, _, then, other):
                both = [_rewritten(way, sentence) for way in (then, other)]
                out.append(attrs.evolve(s, then=both[0], other=both[1]))
            case ir.For(_, _, inner) | ir.While(_, _, _, inner) | ir.OpenLoop(_, _, inner):
                out.append(attrs.evolve(s, body=_rewritten(inner, sentence)))
            case _:
                out.append(s)
    return tuple(out)
