"""The card that lies face up, as its rules declare it: for the window and for the terminal."""

from __future__ import annotations

from typing import Any

import attrs

from game.engine import Game, View
from game.rules import Rules


@attrs.frozen
class FaceUp:
    """A card that all can read.

    Attributes:
        kind: the deck by its name for people, or the register that holds the card.
        name: what the card is called.
        text: what it does.
        label: how far the fact behind it is known, and by whom it was told; or nothing.
        order: the seats it prints, the first to act first.
    """

    kind: str
    name: str
    text: str
    label: str
    order: tuple[str, ...]


def label_words(rules: Rules, texts: dict[str, Any]) -> str:
    """How far a fact is known, and who told it; nothing where the rules say neither."""
    label = rules.labels.get(str(texts.get("label") or ""), "")
    source = str(texts.get("source") or "")
    return label if source.lower() in label else ": ".join(filter(None, (label, source)))


def face_up(
    game: Game, view: View, register: str, played: str = "", order: tuple[str, ...] = ()
) -> FaceUp | None:
    """The card that lies face up, or None.

    Args:
        game: the game.
        view: what the reader sees.
        register: the register that names the card.
        played: a register of cards, true of those that were turned up; all were, if empty.
        order: the fields of a card that name the seats to act, the first one first.
    """
    if register not in game.registers:
        return None
    deck, card = game.registers[register].of, game.value(view, register)
    if not isinstance(card, str) or (played and not game.value(view, played, card)):
        return None
    texts = game.describe("member", f"{deck}.{card}")
    known = game.sets[deck].fields
    seats = [game.field(deck, card, name) for name in order if name in known]
    return FaceUp(
        str(game.describe("register", register)["name"]),
        game.title(deck, card),
        str(texts.get("text") or ""),
        label_words(game.rules, texts),
        tuple(s for s in seats if s in game.seats),
    )
