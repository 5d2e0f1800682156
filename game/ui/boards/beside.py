"""What stands beside a place of a board: its stack spread out, and why it cannot be chosen."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui.boards import fan, pin
from game.ui.boards.fan import Fan
from game.ui.boards.pictures import PlacePicture
from game.ui.boards.pin import Pin, PinBox


class Beside:
    """The boxes over a board. They know where places are by asking, and tell what changed.

    Attributes:
        fan: the stack that is spread out.
        pinned: the box that says why a place cannot be chosen.
        pointed: the piece of the stack that is pointed at, or "".
        dirty: the rectangles of the view that changed; who draws takes them.
    """

    def __init__(self, around: Callable[[str], pygame.Rect | None]) -> None:
        """Stand nothing yet.

        Args:
            around: all that belongs to a place, in pixels of the view; None for no place.
        """
        self._around = around
        self._pin: Pin | None = None
        self.fan: Fan | None = None
        self.pinned: PinBox | None = None
        self.pointed = ""
        self.dirty: list[pygame.Rect] = []

    def fan_out(
        self, picture: PlacePicture | None, words: str, size: tuple[int, int], text: float
    ) -> None:
        """Spread the stack of a place out, and stand the pin clear of it.

        Args:
            picture: what stands there; None for no place.
            words: the line below.
            size: of the view.
            text: the size of what is written, 1 for normal.
        """
        before, self.fan = self.fan, None
        around = self._around(picture.id) if picture is not None else None
        if picture is not None and around is not None and len(picture.things) > 1:
            self.fan = fan.laid_out(picture, words, around, size, text)
        for found in (before, self.fan):
            if found is not None and before != self.fan:
                self.dirty.append(found.box.inflate(6, 6))
        self._stand(size, text)

    def pin(self, what: Pin | None, size: tuple[int, int], text: float) -> None:
        """Say beside a place why it cannot be chosen, until something else is pinned."""
        self._pin = what
        self._stand(size, text)

    def _stand(self, size: tuple[int, int], text: float) -> None:
        """Stand the pin beside its place, clear of the stack that is spread out."""
        before, self.pinned = self.pinned, None
        around = self._around(self._pin.place) if self._pin is not None else None
        if self._pin is not None and around is not None:
            avoid = [self.fan.box] if self.fan is not None else []
            if around.colliderect(pygame.Rect((0, 0), size)):
                self.pinned = pin.laid_out(self._pin, around, size, text, avoid)
        for found in (before, self.pinned):
            if found is not None and before != self.pinned:
                place = self._around(found.pin.place)
                self.dirty += [found.area, *([] if place is None else [place])]

    def at(self, pixel: tuple[int, int]) -> str | None:
        """The place of the stack under a pixel of the view; its piece there is pointed at."""
        inside = self.fan is not None and self.fan.box.collidepoint(pixel)
        thing = self.fan.at(pixel) if self.fan is not None and inside else None
        self._point(thing.member if thing is not None else "")
        return self.fan.place if self.fan is not None and inside else None

    def step(self, step: int) -> bool:
        """Point at the first piece of the stack, or go so many on, round it.

        Args:
            step: 0 for the first one.

        Returns:
            False where no stack with pieces is spread out.
        """
        members = [t.member for _, t in self.fan.spots if t.member] if self.fan else []
        if members:
            here = members.index(self.pointed) if step and self.pointed in members else -step
            self._point(members[(here + step) % len(members)])
        return bool(members)

    def leave(self) -> None:
        """Point at no piece any more."""
        self._point("")

    def _point(self, member: str) -> None:
        if member != self.pointed:
            self.pointed = member
            if self.fan is not None:
                self.dirty.append(self.fan.box.inflate(4, 4))

    def draw(self, frame: pygame.Surface, text: float) -> None:
        """Draw the boxes."""
        if self.fan is not None:
            fan.draw(frame, self.fan, text, self.pointed)
        if self.pinned is not None:
            pin.draw(frame, self.pinned, text)
