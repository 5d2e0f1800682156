"""What a seat is asked, as plain data: every option with the steps that lead to it.

Why an option is refused is told on request: to work it out for all of them takes too long.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from game.catalogue import called, phrase
from game.serve.sight import Plain, Sight
from game.story.answers import choice_name, question
from game.table.council import council_of

if TYPE_CHECKING:
    from game.engine import ActionInfo, Game, Move, Pending


def question_page(sight: Sight) -> Plain | None:
    """What the reader is asked now; None where nothing is."""
    if not sight.yours:
        return None
    pending = sight.sitting.pending
    words, none = question(pending.question)
    asked = _Asked(sight)
    usual = "terminal.choose_action" if pending.kind == "act" else "terminal.choose"
    return {
        "title": words or phrase(usual),
        "note": phrase("serve.none_means", what=none) if none else "",
        "kind": pending.kind,
        "council": council_of(sight.sitting, [sight.seat]) is not None,
        "secret": pending.hidden,
        "secrecy": _secrecy(sight.game, pending) if pending.hidden else "",
        "options": [asked.option(move) for move in asked.moves],
        "steps": asked.steps,
    }


def _secrecy(game: Game, pending: Pending) -> str:
    """What the rules say of the script that asks in secret; "" where they say nothing."""
    for kind in ("procedure", "action"):
        if pending.script in game.declared(kind):
            return str(game.describe(kind, pending.script).get("text") or "")
    return ""


class _Asked:
    """Reads the options of one question."""

    def __init__(self, sight: Sight) -> None:
        self._sight, self._game = sight, sight.game
        legal = sight.sitting.legal()
        self._legal = {move.id for move in legal}
        self.moves: list[Move] = sight.sitting.candidates()
        self.steps: dict[str, Plain] = {}
        self._actions = {action.id: action for action in self._game.actions}
        self._kinds: dict[str, str] = {}
        for kind in self._game.sets:
            for member in self._game.members(kind):
                self._kinds.setdefault(member, kind)
        self._pools: dict[str, list[Move]] = {}
        for move in legal:
            self._pools.setdefault(move.script, []).append(move)
        self._groups = self._grouped()

    def _grouped(self) -> dict[str, str]:
        """The group of each answer that is looked for in one; what is alone in it has none."""
        answers = [m.targets[0] for m in self.moves if m.kind != "action" and m.targets]
        kind = self._kinds.get(answers[0], "") if answers else ""
        known = self._sight.look.roles.groups.get(kind)
        if known is None:
            return {}
        groups = {a: str(self._game.field(kind, a, known.by) or "") for a in answers}
        sizes = Counter(groups.values())
        return {a: group for a, group in groups.items() if sizes[group] > 1}

    def option(self, move: Move) -> Plain:
        """One option: its number, the steps to it, whether it may be chosen."""
        if move.kind == "action":
            steps = [self._action(move), *(self._member(target) for target in move.targets)]
        else:
            group = self._groups.get(move.targets[0], "") if move.targets else ""
            steps = [self._member(group)] if group else []
            steps += [self._member(t) for t in move.targets] or [self._answer(move)]
        return {"id": move.id, "steps": steps, "legal": move.id in self._legal}

    def _action(self, move: Move) -> str:
        step = f"action.{move.script}"
        if step not in self.steps:
            info = self._actions.get(move.script)
            said = [info.text, info.trade_off] if info is not None else []
            self.steps[step] = {
                "title": info.name if info is not None else move.title,
                "text": " ".join(filter(None, said)),
                "price": self._price(info) if info is not None else [],
            }
        return step

    def _price(self, info: ActionInfo) -> list[Plain]:
        """What an action costs, from the least to the most that its open options ask for."""
        out, pool = [], self._pools.get(info.id, [])
        for register, price in info.cost.items():
            told = (
                [price] if isinstance(price, int)
                else [self._sight.sitting.prices(move.id)[register] for move in pool]
            )  # fmt: skip
            if told:
                least, most = min(told), max(told)
                value = str(least) if least == most else f"{least}–{most}"
                out.append({"name": self._sight.names.title(register), "value": value})
        return out

    def _member(self, member: str) -> str:
        step = f"member.{member}"
        if step not in self.steps:
            kind = self._kinds.get(member, "")
            seat, place = member in self._game.seats, member in self._sight.places
            name = self._game.short("seat", member) if seat else _title(self._game, kind, member)
            about = {}
            if kind and not place:
                base = self._game.sets[kind].base
                about = dict(self._described(f"{base}.{member}"))
            self.steps[step] = {
                "title": name,
                "text": str(about.get("text") or ""),
                "price": [],
                **({"place": member} if place else {}),
                **({"seat": member} if seat else {}),
            }
        return step

    def _described(self, name: str) -> Plain:
        try:
            return dict(self._game.describe("member", name))
        except (ValueError, LookupError):
            # The answers of a question that no set of the rules has.
            return {}

    def _answer(self, move: Move) -> str:
        step = f"answer.{move.name}"
        self.steps.setdefault(step, {"title": choice_name(move), "text": "", "price": []})
        return step


def _title(game: object, kind: str, member: str) -> str:
    if kind:
        return str(game.title(kind, member))  # type: ignore[attr-defined]
    return called(member)
