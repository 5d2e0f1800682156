"""Goes through games again and counts what there is to see in them, all in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from game.balance.arms import Trial
from game.balance.judging import GameRecord, Judging, record_of
from game.balance.questions import KINDS, QuestionRoles, Questions
from game.balance.sums import Sums
from game.balance.table_time import TableTime
from game.check.simulate import whole_games
from game.engine import CHANCE, OVER, Game, PlayedGame, State


@attrs.frozen
class Watched:
    """What was seen in some games of one arm.

    Attributes:
        records: what came of each.
        sums: what was counted.
    """

    records: list[GameRecord]
    sums: Sums


class Watch:
    """Watches one game after another.

    Attributes:
        sums: what was counted so far.
        game: the scenario.
        judging: by what the seats are judged.
        seats: those that are played.
        questions: what moves are.
        rows: the rows of doctrine.
        tracks: the numbers that are followed round by round.
    """

    def __init__(
        self, game: Game, judging: Judging, roles: QuestionRoles, seats: Sequence[str]
    ) -> None:
        self.sums = Sums()
        self.game, self.judging, self.seats = game, judging, list(seats)
        self.questions = Questions(game, roles)
        self.rows = game.rows
        self._counted = game.rules.round
        counted = {name for m in game.rules.criteria.measures for name in m.registers}
        self.tracks = [
            spec
            for spec in game.registers.values()
            if spec.name not in counted
            and not spec.index and spec.kind == "int" and not spec.constant and not spec.zone
            and spec.high - spec.low >= 2 and spec.name != self._counted
        ]  # fmt: skip

    def play(self, seed: int, played: PlayedGame) -> GameRecord:
        """Go through a game.

        Args:
            seed: of the game.
            played: the game, with its moves.
        """
        game = self.game
        state = game.new_game(self.seats)
        line = game.line(state)
        one = _OneGame(self, state)
        for move, row in zip(played.moves, played.rows, strict=True):
            actor = game.actor(state)
            assert actor is not OVER, "the moves of a game lead to its end"
            one.look(state)
            if actor is CHANCE:
                one.fell(move)
            else:
                one.decided(state, str(actor), move, row)
            game.apply(state, move)
            line.arrive(state)
        one.look(state, over=True)
        counts = played.decisions, played.chances
        record = record_of(game, self.judging, self.seats, seed, state, counts)
        one.end(state, record)
        return record

    def round(self, state: State) -> int:
        """The number of the round; 0 where none are counted."""
        value = self.game.value(state, self._counted) if self._counted is not None else 0
        return value if isinstance(value, int) else 0

    def margins(self, state: State) -> dict[str, int]:
        """How the seats stand."""
        return {seat: self.judging.margin(self.game, state, seat) for seat in self.seats}


class _OneGame:
    """What is seen of one game."""

    def __init__(self, watch: Watch, state: State) -> None:
        self._watch, self._sums = watch, watch.sums
        self._round = watch.round(state)
        self._kinds = dict.fromkeys(KINDS, 0)
        self._time = TableTime(watch.questions)
        self._used: set[tuple[str, str, str]] = set()
        self._open: set[tuple[str, str, str]] = set()
        self._asked: dict[str, int] = {}
        self._written: list[tuple[str, str]] = []
        self._rounds: list[dict[str, int]] = []
        self._ahead: list[str | None] = []
        self._led: set[str] = set()
        self._first: dict[str, int] = {}
        self._acted = self._decided = False
        self._began = self._tracks(state)

    def _measures(self, state: State) -> None:
        """What the designer's own measures came to."""
        game, sums = self._watch.game, self._sums
        for measure in game.rules.criteria.measures:
            try:
                value, out_of = (game.value(state, name) for name in measure.registers)
            except KeyError:
                continue  # it rests on what this scenario leaves out
            value, out_of = int(value), int(out_of)  # type: ignore[arg-type]
            sums.add(("measure", measure.name), value)
            sums.add(("measure out of", measure.name), out_of)
            sums.add(("measure and out of", measure.name), value + out_of)

    # Decisions -----------------------------------------------------------------------------

    def decided(self, state: State, seat: str, move: int, row: int) -> None:
        """A seat makes a move."""
        watch, legal = self._watch, self._watch.game.legal(state)
        questions = watch.questions
        told, kind = questions.of(move), questions.kind(state, seat, move)
        self._decided = True
        self._kinds[kind] += self._time.decided(state, seat, move, len(legal) > 1)
        open_ = {questions.of(m).use for m in legal}
        for use in open_:
            self._sums.add(("open", *use, seat))
            self._open.add((*use, seat))
        self._sums.add(("used", *told.use, seat))
        self._used.add((*told.use, seat))
        if len(legal) > 1:
            self._sums.add(("free", *told.use, seat))
        if row >= 0:
            spoke = watch.rows[row]
            self._sums.add(("row", spoke.seat, spoke.id))
            self._used.add(("row", spoke.id, spoke.seat))
        if kind == "actions" and not self._acted:
            self._acted = True
            self._first[seat] = self._first.get(seat, 0) + 1
        self._asked[told.question] = self._asked.get(told.question, 0) + 1
        self._council(told.question, told.answer)

    def fell(self, move: int) -> None:
        """Chance falls."""
        told = self._watch.questions.of(move)
        self._kinds["chance"] += 1
        self._asked[told.question] = self._asked.get(told.question, 0) + 1
        self._sums.add(("fell", *told.use))
        if told.use[0] == "event":
            self._used.add((*told.use, ""))

    def _council(self, question: str, answer: str) -> None:
        """Follow an offer: its clauses, and what became of it."""
        roles = self._watch.questions.roles
        if question == roles.open.begin:
            # What was written before and never answered was for somebody whom nobody plays.
            self._unanswered()
            self._sums.add(("offer", "made" if answer != "none" else "none"))
        elif question in roles.writing and answer != "none":
            side = "given" if roles.writing.index(question) < len(roles.writing) // 2 else "asked"
            self._written.append((self._watch.questions.group(answer), side))
        elif question in roles.open.answers:
            counter = answer == roles.counter
            result = "countered" if counter else "accepted" if answer == roles.accept else "refused"
            self._sums.add(("offer", result))
            for clause, side in self._written:
                self._sums.add(("clause", clause, side), int(result == "accepted"))
            self._written.clear()

    def _unanswered(self) -> None:
        for clause, side in self._written:
            self._sums.add(("clause by rule", clause, side))
        self._written.clear()

    # Rounds --------------------------------------------------------------------------------

    def _tracks(self, state: State) -> dict[str, int]:
        game = self._watch.game
        values = {spec.name: game.value(state, spec.name) for spec in self._watch.tracks}
        return {name: value for name, value in values.items() if isinstance(value, int)}

    def look(self, state: State, over: bool = False) -> None:
        """Look whether a round is over."""
        now = self._watch.round(state)
        if now == self._round and not over:
            return
        self._round, self._acted = now, False
        if not self._decided:
            # What is set up before the first round is none.
            return
        self._decided = False
        self._rounds.append(self._tracks(state))
        margins = self._watch.margins(state)
        best = max(margins.values(), default=0)
        ahead = [seat for seat, margin in margins.items() if margin == best]
        self._ahead.append(ahead[0] if len(ahead) == 1 else None)
        if len(ahead) == 1:
            self._led.add(ahead[0])

    # The end -------------------------------------------------------------------------------

    def end(self, state: State, record: GameRecord) -> None:
        """Sum up."""
        sums, watch = self._sums, self._watch
        self._unanswered()
        for kind, count in self._kinds.items():
            sums.add(("decisions", kind), count)
        sums.add(("decisions", "all"), sum(self._kinds.values()) - self._kinds["chance"])
        sums.add(("seconds",), self._time.seconds)
        sums.add(("hand-overs",), self._time.hand_overs)
        for question, times in self._asked.items():
            sums.add(("asked", question), times)
        self._end_of_tracks(state)
        self._end_of_leads(record)
        self._measures(state)
        for use in self._used | self._open:
            seats = [use[2]] if use[2] else record.margins
            how = "with" if use in self._used else "without"
            for seat in seats:
                sums.add((how, use[0], use[1], seat), record.margins[seat])
        for seat in watch.seats:
            terms = watch.game.terms_so_far(state, seat, watch.judging.endings)
            named: dict[str, int] = {}
            for term in terms:
                named[term.title] = named.get(term.title, 0) + term.value
            for title, value in named.items():
                sums.add(("term", seat, title), value)
            sums.add(("score", seat), sum(named.values()))

    def _end_of_tracks(self, state: State) -> None:
        last = self._tracks(state)
        half = len(self._rounds) // 2
        for spec in self._watch.tracks:
            early = False
            for number, values in enumerate(self._rounds, 1):
                value = values[spec.name]
                low, high = value == spec.low, value == spec.high
                self._sums.add(("track", spec.name, number), value)
                self._sums.add(("low", spec.name, number), int(low))
                self._sums.add(("high", spec.name, number), int(high))
                if number <= half and (low or high) and value != self._began[spec.name]:
                    early = True
            self._sums.add(("early", spec.name), int(early))
            self._sums.add(("last", spec.name), last[spec.name])

    def _end_of_leads(self, record: GameRecord) -> None:
        sums = self._sums
        for seat in self._watch.seats:
            sums.add(("ever leads", seat), int(seat in self._led))
            sums.add(("first", seat), self._first.get(seat, 0))
        opened = next(iter(self._first), None)
        if not record.held or record.winner is None:
            return
        if opened is not None:
            sums.add(("opener wins",), int(opened == record.winner))
        for number, ahead in enumerate(self._ahead[:-1], 1):
            if ahead is not None:
                sums.add(("leader wins", number), int(ahead == record.winner))
                sums.add(("leads", number, ahead))
        half = self._ahead[len(self._ahead) // 2 - 1] if len(self._ahead) > 1 else None
        if half is not None:
            sums.add(("half-time leader wins",), int(half == record.winner))


@attrs.frozen
class GameWatcher:
    """Watches the games of an arm: a `Digest` that other processes can be given.

    Attributes:
        roles: what the look says of questions.
    """

    roles: QuestionRoles

    def __call__(self, game: Game, trial: Trial, place: int, seeds: range) -> Watched:
        """Play and watch the games of an arm with some seeds."""
        bots = trial.arms[place].bots
        watch = Watch(game, trial.judging, self.roles, [s for s in game.seats if s in bots])
        played = whole_games(game, bots, seeds, traced=True)
        records = [watch.play(seed, one) for seed, one in zip(seeds, played, strict=True)]
        return Watched(records, watch.sums)
