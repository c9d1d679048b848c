"""What differs between the two editions in ``descriptions``, as a reader with both on the table would list it."""

from collections.abc import Iterable, Iterator

from beizhan.core.textdiff.wording.tokens import words_of

Told = tuple[str, str, str, str]
"""A change as it is told: its kind, the older words, the newer words, the kind of its first figure."""

CHANGED = (
    ("Competitors must not be older than 22 years", "Competitors must not be older than 25 years", "age"),
    ("不得超过22周岁。", "不得超过25周岁。", "age"),
    ("20", "15", "weight"),
    ("25", "30", "weight"),
    ("to a fit of ±0.5 mm", "to a fit of ±0.3 mm", "tolerance"),
    ("A fourth Expert coordinates and", "A fourth Expert coordinates, checks the entries and", ""),
    ("to a tolerance of ±1.0 mm.", "to a tolerance of ±0.8 mm.", "tolerance"),
    ("长度测量公差为±1.0毫米", "长度测量公差为±0.8毫米", "tolerance"),
    ("For each unsafe act 1 mark", "For each unsafe act 2 marks", "marks"),
    ("The competition lasts 18 hours", "The competition lasts 17 hours", "time"),
    ("比赛总时长为18小时", "比赛总时长为17小时", "time"),
    ("6", "5", "time"),
    ("C3", "C4", "day"),
    ("to Competitors on C-2.", "to Competitors on C-1.", "day"),
    ("at least 30% of it is changed.", "at least 40% of it is changed.", "percent"),
    ("须变更至少30%的内容。", "须变更至少40%的内容。", "percent"),
    ("is reported to the workshop manager", "is reported to the safety officer", ""),
    ("for 2 minutes after it stops.", "for 5 minutes after it stops.", "time"),
    ("wheel 600 mm, 2.2 kW", "wheel 700 mm, 3 kW", "measure"),
    ("its weight at most 80 kg.", "its weight at most 60 kg.", "measure"),
    ("within the first 2 hours.", "within the first 3 hours.", "time"),
    ("at least 5 years of work", "at least 6 years of work", "time"),
    ("sawdust is burnt in the heating", "Sawdust is pressed into briquettes", ""),
)
"""Older words, newer words, kind of the first figure that changed."""

ADDED = (
    "The causes of swelling, shrinking and warping",
    "5.3 Familiarization 熟悉场地",
    "On C-2 every Competitor works for 2 hours at the machines",
    "7 Oak peg 橡木销 20 × 200 mm 12 Competitor 选手",
    "Each base keeps a record of the timber it used",
)
REMOVED = (
    "6.3 Test Projects of earlier years 往届试题",
    "Earlier Test Projects and Marking Schemes can be had",
    "Photographs 照片 Experts may take photographs once the module is over.",
    "Competitors may try out a simple joint together with young visitors",
)
MOVED = (
    "First aid 急救",
    "The toolbox is checked by two Experts on C-2.",
)
RENUMBERED = (
    ("5.3 Circulation", "5.4 Circulation"),
    ("5.4 Changes at the competition", "5.5 Changes at the competition"),
    ("7.1 Personal protection", "7.2 Personal protection"),
    ("7.2 Machines", "7.3 Machines"),
    ("7", "8"),
)


def plain(text: str) -> str:
    """Return the words of a text with one blank between two."""
    return " ".join(words_of(text.replace("|", " ")))


def expected() -> Iterator[Told]:
    """Return what must be told."""
    yield from (("changed", plain(old), plain(new), figure) for old, new, figure in CHANGED)
    yield from (("added", "", plain(new), "") for new in ADDED)
    yield from (("removed", plain(old), "", "") for old in REMOVED)
    yield from (("moved", plain(text), plain(text), "") for text in MOVED)
    yield from (("renumbered", plain(old), plain(new), "") for old, new in RENUMBERED)


def missed_and_extra(told: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """Return what was planted and is not told, and what is told and was not planted."""
    left, missed = list(told), []
    for wanted in expected():
        hit = next((one for one in left if _matches(one, wanted)), None)
        if hit is None:
            missed.append(wanted)
        else:
            left.remove(hit)
    return missed, left


def _matches(told: Told, wanted: Told) -> bool:
    kind, old, new, figure = wanted
    before, after = plain(told[1]), plain(told[2])
    return (
        told[0] == kind
        and (old in before if " " in old else old == before)
        and (new in after if " " in new else new == after)
        and (kind != "changed" or told[3] == figure)
    )
