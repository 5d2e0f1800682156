"""What each move of a game is: of which kind its decision is, and what is used by making it."""

from __future__ import annotations

from functools import cache

import attrs

from game.engine import CHANCE, Actor, Game, State
from game.rules import Rules
from game.table import OpenQuestions, open_questions_of

#: The kinds of decisions, in the order in which they are told; the last is chance's.
KINDS = ("actions", "council", "cards", "secret", "other answers", "chance")


@attrs.frozen
class QuestionRoles:
    """What the look says of questions, as plain words that go to other processes.

    Attributes:
        open: the questions by which offers are made, and what else is answered before all.
        writing: the lines of an offer in their order: what is given, then what is asked.
        accept, counter: the answers that accept an offer, or make a counter-offer.
        private: the register that says whether an offer is for one seat to read.
        groups: by set the field of a member that names its group.
        places: the set whose members lie on the map; none do, if empty.
    """

    open: OpenQuestions = attrs.field(factory=OpenQuestions)
    writing: tuple[str, ...] = ()
    accept: str = ""
    counter: str = ""
    private: str = ""
    groups: dict[str, str] = attrs.Factory(dict)
    places: str = ""


def roles_of(rules: Rules) -> QuestionRoles:
    """What the look of some rules says of questions."""
    roles = rules.look.roles
    groups = {name: grouping.by for name, grouping in roles.groups.items()}
    shown = open_questions_of(roles)
    offer = roles.offer
    if offer is None or offer.asks is None:
        return QuestionRoles(open=shown, groups=groups, places=roles.places)
    return QuestionRoles(
        open=shown,
        writing=offer.asks.writing,
        accept=offer.asks.accept,
        counter=offer.asks.counter,
        private=offer.private,
        groups=groups,
        places=roles.places,
    )


@attrs.frozen
class MoveUse:
    """What a move is.

    Attributes:
        kind: the kind of its decision, of `KINDS`.
        question: what it answers, as SCRIPT.LOCAL; the action's name for an action.
        answer: the id of the member that it names, or the answer as it is written.
        use: what is used by it, as a kind and a name.
    """

    kind: str
    question: str
    answer: str
    use: tuple[str, str]


class Questions:
    """Tells what the moves of one game are."""

    def __init__(self, game: Game, roles: QuestionRoles) -> None:
        self.roles = roles
        self._game = game
        cards = {deck: set(game.declared(deck)) for deck in game.decks}
        self._cards = set[str]().union(*cards.values())
        self._places = frozenset(game.members(roles.places) if roles.places else ())
        #: The lines and the form of an offer, which stand on one sheet.
        self.sheet = {roles.open.form, *roles.writing} - {""}
        self._council = {roles.open.begin, *self.sheet, *roles.open.answers} - {""}
        self._secret: dict[str, bool] = {}
        self.of = cache(self._of)

    def kind(self, state: State, actor: Actor, move: int) -> str:
        """The kind of the decision that a move makes.

        Args:
            state: where it is made.
            actor: by whom.
            move: the move.
        """
        told = self.of(move)
        if actor is CHANCE or told.kind != "other answers":
            return told.kind
        return "secret" if self._hidden(state, told.question) else told.kind

    def before_all(self, state: State, move: int) -> bool:
        """Whether a seat answers before all at one screen.

        Args:
            state: where it is asked.
            move: its answer.
        """
        question, private = self.of(move).question, None
        if question in self.roles.open.answers:
            private = bool(self._game.value(state, self.roles.private))
        return self.roles.open.before_all(question, self._hidden(state, question), private)

    def _hidden(self, state: State, question: str) -> bool:
        if question not in self._secret:
            self._secret[question] = self._game.pending(state).hidden
        return self._secret[question]

    def _of(self, number: int) -> MoveUse:
        move = self._game.move(number)
        if move.kind == "action":
            return MoveUse("actions", move.script, move.name, ("action", move.script))
        question = f"{move.script}.{move.local}"
        answer = move.targets[0] if move.targets else move.name.partition(":")[2]
        if move.kind == "chance":
            card = answer in self._cards
            use = ("event", answer) if card else ("roll", question)
            return MoveUse("chance", question, answer, use)
        if question in self._council:
            if question in self.roles.writing and answer != "none":
                return MoveUse("council", question, answer, ("clause", self.group(answer)))
            return MoveUse("council", question, answer, ("council", f"{question}:{answer}"))
        if move.script in self._cards:
            # Where on the map is no option of a card by itself: a year sees few of the places.
            option = self.roles.places if answer in self._places else answer
            return MoveUse("cards", question, answer, ("card option", f"{question}:{option}"))
        use = ("answer", f"{question}:{self.group(answer)}")
        return MoveUse("other answers", question, answer, use)

    def group(self, member: str) -> str:
        """The group of a member of a set that is offered by groups; else the member."""
        for name, field in self.roles.groups.items():
            if member in self._game.members(name):
                found = self._game.field(name, member, field)
                return str(found) if found is not None else member
        return member
