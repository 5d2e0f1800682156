"""Characters that no text may hold: what steers a terminal or turns the direction of a text.

They are refused where a text is read, and shown as escapes where one is printed or drawn all the
same, such as the name of a file.
"""

from __future__ import annotations

import re

#: Controls that a text may not hold, and the marks that turn the direction of what follows.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
#: In a name or key, a line break or a tab is one as well.
_IN_KEY = re.compile(_CONTROL.pattern[:-1] + "\t\n]")


def _is_plain(text: str, key: bool = False) -> bool:
    # A text that can be printed has no control, which is told in a tenth of the time.
    return (text if key else text.replace("\n", "").replace("\t", "")).isprintable()


def control_in(text: str, key: bool = False) -> int | None:
    """The offset of the first control character in a text; None when it has none.

    Args:
        text: the text.
        key: whether it is a name or key, which has one line and no tabs.
    """
    if _is_plain(text, key):
        return None
    found = (_IN_KEY if key else _CONTROL).search(text)
    return found.start() if found else None


def name_of(character: str) -> str:
    """How a control character is written in a sentence: ``U+001B``."""
    return f"U+{ord(character):04X}"


def visible(text: str, key: bool = False) -> str:
    """A text as it may be printed or drawn: control characters as escapes, ``\\u001b``.

    They are those of TOML and JSON, so that a document of either kind means what it meant.

    Args:
        text: the text.
        key: whether it is a name or key, whose line breaks and tabs are shown as well.
    """
    if _is_plain(text, key):
        return text
    return (_IN_KEY if key else _CONTROL).sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def without_controls(text: str) -> str:
    """A text without its control characters; a return alone breaks the line, as it does on paper.

    Args:
        text: what was typed or pasted.
    """
    if _is_plain(text):
        return text
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
