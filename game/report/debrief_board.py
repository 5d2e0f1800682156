"""What stood on the board: what was not as it was counted, who held it, and what was promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.engine import HIDDEN
from game.report.debrief_records import FalseClaim, KeptPromise, PlaceValue, WithoutSeat
from game.table.deals import deals_in_force

if TYPE_CHECKING:
    from game.report.past import Past
    from game.table import Deal


def false_claims(past: Past) -> Iterator[FalseClaim | None]:
    """Where something was not as everybody counted it, stretch by stretch; None as it goes on."""
    game = past.game
    for claim in game.rules.look.debrief.claims:
        spec = game.derived_values.get(claim.true) or game.registers.get(claim.true)
        if spec is None or len(spec.index) != 1:
            continue
        (kind,) = spec.index
        for place in game.members(kind):
            found: FalseClaim | None = None
            for step, view in enumerate(past.views):
                said, so = (game.value(view, name, place) for name in (claim.claimed, claim.true))
                apart = isinstance(said, int) and isinstance(so, int) and said != so
                if not apart and found is not None:
                    yield found
                    found = None
                if isinstance(said, int) and isinstance(so, int) and said != so:
                    begun = (
                        (step, past.round(step)) if found is None else (found.first, found.round)
                    )
                    title = game.title(kind, place)
                    found = FalseClaim(place, title, begun[0], step, begun[1], said, so)
                yield None
            yield found


def without_seats(past: Past) -> Iterator[WithoutSeat]:
    """How many places would hold without each seat, and without all of them."""
    game, look, view = past.game, past.game.rules.look, past.views[-1]
    share = game.derived_values.get(look.accent.share) or game.registers.get(look.accent.share)
    if share is None or not look.badge.states:
        return
    seats, places = (game.members(kind) for kind in share.index)
    kind, worst = share.index[1], look.badge.states[-1]

    def without(gone: Sequence[str], place: str) -> PlaceValue | None:
        now = game.value(view, look.badge.value, place)
        parts = [game.value(view, look.accent.share, seat, place) for seat in gone]
        if HIDDEN in (now, *parts):
            return None
        # What has no value here holds nothing, whoever leaves.
        whole = now if isinstance(now, int) else 0
        left = whole - sum(part for part in parts if isinstance(part, int))
        falls = look.state(left) is worst and look.state(whole) is not worst
        return PlaceValue(place, game.title(kind, place), whole, left, falls)

    given = [s for s in seats if any(game.value(view, look.accent.share, s, p) for p in places)]
    rows: list[tuple[tuple[str, ...], str]] = [((), phrase("debrief.as_it_ended"))]
    rows += [((s,), phrase("debrief.without", seat=game.short("seat", s))) for s in given]
    if len(given) > 1:
        rows.append((tuple(given), phrase("debrief.without_all")))
    for gone, name in rows:
        found = [without(gone, place) for place in places]
        known = tuple(each for each in found if each is not None)
        if len(known) == len(places):
            held = sum(look.state(each.left) is not worst for each in known)
            yield WithoutSeat(gone, name, held, len(places), known)


def kept_promises(past: Past) -> Iterator[KeptPromise | None]:
    """Each deal that came into force, and what became of it; None as it goes on."""
    game, roles = past.game, past.game.rules.look.roles
    if not roles.bonds:
        return
    standing: dict[tuple[str, str, str, str], tuple[int, Deal]] = {}

    def close(key: tuple[str, str, str, str], ended: int | None, broken: bool) -> KeptPromise:
        made, deal = standing.pop(key)
        parties = " \N{RIGHTWARDS ARROW} ".join(
            game.short("seat", s) for s in (deal.giver, deal.receiver) if s
        )
        what = f"{deal.what} ({deal.subject})" if deal.subject else deal.what
        return KeptPromise(
            what=what,
            giver=deal.giver,
            receiver=deal.receiver,
            parties=parties,
            promise=deal.promise,
            made=made,
            round=past.round(made),
            ended=ended,
            broken=broken,
        )

    for step, view in enumerate(past.views):
        deals = {
            (d.what, d.member, d.giver, d.receiver): d
            for d in deals_in_force(game, view, roles.bonds)
        }
        for key in [key for key in standing if key not in deals]:
            giver = standing[key][1].giver
            yield close(key, step, bool(giver) and _broke(past, step, giver, roles.broken))
        for key, deal in deals.items():
            standing.setdefault(key, (step, deal))
        yield None
    for key in list(standing):
        yield close(key, None, False)


def _broke(past: Past, step: int, seat: str, register: str) -> bool:
    """Whether a seat's broken promises became more at a step, as far as the reader sees."""
    if register not in past.game.registers:
        return False
    before, after = (past.views[at].get(register, seat) for at in (step - 1, step))
    return isinstance(before, int) and isinstance(after, int) and after > before
