"""Reads the parts that names of the rules play at the table: ``[table]`` and ``[log]``."""

from __future__ import annotations

from typing import Any

from game.rules.diagnostics import did_you_mean
from game.rules.look.offers import offer, questions
from game.rules.look.page import Page, kept
from game.rules.look.roles import Bond, CardRole, Grouping, OutcomeRole, Roles

#: The word for the seat whose cell it is, in a bond.
OWN = "self"


def roles(top: Page) -> Roles:
    """The roles in a look file; what is missing, or at fault, plays no part."""
    quiet = _quiet(top)
    page = top.below("table")
    if page is None:
        return Roles(quiet=quiet)
    known = page.known
    places = page.name("places", known.decls.sets, "set")
    found = Roles(
        places=places,
        facts=page.names("facts", known.fields(places), f"field of {places}")
        if places
        else page.words("facts"),
        winner=page.said("winner", "", ("seat",)),
        wins=_wins(page),
        offer=offer(page),
        groups=kept(page.each("groups"), _grouping),
        bonds=tuple(b for b in map(_bond, page.rows("bonds")) if b is not None),
        broken=page.value("broken", ("seat",), ("int",), need=False, derived=False),
        card=_card(page),
        outcome=_outcome(page),
        wait=page.name("wait", known.decls.actions, "action"),
        quiet=quiet,
        aloud=frozenset(questions(page, "aloud")),
    )
    page.done()
    return found


def _wins(top: Page) -> dict[str, str]:
    """How the winner of each ending is told, by the ending."""
    page = top.below("wins")
    if page is None:
        return {}
    endings, found = page.known.decls.endings, {}
    for ending in page.given:
        if ending in endings:
            found[ending] = page.said(ending, "", ("seat",))
        else:
            hint = did_you_mean(ending, endings)
            page.report("unknown-name", f"no [ending.{ending}].", ending, word=ending, hint=hint)
    page.skip()
    return found


def _quiet(top: Page) -> frozenset[str]:
    page = top.below("log")
    if page is None:
        return frozenset()
    found = frozenset(page.names("quiet", top.known.decls.registers, "register"))
    page.done()
    return found


def _card(top: Page) -> CardRole:
    page = top.below("card")
    if page is None:
        return CardRole()
    known = page.known
    register = page.value("register", (), ("member",), derived=False)
    deck = known.range_set(register) if register else ""
    if not deck:
        page.skip()
        return CardRole()
    played = page.value("played", (deck,), ("bool",), need=False, derived=False)
    order = page.names("order", known.fields(deck), f"field of {deck}")
    page.done()
    return CardRole() if page.faulty else CardRole(register, played, order)


def _outcome(top: Page) -> OutcomeRole:
    page = top.below("outcome")
    if page is None:
        return OutcomeRole()
    target = page.value("target", ("seat",), ("int",), need=False)
    marks = tuple(
        word
        for n, word in enumerate(page.words("marks"))
        if page.fits(word, ("seat",), ("bool",), True, "marks", n)
    )
    endings = page.names("endings", page.known.decls.endings, "ending")
    count = page.name("count", page.known.decls.procedures, "procedure")
    counted = page.text("counted", need=bool(count))
    wish = page.value("wish", ("seat",), ("member",), need=False)
    reached = page.value("reached", ("seat",), ("bool",), need=bool(wish))
    page.done()
    return OutcomeRole(target, marks, endings, count, counted, wish, reached)


def _grouping(name: str, page: Page) -> Grouping | None:
    known = page.known
    fields = known.fields(name)
    there = page.check(name, known.decls.sets, "set")
    by = page.name("by", fields, f"field of {name}", need=True) if there else ""
    if not by:
        page.skip()
        return None
    notes = page.get("notes", dict, {})
    values = {v for v in fields.get(by, ()) if isinstance(v, str)}
    told = {f for s in known.decls.sets if values & {*known.members(s)} for f in known.fields(s)}
    for field, words in notes.items():
        page.check(field, told, "field of a group", "notes", field)
        if not isinstance(words, str):
            page.report("wrong-shape", f"`notes.{field}` must be a string.", "notes", field)
    signs = page.below("icons")
    icons = {}
    for group in signs.given if signs is not None else ():
        if signs is not None and signs.check(group, values, "group", group):
            icons[group] = signs.icon(group)
    return Grouping(by, {str(k): str(v) for k, v in notes.items()}, icons)


def _bond(page: Page) -> Bond | None:
    known = page.known
    register = page.name("register", known.decls.registers, "register", need=True)
    if not register:
        page.skip()
        return None
    index = known.index(register)
    kind = index[0] if index else ""
    receiver, giver = _party(page, "receiver", kind), _party(page, "giver", kind)
    if not receiver and "receiver" not in page.given:
        page.report("missing-key", "a bond needs `receiver`.")
    bond = Bond(
        register=register,
        receiver=receiver,
        giver=giver,
        told=page.value("told", (kind, "seat"), ("bool",), need=False, derived=False),
        public=page.value("public", (kind,), ("bool",), need=False, derived=False),
        promise=bool(page.get("promise", bool, False)),
        until=page.text("until"),
        members=page.names("members", known.members(kind), f"member of {kind}"),
    )
    page.done()
    return None if page.faulty else bond


def _party(page: Page, key: str, kind: str) -> str | dict[str, str]:
    """Who is bound, or to whom: a seat, `self`, a field or register of the set, or a table."""
    told: Any = page.get(key, (str, dict), "")
    known = page.known
    seats = known.members("seat")
    if isinstance(told, dict):
        for member, seat in told.items():
            page.check(member, known.members(kind), f"member of {kind}", key, member)
            page.check(str(seat), seats, "seat", key, member)
        return {str(member): str(seat) for member, seat in told.items()}
    fitting = [r for r in known.decls.registers if known.index(r) == (kind,)]
    own = [OWN] if kind == "seat" else []
    pool = [*seats, *own, *known.fields(kind), *fitting]
    if told and not page.check(told, pool, f"seat, nor field or register of {kind},", key):
        return ""
    return str(told)
