"""What happens at the table is told: on the dock and the board, and a card that was turned up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from game.catalogue import mentioned, phrase
from game.story.alarms import alarms
from game.story.moments import moments, stood
from game.story.telling import Names
from game.ui.screens.odds_card import OddsCard
from game.ui.sounds import Sounds
from game.ui.stage.dock import Dock
from game.ui.stage.playback import Cue, Playback
from game.ui.stage.scenes import count_aside, count_in, roll_aside, roll_in, seats_of
from game.ui.stage.totals import SeatTotal
from game.ui.stage.words import dock_words, places_of, thinking_words, touched
from game.ui.theme import AT_ONCE
from game.ui.widgets.tween import STILL, Tween

if TYPE_CHECKING:
    from game.engine import View
    from game.story.moments import Moment
    from game.table import LogLine
    from game.ui.screens.board_area import BoardArea
    from game.ui.screens.table_control import TableControl
    from game.ui.stage.rollcard import RollCard
    from game.ui.widgets import Widget

#: The speeds that the dock's button goes through.
SPEEDS = (0.5, 1.0, 2.0)
#: A bot that thinks for fewer seconds is not told of.
PATIENCE = 0.4
#: How what changes on the board moves.
MOVE = Tween(0.36)


class TableTelling:
    """Tells one table's story, and is what the dock's buttons steer.

    While something is told the table shows what the viewer saw at that moment; when all is told,
    or skipped, it shows what they see now, whichever way it came there.

    Attributes:
        play: what is told, and how far it has come.
        dock: the words below the board.
        aside: what stands in the panel of the moment that is told; nothing of most moments.
    """

    def __init__(self, screen: TableControl, still: bool) -> None:
        """Tell nothing yet; `still`: the table is at rest, for a picture."""
        self._screen, self._still = screen, still
        self.play = Playback()
        self.dock = Dock(self)
        self.aside: list[Widget] = []
        self._roll: RollCard | None = None
        self._area: BoardArea | None = None
        #: The cards that were shown large by themselves: to whom, in which round, which one.
        self._turned: set[tuple[str, int | None, str]] = set()
        #: Whose eyes the cues are for, and the last entry that was told or passed over.
        self._eyes, self._heard = "", 0
        #: What the viewer saw then, and at their own last decision.
        self._seen: View | None = None
        self._since: View | None = None
        #: The warnings since then that were heard.
        self._rung: set[str] = set()
        #: What each rule that counts place by place counts up.
        self._counts = {f"procedure.{c.rule}": c.total for c in screen.look.counts}
        #: Which bot thinks, and for how many seconds, as far as the dock tells it.
        self._thought: tuple[str, int] | None = None
        #: The place that is told of, and the one looked at before; nothing where nothing is told.
        self._turned_to: str | None = None
        self._before: tuple[str | None, ...] = ()
        self.sounds = Sounds(screen.window.settings)

    # What is told

    def sit(self, area: BoardArea) -> None:
        """Tell on this board from now on, from what happens next."""
        self._area = area
        self.rest()

    def rest(self) -> None:
        """Forget what was told; what happened last stands on the dock."""
        client = self._screen.client
        self.play.clear()
        if self._eyes != client.viewer or client.n < self._heard:
            # Another looks, or time went back: nobody is alerted to what others saw.
            self._since = None
            self._rung.clear()
        self._eyes, self._heard = client.viewer, client.n
        self._settle()
        self._seen = client.view
        self._watch()
        self._word(self._latest(), False)
        self.steer()

    def _latest(self) -> Cue | None:
        """The last moment of the last line that tells something."""
        client = self._screen.client
        told = next((line for line in reversed(client.log()) if self._moments(line)), None)
        return list(self._cues(told, client.view))[-1] if told is not None else None

    @property
    def tells(self) -> bool:
        """Whether what happens is told moment by moment."""
        return not self._still and self._screen.window.theme.speed < AT_ONCE

    def own(self) -> None:
        """The viewer has decided: what was told before it is history."""
        self.play.clear()
        self._since = self._screen.client.view
        self._rung.clear()

    def hear(self) -> bool:
        """Take what has happened since this was last asked; True where it is to be told first."""
        client = self._screen.client
        if self._eyes != client.viewer:
            self.play.clear()
        self._eyes = client.viewer
        lines = [line for line in client.log() if line.n > self._heard]
        self._heard, before, self._seen = client.n, self._seen, client.view
        told = [line for line in lines if self._moments(line)]
        if not self.tells:
            self._watch()
            self._word(self._latest(), False)
            self.steer()
            return False
        views = {line.n: client.view for line in told[-1:]}
        if len(told) > 1 and told[0].n:
            views = client.views(told[0].n - 1)
        elif before is not None:
            views = {0: before, **views}
        if not self.play.add(self._all(told, views)):
            self.steer()
            return False
        only = len(self.play.cues) == 1 and client.human_turn
        if only and told[-1].actor == client.viewer:
            # What one did oneself needs no telling, but it is seen to happen.
            self._stand()
            self._finish()
            return False
        self._stand()
        return True

    def _moments(self, line: LogLine) -> tuple[Moment, ...]:
        return moments(line, self._counts)

    def _all(self, lines: Iterable[LogLine], views: dict[int, View]) -> Iterator[Cue]:
        for line in lines:
            if line.n in views:
                earlier = max((n for n in views if n < line.n), default=None)
                before = views[earlier] if earlier is not None else None
                yield from self._cues(line, views[line.n], before)

    def _cues(self, line: LogLine, after: View, before: View | None = None) -> Iterator[Cue]:
        """The moments of a line with what is seen before and after each.

        Args:
            line: the line.
            after: what the viewer saw when it had happened.
            before: what they saw when its actor was asked, where that is known.
        """
        client, found = self._screen.client, self._moments(line)
        game, why, throw = client.game, None, None
        if before is not None and line.actor in game.seats:
            why = client.followed(before, line)
        elif before is not None and line.move is not None and game.tables:
            throw = game.throw(before)
        views = [stood(game, after, found[n:]) for n in range(len(found) + 1)]
        for n, moment in enumerate(found):
            told = (None, None) if n else (why, throw)
            ends = n == len(found) - 1
            yield Cue(moment, line, views[n], views[n + 1], n == 0, ends, *told)

    # How it is shown

    def _stand(self) -> None:
        """Show the cue that is due: the board as it was seen then, the place, the words."""
        cue, screen = self.play.cue, self._screen
        if cue is None or self._area is None:
            return
        client, theme = screen.client, screen.window.theme
        places = places_of(client, cue.moment, cue.line, cue.first)
        client.show_as(cue.after, cue.line.round, cue.last, cue.moment.title)
        total = self._counts.get(cue.moment.rule, "")
        tween = MOVE if theme.motion else STILL
        changed = dict.fromkeys((*places, *touched(client, cue.moment)))
        seen = self._area.change([*changed], cue.before, tween)
        # What changes unseen where nothing is told of is no place to look at.
        places += [place for place in changed if place in seen and place not in places]
        self._turn_to(places)
        self._area.light(places, alone=bool(total))
        self._area.count(self._totals(cue, total), places[0] if places else "", tween)
        self._beside(cue, total, theme.motion)
        self._word(cue, theme.motion)
        self._sound(cue)
        self.steer()
        screen.show_soon()

    def _beside(self, cue: Cue, total: str, motion: bool) -> None:
        """Show a moment that is a scene: a roll, a throw on its table, or a count of places."""
        client, screen = self._screen.client, self._screen
        self._roll, self.aside = None, []
        count = count_in(client, self.play.cues, self.play.at, total)
        if self._area is not None:
            self._area.rail.show(count.stops, count.now)
        if count.stops:
            self.aside = count_aside(client, count, screen.go_to)
        elif (roll := roll_in(client, cue)) is not None:
            self._roll, self.aside = roll_aside(roll, motion)
        elif cue.throw is not None and cue.line.move is not None:
            fell = client.game.move(client.game.id(cue.line.move)).title
            self.aside = OddsCard(screen, cue.throw, fell).parts()

    def _turn_to(self, places: Sequence[str]) -> None:
        """Let the panel tell of the place that is told of; what one chose comes back afterwards."""
        screen = self._screen
        if not self._before or screen.selected != self._turned_to:
            self._before = (screen.selected,)
        if places:
            screen.selected = self._turned_to = places[0]
        else:
            self._turned_to = screen.selected

    def _turn_back(self) -> None:
        """Look again at what was looked at before something was told."""
        if self._before and self._screen.selected == self._turned_to:
            (self._screen.selected,) = self._before
        self._before = ()

    def _totals(self, cue: Cue, total: str) -> list[SeatTotal]:
        """What each seat has of what is counted, as the viewer sees it; nothing where none is."""
        client, found = self._screen.client, []
        for seat in seats_of(client, total) if total else ():
            values = [client.game.value(view, total, seat) for view in (cue.before, cue.after)]
            was, now = (v if isinstance(v, int) else 0 for v in values)
            if isinstance(values[1], int):
                look = client.look.seats.get(seat)
                sign, name = look.icon if look else "user", client.game.short("seat", seat)
                what = Names(client.game).title(total).lower()
                found.append(SeatTotal(seat, name, sign, client.tint(seat), now, now - was, what))
        return found

    def _sound(self, cue: Cue) -> None:
        """Let a moment be heard, and warn of what it comes to; one that is seen again is silent."""
        told = alarms(self._screen.client.game, cue.before, cue.after)
        self._warn([alarm.text for alarm in told])
        if not told and not self.play.paused:
            self.sounds.play("die" if self.dock.die.visible or self._roll is not None else "step")

    def _watch(self) -> None:
        """All is told: warn of what has come since the viewer's own last decision."""
        client = self._screen.client
        if self._since is None:
            self._since = client.view
        told = alarms(client.game, self._since, client.view)
        self._warn([alarm.text for alarm in told])

    def _warn(self, told: Sequence[str]) -> None:
        """Show warnings, and let those be heard that were not yet."""
        if self._area is not None:
            self._area.warn(told)
        if not self._rung.issuperset(told):
            self._rung.update(told)
            self.sounds.play("alarm")

    def mute(self) -> None:
        """Be silent, or be heard again."""
        self.sounds.muted = not self.sounds.muted
        self.steer()

    def think(self) -> None:
        """Tell which bot thinks and for how long, once all that happened was told."""
        client = self._screen.client
        thinking = client.thinking if self.play.told else None
        thought, hurries = None, False
        if thinking is not None and thinking.seconds >= PATIENCE:
            thought = (thinking.seat, int(thinking.seconds))
            hurries = thinking.hurries
        if thought == self._thought:
            return
        if thought is None:
            self._word(self.play.cue or self._latest(), False)
        else:
            self.dock.tell(thinking_words(client, *thought), "", False, hurries)
        self._thought = thought

    def _word(self, cue: Cue | None, rolls: bool) -> None:
        self._thought = None
        client = self._screen.client
        words = cue and dock_words(client, cue.moment, cue.line, cue.first, self._head(cue))
        if words and self._roll is not None:
            # It falls beside the board.
            words = evolve(words, face="")
        self.dock.tell(words or None, _reason(cue), rolls)

    def _head(self, cue: Cue) -> str:
        """What a moment is told under: its title, or that of what came before it in this round."""
        if cue.moment.title:
            return cue.moment.title
        for line in reversed(self._screen.client.log()):
            if line.n >= cue.line.n:
                continue
            if line.round != cue.line.round:
                break
            for moment in reversed(self._moments(line)):
                if moment.title:
                    return moment.title
        return ""

    def _settle(self) -> None:
        """Show the table as it is now."""
        self._screen.client.show_now()
        self._turn_back()
        self._roll, self.aside = None, []
        if self._area is not None:
            self._area.light(())
            self._area.count((), "", STILL)
            self._area.rail.show((), -1)

    def _finish(self) -> None:
        """All is told."""
        self.play.finish()
        self._settle()
        self._watch()
        self.steer()

    def steer(self) -> None:
        """Bring the dock's buttons in line with what they can do."""
        client, play, theme = self._screen.client, self.play, self._screen.window.theme
        on = not play.told or not client.idle
        waits = "" if on else phrase("stage.all_told")
        if self._screen.held:
            waits = phrase("lesson.held")
        self.dock.steer(
            back="" if self.tells and client.n else phrase("stage.no_back"),
            hold="" if on and self.tells else waits or phrase("stage.too_fast"),
            forward=waits,
            paused=play.paused,
            speed=phrase("stage.speed", speed=_said(theme.speed)),
            silent=self.sounds.silent,
        )
        self.dock.progress.show(play.at, len(play.cues))

    # What the dock's buttons ask for

    def back(self) -> None:
        """Show the moment before; where none was told here, the last since the own last move."""
        if not self.play.cues or self._eyes != self._screen.client.viewer:
            self.recall()
        if self.play.back():
            self._stand()

    def recall(self) -> None:
        """Have at hand what happened since the viewer's own last move, to go through it again."""
        client = self._screen.client
        since = client.own
        lines = [line for line in client.log() if line.n >= since]
        self.play.clear()
        self._eyes, self._heard = client.viewer, client.n
        client.show_now()
        self._seen = client.view
        self.play.cues = list(self._all(lines, client.views(since - 1)))
        self.play.finish()

    def retell(self) -> None:
        """Tell from the first what happened since the viewer's own last move, step by step."""
        self.recall()
        if self.play.cues:
            self.play.at, self.play.told, self.play.paused = 0, False, True
            self._stand()

    def hold(self) -> None:
        """Let the telling stand still, or go on."""
        self.play.paused = not self.play.paused
        self.steer()

    def faster(self) -> None:
        """Take the next speed; after the last the first."""
        theme = self._screen.window.theme
        theme.speed = next((s for s in SPEEDS if s > theme.speed), SPEEDS[0])
        self._screen.window.settings.save()
        self.steer()

    def slower(self) -> None:
        """Take the speed before."""
        theme = self._screen.window.theme
        theme.speed = next((s for s in reversed(SPEEDS) if s < theme.speed), theme.speed)
        self._screen.window.settings.save()
        self.steer()

    def forward(self) -> None:
        """Show the next moment: the next of what happened, or what happens next."""
        if not self.play.told:
            if self.play.forward():
                self._stand()
            else:
                self._finish()
                self._screen.told()
        elif not self._screen.client.idle:
            self._screen.step_now()

    def hurry(self) -> None:
        """Let the bot that thinks move now."""
        self._screen.client.door.hurry()

    def skip(self) -> None:
        """Go to the next decision at once."""
        self._screen.skip()

    def drop(self) -> None:
        """Tell nothing more of what has happened."""
        if not self.play.told:
            self._finish()

    def follow(self, place: str) -> None:
        """Look at a place that is named."""
        self._screen.go_to(place)

    # Time

    def tick(self, seconds: float) -> bool:
        """Let time pass; True while something is told, so that nothing new may happen."""
        self.dock.die.tick(seconds)
        if self._roll is not None:
            self._roll.tick(seconds * self._screen.window.theme.speed)
        if self._area is not None:
            self._area.banner.tick(seconds)
        if self.play.told:
            return self.play.paused and not self._screen.client.idle
        if self.play.tick(seconds * self._screen.window.theme.speed):
            self.forward()
        return True

    def turn_up(self) -> None:
        """Show a card that was turned up large, once to each person; not where all goes at once."""
        screen, client = self._screen, self._screen.client
        sits = client.mine or (len(client.humans) == 1 and not client.human_turn)
        if not self.tells or screen.in_dialog or client.over or not sits or client.telling:
            return
        card = client.face_up()
        if card is None or (turned := (client.viewer, client.round(), card.name)) in self._turned:
            return
        self._turned.add(turned)
        if self._area is not None:
            self._area.face_up.enlarge()


def _reason(cue: Cue | None) -> str:
    """A bot's own words, and the row of its doctrine that it followed."""
    if cue is None or cue.why is None:
        return ""
    row = mentioned(cue.why.row)
    return phrase("stage.why", say=cue.why.say.rstrip("."), row=row)


def _said(speed: float) -> str:
    """A speed in figures."""
    return f"{speed:g}"
