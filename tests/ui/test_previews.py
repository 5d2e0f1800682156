"""What the window says of a move before it is made."""

from __future__ import annotations

import pytest

from game.engine import Preview
from game.table import GameSetup, Sitting
from game.ui import wording
from game.ui.seat_client import SeatClient
from tests.loaded import rules_of

pytestmark = pytest.mark.window


def lines_of(client: SeatClient, preview: Preview) -> list[str]:
    """The lines of a preview, without their colours."""
    lines = wording.preview_lines(client, preview)
    return ["".join(span.words for span in line) for line in lines]


def test_a_preview_says_what_hangs_on_what_is_not_seen() -> None:
    sitting = Sitting.open(GameSetup(rules_of("goofspiel"), "standard", {}, 5), {})
    sitting.step()
    sitting.play("play.bid:c2")
    client = SeatClient(sitting)
    client.viewer = "second"
    move = sitting.game.id("play.other:c4")
    told = lines_of(client, client.preview(move))
    assert told[0] == "In hand · Second · 4  yes → no"
    assert told[1].startswith("This depends on what you cannot see: In hand · First · 1, In hand")
    assert told[2:-1] == [
        f"1 in 3 ({prize}): Prize played for · {prize}  no → yes" for prize in (1, 2, 4)
    ]
    assert told[-1] == "Then First decides."
    assert lines_of(client, Preview((), (), None, ())) == [
        "What comes then depends on what you cannot see."
    ]
