"""The card that asks for the code of the umpire's console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.table import SaveFailed, TableError
from game.ui.widgets import Button, Text
from game.ui.widgets.dialog import dialog
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


def ask_code(screen: TableControl) -> None:
    """Ask for the code, and open the console where it fits.

    Args:
        screen: the table.
    """
    try:
        desk = screen.client.desk
    except TableError as error:
        screen.say(phrase("umpire.refused"), str(error))
        return

    def enter() -> None:
        code = field.words
        screen.close_dialog()
        try:
            desk.open(code)
        except SaveFailed:
            # The console is open; the table says what the disk refuses.
            pass
        except TableError as error:
            screen.say(phrase("umpire.refused"), str(error))
            return
        screen.window.go("umpire")

    field = Field(
        phrase("umpire.code"), lambda _: None, entered=enter, name="umpire.code", sign="lock"
    )
    buttons = [
        Button(phrase("button.back"), screen.close_dialog, key="Esc", name="no", grow=1),
        Button(phrase("umpire.open"), enter, primary=True, name="yes", grow=1),
    ]
    body = [Text(phrase("umpire.ask_code")), field]
    card = dialog(phrase("umpire.title"), body, buttons, most=56, name="umpire.ask")
    screen.open(card)
    screen.window.root.set_focus(field, keyboard=False)
