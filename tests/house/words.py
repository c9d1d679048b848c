"""Check that every word of the screens is there in Chinese and that the compiled catalogue is fresh.

Run by ``./beizhan check``; needs GNU gettext, as Django's own extraction does.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

SOURCE = Path(__file__).parents[2] / "src" / "beizhan"
CATALOGUE = SOURCE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def extracted() -> set[tuple[str | None, str]]:
    """Return what Django finds to translate in a copy of the source."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "beizhan"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("static", "fonts", "locale", "__pycache__"))
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "-v0", "--no-location"]
        subprocess.run(command, cwd=copy, check=True, timeout=300)
        found = polib.pofile(str(copy / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"))
        return {(entry.msgctxt, entry.msgid) for entry in found if not entry.obsolete}


def complaints() -> list[str]:
    """Return what is missing, empty, fuzzy, dead or stale."""
    catalogue = polib.pofile(str(CATALOGUE))
    words = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    asked = extracted()
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    fresh = {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in compiled}
    return [
        *(f"no Chinese for: {msgid!r}" for key in sorted(asked - set(words), key=str) for msgid in key[1:]),
        *(f"nobody asks for: {key[1]!r}" for key in sorted(set(words) - asked, key=str)),
        *(f"empty or fuzzy: {entry.msgid!r}" for entry in words.values() if entry.fuzzy or not entry.translated()),
        *(
            f"compiled catalogue is stale: {entry.msgid!r}"
            for key, entry in words.items()
            if entry.translated() and fresh.get(key) != (entry.msgstr, entry.msgstr_plural)
        ),
    ]


if __name__ == "__main__":
    found = complaints()
    print(*found, sep="\n")
    print(f"words: {len(found)} complaints")
    sys.exit(1 if found else 0)
