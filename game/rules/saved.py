"""Rules out of a save: with the look that it carries, and meaning what they meant when kept."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from game.rules.diagnostics import Finding, RulesError
from game.rules.look import declare_look
from game.rules.look.source import LookSource, look_of_text, plain_look, shipped_look
from game.rules.older import NOTHING_LENT, with_defaults
from game.rules.ruleset import NOTHING, Rules, build
from game.rules.source.locate import locate
from game.rules.source.reader import Source, parse_source

#: Rules out of the saves opened last, by all that they were made of.
_recent: dict[tuple[object, ...], Rules] = {}
#: How many of them: a branch, a copy or a replay is opened while its game is.
RECENT = 2


def saved_rules(
    text: str,
    name: str,
    only: str | None = None,
    chosen: Mapping[str, str] = NOTHING,
    look: str | None = "",
) -> tuple[Rules, tuple[Finding, ...]]:
    """Check rules out of a save.

    A look is shown and not played: what of it does not fit the rules is left out, and the game is
    loaded all the same. In a save from before rules named their look (`look` is None) what was
    taken for granted is put in (see `older`), and the look is that of our own game if the rules
    bear its name, else none. Those of the saves opened last are not checked again.

    Args:
        text, name, only, chosen: as for `parse_rules`.
        look: the text of the look that the save carries; "" for none.

    Returns:
        The rules, and what is wrong with their look.

    Raises:
        RulesError: the rules cannot be used; with all findings.
        OptionError: something chosen is not there; a subclass says how.
    """
    key = (text, only, tuple(sorted(chosen.items())), look)
    known = _recent.pop(key, None)
    rules, unfit = (known, ()) if known is not None else _checked(text, name, only, chosen, look)
    if not unfit:
        _recent[key] = rules
        while len(_recent) > RECENT:
            del _recent[next(iter(_recent))]
    return rules, unfit


def _checked(
    text: str, name: str, only: str | None, chosen: Mapping[str, str], look: str | None
) -> tuple[Rules, tuple[Finding, ...]]:
    """Check rules out of a save; see `saved_rules`."""
    source = parse_source(text, name)
    shipped = _shipped_look_of(source) if look is None else None
    if look is None:
        lent = NOTHING_LENT if shipped is None else shipped.data.get("before", NOTHING_LENT)
        source = with_defaults(source, lent)
    rules = build(source, only, chosen, lambda _: plain_look(name), played=True)
    if look is None:
        if shipped is None:
            return rules, ()
        # It was made for other rules of this name: that it does not fit them all is no news.
        return _dressed(rules, shipped)[0], ()
    if not look:
        return rules, ()
    try:
        return _dressed(rules, look_of_text(look, f"{name}, its look"))
    except RulesError as error:
        return attrs.evolve(rules, look_text=look), error.findings


def _shipped_look_of(source: Source) -> LookSource | None:
    """The look of our own game, if these are rules of its name."""
    game = source.data.get("game")
    name = game.get("name") if isinstance(game, dict) else None
    shipped = shipped_look() if isinstance(name, str) else None
    return shipped if shipped is not None and shipped.data.get("game") == name else None


def _dressed(rules: Rules, source: LookSource) -> tuple[Rules, tuple[Finding, ...]]:
    """The rules with a look, as far as it fits."""
    look, diagnostics = declare_look(source.data, rules.decls, rules.kinds, source.home)
    found = tuple(locate(source.name, source.text, diagnostics)) if diagnostics else ()
    return attrs.evolve(rules, look=look, look_text=source.text), found
