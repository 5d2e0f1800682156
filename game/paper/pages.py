"""The sheets of a game as pages of HTML that need nothing beside them, for A4 or Letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs

from game.catalogue import phrase
from game.drawing.colours import paler
from game.drawing.geography import MapDataError
from game.drawing.patterns import hexed
from game.drawing.seats import seat_styles
from game.engine import Game, State
from game.paper import kit
from game.paper.board_sheet import BoardSheet
from game.paper.chips import counter, ink_on, seat_sign
from game.paper.guide import Guide, seat_briefs
from game.paper.map_sheet import HIGH, WIDE, MapSheet, has_map
from game.paper.pieces import PieceGroup, piece_groups
from game.report.templating import filled
from game.rules.look import CounterLook
from game.table.rulebook import RulebookPassage, player_aids

#: Papers: the width and height in millimetres, and what CSS calls them.
PAPERS: Final = {"a4": (210.0, 297.0, "A4"), "letter": (215.9, 279.4, "letter")}
#: The margin of every sheet.
_MARGIN: Final = 7.0
#: Cards of 63 by 88 mm: so many stand on either paper.
_CARDS: Final = 9
#: The letters of a card's text at each size, the largest first.
_CARD_LETTERS: Final = (120, 200, 290, 400)
_MAT_LETTERS: Final = (1300, 1800, 2400)
#: So many letters stand on a mat beside its tracks.
_MAT_ROOM: Final = 1400


@attrs.frozen
class Paper:
    """What is printed on.

    Attributes:
        id: "a4" or "letter".
    """

    id: str

    def style(self, wide: bool) -> dict[str, Any]:
        """What a template lays out by: the paper's name, and the room of a sheet.

        Args:
            wide: whether it lies on its side.
        """
        width, height, name = PAPERS[self.id]
        if wide:
            width, height = height, width
        return {
            "size": f"{name} {'landscape' if wide else 'portrait'}",
            "margin": _MARGIN,
            "wide": round(width - 2 * _MARGIN, 1),
            # A hair less than there is, or a sheet of full height would need a second page.
            "high": round(height - 2 * _MARGIN - 0.4, 1),
        }


class Pages:
    """Makes the pages of one game."""

    def __init__(self, game: Game, paper: Paper) -> None:
        """Read the game's start.

        Args:
            game: the scenario.
            paper: what is printed on.
        """
        self._game, self._paper = game, paper
        self.start: State = game.unstarted()
        self._styles = seat_styles(game, game.rules.look)

    def all(self) -> dict[str, str]:
        """Every page that this game has, by the name of its file.

        Raises:
            MapDataError: the map's files cannot be read.
        """
        made: dict[str, Callable[[], str]] = {
            "map.html": self.map,
            "tracks.html": self.tracks,
            "mats.html": self.mats,
            "aids.html": self.aids,
            "cards.html": self.cards,
            "pieces.html": self.pieces,
            "offers.html": self.offers,
        }
        found = {name: make() for name, make in made.items()}
        return {name: text for name, text in found.items() if text}

    def _page(self, template: str, title: str, wide: bool, **values: Any) -> str:
        rules = self._game.rules
        foot = " · ".join(
            part for part in (rules.name, self._game.scenario.name, rules.disclaimer) if part
        )
        return filled(
            template,
            room="game.paper",
            paper=self._paper.style(wide),
            title=title,
            game=rules.name,
            scenario=self._game.scenario.name,
            language=phrase("report.language"),
            foot=foot,
            **values,
        )

    # Map ---------------------------------------------------------------------------------

    def map(self) -> str:
        """The map and the boards, whole on a sheet and as a poster of four; or nothing."""
        game, sheets = self._game, []
        if has_map(game.rules.look, game):
            drawn = MapSheet(game, self.start).drawn()
            sheets.append({"drawn": drawn, "kinds": (), "key": self._key()})
        for board in game.boards:
            sheet = BoardSheet(game, board, game.rules.look)
            sheets.append({"drawn": sheet.drawn(), "kinds": sheet.kinds, "key": ()})
        tables = [kit.place_table(game, self.start, name) for name in kit.place_sets(game)]
        tables = [t for t in tables if t is not None and len(t.rows) <= 60]
        if not sheets and not tables:
            return ""
        # A poster's parts overlap, so that they can be glued.
        over = 6.0
        tiles = [
            (f"{x:.1f} {y:.1f} {WIDE / 2 + over:.1f} {HIGH / 2 + over:.1f}", name)
            for y, x, name in (
                (0, 0, "1"),
                (0, WIDE / 2 - over, "2"),
                (HIGH / 2 - over, 0, "3"),
                (HIGH / 2 - over, WIDE / 2 - over, "4"),
            )
        ]
        return self._page(
            "map.html.j2",
            phrase("paper.map"),
            True,
            sheets=sheets,
            tables=tables,
            tiles=tiles,
            whole=self._fitted(WIDE / HIGH, 13),
            tile=self._fitted((WIDE / 2 + over) / (HIGH / 2 + over), 5),
            box=f"0 0 {WIDE} {HIGH}",
            words={"poster": phrase("paper.poster"), "places": phrase("paper.places")},
        )

    def _fitted(self, ratio: float, below: float) -> tuple[float, float]:
        """The largest size of that ratio that leaves so many millimetres of a sheet free."""
        room = self._paper.style(wide=True)
        wide = min(room["wide"], (room["high"] - below) * ratio)
        return round(wide, 1), round(wide / ratio, 1)

    def _key(self) -> list[tuple[str, str]]:
        """The counters of the map with their names."""
        looks = self._game.rules.look.counters.values()
        return [
            (counter(look, look.letter, 5, 5, 9.4), look.name) for look in looks if not look.shadow
        ]

    # Tracks, mats, aids --------------------------------------------------------------------

    def tracks(self) -> str:
        """The numbers of the table, and what else it keeps in sight."""
        tracks = kit.table_tracks(self._game, self.start)
        tables = kit.other_tables(self._game, self.start)
        if not tracks and not tables:
            return ""
        return self._page(
            "tracks.html.j2", phrase("paper.tracks"), True, tracks=tracks, tables=tables,
            words={"write": phrase("paper.write"), "also": phrase("paper.also")},
        )  # fmt: skip

    def mats(self) -> str:
        """A mat for each seat."""
        mats = []
        for brief in seat_briefs(self._game):
            tracks = kit.seat_tracks(self._game, self.start, brief.seat)
            holders = kit.holders(self._game, brief.seat)
            texts = [line for passage in brief.brief for line in passage.lines]
            mats.append(
                {
                    "seat": brief.seat,
                    "name": brief.name,
                    "sign": self._sign(brief.seat),
                    "colour": hexed(self._styles[brief.seat].colour),
                    "pale": hexed(paler(self._styles[brief.seat].colour, 0.25)),
                    "ink": hexed(ink_on(self._styles[brief.seat].colour)),
                    "brief": brief.brief,
                    "tracks": tracks,
                    "holders": holders,
                    "actions": self._told_on_mat(brief.seat, texts),
                    "small": kit.smallest(texts, _MAT_LETTERS) + (len(tracks) > 5),
                }
            )
        words = {
            "write": phrase("paper.write"),
            "face_down": phrase("paper.face_down"),
            "face_up": phrase("paper.face_up"),
            "may": phrase("rulebook.may"),
        }
        return self._page("mats.html.j2", phrase("paper.mats"), True, mats=mats, words=words)

    def _told_on_mat(self, seat: str, texts: Sequence[str]) -> list[RulebookPassage]:
        """What a seat may do, where its mat has room for all of it."""
        told = [
            RulebookPassage(action.name, tuple(line for line in (action.text,) if line))
            for action in self._game.actions
            if seat in action.seats
        ]
        letters = sum(len(p.name) + sum(map(len, p.lines)) + 60 for p in told)
        return told if letters + sum(map(len, texts)) < _MAT_ROOM else []

    def _sign(self, seat: str) -> str:
        """A seat's sign in a box of 10."""
        style = self._styles[seat]
        looks: list[CounterLook] = [
            c for c in self._game.rules.look.counters.values() if c.seat == seat
        ]
        look = looks[0] if looks else None
        letter = self._game.short("seat", seat)[:1].upper()
        return seat_sign(style, look, letter, 5, 5, 10)

    def aids(self) -> str:
        """What each seat may do, each from a sheet of its own on."""
        aids = [
            {"aid": aid, "head": phrase("rulebook.aid", seats=aid.seats)}
            for aid in player_aids(self._game)
            if aid.actions
        ]
        if not aids:
            return ""
        words = {"may": phrase("rulebook.may")}
        return self._page("aids.html.j2", phrase("paper.aids"), True, aids=aids, words=words)

    # Cards, pieces, offers -------------------------------------------------------------------

    def cards(self) -> str:
        """All cards, nine to a sheet, and a sheet of backs for each kind."""
        sheets, backs = [], []
        for kind in kit.card_kinds(self._game):
            drawn = [self._card(kind, card) for card in kind.cards]
            sheets += [
                {"name": kind.name, "cards": drawn[n : n + _CARDS]}
                for n in range(0, len(drawn), _CARDS)
            ]
            backs.append({"name": kind.name, "count": _CARDS})
        if not sheets:
            return ""
        return self._page("cards.html.j2", phrase("paper.cards"), False, sheets=sheets, backs=backs)

    def _card(self, kind: kit.CardKind, card: kit.PaperCard) -> dict[str, Any]:
        style = self._styles.get(card.owner)
        return {
            "id": f"{kind.set}.{card.id}",
            "kind": kind.name,
            "title": card.title,
            "text": card.text,
            "label": card.label,
            "order": [(self._sign(seat), self._game.short("seat", seat)) for seat in card.order],
            "owner": self._game.short("seat", card.owner) if card.owner else "",
            "colour": hexed(style.colour) if style is not None else "#ffffff",
            "ink": hexed(ink_on(style.colour)) if style is not None else "#14181c",
            "small": kit.smallest([card.text, card.label], _CARD_LETTERS),
            "large": not card.text,
        }

    def pieces(self) -> str:
        """What is cut out, group by group."""
        groups: Sequence[PieceGroup] = piece_groups(self._game, self.start)
        if not groups:
            return ""
        return self._page("pieces.html.j2", phrase("paper.pieces"), False, groups=groups)

    def offers(self) -> str:
        """Sheets on which seats make each other offers; nothing where none are made."""
        game, offer = self._game, self._game.rules.look.roles.offer
        if offer is None or offer.lines not in game.registers:
            return ""
        spec = game.registers[offer.lines]
        if spec.constant:
            return ""
        slots = game.members(spec.index[0]) if spec.index else ("",)
        terms = kit.base(game, spec.of)
        grouping = game.rules.look.roles.groups.get(terms)
        rows: dict[str, list[str]] = {}
        for member in game.members(terms):
            group = str(game.field(terms, member, grouping.by) or "") if grouping else ""
            rows.setdefault(group, []).append(game.title(terms, member))
        kinds = game.sets[terms].fields[grouping.by].of if grouping else ""
        clauses = [(game.title(kinds, g) if kinds and g else g, names) for g, names in rows.items()]
        words = {
            "from": phrase("paper.offer_from"),
            "to": phrase("paper.offer_to"),
            "gives": phrase("paper.gives"),
            "asks": phrase("paper.asks"),
            "open": phrase("paper.open_offer"),
            "secret": phrase("paper.secret_offer"),
            "answer": phrase("paper.answer"),
            "round": phrase("report.round"),
            "clauses": phrase("paper.clauses"),
        }
        return self._page(
            "offers.html.j2",
            phrase("paper.offers"),
            False,
            given=sum(slot in offer.given for slot in slots),
            asked=sum(slot not in offer.given for slot in slots),
            seats=[game.title("seat", seat) for seat in game.seats],
            clauses=clauses,
            words=words,
        )

    # Guide and index ---------------------------------------------------------------------------

    def guide(self, found: Guide) -> str:
        """The guide of whoever leads the game.

        Args:
            found: what stands in it.
        """
        keys = (
            "say", "programme", "minutes", "begins", "part", "decisions", "ends", "wins",
            "phases", "watch", "start", "deviation", "measures", "roles", "needed", "optional",
            "secrets", "at_start", "questions", "facts", "bring", "how_timed",
        )  # fmt: skip
        words = dict(zip(keys, _guide_words(found), strict=True))
        return self._page(
            "guide.html.j2", phrase("paper.guide"), False, guide=found, words=words,
            info=self._game.scenario,
        )  # fmt: skip

    def index(self, files: Sequence[tuple[str, str, str]]) -> str:
        """The list of all pages.

        Args:
            files: the name of each file, what it is, and how it is printed.
        """
        return self._page("index.html.j2", phrase("paper.title"), False, files=files)


def _guide_words(found: Guide) -> tuple[str, ...]:
    played = found.rehearsal
    return (
        phrase("facilitator.say"),
        phrase("facilitator.programme"),
        phrase("facilitator.minutes"),
        phrase("facilitator.begins"),
        phrase("facilitator.part"),
        phrase("facilitator.decisions"),
        phrase("facilitator.ends"),
        phrase("facilitator.wins"),
        phrase("facilitator.phases"),
        phrase("facilitator.watch"),
        phrase("facilitator.start"),
        phrase("facilitator.deviation"),
        phrase("facilitator.measures"),
        phrase("facilitator.roles"),
        phrase("facilitator.needed"),
        phrase("facilitator.optional"),
        phrase("facilitator.secrets"),
        phrase("facilitator.at_start"),
        phrase("first.questions"),
        phrase("facilitator.facts"),
        phrase("facilitator.bring"),
        phrase(
            "facilitator.how_timed",
            games=played.games,
            minutes=round(played.minutes),
            own=round(played.own_minutes),
            handed=round(played.handed),
        ),
    )


__all__ = ["PAPERS", "MapDataError", "Pages", "Paper"]
