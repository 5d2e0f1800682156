"""What people are asked after the game: on their own page, in the journal, before no other eyes."""

from __future__ import annotations

import json

from game.bots import bots_of
from game.table import GameSetup, Sitting, survey_questions
from tests.loaded import rules_of
from tests.serve.tables import SCENARIO, Party


def table(why: bool = True) -> Sitting:
    rules = rules_of("rules")
    info = next(s for s in rules.scenarios if s.id == SCENARIO)
    seats = dict.fromkeys(info.seats, "human")
    return Sitting.open(GameSetup(rules, SCENARIO, seats, 3, ask_why=why), bots_of)


def over(why: bool = True) -> Party:
    """A table at which the game is over."""
    sitting = table(why)
    while not sitting.over:
        if sitting.step() is None:
            sitting.play(sitting.advice() or 0)
    return Party(sitting)


def test_each_seat_answers_for_itself_and_reads_its_own_answers_alone() -> None:
    party = over()
    mine, other = party.seated("umbrella"), party.seated("ground")
    asked = party.page(mine)["survey"]
    questions = survey_questions(party.sitting.game)
    assert [(q["id"], q["text"], q["given"]) for q in asked] == [
        (q.id, q.text, None) for q in questions
    ]
    marked = next(q for q in asked if q["scale"])
    worded = next(q for q in asked if not q["scale"])
    before = party.page(other)
    sent = {"do": "answer", "question": marked["id"], "given": 4, "key": "a"}
    assert "done" in party.one(mine, sent)
    assert "done" in party.one(mine, sent), "the same key again is done once"
    words = {"do": "answer", "question": worded["id"], "given": "Nobody asked us.", "key": "b"}
    assert "done" in party.one(mine, words)
    kept = [(a.seat, a.question, a.scale or a.words) for a in party.sitting.survey_answers]
    assert sorted(kept) == sorted(
        [("umbrella", marked["id"], 4), ("umbrella", worded["id"], "Nobody asked us.")]
    )
    given = {q["id"]: q["given"] for q in party.page(mine)["survey"] if q["given"] is not None}
    assert given == {marked["id"]: 4, worded["id"]: "Nobody asked us."}
    assert party.page(other) == before
    assert "Nobody asked us." not in json.dumps(party.page(other))


def test_what_does_not_fit_is_refused_in_a_sentence() -> None:
    party = over()
    mine = party.seated("umbrella")
    asked = party.page(mine)["survey"]
    marked = next(q for q in asked if q["scale"])["id"]
    worded = next(q for q in asked if not q["scale"])["id"]
    for question, given in ((marked, 6), (marked, "four"), (worded, 3), ("none", 1)):
        sent = {"do": "answer", "question": question, "given": given, "key": f"{question}{given}"}
        assert party.refusal(mine, sent) == "refused"
    watching = party.guest()
    party.one(watching, {"do": "join", "code": party.host.access.codes.screen})
    sent = {"do": "answer", "question": marked, "given": 1, "key": "x"}
    assert party.refusal(watching, sent) == "not_yours"
    assert not party.sitting.survey_answers


def test_nobody_is_asked_before_the_end_or_where_the_table_does_not_ask() -> None:
    going, silent = Party(table()), over(why=False)
    for party in (going, silent):
        mine = party.seated("umbrella")
        assert party.page(mine)["survey"] is None
        sent = {"do": "answer", "question": "clear", "given": 1, "key": "x"}
        assert party.refusal(mine, sent) == "refused"


def test_a_secret_decision_is_told_as_one_with_what_the_rules_say() -> None:
    party = Party(table())
    found = set[bool]()
    while not party.sitting.over and len(found) < 2:
        seat = party.sitting.to_move
        if seat is None:
            party.sitting.step()
            continue
        page = party.page(party.seated(seat))["question"]
        assert page["secret"] is party.sitting.pending.hidden
        assert bool(page["secrecy"]) <= page["secret"]
        found.add(page["secret"])
        party.sitting.play(party.sitting.advice() or 0)
        party.host.version += 1
    assert found == {True, False}


def test_chapters_of_the_rules_are_opened_without_words() -> None:
    party = Party(table())
    mine = party.seated("umbrella")
    look = party.one(mine, {"do": "look", "at": "rules", "words": ""})["look"]
    assert look["found"] == []
    assert len(look["chapters"]) > 3
    for chapter in look["chapters"]:
        opened = party.one(mine, {"do": "look", "at": "rules", "chapter": chapter["id"]})["look"]
        assert (opened["title"], len(opened["found"])) == (chapter["title"], chapter["count"])
        assert all(each["text"] or each["title"] for each in opened["found"])
    assert party.refusal(mine, {"do": "look", "at": "rules", "chapter": "none"}) == "unknown"
