"""Each device is spoken to in its own language, and the table plays and keeps one game."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.catalogue import languages, phrase, speaking
from game.serve.joining import Guest
from game.serve.tongue import language_for
from tests.languages import ID, english
from tests.serve.tables import Party, sitting_of

RUSSIAN = re.compile("[а-яё]{3,}", re.IGNORECASE)


@pytest.mark.parametrize(
    ("chosen", "reads", "found"),
    [
        ("", "", "en"),
        ("", "ru", "ru"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "tg, ru;q=0.7, en;q=0.9", "en"),
        ("", "tg, ru;q=0.9, en;q=0.9", "ru"),
        ("", "ru;q=0, en;q=0.1", "en"),
        ("", "*", "en"),
        ("en", "ru", "en"),
        ("ru", "en", "ru"),
        ("xa", "ru", ID),
        ("table", "ru", "en"),
        ("../ru", "ru", "en"),
        ("", "RU-ru", "ru"),
    ],
)
def test_what_was_chosen_comes_before_what_the_browser_reads(
    chosen: str, reads: str, found: str
) -> None:
    assert language_for(chosen, reads, "en") == found


@given(st.text(max_size=60) | st.from_regex(r"([a-z]{2}(-[A-Z]{2})?(;q=[01]\.\d)?, ?){1,6}"))
def test_whatever_a_browser_says_it_is_a_language(header: str) -> None:
    assert language_for("", header, "en") in languages()
    assert language_for(header, "", "en") in {*languages(), "en-XA", "ar-XB"}


def at(party: Party, seat: str, language: str) -> Guest:
    """A device of a seat that reads a language."""
    guest = party.host.welcome("192.168.9.9", "", language)
    party.one(guest, {"do": "join", "code": party.host.access.codes.seats[seat], "name": "A"})
    return guest


def texts(page: object) -> str:
    """All that a page says."""
    return json.dumps(page, ensure_ascii=False)


def test_two_devices_of_one_seat_read_two_languages() -> None:
    party = Party()
    asked = party.asked
    one, two = at(party, asked, "en"), at(party, asked, "ru")
    first, second = party.page(one), party.page(two)
    assert not RUSSIAN.search(texts(first))
    assert RUSSIAN.search(second["question"]["title"])
    same = [[(o["id"], o["legal"]) for o in p["question"]["options"]] for p in (first, second)]
    assert same[0] == same[1]
    # What a move did is told to each in its own words, and so is why another is refused.
    move = next(o["id"] for o in first["question"]["options"] if o["legal"])
    party.one(one, {"do": "play", "id": move, "n": second["n"], "key": "k"})
    party.settle()
    rows = [party.page(guest)["story"][-1]["text"] for guest in (one, two)]
    assert not RUSSIAN.search(rows[0])
    assert RUSSIAN.search(rows[1])
    late = {"do": "play", "id": move, "n": second["n"]}
    said = [party.one(g, {**late, "key": f"l{g.language}"})["error"]["text"] for g in (one, two)]
    assert not RUSSIAN.search(said[0])
    assert RUSSIAN.search(said[1])


def test_another_language_can_be_chosen_at_any_time() -> None:
    party = Party()
    guest = at(party, party.asked, "en")
    assert not RUSSIAN.search(texts(party.page(guest)))
    hello = party.one(guest, {"do": "speak", "lang": "ru"})["hello"]
    assert hello["words"]["lang"] == "ru"
    assert {each["id"] for each in hello["languages"]} == {*languages()}
    assert RUSSIAN.search(texts(party.page(guest)))
    assert RUSSIAN.search(texts(party.one(guest, {"do": "look", "at": "rules", "words": "ход"})))
    party.one(guest, {"do": "speak", "lang": "nowhere"})
    assert not RUSSIAN.search(texts(party.page(guest)))
    assert "error" in party.one(guest, {"do": "speak", "lang": 3})


def test_the_umpire_and_who_looks_on_read_their_own() -> None:
    party = Party()
    for code in (party.host.access.codes.screen, party.host.access.codes.desk):
        found = []
        for language in ("en", "ru", "en"):
            guest = party.host.welcome("192.168.9.9", language)
            party.one(guest, {"do": "join", "code": code})
            found.append(party.page(guest))
        first, second, again = map(texts, found)
        assert not RUSSIAN.search(first)
        assert RUSSIAN.search(second)
        assert not RUSSIAN.search(again)


def test_what_is_kept_is_in_the_language_of_the_table() -> None:
    party = Party()
    for language in ("ru", "en"):
        at(party, party.asked, language)
    kept = [entry.act for entry in party.sitting.entries]
    assert kept
    assert not RUSSIAN.search(str(kept))


def test_a_table_opened_in_a_language_is_read_in_it_by_who_reads_none_of_ours() -> None:
    with speaking("ru"):
        party = Party(sitting_of({}))
    guest = party.host.welcome("192.168.9.9", "", "tg")
    assert party.host.hello(guest)["hello"]["words"]["lang"] == "ru"


def test_nothing_on_the_pages_bypasses_the_tables_of_texts() -> None:
    party = Party()
    party.play_on(6)
    # That another phone commits is kept in the language of the table, as what people write.
    handed = phrase("serve.handed", name="A")
    known = " ".join([*party.sitting.game.seats, *party.sitting.game.names, handed])

    def told(value: object, key: str = "") -> str:
        """The texts of a page that people read, by the names of their fields."""
        if isinstance(value, dict):
            return " ".join(told(inner, name) for name, inner in value.items())
        if isinstance(value, list):
            return " ".join(told(inner, key) for inner in value)
        read = ("title", "text", "name", "words", "note", "what", "terms", "say", "why", "short")
        return str(value) if isinstance(value, str) and key in read else ""

    for seat in party.host.access.codes.seats:
        guest = at(party, seat, "en")
        party.one(guest, {"do": "speak", "lang": ID})
        page = told(party.page(guest))
        assert len(page) > 500
        assert english(re.sub(r"\b[a-z_]+(:[a-z_]+)+", "", page), known) - {"joined", "as"} == set()
