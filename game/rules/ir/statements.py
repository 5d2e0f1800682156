"""Statements: what the rules do, each with the script and the place that it comes from."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from game.rules.ir.expressions import TRUE, Domain, Expr, Local
from game.rules.ir.folding import SlotValues, substitute
from game.rules.ir.types import CellShape


@attrs.frozen
class Stmt:
    """A statement; `rule` names the script it stands in, `at` where in its text."""

    rule: str
    at: int = attrs.field(default=-1, eq=False, kw_only=True)


@attrs.frozen
class StoreLocal(Stmt):
    """Store in the local of that slot. `edge`: '' fits, 'error' beyond `lo`..`hi`."""

    slot: int
    value: Expr
    edge: str = ""
    lo: int = 0
    hi: int = 0


@attrs.frozen
class StoreRegister(Stmt):
    """Store in a cell of a register. `edge` beyond `lo`..`hi`: '' fits, 'clamp', or 'error'."""

    name: str
    args: tuple[Expr, ...]
    value: Expr
    edge: str = ""
    lo: int = 0
    hi: int = 0


@attrs.frozen
class StoreScratch(Stmt):
    """Store in a cell of an indexed local. `edge`: '' fits, 'error' beyond `lo`..`hi`."""

    slot: int
    args: tuple[Expr, ...]
    value: Expr
    shape: CellShape
    edge: str = ""
    lo: int = 0
    hi: int = 0


@attrs.frozen
class FillScratch(Stmt):
    """Store one value in all cells of an indexed local."""

    slot: int
    value: Expr
    shape: CellShape


@attrs.frozen
class HoldPlaces(Stmt):
    """Note in an indexed local of truths which members are among some places."""

    slot: int
    places: Expr
    shape: CellShape


@attrs.frozen
class PlaceRef:
    """A place of a zone that a statement names.

    Attributes:
        name: the register that says which members lie there.
        size: the register that counts them.
        args: the index of both; the first has the member after it.
        ordered: whether that says how high each lies, from 1 at the bottom, and 0 of the others.
    """

    name: str
    size: str
    args: tuple[Expr, ...]
    ordered: bool


@attrs.frozen
class MoveMembers(Stmt):
    """Move a member, or all, from one place of a zone to another.

    Attributes:
        item: the member, which must lie there; None for all, in their order.
        source: where from.
        target: where to.
        under: whether it goes below what lies there in an ordered place, rather than on top.
        members: all members of the zone, in order.
    """

    item: Expr | None
    source: PlaceRef
    target: PlaceRef
    under: bool
    members: tuple[int, ...]

    @property
    def parts(self) -> tuple[Expr, ...]:
        """The expressions that it reads."""
        item = () if self.item is None else (self.item,)
        return (*item, *self.source.args, *self.target.args)


Store = StoreLocal | StoreRegister


@attrs.frozen
class If(Stmt):
    """Run `then` if the test holds, else `other`."""

    test: Expr
    then: tuple[Stmt, ...]
    other: tuple[Stmt, ...]


@attrs.frozen
class For(Stmt):
    """A loop; `index`, `bound`, `held` are hidden locals used when the loop can pause.

    `picks` (slots) and `keys` make it a loop over the n lowest or highest, taken at entry.
    """

    domain: Domain
    body: tuple[Stmt, ...]
    index: int
    held: int
    bound: int
    picks: tuple[int, ...] = ()
    keys: tuple[Expr, ...] = ()
    sign: int = 1


@attrs.frozen
class While(Stmt):
    """Loop while `measure` > 0; each round must lower it. `last` is a hidden local."""

    measure: Expr
    last: int
    body: tuple[Stmt, ...]


@attrs.frozen
class OpenLoop(Stmt):
    """Loop while `test` holds. Nothing bounds it but the limits of the game; each round asks."""

    test: Expr
    body: tuple[Stmt, ...]


@attrs.frozen
class Jump(Stmt):
    """break, continue or return."""

    kind: str


@attrs.frozen
class Call(Stmt):
    """Run a procedure; `targets` has one name, or for `play` one a member of the event set."""

    targets: tuple[str, ...]
    which: Expr | None
    args: tuple[Expr, ...]


@attrs.frozen
class Chosen:
    """In a sentence, one of two parts: `held` where the condition holds, else `other`."""

    test: Expr
    held: SentencePart
    other: SentencePart


@attrs.frozen
class Formed:
    """In a sentence, a value in a form of its words: `{place:gen}`, `{n:unit|units}`."""

    value: Expr
    form: str


#: Words, an expression whose value stands there, or a choice between such parts.
SentencePart = str | Expr | Formed | Chosen
#: Words for people, with values in them.
Sentence = tuple[SentencePart, ...]


def values_in(sentence: Sentence) -> Iterator[Expr]:
    """The expressions that a sentence reads, its conditions too."""
    for part in sentence:
        if isinstance(part, Chosen):
            yield part.test
            yield from values_in((part.held, part.other))
        elif isinstance(part, Formed):
            yield part.value
        elif isinstance(part, Expr):
            yield part


@attrs.frozen
class Reason:
    """Why an option is not offered: where `test` fails (None: always), it is what `say` says."""

    test: Expr | None
    say: Sentence

    def with_values(self, values: SlotValues) -> Reason:
        """The same with constants or expressions for some locals."""
        test = None if self.test is None else substitute(self.test, values)
        return Reason(test, tuple(_with_values(part, values) for part in self.say))


def _with_values(part: SentencePart, values: SlotValues) -> SentencePart:
    if isinstance(part, Chosen):
        held, other = _with_values(part.held, values), _with_values(part.other, values)
        return Chosen(substitute(part.test, values), held, other)
    return substitute(part, values) if isinstance(part, Expr) else part


@attrs.frozen
class QuestionWords:
    """What clients tell of a question beside its plain text.

    Attributes:
        says: its text with its values; empty where it has none.
        about: the member that it is about, or None.
        reasons: why options are not offered, in the order in which they are asked.
        shown: locals that the table shows meanwhile: name, title and value of each.
    """

    says: Sentence = ()
    about: Expr | None = None
    reasons: tuple[Reason, ...] = ()
    shown: tuple[tuple[str, str, Expr], ...] = ()

    @property
    def open(self) -> tuple[Expr, ...]:
        """What all seats read."""
        said = tuple(values_in(self.says))
        said += tuple(value for _, _, value in self.shown)
        return said if self.about is None else (*said, self.about)

    @property
    def closed(self) -> tuple[Expr, ...]:
        """What who is asked reads of an option that is not offered."""
        found = []
        for reason in self.reasons:
            found += [] if reason.test is None else [reason.test]
            found += values_in(reason.say)
        return tuple(found)


@attrs.frozen
class Act(Stmt):
    """A seat takes an action of a menu; `text` is what it is asked.

    `see` says who is told which action it takes, None for all.
    """

    seat: Expr
    menu: str
    slot: int
    text: str
    see: Expr | None = None
    words: QuestionWords = QuestionWords()


@attrs.frozen
class Ask(Stmt):
    """choose (seat given) or chance (seat None): an answer goes into `into`.

    `see` says who is told the answer, None for all; `told`, whether the script says so itself;
    `decline` is the word by which a seat may always decline, or empty.
    """

    seat: Expr | None
    slot: int
    domain: Domain
    weight: Expr | None
    into: Store
    local: str
    text: str
    see: Expr | None
    told: bool
    decline: str = ""
    words: QuestionWords = QuestionWords()


@attrs.frozen
class Tell(Stmt):
    """Tell those who may know it what happens; nothing else comes of it.

    Attributes:
        says: the sentence.
        declared: who is told it, as the script says; None for all who may know it.
        others: what those are told who are not told the sentence; empty for nothing.
        see: who is told the sentence; worked out by the check of information.
        others_see: who may be told `others`, likewise.
    """

    says: Sentence
    declared: Expr | None = None
    others: Sentence = ()
    see: Expr = TRUE
    others_see: Expr = TRUE

    @property
    def reads(self) -> tuple[Expr, ...]:
        """The expressions in both sentences."""
        return (*values_in(self.says), *values_in(self.others))


@attrs.frozen
class End(Stmt):
    """End the game: by the ending of that place, with the winner if it names one."""

    ending: int
    winner: Expr | None


# Statements that only the control-flow graph has -----------------------------------------


@attrs.frozen
class SelectBest(Stmt):
    """Keep the members with the lowest (sign 1) or highest (-1) keys, best first, in `into`.

    First in the domain's order wins; what is left of `into` becomes none.
    """

    sign: int
    domain: Domain
    keys: tuple[Expr, ...]
    into: tuple[Local, ...]


@attrs.frozen
class CheckDecreasing(Stmt):
    """A round of a falling loop is over: its number must be less than `last`, if that is not 0."""

    measure: Expr
    last: Local


@attrs.frozen
class NoteFall(Stmt):
    """A falling loop's number may have fallen: if it is less than `last`, that becomes 0."""

    measure: Expr
    last: Local
