"""Images made of a few dots."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

__all__ = ["make_image"]


def make_image(*rows: str, form: str = "PNG") -> bytes:
    """Return an image whose dots are red (r), blue (b) or not there (.)."""
    colours = {"r": (255, 0, 0, 255), "b": (0, 0, 255, 255), ".": (0, 0, 0, 0)}
    image = Image.new("RGBA", (len(rows[0]), len(rows)))
    image.putdata([colours[dot] for row in rows for dot in row])
    out = BytesIO()
    (image if form == "PNG" else image.convert("RGB")).save(out, form)
    return out.getvalue()
