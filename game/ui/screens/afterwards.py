"""How a game went, at its end: curves, one cursor through them, and what happened there."""

from __future__ import annotations

from collections.abc import Sequence

from game.catalogue import phrase
from game.report.tracks import TrackCurve
from game.table import LogLine
from game.ui import paint, wording
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Box, Flow, Scroll, Span, Text
from game.ui.widgets.curve import Curve
from game.ui.widgets.slider import Slider

#: So many lines of text are kept free for what happened at the cursor.
_LINES = 6


class Afterwards(Box):
    """The curves, the slider under them, and what happened at the step where it stands."""

    def __init__(
        self, client: SeatClient, tracks: Sequence[TrackCurve], lines: Sequence[LogLine]
    ) -> None:
        """Stand at the last step.

        Args:
            client: tells the lines.
            tracks: how the tracks went; there may be none.
            lines: what happened, a line for each step from the first.
        """
        self._client, self._lines = client, dict(enumerate(lines, 1))
        steps = len(lines)
        marks = [
            step
            for step, line in self._lines.items()
            if step > 1 and line.round != self._lines[step - 1].round
        ]
        self.curves = [
            Curve(
                track.name, track.values, track.low, track.high, track.colour,
                end=track.end, marks=marks, name=f"curve:{n}",
            )
            for n, track in enumerate(tracks)
        ]  # fmt: skip
        self.slider = Slider(steps, steps, self.show, name="cursor")
        self._told = _Told()
        super().__init__(
            Text(phrase("end.went"), size="head", role="title", tint=ACCENT),
            *([Flow(*self.curves, least=18, gap=1.5)] if self.curves else []),
            self.slider,
            self._told,
            gap=1.5,
        )
        self._tell(steps)

    def show(self, step: int) -> None:
        """Put the cursor at a step."""
        for curve in self.curves:
            curve.show(step)
        self._tell(step)

    def _tell(self, step: int) -> None:
        line = self._lines.get(step)
        if line is None:
            spans = [Span(phrase("end.start"), MUTED)]
        else:
            spans = wording.log_spans(self._client, line)
        self._told.tell(spans)


class _Told(Scroll):
    """What happened at the cursor; as high whatever is told, so that nothing below it moves."""

    def __init__(self) -> None:
        self._words = Box()
        super().__init__(self._words, name="told")

    def measure(self, width: int) -> tuple[int, int]:
        return (width, _LINES * paint.line_height("text", self.theme.px("small")))

    def tell(self, spans: list[Span]) -> None:
        """Tell this instead."""
        self._words.refill(Text(spans, size="small", name="happened"))
        self.offset = 0
        if self.root is not None:
            self.place(self.rect)
            self.damage()
