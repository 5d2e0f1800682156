"""Reads what is done: actions with their needs, procedures, the cards of decks, and bans."""

from __future__ import annotations

from game.rules.declare.needs import read_needs
from game.rules.declare.records import (
    ActionDecl,
    BanDecl,
    CardDecl,
    Fields,
    InjectDecl,
    ScriptDecl,
)
from game.rules.declare.toml_reader import TableReader


def read_action(name: str, r: TableReader) -> ActionDecl:
    """Read [action.NAME]."""
    needs = read_needs(name, r)
    menu = r.get("menu", str, "main")
    r.named(menu, "menu", "menu")
    return ActionDecl(
        name, r.path, r.texts(), r.words("seats", ["all"]), menu, r.index("choose"),
        needs, r.plain("cost", (int, str)), r.get("do", str, "pass"),
    )  # fmt: skip


def read_procedure(name: str, r: TableReader) -> ScriptDecl:
    """Read [procedure.NAME]."""
    return ScriptDecl(
        name, r.path, r.texts(), r.index("params"), r.get("do", str, "pass", need=True),
        show={k: str(v) for k, v in r.plain("show", (str,)).items()},
    )  # fmt: skip


def read_card(name: str, r: TableReader) -> tuple[CardDecl, Fields]:
    """Read [DECK.NAME]; a card is a member of its deck as well, with these fields."""
    texts, do, when = r.texts(), r.get("do", str, "pass"), r.get("when", str, "true")
    fields = {k: v for k, v in r.data.items() if k not in r.asked}
    for key in fields:
        r.named(key, "field", key)
    r.asked.update(fields)
    shown = {k: v for k, v in texts.items() if v}
    return CardDecl(name, r.path, texts, (), do, when), {**shown, **fields}


def read_inject(name: str, r: TableReader) -> InjectDecl:
    """Read [inject.NAME]."""
    texts = r.texts()
    for key in ("name", "text"):
        if not texts[key]:
            r.missing(key)
    return InjectDecl(
        name, r.path, texts, r.index("choose"), r.get("do", str, "pass"),
        r.get("when", str, "true"),
    )  # fmt: skip


def read_ban(name: str, r: TableReader) -> BanDecl:
    """Read [ban.NAME]."""
    return BanDecl(
        name, r.path, r.texts(), r.get("when", str, "false", need=True), r.words("forbids"),
        r.need_text("say"),
    )  # fmt: skip
