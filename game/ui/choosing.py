"""How far an answer has come: an action, its targets one after another, the move they make."""

from __future__ import annotations

from collections.abc import Sequence

from game.ui.option import Option


class Choosing:
    """The viewer's answer to one question, step by step.

    Attributes:
        action: the action that was begun, where actions are asked for.
        picked: what has been chosen so far.
        option: the move that the choices make, once they are complete.
        refused: the target that was asked for last and cannot be chosen, or nothing.
        held: what was chosen on a board while it is open which action it is for.
    """

    def __init__(self, options: Sequence[Option] = (), acting: bool = False) -> None:
        """Begin with nothing chosen; `acting` when an action is asked for, not an answer."""
        self.acting = acting
        self.action = ""
        self.picked: tuple[str, ...] = ()
        self.option: Option | None = None
        self.refused = ""
        self.held: tuple[str, ...] = ()
        self._pools: dict[str, list[Option]] = {}
        for option in options:
            self._pools.setdefault(option.move.script if acting else "", []).append(option)
        self._ways = {name: _ways(pool) for name, pool in self._pools.items()}

    def of_action(self, action: str) -> list[Option]:
        """The options of one action, as far as they begin with what is held."""
        pool, held = self._pools.get(action, []), self.held
        return [o for o in pool if o.steps[: len(held)] == held] if held else pool

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions of which some option is known."""
        return tuple(self._pools) if self.acting else ()

    @property
    def pool(self) -> list[Option]:
        """The options among which the open question or action chooses."""
        return self._pools.get(self.action, [])

    @property
    def begun(self) -> bool:
        """Whether there is something to go back from."""
        return bool(self.action or self.picked or self.held)

    @property
    def choosing(self) -> bool:
        """Whether targets or answers are asked for now, and not which action to take."""
        return bool(self._pools) and (bool(self.action) or not self.acting)

    @property
    def depth(self) -> int:
        """How many targets the move needs."""
        return max((len(o.steps) for o in self.pool), default=0)

    @property
    def _base(self) -> tuple[str, ...]:
        """The targets chosen before the step that is open: a complete move's last one is open."""
        return self.picked[:-1] if self.option is not None else self.picked

    def stage(self) -> dict[str, Option]:
        """The targets of the step that is open, each with an option, legal if any is."""
        return self._step(self._base) if self.choosing else {}

    def inside(self, group: str) -> dict[str, Option]:
        """What is found in a group of the open step."""
        return self._step((*self._base, group))

    def _step(self, base: tuple[str, ...]) -> dict[str, Option]:
        found: dict[str, Option] = {}
        for steps, option in self._ways.get(self.action, []):
            if len(steps) <= len(base) or steps[: len(base)] != base:
                continue
            target = steps[len(base)]
            if target not in found or (option.legal and not found[target].legal):
                found[target] = option
        return found

    @property
    def group(self) -> str:
        """The group whose members are listed, or nothing."""
        base = self._base
        return base[-1] if base and any(o.group == base[-1] for o in self.stage().values()) else ""

    def begin(self, action: str) -> None:
        """Take up an action, with what is held; one without targets is complete at once."""
        held, self.held = self.held, ()
        self.action, self.picked, self.option, self.refused = action, (), None, ""
        if self.depth == 0:
            self.option = next((o for o in self.of_action(action) if o.legal), None)
        for target in held:
            self.take(target)

    def take(self, target: str) -> bool:
        """Choose a target of the open step, also in place of the last one; False if refused.

        A group of which one thing can be chosen stands for it.
        """
        found = self.stage().get(target)
        if found is None or not found.legal:
            self.refused = target
            return False
        self.picked = (*self._base, target)
        done = len(self.picked) == len(found.steps)
        self.option, self.refused = (found if done else None), ""
        open_to = [t for t, o in self.stage().items() if o.legal] if target == found.group else []
        return self.take(open_to[0]) if len(open_to) == 1 else True

    def back(self) -> None:
        """Give up the last step."""
        if self.held:
            self.held = self.held[:-1]
        elif self.picked:
            self.picked, self.option = self.picked[:-1], None
        else:
            self.action, self.option = "", None
        self.refused = ""


def _ways(pool: Sequence[Option]) -> list[tuple[tuple[str, ...], Option]]:
    """The orders in which each option can be chosen.

    Where a pair of like things is offered one way round only, it can be chosen either way round.
    """
    ways = [(o.steps, o) for o in pool]
    known = {steps for steps, _ in ways}
    if any(len(steps) != 2 or steps[::-1] in known for steps in known):
        return ways
    if {a for a, _ in known}.isdisjoint(b for _, b in known):
        return ways
    return ways + [(steps[::-1], o) for steps, o in ways]
