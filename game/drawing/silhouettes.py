"""The outlines by which counters and badges are told apart without colour."""

from __future__ import annotations

from math import cos, pi, sin

from game.drawing.geography import Point


def polygon(silhouette: str) -> list[Point]:
    """The outline of a silhouette in a square from -1 to 1, y down."""
    if silhouette == "disc":
        return [(cos(i * pi / 24), sin(i * pi / 24)) for i in range(48)]
    if silhouette == "hexagon":
        return [(cos((i + 0.5) * pi / 3) * 1.06, sin((i + 0.5) * pi / 3) * 1.06) for i in range(6)]
    if silhouette == "diamond":
        return [(0, -1.14), (1.14, 0), (0, 1.14), (-1.14, 0)]
    if silhouette == "burst":
        points = []
        for i in range(20):
            radius = 1.14 if i % 2 == 0 else 0.9
            turn = i * pi / 10 - pi / 2
            points.append((cos(turn) * radius, sin(turn) * radius))
        return points
    if silhouette == "shield":
        side = [(0.92, -0.86), (0.92, 0.1), (0.78, 0.48), (0.46, 0.82), (0.0, 1.06)]
        return [(-x, y) for x, y in side[:-1]] + [(0.0, 1.06)] + side[-2::-1]
    if silhouette == "tower":
        return [
            (-0.95, -0.95), (-0.5, -0.95), (-0.5, -0.66), (-0.22, -0.66), (-0.22, -0.95),
            (0.22, -0.95), (0.22, -0.66), (0.5, -0.66), (0.5, -0.95), (0.95, -0.95),
            (0.95, 0.95), (-0.95, 0.95),
        ]  # fmt: skip
    if silhouette == "pennant":
        return [(-0.92, -0.92), (0.92, -0.92), (0.92, 0.98), (0.0, 0.6), (-0.92, 0.98)]
    if silhouette == "helmet":
        dome = [(cos(pi + i * pi / 16) * 0.82, sin(pi + i * pi / 16) * 0.96) for i in range(17)]
        return [
            *dome[:],
            (0.82, 0.45),
            (1.02, 0.45),
            (1.02, 0.82),
            (-1.02, 0.82),
            (-1.02, 0.45),
            (-0.82, 0.45),
        ]
    corner = 0.26
    points = []
    for cx, cy, start in (
        (0.95, 0.95, 0),
        (-0.95, 0.95, 90),
        (-0.95, -0.95, 180),
        (0.95, -0.95, 270),
    ):
        for step in range(5):
            turn = (start + step * 22.5) * pi / 180
            points.append(
                (
                    cx - corner * (1 if cx > 0 else -1) + cos(turn) * corner,
                    cy - corner * (1 if cy > 0 else -1) + sin(turn) * corner,
                )
            )
    return points
