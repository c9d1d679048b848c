"""The stories speak of the screens in English; people read them in Chinese: the product's own catalogue translates."""

import gettext
import re
from functools import cache
from pathlib import Path

CATALOGUE = Path(__file__).parents[2] / "src/beizhan/locale/zh_Hans/LC_MESSAGES/django.mo"
_PLACE = re.compile(r"%\(\w+\)s")


@cache
def _catalogue() -> gettext.GNUTranslations:
    with CATALOGUE.open("rb") as content:
        return gettext.GNUTranslations(content)


def zh(words: str) -> str:
    """Return what the Chinese screen says; words that the product does not know are data, and stay as they are.

    ``context::words`` are words with the context in which the product translates them.
    """
    catalogue = _catalogue()
    context, _, plain = words.rpartition("::")
    found = catalogue.pgettext(context, plain) if context else catalogue.gettext(words)
    return found if found != words else catalogue.ngettext(words, words, 2)


def pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for the name of something on the Chinese screen, whatever is filled into it."""
    parts = _PLACE.split(zh(words))
    return re.compile(r"\s*.+\s*".join(re.escape(part.strip()) for part in parts))
