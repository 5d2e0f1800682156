"""Signs of arms as SVG strokes in a box of 100 by 64: the usual ones of wargames."""

from __future__ import annotations

from typing import Final

#: The frame of every sign.
FRAME = '<rect x="4" y="4" width="92" height="56"/>'

SIGNS: Final[dict[str, str]] = {
    "infantry": FRAME + '<path d="M4 4L96 60M96 4L4 60"/>',
    "cavalry": FRAME + '<path d="M4 60L96 4"/>',
    "guns": FRAME + '<circle cx="50" cy="32" r="12" fill="INK"/>',
    "armour": FRAME + '<ellipse cx="50" cy="32" rx="30" ry="15"/>',
    "engineers": FRAME + '<path d="M24 48V22H76V48M50 22V40"/>',
    "supply": FRAME + '<circle cx="50" cy="32" r="19"/><path d="M50 13V51M31 32H69"/>',
    "headquarters": FRAME + '<path d="M4 24H96"/>',
    "scouts": FRAME + '<path d="M4 60L96 4"/><circle cx="74" cy="42" r="6" fill="INK"/>',
    "fort": FRAME + '<path d="M30 20V50H70V20M30 20H40V28H60V20H70"/>',
    "ship": FRAME + '<path d="M18 36H82L70 50H30ZM50 36V12L72 34"/>',
    "air": FRAME
    + '<path d="M50 32C30 12 16 20 16 32S30 52 50 32C70 12 84 20 84 32S70 52 50 32Z"/>',
}


def sign(name: str, ink: str, left: float, top: float, wide: float, pen: float) -> str:
    """A sign so wide, with its corner there; nothing for "none" or one that is not known.

    Args:
        name: one of ``SIGNS``.
        ink: the colour, as SVG writes it.
        left, top: its corner in pixels.
        wide: its width in pixels.
        pen: how thick its lines are in pixels.
    """
    body = SIGNS.get(name)
    if body is None:
        return ""
    scale = wide / 100
    return (
        f'<g transform="translate({left:.2f} {top:.2f}) scale({scale:.4f})" fill="none" '
        f'stroke="{ink}" stroke-width="{pen / scale:.2f}" stroke-linejoin="round" '
        f'stroke-linecap="round">{body.replace("INK", ink)}</g>'
    )
