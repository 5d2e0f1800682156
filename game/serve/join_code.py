"""The address of a table as a QR code, for a page and for a terminal."""

from __future__ import annotations

import io

import segno


def qr_svg(link: str) -> str:
    """A QR code as a drawing that stands in a page; it has no colours of its own but black."""
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, nl=False, omitsize=True, border=2
    )
    return drawn.getvalue().decode()


def qr_rows(link: str) -> tuple[bytes, ...]:
    """A QR code row by row, 1 where it is dark; the light edge around it is not among them."""
    return tuple(map(bytes, segno.make(link, error="m", micro=False).matrix))


def qr_text(link: str) -> str:
    """A QR code in half blocks, for a terminal."""
    drawn = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(drawn, compact=True, border=2)
    return drawn.getvalue()
