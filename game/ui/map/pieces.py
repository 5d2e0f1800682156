"""The names, plates and counters of all spaces: drawn once, and placed so that none overlap."""

from collections.abc import Iterator, Mapping

import pygame

from game.rules.look import Look
from game.ui.map import counters
from game.ui.map.counters import Cluster, PassagePicture, SpacePicture
from game.ui.map.geography import Geography, Point, Projection
from game.ui.map.placing import spread

#: A cluster's surface is larger than its plate by this, for the shadow.
_SHADOW = 10


class Pieces:
    """What stands on the spaces and passages, and where."""

    def __init__(
        self, geography: Geography, look: Look, names: Mapping[str, str], text: float
    ) -> None:
        """No pieces yet; ``names`` are those of the spaces, ``text`` their size, 1 for normal."""
        self._geo, self._look, self._names, self._text = geography, look, names, text
        self._in_play: frozenset[str] = frozenset()
        self._pictures: dict[str, SpacePicture] = {}
        self._signs: dict[str, PassagePicture] = {}
        self._shown = True
        self.size = 24
        self._clusters: dict[str, Cluster] = {}
        self._coming: tuple[int, dict[str, Cluster]] | None = None
        self._placed: tuple[float, dict[str, pygame.Rect]] | None = None

    def play(self, in_play: frozenset[str]) -> None:
        """The spaces with pieces; the others have quiet names."""
        self._in_play = in_play
        self.forget()

    def set_text(self, text: float) -> None:
        """Another size of names and counters."""
        self._text = text
        self.forget()

    def show(self, shown: bool) -> None:
        """Show the pieces, or the names alone."""
        self._shown = shown
        self.forget()

    def forget(self) -> None:
        """Draw and place all of them anew."""
        self._clusters.clear()
        self._coming = self._placed = None

    def set(
        self, pictures: Mapping[str, SpacePicture], signs: Mapping[str, PassagePicture]
    ) -> bool:
        """Take new pictures; whether any piece (more than an emphasis) changed."""
        changed = [
            i
            for i in set(pictures) | set(self._pictures)
            if _drawn(self._pictures.get(i)) != _drawn(pictures.get(i))
        ]
        for i in changed:
            self._clusters.pop(i, None)
            if self._coming is not None:
                self._coming[1].pop(i, None)
        moved = bool(changed) or signs != self._signs
        if changed:
            self._placed = None
        self._pictures, self._signs = dict(pictures), dict(signs)
        return moved

    # ---- sizes ---------------------------------------------------------------------------------

    def fitting(self, scale: float) -> int:
        """The side of a counter in pixels that suits a scale."""
        return round(max(20.0, min(38.0, 10.0 + 9.0 * scale)) * self._text)

    def step(self, scale: float) -> bool:
        """Draw one more space's pieces in the size that suits a scale; False when there is no more.

        The new size shows when all are drawn, or spaces would differ for a while.
        """
        size = self.fitting(scale)
        if size == self.size:
            self._coming = None
            missing = [i for i in self._geo.spaces if i not in self._clusters]
            if missing:
                self._cluster(missing[0])
            return bool(missing)
        if self._coming is None or self._coming[0] != size:
            self._coming = size, {}
        made = self._coming[1]
        missing = [i for i in self._geo.spaces if i not in made]
        if missing:
            made[missing[0]] = self._make(missing[0], size)
            return True
        self.size, self._clusters = size, made
        self._coming = self._placed = None
        return True

    # ---- places --------------------------------------------------------------------------------

    def rects(self, scale: float) -> dict[str, pygame.Rect]:
        """Each space's name and plate, in pixels from the map's corner at a scale."""
        if self._placed is None or self._placed[0] != scale:
            self._placed = scale, self._place(scale)
        return self._placed[1]

    def reserved(self, scale: float) -> list[pygame.Rect]:
        """Where nothing else may be printed, in pixels from the map's corner at a scale."""
        return [*self.rects(scale).values(), *(rect for _, rect in self._marked(scale))]

    def plates(self, projection: Projection) -> dict[str, pygame.Rect]:
        """Each space's name and plate, in pixels of the view."""
        shift = projection.shift(self._geo.corner)
        return {i: rect.move(shift) for i, rect in self.rects(projection.scale).items()}

    def at(self, pixel: tuple[int, int], projection: Projection) -> str | None:
        """The space with a plate under a pixel of the view."""
        if not self._shown:
            return None
        for i, rect in self.plates(projection).items():
            if i in self._pictures and i in self._in_play and rect.collidepoint(pixel):
                return i
        return None

    def _pixel(self, at: Point, scale: float) -> tuple[int, int]:
        x, y = self._geo.corner
        return round((at[0] - x) * scale), round((y - at[1]) * scale)

    def _place(self, scale: float) -> dict[str, pygame.Rect]:
        """Put each plate in the middle of its space, then push apart those that overlap."""
        rects = {}
        for i, space in self._geo.spaces.items():
            cluster = self._cluster(i)
            x, y = self._pixel(space.middle, scale)
            rects[i] = cluster.surface.get_rect(
                topleft=(x - cluster.anchor[0], y - cluster.anchor[1])
            ).inflate(-_SHADOW, -_SHADOW)
        # A passage keeps its place free whether it has a sign or not, or plates would jump.
        side = round(24 * self._text)
        signs = []
        for passage in self._geo.passages:
            sign = pygame.Rect(0, 0, side, side)
            sign.center = self._pixel(passage.at, scale)
            signs.append(sign)
        # Names out of play give way: they are left out where a plate is.
        played = [i for i in rects if i in self._in_play]
        x0, y0, x1, y1 = self._geo.shown(self._in_play)
        (left, top), (right, bottom) = self._pixel((x0, y1), scale), self._pixel((x1, y0), scale)
        bounds = pygame.Rect(left, top, right - left, bottom - top)
        placed = spread([rects[i] for i in played], signs, bounds)
        rects.update(zip(played, placed, strict=True))
        return rects

    # ---- drawing -------------------------------------------------------------------------------

    def draw(self, frame: pygame.Surface, projection: Projection) -> None:
        """Draw signs, names and plates on the view, the lower ones last."""
        clip = frame.get_clip()
        if self._shown:
            self._passages(frame, projection, clip)
        plates = self.plates(projection)
        played = [rect for i, rect in plates.items() if i in self._in_play]
        for i, rect in sorted(plates.items(), key=lambda item: item[1].bottom):
            place = rect.inflate(_SHADOW, _SHADOW)
            if not place.colliderect(clip):
                continue
            if i not in self._in_play and rect.collidelist(played) >= 0:
                continue
            picture = self._pictures.get(i)
            dim = picture is not None and picture.highlight == "dimmed"
            surface = self._cluster(i).surface
            surface.set_alpha(150 if dim else 255)
            frame.blit(surface, place)

    def _passages(self, frame: pygame.Surface, projection: Projection, clip: pygame.Rect) -> None:
        shift = projection.shift(self._geo.corner)
        for drawn, rect in self._marked(projection.scale):
            place = rect.move(shift)
            if place.colliderect(clip):
                frame.blit(drawn, place)

    def _marked(self, scale: float) -> Iterator[tuple[pygame.Surface, pygame.Rect]]:
        """The signs on passages that have marks, in pixels from the map's corner."""
        for passage in self._geo.passages:
            picture = self._signs.get(passage.a)
            if picture is not None and picture.marks:
                drawn = counters.passage_sign(self._look, picture.marks, round(22 * self._text))
                yield drawn, drawn.get_rect(center=self._pixel(passage.at, scale))

    def _cluster(self, space: str) -> Cluster:
        found = self._clusters.get(space)
        if found is None:
            found = self._clusters[space] = self._make(space, self.size)
            self._placed = None
        return found

    def _make(self, space: str, size: int) -> Cluster:
        full, bare = space in self._in_play, SpacePicture(space)
        picture = self._pictures.get(space, bare) if full and self._shown else bare
        name = self._names.get(space, "")
        return counters.cluster(self._look, picture, name, size, self._text, full)


def _drawn(picture: SpacePicture | None) -> object:
    """What of a picture is drawn in its cluster: all but highlight and flash."""
    return picture and (picture.counters, picture.badge, picture.marks)
