"""The curves of a report, as paths of SVG."""

from __future__ import annotations

from collections.abc import Sequence


def steps_path(
    values: Sequence[int], low: int, high: int, width: float, height: float, close: bool = False
) -> str:
    """A curve that stays level between its steps, from the left edge to the right.

    Args:
        values: the value at each step; one at least.
        low: the value at the bottom.
        high: the value at the top, above `low`.
        width: of the drawing.
        height: of the drawing.
        close: whether it goes on along the bottom, so that the ground under it can be filled.

    Returns:
        The path, in the units of `width` and `height`, from the top left.
    """
    across = width / max(1, len(values) - 1)
    parts, last = [], None
    for step, value in enumerate(values):
        y = round(height * (high - value) / (high - low), 1)
        if last is None:
            parts.append(f"M0 {y:g}")
        elif y != last:
            parts.append(f"H{round(across * step, 1):g}V{y:g}")
        last = y
    parts.append(f"H{width:g}")
    if close:
        parts.append(f"V{height:g}H0Z")
    return "".join(parts)
