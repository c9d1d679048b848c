"""The technical descriptions of the demo's skills: editions with text that is read, and what changed between them."""

from collections.abc import Collection
from pathlib import Path

from beizhan.actions.documents.bringing import DocumentFacts, EditionFacts, add_document, add_edition, original_of
from beizhan.actions.documents.comparing import compared, take_up_changes
from beizhan.actions.documents.extracts import extract_of
from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.core.documents.taking_up import facts_of, keys_of
from beizhan.files.documents.reading import read_document
from beizhan.management.demo.teller import Teller
from beizhan.models.documents.changes import Change
from beizhan.models.documents.register import Edition
from beizhan.models.skills import Skill

CLAUSES = {
    "submit": "1.5",
    "age": "2.1",
    "spread": "2.4",
    "layout": "3.2",
    "server": "4.3",
    "offline": "5.4",
    "power": "6.2",
    "clock": "7.1",
}
"""The clause that each change of the demo changes; both skills' descriptions are numbered alike."""
_FOLDER = Path(__file__).parent / "documents"


def first_edition(  # noqa: PLR0913 - what it is, its first edition, who
    teller: Teller,
    skill: Skill,
    title: str,
    label: str,
    file: str,
    *,
    by: str = "officer",
    kind: DocumentKind = DocumentKind.TECHNICAL_DESCRIPTION,
) -> Edition:
    """Tell how a description came in for the first time."""
    assert teller.campaign is not None
    facts = DocumentFacts(kind, title, Tongue.BOTH, skill)
    return add_document(teller.campaign, facts, _edition(label, file), content_of(file), **teller.who(by))


def next_edition(teller: Teller, before: Edition, label: str, file: str, by: str = "officer") -> Edition:
    """Tell how another edition came in."""
    return add_edition(before.document, _edition(label, file, before), content_of(file), **teller.who(by))


def taken_up(teller: Teller, new: Edition, names: Collection[str]) -> dict[str, Change]:
    """Take up the changes of some clauses as an edition has them against the one it supersedes; return each by name."""
    old = new.supersedes
    assert old is not None
    facts = [facts_of(one) for one in compared(old, new).changes]
    wanted = {CLAUSES[name]: name for name in names}
    keyed = zip(keys_of(facts), facts, strict=True)
    keys = [key for key, one in keyed if _clause_of(one.where) in wanted]
    rows = take_up_changes(old, new, keys, **teller.who("officer"))
    return {wanted[_clause_of(row.where)]: row for row in rows}


def content_of(file: str) -> bytes:
    """Return a file of the demo, read already: what comes with the program is trusted enough to be read right here."""
    content = (_FOLDER / file).read_bytes()
    extract_of(original_of(content, file), file, read=read_document)
    return content


def _edition(label: str, file: str, supersedes: Edition | None = None) -> EditionFacts:
    return EditionFacts(label, f"https://example.org/skills/{file}", file, supersedes)


def _clause_of(where: str) -> str:
    return where.partition(" ")[0]
