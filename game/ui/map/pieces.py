"""The names, plates and counters of all spaces: drawn once, and placed so that none overlap."""

from collections.abc import Iterator, Mapping
from functools import cache, partial

import pygame

from game.drawing.geography import Geography, Passage, Point, Projection
from game.rules.look import Look
from game.ui.map import counters
from game.ui.map.arrangement import Arrangement, fitting, forms_of, inland, sizes_of
from game.ui.map.counters import SHADOW, Cluster, Form, PassagePicture, SpacePicture
from game.ui.map.placing import Stand, Stood, arrange

#: How much is seen of what recedes.
_SEEN = {"dimmed": 150, "hushed": 200}

#: All are drawn smaller sooner than more than one in so many are collapsed or smaller than others.
_ALIKE = 6


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
        #: How often the sizes or places of what is shown were changed by `step`.
        self.turns = 0
        self._clusters: dict[tuple[str, Form], Cluster] = {}
        self._extents: dict[tuple[str, Form], tuple[int, int]] = {}
        self._inland: dict[str, tuple[Point, ...]] = {}
        #: At which scale sizes were chosen last; at others, which pass, they are kept.
        self._settled: float | None = None
        self._base, self._fullest = 24.0, 0
        self._coming: Arrangement | None = None
        self._layout: Arrangement | None = None

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
        self._extents.clear()
        self._coming = self._layout = self._settled = None

    def set(
        self, pictures: Mapping[str, SpacePicture], signs: Mapping[str, PassagePicture]
    ) -> bool:
        """Take new pictures; whether any piece (more than an emphasis) changed."""
        changed = {
            i
            for i in set(pictures) | set(self._pictures)
            if _drawn(self._pictures.get(i)) != _drawn(pictures.get(i))
        }
        moved = bool(changed) or signs != self._signs
        self._pictures, self._signs = dict(pictures), dict(signs)
        if moved:
            self._clusters = {k: c for k, c in self._clusters.items() if k[0] not in changed}
            self._extents = {k: e for k, e in self._extents.items() if k[0] not in changed}
            self._coming = self._layout = None
        return moved

    # ---- sizes ---------------------------------------------------------------------------------

    def step(self, scale: float) -> bool:
        """Choose sizes and places for a scale, draw one more space's pieces; False when all is.

        The new sizes show when all are drawn, or spaces would differ for a while.
        """
        layout = self._layout
        if layout is not None and self._settled == layout.scale == scale:
            missing = [key for key in layout.parts() if key not in self._clusters]
            for key in missing[:1]:
                self._cluster(*key)
            return bool(missing)
        if self._coming is None or self._coming.scale != scale:
            self._coming = self._lay_out(scale, fitting(scale))
            return True
        missing = [key for key in self._coming.parts() if key not in self._clusters]
        if missing:
            self._cluster(*missing[0])
            return True
        self._take(self._coming)
        return True

    def choose(self, scale: float) -> None:
        """Choose sizes and places for a scale at once; what is drawn follows."""
        if self._settled != scale or self._layout is None or self._layout.scale != scale:
            self._take(self._lay_out(scale, fitting(scale)))

    def _take(self, layout: Arrangement) -> None:
        """Show a layout from now on."""
        self._layout, self._coming, self._settled = layout, None, layout.scale
        self._base, self._fullest = layout.base, layout.fullest
        used = set(layout.parts())
        self._clusters = {key: c for key, c in self._clusters.items() if key in used}
        self._extents.clear()
        self.turns += 1

    # ---- places --------------------------------------------------------------------------------

    def rects(self, scale: float) -> dict[str, pygame.Rect]:
        """Each space's name and plate, in pixels from the map's corner at a scale.

        Those of names that are left out have no size.
        """
        return self._at(scale).rects

    def _at(self, scale: float) -> Arrangement:
        if self._layout is None or self._layout.scale != scale:
            if self._settled in (None, scale):
                self._take(self._lay_out(scale, fitting(scale)))
            else:
                self._layout = self._lay_out(scale, self._base, self._fullest)
        assert self._layout is not None
        return self._layout

    def reserved(self, scale: float) -> list[pygame.Rect]:
        """Where nothing else may be printed, in pixels from the map's corner at a scale."""
        return [*self.rects(scale).values(), *(rect for _, rect in self._marked(scale))]

    def plates(self, projection: Projection) -> dict[str, pygame.Rect]:
        """Each space's name and plate, in pixels of the view."""
        shift = projection.shift(self._geo.corner)
        return {i: rect.move(shift) for i, rect in self.rects(projection.scale).items()}

    def signs(self, projection: Projection) -> list[pygame.Rect]:
        """The signs on passages that have marks, in pixels of the view."""
        shift = projection.shift(self._geo.corner)
        return [rect.move(shift) for _, rect in self._marked(projection.scale)]

    def text(self, scale: float) -> float:
        """The size of most names at a scale, 1 for normal."""
        return self._at(scale).text

    def led(self, scale: float) -> frozenset[str]:
        """The spaces whose pieces stand beside their land."""
        return frozenset(i for i, (_, stood) in self._at(scale).placed.items() if stood.led)

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

    def _lay_out(self, scale: float, base: float, at_least: int | None = None) -> Arrangement:
        """Place all of them at a scale, all as large as leaves nearly all of them alike.

        Args:
            scale: pixels a km.
            base: the side of a counter at a text size of 1.
            at_least: the place among the forms of the fullest that is tried; None tries all.
        """
        played = [i for i in self._geo.spaces if i in self._in_play]
        forms, sizes = forms_of(self._text, base), sizes_of(self._text)
        # Every form and every try asks for the same points.
        pixel = cache(partial(self._pixel, scale=scale))
        stands = [
            Stand(tuple(self._extent(i, form) for form in forms), self._land(i), pixel)
            for i in played
        ]
        tries = range(len(sizes)) if at_least is None else [min(at_least, len(sizes) - 1)]
        best: tuple[int, Arrangement] | None = None
        for n in tries:
            signs = self._kept_free(scale, sizes[n])
            stood = arrange(stands, signs, self._bounds(scale), n)
            leaner = sum(s.form > n or s.led for s in stood)
            if best is None or leaner < best[0]:
                placed = {i: (forms[s.form], s) for i, s in zip(played, stood, strict=True)}
                best = leaner, Arrangement(scale, base, n, sizes[n], placed)
            if leaner * _ALIKE <= len(stood):
                break
        assert best is not None
        layout = best[1]
        self._add_quiet(layout)
        return layout

    def _extent(self, space: str, form: Form) -> tuple[int, int]:
        """How large the pieces of a space in play are in a form."""
        found = self._extents.get((space, form))
        if found is None:
            found = counters.extent(self._picture(space), self._name(space), form)
            self._extents[space, form] = found
        return found

    def _bounds(self, scale: float) -> pygame.Rect:
        """The part of the map on which plates may lie."""
        x0, y0, x1, y1 = self._geo.shown(self._in_play)
        (left, top), (right, bottom) = self._pixel((x0, y1), scale), self._pixel((x1, y0), scale)
        return pygame.Rect(left, top, right - left, bottom - top)

    def _land(self, space: str) -> tuple[Point, ...]:
        """Points of a space where its pieces may stand: its middle, and others by nearness."""
        found = self._inland.get(space)
        if found is None:
            found = self._inland[space] = inland(self._geo, space)
        return found

    def _kept_free(self, scale: float, text: float) -> list[pygame.Rect]:
        """The places of passages: free with a sign or without, or plates would jump."""
        return [self._sign(passage, scale, text) for passage in self._geo.passages]

    def _sign(self, passage: Passage, scale: float, text: float) -> pygame.Rect:
        """The place of a passage's sign, in pixels from the map's corner."""
        picture = self._signs.get(passage.a)
        count = len(picture.marks) if picture is not None else 0
        rect = pygame.Rect((0, 0), counters.sign_size(count, round(22 * text)))
        rect.center = self._pixel(passage.at, scale)
        return rect

    def _add_quiet(self, layout: Arrangement) -> None:
        """Put the names out of play where nothing is; where there is no room they are left out."""
        form = Form(round(layout.base * layout.text), layout.text)
        taken = [stood.rect for _, stood in layout.placed.values()]
        taken += self._kept_free(layout.scale, layout.text)
        for i, space in self._geo.spaces.items():
            if i in self._in_play:
                continue
            size = counters.extent(SpacePicture(i), self._name(i), form, full=False)
            rect = pygame.Rect((0, 0), size)
            rect.center = self._pixel(space.middle, layout.scale)
            if rect.collidelist(taken) < 0:
                layout.placed[i] = form, Stood(rect, 0)
                taken.append(rect)
            else:
                layout.left_out[i] = pygame.Rect(rect.center, (0, 0))

    # ---- drawing -------------------------------------------------------------------------------

    def draw(self, frame: pygame.Surface, projection: Projection) -> None:
        """Draw signs, names and plates on the view, the lower ones last."""
        clip = frame.get_clip()
        if self._shown:
            self._passages(frame, projection, clip)
        layout, shift = self._at(projection.scale), projection.shift(self._geo.corner)
        for i, (_, stood) in layout.placed.items():
            if stood.led:
                self._lead(frame, stood.rect.move(shift), i, projection)
        for i, (form, stood) in sorted(layout.placed.items(), key=lambda s: s[1][1].rect.bottom):
            place = stood.rect.move(shift).inflate(SHADOW, SHADOW)
            if not place.colliderect(clip):
                continue
            picture = self._pictures.get(i)
            surface = self._cluster(i, form).surface
            surface.set_alpha(_SEEN.get(picture.highlight, 255) if picture is not None else 255)
            frame.blit(surface, place)

    def _lead(
        self, frame: pygame.Surface, rect: pygame.Rect, space: str, projection: Projection
    ) -> None:
        """A line from a plate that stands beside its land to a dot on it."""
        x, y = projection.to_screen(self._geo.spaces[space].middle)
        home, ink = (round(x), round(y)), self._look.map["name"]
        dark, thick = self._look.map["halo"], max(2, round(2 * self._text))
        pygame.draw.line(frame, dark, rect.center, home, thick + 2)
        pygame.draw.line(frame, ink, rect.center, home, thick)
        pygame.draw.circle(frame, dark, home, 2 * thick + 1)
        pygame.draw.circle(frame, ink, home, 2 * thick)

    def _passages(self, frame: pygame.Surface, projection: Projection, clip: pygame.Rect) -> None:
        shift = projection.shift(self._geo.corner)
        for drawn, rect in self._marked(projection.scale):
            place = rect.move(shift)
            if place.colliderect(clip):
                frame.blit(drawn, place)

    def _marked(self, scale: float) -> Iterator[tuple[pygame.Surface, pygame.Rect]]:
        """The signs on passages that have marks, in pixels from the map's corner."""
        if not self._shown:
            return
        text = self._at(scale).text
        for passage in self._geo.passages:
            picture = self._signs.get(passage.a)
            if picture is not None and picture.marks:
                drawn = counters.passage_sign(self._look, picture.marks, round(22 * text))
                yield drawn, self._sign(passage, scale, text)

    def _cluster(self, space: str, form: Form) -> Cluster:
        found = self._clusters.get((space, form))
        if found is None:
            full = space in self._in_play
            picture, name = self._picture(space), self._name(space)
            found = counters.cluster(self._look, picture, name, form, full)
            self._clusters[space, form] = found
        return found

    def _name(self, space: str) -> str:
        return self._names.get(space, "")

    def _picture(self, space: str) -> SpacePicture:
        bare = SpacePicture(space)
        full = space in self._in_play and self._shown
        return self._pictures.get(space, bare) if full else bare


def _drawn(picture: SpacePicture | None) -> object:
    """What of a picture is drawn in its cluster: all but highlight and flash."""
    return picture and (picture.counters, picture.badge, picture.marks)
