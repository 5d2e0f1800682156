"""The parts that names of the rules play at the table: ``[table]`` and ``[log]`` of a look file.

Neither the window nor the terminal knows a name of any rules. What it must be told about a game
(which set lies on the map, how its winner is told) stands here; rules without a look have roles
of nobody.
"""

from __future__ import annotations

import attrs

from game.catalogue import phrase


@attrs.frozen
class Grouping:
    """How the members of a set that are offered together are put into groups.

    Attributes:
        by: the constant field of a member whose value is its group.
        notes: truth values of a group that are told, by field, each with its words.
        icons: the icons of groups that have one.
    """

    by: str
    notes: dict[str, str] = attrs.Factory(dict)
    icons: dict[str, str] = attrs.Factory(dict)


@attrs.frozen
class Bond:
    """A register that tells what binds a seat now, cell by cell; 0, no and none bind nobody.

    A party is told in one of five ways: a seat's id; `self`, where the register is of seats; a
    constant field of the cell's member; a register of that member; or a table from member to seat.

    Attributes:
        register: the register: rounds left, or whether it stands.
        giver: who is bound; nothing where that is not kept.
        receiver: to whom.
        told: a register of member and seat: who knows itself to be the receiver, or nothing.
        public: a register of the member that says whether all know of it; always, if empty.
        promise: whether it may be broken.
        until: how long it stands, where no rounds are counted.
        members: the only members it is about; all, if empty.
    """

    register: str
    receiver: str | dict[str, str]
    giver: str | dict[str, str] = ""
    told: str = ""
    public: str = ""
    promise: bool = False
    until: str = ""
    members: tuple[str, ...] = ()


@attrs.frozen
class CardRole:
    """The registers and fields of the card that lies face up.

    Attributes:
        register: names the card; nothing where no card lies face up.
        played: a register of cards, true of those that were turned up; all were, if empty.
        order: the fields of a card that name the seats to act, the first one first.
    """

    register: str = ""
    played: str = ""
    order: tuple[str, ...] = ()


@attrs.frozen
class OutcomeRole:
    """The derived values of a seat that tell how a game ended for it.

    Attributes:
        target: the score from which it has succeeded; 0 where none is set, and then the rest is
            told of nobody.
        marks: truth values; the first that holds is told by its name.
        endings: the endings whose score tells how seats stand while the game goes on; the first of
            them that can come counts. If none is named, the only one that has a score.
        count: the procedure that counts up before the end, by which it is told how seats would
            stand after it; nothing if empty.
        counted: what that is called: "at a summit now".
        wish: a register of a seat: what it would have come true, by the name of the member.
        reached: a truth value of that seat: whether it has.
    """

    target: str = ""
    marks: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    count: str = ""
    counted: str = ""
    wish: str = ""
    reached: str = ""


@attrs.frozen
class WholeOffer:
    """An offer that is known by a name; either side may make it, as far as it can give its part.

    Attributes:
        name: what people call it.
        gives: the clauses of one side: members of the set that offers are made of, or groups of
            it, of which the first open one stands for all.
        asks: those of the other side.
    """

    name: str
    gives: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@attrs.frozen
class OfferAsks:
    """The questions by which an offer is made and answered, each as SCRIPT.LOCAL.

    Attributes:
        begin: to whom an offer is made; declined, no offer is made.
        give: what whoever writes gives, one question after another.
        take: what is asked for.
        form: how it is made known; empty where that is not asked.
        public: the answer to `form` by which all may read it.
        answers: what the other side says, and then the first one to a counter-offer.
        accept, counter: the answers to those.
    """

    begin: str
    give: tuple[str, ...]
    take: tuple[str, ...]
    form: str = ""
    public: str = ""
    answers: tuple[str, ...] = ()
    accept: str = ""
    counter: str = ""

    @property
    def writing(self) -> tuple[str, ...]:
        """The questions by which an offer is written."""
        return (*self.give, *self.take)


@attrs.frozen
class OfferRole:
    """The registers of an offer that one seat makes to another.

    Attributes:
        lines: by slot, what the offer says.
        maker: who makes it (`from` in the file).
        receiver: to whom (`to` in the file).
        writer: who writes at present.
        private: whether the others may read it.
        given: the slots in which the writer gives; in the others it receives.
        asks: the questions by which it is made; None where clients ask them one by one.
        whole: offers that are known by a name.
    """

    lines: str
    maker: str
    receiver: str
    writer: str
    private: str
    given: frozenset[str] = frozenset()
    asks: OfferAsks | None = None
    whole: tuple[WholeOffer, ...] = ()

    @property
    def registers(self) -> tuple[str, ...]:
        """All the registers it names."""
        return self.lines, self.maker, self.receiver, self.writer, self.private


@attrs.frozen
class Roles:
    """The parts that names of the rules play at the table.

    Attributes:
        places: the set whose members lie on the map; none do, if empty.
        facts: constant fields of a place that are shown beside it.
        winner: how the winner is told; `{seat}` stands for the name; empty to say that it wins.
        wins: how the winner of an ending is told instead, by the ending.
        offer: the registers of an offer being made, or None.
        groups: the sets whose members are offered group by group.
        bonds: the registers that are the ledger of deals.
        broken: the register of each seat's broken promises.
        card: the card that lies face up.
        outcome: how a game ended for a seat.
        wait: the action that does nothing, from which whose turn comes when is told.
        quiet: registers whose changes are bookkeeping, left out of the log.
        aloud: questions, each as SCRIPT.LOCAL, that people answer before all at one table, where
            nothing that is not known to all bears on what may be answered.
    """

    places: str = ""
    facts: tuple[str, ...] = ()
    winner: str = ""
    wins: dict[str, str] = attrs.Factory(dict)
    offer: OfferRole | None = None
    groups: dict[str, Grouping] = attrs.Factory(dict)
    bonds: tuple[Bond, ...] = ()
    broken: str = ""
    card: CardRole = attrs.Factory(CardRole)
    outcome: OutcomeRole = attrs.Factory(OutcomeRole)
    wait: str = ""
    quiet: frozenset[str] = frozenset()
    aloud: frozenset[str] = frozenset()

    def won(self, ending: str | None, name: str) -> str:
        """Who won, in a sentence.

        Args:
            ending: how the game ended.
            name: the winner's name.
        """
        told = self.wins.get(ending or "") or self.winner
        return told.replace("{seat}", name) if told else phrase("outcome.won", seat=name)
