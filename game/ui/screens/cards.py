"""Cards laid over the table: the menu, what is new, a round's end, briefs, all values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.catalogue import called, phrase
from game.table import attempt
from game.ui import board, wording
from game.ui.keyset import MENU
from game.ui.screens import common
from game.ui.screens.board_area import register_widgets
from game.ui.screens.settings_sheet import show_settings
from game.ui.screens.umpire_door import ask_code
from game.ui.theme import ACCENT, BAD, LINK, MUTED, TEXT
from game.ui.widgets import Box, Button, Flow, Rule, Span, Text, Widget, spans
from game.ui.widgets.dialog import dialog
from game.ui.wording import SLOTS

if TYPE_CHECKING:
    from game.ui.screens.table_control import TableControl


def done(screen: TableControl, words: str, *keys: str) -> Button:
    """The button that takes a card off."""
    return Button(
        words, screen.close_dialog, key=keys[0], keys=keys[1:], primary=True, name="ok", grow=1
    )


def _follow(screen: TableControl) -> Callable[[str], None]:
    """Follow a link of a card to its place: the card would hide it."""

    def go(place: str) -> None:
        screen.close_dialog()
        screen.go_to(place)

    return go


def menu(screen: TableControl) -> None:
    """Show what is not play: values, briefs, settings, load, credits, leave."""

    def then(act: Callable[[], None]) -> Callable[[], None]:
        def go() -> None:
            screen.close_dialog()
            act()

        return go

    umpired = screen.client.umpired and not screen.client.over
    console = ((phrase("umpire.title"), "U", "scale", lambda: ask_code(screen)),) if umpired else ()
    open_to = ((phrase("room.open"), "J", "radio", lambda: open_room(screen)),)
    phones = () if screen.client.over else open_to
    rows = (
        (phrase("bar.values"), "V", "scroll-text", lambda: values(screen)),
        (phrase("card.brief_facts"), "B", "book-open", lambda: briefs(screen)),
        (phrase("book.open"), "K", "circle-help", screen.open_book),
        (phrase("legend.title"), "E", "map", screen.legend),
        (phrase("button.who_plays"), "W", "users", screen.seats),
        (
            phrase("button.game_goes_on" if screen.client.paused else "card.pause"),
            "P",
            "hourglass",
            screen.pause,
        ),
        (phrase("replay.title"), "R", "skip-forward", screen.replay),
        *console,
        *phones,
        (phrase("settings.title"), "S", "settings", lambda: show_settings(screen)),
        (phrase("saves.title"), "L", "folder-open", lambda: common.load(screen)),
        (phrase("title.credits"), "D", "info", lambda: common.about(screen)),
        (phrase("card.to_title"), "T", "house", screen.leave),
    )
    lesson = [(screen.lesson_words, "G", "book-open", screen.learn)]
    buttons = [
        Button(words, then(act), key=key, icon_name=sign)
        for words, key, sign, act in [*(lesson if screen.lesson_words else ()), *rows]
    ]
    close = done(screen, phrase("button.to_table"), "Esc", "F10")
    body = [*_options(screen), *buttons]
    card = dialog(phrase("bar.menu"), body, [close], most=84, name="menu")
    card.acts = MENU
    screen.open(card)


def open_room(screen: TableControl) -> None:
    """Let phones join the game, and show what all in the room may see; or say why it cannot be."""
    window = screen.window
    answer = attempt(partial(window.games.open_to_phones, window.wake))
    if answer.refused:
        screen.say(phrase("room.open"), answer.refused)
        return
    window.go("room")


def _options(screen: TableControl) -> list[Widget]:
    """How the game is played where it is not as usual."""
    return [
        Text(
            [Span(f"{option.name}: {value.name}. ", ACCENT, "bold"), Span(value.text, MUTED)],
            size="small",
            name=f"option:{option.id}",
        )
        for option, value in screen.client.chosen()
    ]


def values(screen: TableControl) -> None:
    """Show everything that the viewer sees, by name and value."""
    close = done(screen, phrase("button.to_table"), "Esc", "V", "Enter")
    reader = wording.short(screen.client, screen.client.viewer)
    title = phrase("card.values", seat=reader)
    screen.open(dialog(title, register_widgets(screen, {}), [close], most=140, name="values"))


def deals(screen: TableControl) -> None:
    """Show the ledger: what binds whom now, and who has broken promises."""
    client, go = screen.client, _follow(screen)
    body: list[Widget] = []
    for deal in client.deals():
        about = client.words.place_of(deal.member)
        subject = [Span(" · ", MUTED), Span(deal.subject, LINK if about else TEXT, "text", about)]
        head = [
            *_parties(screen, deal.giver, deal.receiver),
            Span(deal.what),
            *(subject if deal.subject else []),
        ]
        tint = MUTED if deal.public else ACCENT
        words = Text(deal.terms, size="small", tint=tint)
        body.append(Box(Text(head, follow=go), words, gap=0.25, name="deal"))
    if not body:
        body.append(Text(phrase("deals.nothing_binds"), tint=MUTED))
    broken = [f"{wording.short(client, seat)} {count}" for seat, count in client.broken()]
    if broken:
        told = phrase("deals.broken", seats=", ".join(broken))
        body += [Rule(), Text(told, tint=BAD, name="broken")]
    title = phrase("card.deals", seat=wording.short(client, client.viewer))
    close = done(screen, phrase("button.to_table"), "Esc", "D", "Enter")
    screen.open(dialog(title, body, [close], most=88, name="deals"))


def layers(screen: TableControl) -> None:
    """Show the layers of the map: what its land can be tinted by."""

    def then(act: Callable[[], None]) -> Callable[[], None]:
        def go() -> None:
            screen.close_dialog()
            act()

        return go

    shown = screen.window.settings.keys.shown("Y", screen.keys)
    rows = [
        ("", phrase("layers.none"), ""),
        *((x.id, x.name, x.text) for x in screen.client.layers),
    ]
    body: list[Widget] = [
        Button(
            words,
            then(partial(screen.show_layer, ident)),
            key=str(n),
            note=text,
            name=f"layer:{ident}",
        )
        for n, (ident, words, text) in enumerate(rows)
    ]
    body += [
        Button(phrase("bar.pieces"), then(screen.toggle_pieces), key="H", name="hide"),
        Text(phrase("layers.cycle", key=shown), size="small", tint=MUTED),
    ]
    close = done(screen, phrase("button.to_table"), "Esc", "Enter")
    screen.open(dialog(phrase("layers.title"), body, [close], most=80, name="layers.card"))


def standing(screen: TableControl) -> None:
    """Show how all stand as the viewer may know it, and what is certain to come."""
    client, go = screen.client, _follow(screen)
    client.outlook.finish()
    scores = [Text(wording.spans(client, line)) for line in client.outlook.scores()]
    body: list[Widget] = [*scores]
    if not scores:
        body.append(Text(phrase("stand.nobody"), tint=MUTED))
    lines = client.outlook.ahead.lines
    if lines:
        body += [Rule(), Text(phrase("stand.certain"), role="bold", tint=ACCENT)]
        body += [Text(wording.spans(client, line), follow=go) for line in lines]
    close = done(screen, phrase("button.to_table"), "Esc", "T", "Enter")
    screen.open(dialog(phrase("stand.head"), body, [close], most=104, name="standing"))


def _parties(screen: TableControl, giver: str, receiver: str) -> list[Span]:
    """`Giver to Receiver: `, as far as they are known."""
    seats = [seat for seat in (giver, receiver) if seat]
    client = screen.client
    names = [Span(wording.short(client, seat), client.tint(seat), "bold") for seat in seats]
    if not seats:
        return []
    if len(seats) > 1:
        words = phrase("card.deal", giver=SLOTS[0], receiver=SLOTS[1])
    else:
        words = (
            phrase("card.deal_by", giver=SLOTS[0])
            if giver
            else phrase("card.deal_to", receiver=SLOTS[0])
        )
    return [*wording.woven(words, *names), Span(" ", MUTED)]


def _brief(screen: TableControl) -> list[Widget]:
    """What the scenario tells the viewer's seat."""
    client = screen.client
    body: list[Widget] = [Text(client.game.scenario.text or client.game.rules.text or "")]
    for heading, words in client.brief().items():
        body.append(Text(called(heading), role="bold", tint=ACCENT))
        body.append(Text(words))
    return [*body, *_options(screen)]


def briefs(screen: TableControl) -> None:
    """Show the viewer's brief and the facts of the scenario."""
    client = screen.client
    body = _brief(screen)
    facts = [
        Text(spans(common.fact_words(client.game.rules, f)), size="small")
        for f in client.game.scenario.facts
    ]
    if facts:
        body += [Rule(), *facts]
    title = phrase("card.brief", seat=client.words.seat_name(client.viewer))
    close = done(screen, phrase("button.back"), "Esc", "Enter")
    screen.open(dialog(title, body, [close], most=96, name="briefs"))


def news(screen: TableControl) -> None:
    """Show what happened since the viewer's last turn; before the first one, the brief."""
    client = screen.client
    first = client.new_here
    lines = [
        Text(line, follow=_follow(screen)) for line in wording.log_lines(client, client.news())
    ]
    body: list[Widget] = []
    if first:
        body += _brief(screen)
        if lines:
            body += [Rule(), Text(phrase("card.so_far"), role="bold", tint=ACCENT)]
    elif not lines:
        body.append(Text(phrase("card.nothing_since"), tint=MUTED))
    body += lines
    title = phrase("card.since")
    if first:
        title = phrase("card.your_brief", seat=client.words.seat_name(client.viewer))
    ok = done(screen, phrase("card.go_to_table"), "Enter", "Esc")
    buttons = [_stepwise(screen), ok] if lines and screen.telling.tells else [ok]
    screen.open(dialog(title, body, buttons, most=88, name="news"))


def _stepwise(screen: TableControl) -> Button:
    """The button that tells on the board, step by step, what happened."""

    def go() -> None:
        screen.close_dialog()
        screen.telling.retell()

    return Button(phrase("card.stepwise"), go, key="Space", name="news.steps", icon_name="play")


def _log(screen: TableControl, rows: Sequence[Sequence[Span]]) -> list[Widget]:
    """Rows of one round."""
    return [Text(row, size="small", follow=_follow(screen)) for row in rows]


def _accented_seats(screen: TableControl) -> list[str]:
    """The seats that may be set off at a place; none, if nothing sets seats off."""
    game, name = screen.client.game, screen.look.accent.value
    spec = game.derived_values.get(name) or game.registers.get(name)
    of = game.sets[spec.index[0]].members if spec is not None else ()
    return [seat for seat in game.seats if seat in of]


def assessed(screen: TableControl, number: object) -> None:
    """Show what a round came to: who is set off where, what changed, what fell in which phase."""
    client, look, go = screen.client, screen.look, _follow(screen)
    body: list[Widget] = []
    nowhere: list[str] = []
    for seat in _accented_seats(screen):
        places = [p for p in client.places if board.accented(client, look, seat, p)]
        if not places:
            nowhere.append(wording.short(client, seat))
            continue
        names = [Span(client.words.place_name(p), LINK, "text", p) for p in places]
        listed = [part for name in names for part in (Span(", ", MUTED), name)][1:]
        tint = client.tint(seat)
        who = Span(wording.short(client, seat), tint, "bold")
        body.append(Text([who, Span(f" {look.accent.holds} ", MUTED), *listed], follow=go))
    if nowhere:
        body.append(
            Text(
                phrase("card.nowhere", what=look.accent.nowhere, seats=", ".join(nowhere)),
                tint=MUTED,
            )
        )
    if body:
        body.append(Rule())
    lines = [n for n in client.log() if n.round == number]
    tracks = wording.sums(client, look, lines)
    if tracks:
        body += [Flow(*(Text(words) for words in tracks), least=24, gap=0.75), Rule()]
    for head, rows in wording.phases(client, client.log(), number).items():
        body.append(Text(head, role="bold", tint=ACCENT, name=f"phase:{head}"))
        body.append(Box(*_log(screen, rows), gap=0.5))
    ok = done(screen, phrase("button.go_on"), "Enter", "Esc", "Space")
    # The table is still this person's: where several share it, the others must know to look away.
    title = phrase("card.round_over", round=number)
    if len(client.humans) > 1:
        eyes = wording.short(client, client.viewer)
        title = phrase("card.round_over_seen", round=number, seat=eyes)
    screen.open(dialog(title, body, [ok], most=88, name="assess"))
