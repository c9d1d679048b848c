"""The press: one template, one value and the words of one language become one PDF; the same input, the same bytes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from struct import unpack_from

import segno
import typst

from beizhan.files.paper.words import words_of

TEMPLATES = Path(__file__).parent
FONTS = Path(__file__).parents[1] / "fonts"

LARGE = 100_000
"""Characters of content from which Typst is made to forget what it has cached."""

_GENERATIONS = 11
"""Typst keeps what was of use in one of its last ten compilations."""


class PaperError(ValueError):
    """A sheet could not be set; the message is Typst's own, the template is named."""


def press(template: str, content: Mapping[str, object], *, language: str, at: datetime, tagged: bool = False) -> bytes:
    """Return the PDF of a template.

    Parameters
    ----------
    template : str
        Name of a ``.typ`` file in this folder, without its ending.
    content : Mapping
        What the template prints; passed as JSON, so nothing in it can be markup.
    language : str
        ``"zh-hans"`` or ``"en"``.
    at : datetime
        When it is printed, with its time zone; it becomes the date of the document.
    tagged : bool
        Whether a screen reader is to find its way (PDF/A-2a and PDF/UA-1): yes for what people are sent. Forms to be
        filled in by pen are PDF/A-2b, a quarter of the size. Either way every glyph is embedded.

    Raises
    ------
    PaperError
        If Typst refuses.
    """
    words = words_of(language)
    inputs = {
        "sheet": json.dumps({**content, "printed": f"{at:%Y-%m-%d %H:%M}"}, ensure_ascii=False),
        "words": json.dumps(dict(words), ensure_ascii=False),
    }
    try:
        pdf = typst.compile(
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            format="pdf",
            timestamp=_dated(at),
            pdf_standards=["a-2a", "ua-1"] if tagged else ["a-2b"],
            pdf_tags=tagged,
        )
    except typst.TypstError as refusal:
        message = f"{template}: {refusal.message}"
        raise PaperError(message) from refusal
    finally:
        if len(inputs["sheet"]) > LARGE:
            _forget()
    return pdf


def _dated(at: datetime) -> datetime:
    """Return a moment as Typst takes it: whole seconds, and a zone that is a plain distance from Greenwich."""
    return at.replace(microsecond=0).astimezone(timezone(at.utcoffset() or timedelta(0)))


def plain(value: object) -> dict[str, object]:
    """Return a frozen value as the mapping that a template reads."""
    assert is_dataclass(value)
    assert not isinstance(value, type)
    return asdict(value)


def qr_text(assessment_key: str, sheet: str, version: str) -> str:
    """Return what the QR code of a sheet says: ``BZ1|assessment|sheet|version``."""
    return f"BZ1|{assessment_key}|{sheet}|{version}"


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG; one fixed mask instead of the best of eight makes it five times as fast."""
    code = segno.make(text, error="m", micro=False, boost_error=False, mask=2)
    return str(code.svg_inline(border=2, scale=1, dark="#000", light="#fff"))


def unprintable_in(text: str) -> tuple[str, ...]:
    """Return the characters of a text for which the vendored font has no glyph, each once, in order."""
    covered = _covered()
    return tuple(dict.fromkeys(character for character in text if ord(character) not in covered and character >= " "))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _forget() -> None:
    """Give back the memory of a large sheet: 432 forms would keep half a gigabyte, and each next job as much again."""
    for _ in range(_GENERATIONS):
        typst.compile(b"", font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _covered() -> frozenset[int]:
    font = (FONTS / "NotoSansCJKsc-Regular.otf").read_bytes()
    return frozenset(_mapped(font))


def _mapped(font: bytes) -> Iterator[int]:
    """Yield the code points of the format 12 table of a font (OpenType specification, ``cmap``)."""
    tables = {font[at : at + 4]: unpack_from(">I", font, at + 8)[0] for at in _records(12, 16, font, 4)}
    cmap = tables[b"cmap"]
    for at in _records(cmap + 4, 8, font, cmap + 2):
        subtable = cmap + unpack_from(">I", font, at + 4)[0]
        if unpack_from(">H", font, subtable)[0] == 12:
            groups = unpack_from(">I", font, subtable + 12)[0]
            for group in range(groups):
                first, last = unpack_from(">II", font, subtable + 16 + 12 * group)
                yield from range(first, last + 1)


def _records(start: int, size: int, font: bytes, count_at: int) -> range:
    count = unpack_from(">H", font, count_at)[0]
    return range(start, start + size * count, size)
