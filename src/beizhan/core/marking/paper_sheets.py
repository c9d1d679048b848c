"""The numbers of paper sheets, and what a scanner gun reads off their QR codes."""

import re
import unicodedata
from dataclasses import dataclass

from beizhan.core.scheme.tree import Kind

_KINDS = "|".join(kind.value for kind in Kind)
_PLACE = re.compile(rf"(?P<place>[^/\s-]+)(?:-(?P<kind>{_KINDS}))?")


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """One sheet: a sub-criterion, the blind code it is for (none for many side by side), and its kind if split."""

    sub: str
    place: str = ""
    kind: Kind | None = None

    def __str__(self) -> str:
        """Write the number as it stands on the sheet: ``A1``, ``A1/K47``, ``A1/K47-J``."""
        number = f"{self.sub}/{self.place}" if self.place else self.sub
        return f"{number}-{self.kind}" if self.kind else number


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was read off a sheet; ``assessment`` and ``version`` of the scheme are empty where a number was typed."""

    number: SheetNumber
    assessment: str = ""
    version: str = ""


def scanned_of(text: str) -> Scanned | None:
    """Return what a scanner gun sent, or somebody typed; None where it is no sheet's.

    Full-width signs, and the ``、`` that a Chinese keyboard sends for ``/``, are read as what was meant.
    """
    plain = unicodedata.normalize("NFKC", text).replace("、", "/").strip()
    parts = plain.split("|")
    if len(parts) == 4 and parts[0].upper() == "BZ1":
        number = number_of(parts[2])
        return Scanned(number, parts[1], parts[3]) if number else None
    number = number_of(plain)
    return Scanned(number) if number else None


def number_of(text: str) -> SheetNumber | None:
    """Return the sheet that a text such as ``A1``, ``A1/K47`` or ``a1 k47-j`` names, or None."""
    sub, _, rest = re.sub(r"[\s/]+", "/", text.strip().upper()).partition("/")
    if not sub:
        return None
    if not rest:
        return SheetNumber(sub)
    found = _PLACE.fullmatch(rest)
    if found is None:
        return None
    return SheetNumber(sub, found["place"], Kind(found["kind"]) if found["kind"] else None)
