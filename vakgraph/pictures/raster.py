"""A picture as PNG, for who cannot place an SVG: drawn twice as sharp, by a library that needs no browser."""

from __future__ import annotations

from vakgraph.errors import VakError
from vakgraph.pictures import svg

SCALE = 2.0
FONT = "DejaVu Sans"
PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" font-family="{}"><text y="18">{}</text></svg>'


def png(drawing: str, scale: float = SCALE) -> bytes:
    """The picture as PNG, `scale` pixels to each of its own; without the library one sentence says how to get it."""
    try:
        import resvg_py
    except ImportError:
        raise VakError(
            'Voor PNG is resvg-py nodig: pip install "vakgraph[pictures]". SVG gaat zonder: -o tekening.svg.',
            'PNG needs resvg-py: pip install "vakgraph[pictures]". SVG needs nothing more: -o picture.svg.',
        ) from None

    def made(text: str, zoom: float) -> bytes:
        return bytes(resvg_py.svg_to_bytes(svg_string=text, zoom=zoom, font_family=FONT, sans_serif_family=FONT))

    if made(PROBE.format(svg.FONTS, "M"), 1) == made(PROBE.format(svg.FONTS, ""), 1):
        raise VakError(
            "Er is geen lettertype om de PNG mee te schrijven: installeer DejaVu Sans, of neem SVG.",
            "There is no font to write the PNG with: install DejaVu Sans, or take SVG.",
        )
    # Between regular and bold the library takes regular, where a browser takes bold.
    return made(drawing.replace('font-weight="650"', 'font-weight="700"'), scale)
