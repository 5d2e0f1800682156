"""What each move of a game is: of which kind its decision is, and what is used by making it."""

from __future__ import annotations

from functools import cache

import attrs

from game.engine import CHANCE, Actor, Game, State
from game.rules import Rules

#: The kinds of decisions, in the order in which they are told; the last is chance's.
KINDS = ("actions", "council", "cards", "secret", "other answers", "chance")


@attrs.frozen
class QuestionRoles:
    """What the look says of questions, as plain words that go to other processes.

    Attributes:
        begin, writing, answers: the questions by which offers are made; empty where none are.
        accept, counter: the answers that accept an offer, or make a counter-offer.
        groups: by set the field of a member that names its group.
        places: the set whose members lie on the map; none do, if empty.
    """

    begin: str = ""
    writing: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    form: str = ""
    accept: str = ""
    counter: str = ""
    groups: dict[str, str] = attrs.Factory(dict)
    places: str = ""


def roles_of(rules: Rules) -> QuestionRoles:
    """What the look of some rules says of questions."""
    roles = rules.look.roles
    groups = {name: grouping.by for name, grouping in roles.groups.items()}
    asks = roles.offer.asks if roles.offer is not None else None
    if asks is None:
        return QuestionRoles(groups=groups, places=roles.places)
    return QuestionRoles(
        asks.begin,
        asks.writing,
        asks.answers,
        asks.form,
        asks.accept,
        asks.counter,
        groups,
        roles.places,
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
        self._council = {roles.begin, roles.form, *roles.writing, *roles.answers} - {""}
        #: The lines and the form of an offer, which stand on one sheet.
        self.sheet = {roles.form, *roles.writing} - {""}
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
        if told.question not in self._secret:
            self._secret[told.question] = self._game.pending(state).hidden
        return "secret" if self._secret[told.question] else told.kind

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
