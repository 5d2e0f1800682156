"""A language that is made of English: each text in brackets, counted in the plurals of Russian."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.catalogue import SPOKEN, choose

ID = "xx"
PLURALS = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2"


def _written() -> str:
    """The file of the language."""
    choose("en")
    assert SPOKEN.catalogue is not None
    lines = ["[language]", f'id = "{ID}"', 'name = "⟦⟧"', f'plurals = "{PLURALS}"']
    table = ""
    for key, entry in SPOKEN.catalogue.entries.items():
        head, _, name = key.partition(".")
        if head != table:
            table = head
            lines.append(f"[{table}]")
        forms = [f"⟦{entry.forms[0]}⟧"]
        if len(entry.forms) > 1:
            forms = [f"⟦{n}·{entry.forms[-1]}⟧" for n in range(3)]
        # A text of JSON is one of TOML.
        lines.append(f"{name} = {json.dumps(forms if forms[1:] else forms[0])}")
    return "\n".join(lines)


def english(said: str, known: str) -> set[str]:
    """The words of what was said that stand outside of brackets.

    Args:
        said: the text.
        known: texts whose words are no matter, such as the rules.
    """
    inner = None
    while inner != said:
        # Texts may stand in texts.
        inner, said = said, re.sub(r"⟦[^⟦⟧]*⟧", " ", said)
    words = set(re.findall(r"[^\W\d_]{2,}", said))
    return {word for word in words if word not in known and word.lower() not in known}


@contextmanager
def bracketed(folder: Path) -> Iterator[None]:
    """Speak it for a while; its file is put into a folder."""
    usual = SPOKEN.folder
    (folder / f"{ID}.toml").write_text(_written(), encoding="utf-8")
    SPOKEN.folder = folder
    try:
        assert choose(ID) == ID
        yield
    finally:
        SPOKEN.folder = usual
        choose("en")
