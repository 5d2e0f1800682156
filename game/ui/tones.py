"""The sounds of the table, each made of a few notes: `write(assets/sounds)` made the files there.

A note is two sines, an octave apart, that rise for a moment and die away. They are short and soft:
who plays for hours must not tire of them.
"""

from __future__ import annotations

import wave
from array import array
from math import exp, pi, sin
from typing import TYPE_CHECKING, Final, Literal

import attrs

if TYPE_CHECKING:
    from pathlib import Path

#: Samples in a second, one channel, 16 bits.
RATE: Final = 16000
#: A sample is at most this.
_FULL: Final = 32767
_LOUD: Final = 0.5
#: Seconds in which a note rises, so that it does not click.
_RISE: Final = 0.006

SoundName = Literal["step", "die", "alarm", "turn", "end"]


@attrs.frozen
class Note:
    """A note of a sound.

    Attributes:
        pitch: in hertz.
        start: seconds after the sound begins.
        length: seconds after which it is gone.
        loud: from 0 to 1.
    """

    pitch: float
    start: float
    length: float
    loud: float = 1.0


SOUNDS: Final[dict[SoundName, tuple[Note, ...]]] = {
    # Something is told: a soft knock on wood.
    "step": (Note(330.0, 0.0, 0.09, 0.35), Note(495.0, 0.0, 0.05, 0.12)),
    # A die rolls over the table and rests.
    "die": tuple(
        Note(640.0 - 70 * n, at, 0.045, 0.30 - 0.04 * n)
        for n, at in enumerate((0, 0.07, 0.15, 0.25))
    ),
    # Two low notes that fall.
    "alarm": (Note(392.0, 0.0, 0.30, 0.75), Note(311.1, 0.20, 0.45, 0.75)),
    # Two notes that rise: it is yours.
    "turn": (Note(523.3, 0.0, 0.18, 0.40), Note(659.3, 0.11, 0.30, 0.40)),
    # A chord that is left to ring.
    "end": (
        Note(392.0, 0.0, 0.9, 0.35), Note(493.9, 0.12, 0.8, 0.35), Note(587.3, 0.24, 0.8, 0.35),
    ),
}  # fmt: skip


def samples(name: SoundName) -> bytes:
    """A sound as samples of 16 bits in one channel, `RATE` of them a second.

    Args:
        name: which one.
    """
    notes = SOUNDS[name]
    count = round(RATE * max(note.start + note.length for note in notes))
    mixed = [0.0] * count
    for note in notes:
        begin, fall = round(note.start * RATE), 5.0 / (note.length * RATE)
        turn = 2 * pi * note.pitch / RATE
        for n in range(min(count - begin, round(note.length * RATE))):
            rise = min(1.0, n / (_RISE * RATE))
            tone = sin(turn * n) + 0.3 * sin(2 * turn * n)
            mixed[begin + n] += note.loud * rise * exp(-fall * n) * tone
    most = _LOUD * _FULL
    return array("h", (round(max(-1.0, min(1.0, each)) * most) for each in mixed)).tobytes()


def write(folder: Path) -> None:
    """Write each sound into a folder, as NAME.wav."""
    for name in SOUNDS:
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples(name))
