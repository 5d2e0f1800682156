"""Card and dice games of the shelf beside small counters that know nothing of our engine.

Each counter tells how many complete games end in which way; the engine's tree must end likewise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import combinations, permutations, product

import pytest

from game.engine import OVER, Game
from tests.rulesets.walk import game_of, successors

#: How many complete games return so much to the first seat.
Ends = Counter[int]


def ends_of(game: Game) -> Ends:
    """Count the complete games of our tree by what the first seat gets."""

    @cache
    def ends(key: bytes) -> Ends:
        state = bytearray(key)
        if game.actor(state) == OVER:
            return Counter([game.returns(state)[game.seats[0]]])
        found: Ends = Counter()
        for after in successors(game, key):
            found.update(ends(after))
        return found

    return ends(bytes(game.new_game()))


def sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)


def goofspiel() -> Ends:
    """Four prizes in any order, and both hands in any order."""
    ends: Ends = Counter()
    orders = list(permutations(range(1, 5)))
    for prizes, mine, theirs in product(orders, orders, orders):
        points = (p * sign(m - t) for p, m, t in zip(prizes, mine, theirs, strict=True))
        ends[sign(sum(points))] += 1
    return ends


def scored(cards: tuple[int, ...]) -> int:
    """What kept cards are worth: 10 for each point, and their numbers for ties."""
    suits = Counter(card // 3 for card in cards)
    return 10 * sum(n * n for n in suits.values()) + sum(card % 3 + 1 for card in cards)


def pass_the_hand() -> Ends:
    """Nine cards; three are dealt to each in any order; each keeps one, then one of what came."""
    ends: Ends = Counter()
    deals = {frozenset(c) for c in permutations(range(9), 3)}
    for first, second in product(deals, deals):
        if first & second:
            continue
        for a, b in product(first, second):
            for c, d in product(second - {b}, first - {a}):
                mine = (a, c, *(first - {a, d}))
                theirs = (b, d, *(second - {b, c}))
                # Each three cards may have been dealt in six orders.
                ends[sign(scored(mine) - scored(theirs))] += 36
    return ends


def eights() -> Ends:
    """Eight cards: two of each number, the last of which goes on all; by what is left in hands."""

    @cache
    def ends(
        hands: tuple[frozenset[int], frozenset[int]],
        stock: frozenset[int],
        top: int,
        asked: int,
        passed: int,
        turn: int,
    ) -> Ends:
        found: Ends = Counter()
        ways: list[tuple[frozenset[int], frozenset[int], int, int, int]] = []
        for card in hands[turn]:
            if card % 4 == 3 or card // 4 == asked or card % 4 == top % 4:
                left = hands[turn] - {card}
                suits = (0, 1) if card % 4 == 3 and left else (card // 4,)
                ways += [(left, stock, card, suit, 0) for suit in suits]
        ways += [(hands[turn] | {card}, stock - {card}, top, asked, passed) for card in stock]
        if not stock:
            ways.append((hands[turn], stock, top, asked, passed + 1))
        for mine, left, *rest in ways:
            both = (mine, hands[1]) if turn == 0 else (hands[0], mine)
            if not mine or rest[2] == 2:
                found[sign(len(both[1]) - len(both[0]))] += 1
            else:
                found.update(ends(both, left, *rest, 1 - turn))
        return found

    every, total = frozenset(range(8)), Ends()
    for first, second in product(combinations(range(8), 2), repeat=2):
        for top in every.difference(first, second) if not {*first} & {*second} else ():
            hands = (frozenset(first), frozenset(second))
            left = every - hands[0] - hands[1] - {top}
            for end, count in ends(hands, left, top, top // 4, 0, 0).items():
                # Each two cards may have been dealt in two orders.
                total[end] += 4 * count
    return total


def liars_dice() -> Ends:
    """Any two dice and any rising bids; who is called a liar wins if the bid holds."""
    ends: Ends = Counter()
    for dice in product(range(1, 7), repeat=2):
        for bids in range(1, 2**12):
            high = bids.bit_length() - 1
            many, pips = high // 6 + 1, high % 6 + 1
            holds = sum(die in (pips, 6) for die in dice) >= many
            first_bid_last = bids.bit_count() % 2 == 1
            ends[1 if first_bid_last == holds else -1] += 1
    return ends


def leduc() -> Ends:
    """Two rounds of bets over six cards, written out as all sequences of bets."""
    folds = [("bf", 1), ("cbf", 1), ("brf", 2), ("cbrf", 2)]
    calls = [("cc", 0), ("bc", 1), ("cbc", 1), ("brc", 2), ("cbrc", 2)]
    ends: Ends = Counter()

    def lost(paid: int, stake: int, bets: int, line: str) -> int:
        """What the first gets when a round ends in a fold: who folds has matched all but one."""
        folder = (len(line) - 1) % 2
        own = paid + stake * (bets - 1)
        return -own if folder == 0 else own

    for mine, theirs in permutations(range(6), 2):
        for line, bets in folds:
            ends[lost(1, 2, bets, line)] += 1
        for _, called in calls:
            paid = 1 + 2 * called
            for shown in set(range(6)) - {mine, theirs}:
                worth = [c // 2 + 3 * (c // 2 == shown // 2) for c in (mine, theirs)]
                for line, bets in folds:
                    ends[lost(paid, 4, bets, line)] += 1
                for _, more in calls:
                    ends[sign(worth[0] - worth[1]) * (paid + 4 * more)] += 1
    return ends


@pytest.mark.parametrize(
    ("name", "counter"),
    [
        ("goofspiel", goofspiel),
        ("leduc", leduc),
        pytest.param("eights", eights, marks=pytest.mark.long),
        pytest.param("pass-the-hand", pass_the_hand, marks=pytest.mark.long),
        pytest.param("liars-dice", liars_dice, marks=pytest.mark.long),
    ],
)
def test_complete_games_end_as_often_as_counted_apart(
    name: str, counter: Callable[[], Ends]
) -> None:
    game = game_of(name)
    ends = counter()
    assert ends_of(game) == ends
    assert ends.total() == game.rules.people.counts.games
