"""Plays the sounds of the table; where there is no device, or nobody wants them, it is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from game.resources import asset
from game.ui.tones import RATE, SOUNDS, SoundName

if TYPE_CHECKING:
    from game.ui.settings import Settings

_LOUDEST: Final = 100
#: Samples that are played at once: a fiftieth of a second.
_BUFFER: Final = 512


class Sounds:
    """The sounds of one window.

    Attributes:
        muted: whether they are silent for now, whatever is set.
    """

    def __init__(self, settings: Settings) -> None:
        """Play nothing yet: no device is opened before something is to be heard.

        Args:
            settings: how loud it is.
        """
        self._settings = settings
        self.muted = False
        self._made: dict[SoundName, pygame.mixer.Sound] | None = None

    @property
    def silent(self) -> bool:
        """Whether nothing is heard now."""
        return self.muted or self._settings.sound <= 0

    def ready(self) -> bool:
        """Open the device and make all sounds, once; False where there is no device."""
        if self._made is None:
            self._made = {}
            try:
                if pygame.mixer.get_init() is None:
                    pygame.mixer.init(RATE, -16, 1, _BUFFER)
                files = {name: asset("sounds", f"{name}.wav") for name in SOUNDS}
                self._made = {name: pygame.mixer.Sound(str(file)) for name, file in files.items()}
            except (pygame.error, NotImplementedError, OSError):
                # No device, no file, or a pygame that was built without sound.
                self._made = {}
        return bool(self._made)

    def play(self, name: SoundName) -> None:
        """Let a sound be heard, if any is."""
        if self.silent or not self.ready():
            return
        assert self._made is not None
        sound = self._made[name]
        try:
            sound.set_volume(self._settings.sound / _LOUDEST)
            sound.play()
        except pygame.error:
            # The device went away.
            self._made = {}
