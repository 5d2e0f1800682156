"""Draw the pictures of the README anew: `python -m tests.ui.readme_pictures`.

Three of the window, and a turn that moves. Needs `img2webp` (Debian's package `webp`) for the last.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pygame

from game.rules import load_rules
from tests.ui.conftest import Driver

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "assets" / "readme"
#: Of the window, of the picture that moves, and how many of its frames a second there are.
SIZE, MOVING, RATE = (1366, 768), (1024, 576), 10
#: Seconds of the turn that are shown, and what the picture may weigh.
SECONDS, MOST_BYTES = 20, 3_000_000
#: How many steps of the lesson come before the one that is shown.
LESSON = 2
#: The game of all pictures but the lesson.
SCENARIO, SEED = "shamsiddin-shohin", 21
#: Of the game whose end is shown, which is not lost.
ENDED = 19


def saved(driver: Driver, name: str) -> None:
    """Keep what the window shows."""
    driver.app.frame()
    pygame.image.save(driver.app.surface, str(OUT / name))


def seats(driver: Driver, person: str | None) -> dict[str, str]:
    """Bots in every seat but one."""
    scenario = next(s for s in driver.app.rules.scenarios if s.id == SCENARIO)
    played = (*scenario.seats, *(s for s in scenario.optional if s not in scenario.spare))
    return {seat: "human" if seat == person else "bot:doctrine" for seat in played}


class Pointer:
    """A hand that goes to widgets and clicks, drawn where a screen would draw it."""

    SHAPE = ((0, 0), (0, 17), (4, 13), (7, 19), (10, 18), (7, 12), (12, 12))

    def __init__(self, driver: Driver, at: tuple[int, int]) -> None:
        self.driver, self.at = driver, at

    def go(self, name: str, frames: int = 7) -> Iterator[None]:
        """Move to a widget and click it."""
        top = self.driver.app.root.top
        assert top is not None
        start, end = self.at, top.find(name).rect.center
        for n in range(1, frames + 1):
            share = n / frames
            x, y = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
            self.at = (x, y)
            self.driver.app.handle(
                pygame.event.Event(pygame.MOUSEMOTION, pos=self.at, rel=(0, 0), buttons=(0, 0, 0))
            )
            yield
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.driver.app.handle(pygame.event.Event(kind, pos=self.at, button=1))
        yield

    def drawn(self, picture: pygame.Surface) -> None:
        """Draw the hand."""
        shape = [(self.at[0] + x, self.at[1] + y) for x, y in self.SHAPE]
        pygame.draw.polygon(picture, (245, 245, 245), shape)
        pygame.draw.polygon(picture, (20, 20, 20), shape, 1)


def turn(driver: Driver, wanted: tuple[str, ...]) -> Iterator[pygame.Surface]:
    """Frames of a turn: a person chooses, then what follows is told.

    Args:
        driver: of a window where a person is asked for an action.
        wanted: the widgets to click, one after the other.
    """
    hand = Pointer(driver, (SIZE[0] * 3 // 4, SIZE[1] * 3 // 4))
    steps: list[Iterator[None]] = []
    wait = RATE
    left = [*wanted]
    while True:
        if steps:
            if next(steps[0], StopIteration) is StopIteration:
                steps.pop()
                wait = RATE
        elif wait:
            wait -= 1
        elif left:
            steps.append(hand.go(left.pop(0)))
        for _ in range(6):
            driver.app.update(1 / (6 * RATE))
        driver.app.frame()
        picture = driver.app.surface.copy()
        hand.drawn(picture)
        yield pygame.transform.smoothscale(picture, MOVING)


def moving(frames: Iterator[pygame.Surface], file: Path) -> None:
    """Write frames as one picture that moves, of a size that a page may carry.

    Raises:
        SystemExit: it is larger than that.
    """
    with tempfile.TemporaryDirectory() as folder:
        names: list[str] = []
        for number, frame in zip(range(SECONDS * RATE), frames, strict=False):
            names.append(str(Path(folder) / f"{number:04}.png"))
            pygame.image.save(frame, names[-1])
        subprocess.run(
            [
                "img2webp", "-loop", "0", "-d", str(1000 // RATE), "-lossy", "-q", "70",
                "-m", "4", "-kmin", "30", "-kmax", "60", *names, "-o", str(file),
            ],
            check=True,
            capture_output=True,
        )  # fmt: skip
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file} has {file.stat().st_size} bytes, more than {MOST_BYTES}")


def until(driver: Driver, script: str) -> None:
    """Take nothing of what a card offers, make no offer and plan the plainest, up to a script."""
    for _ in range(9):
        if driver.client.pending.script == script:
            return
        driver.key(pygame.K_n, "n")
        driver.key(pygame.K_RETURN)
        driver.settle()
    raise SystemExit(f"no question of {script} in {SCENARIO} with the seed {SEED}")


def asked(person: str) -> Driver:
    """A window where a person is asked for the first action of the game."""
    driver = Driver(load_rules(ROOT / "rules.toml"), Path(tempfile.mkdtemp()), SIZE)
    driver.app.theme.speed = 1.0
    driver.new_game(SCENARIO, seats(driver, person), SEED)
    driver.settle()
    until(driver, "turn")
    for _ in range(10):
        driver.app.update(0.1)
    return driver


def main() -> None:
    """Draw them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    OUT.mkdir(exist_ok=True)
    table = asked("umbrella")
    table.click("action:deploy")
    table.click("target:drv")
    saved(table, "table.jpg")
    table.key(pygame.K_RETURN)
    table.settle()
    moving(turn(table, ("action:rapid_reaction", "target:sho", "go")), OUT / "turn.webp")

    lesson = Driver(table.app.rules, Path(tempfile.mkdtemp()), SIZE)
    lesson.app.go("title")
    lesson.click("learn")
    for _ in range(LESSON):
        for _ in range(20):
            lesson.app.update(0.1)
        lesson.key(pygame.K_g, "g")
    for _ in range(20):
        lesson.app.update(0.1)
    saved(lesson, "lesson.jpg")

    council = Driver(table.app.rules, Path(tempfile.mkdtemp()), SIZE)
    council.new_game(SCENARIO, seats(council, "umbrella"), SEED)
    council.settle()
    until(council, "consult")
    for key, char in ((pygame.K_k, "k"), (pygame.K_1, "1")):
        council.key(key, char)
        for _ in range(30):
            council.app.update(0.1)
    saved(council, "council.jpg")

    end = Driver(table.app.rules, Path(tempfile.mkdtemp()), SIZE)
    end.new_game(SCENARIO, seats(end, None), ENDED)
    while not end.client.over:
        end.client.sitting.step()
    end.table.renew()
    end.settle()
    end.table.finish()
    for _ in range(400):
        end.app.update(0.05)
    saved(end, "debrief.jpg")


if __name__ == "__main__":
    main()
