"""What the demo's people find of documents: a technical description in two editions, its changes taken up, a watch."""

from datetime import datetime, timedelta
from pathlib import Path

from beizhan.actions.documents.bringing import DocumentFacts, EditionFacts, add_document, add_edition
from beizhan.actions.documents.comparing import take_up_changes
from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.management.demo.teller import Teller
from beizhan.models.documents.register import Edition
from beizhan.models.skills import Skill

_FOLDER = Path(__file__).parent / "documents"


def collect(teller: Teller, skill: Skill, now: datetime) -> None:
    """Tell how two editions came in and what changed between them."""
    assert teller.campaign is not None
    first = add_document(
        teller.campaign,
        DocumentFacts(DocumentKind.TECHNICAL_DESCRIPTION, "网站技术 技术说明（示例）", Tongue.BOTH, skill),
        EditionFacts("2.0", "https://example.org/skills/17/technical-description-2.0.md", "web-2.0.md"),
        (_FOLDER / "web-2.0.md").read_bytes(),
        **teller.who("expert"),
    )
    teller.at = max(teller.at, now - timedelta(days=2))
    _second(teller, first)


def _second(teller: Teller, first: Edition) -> None:
    facts = EditionFacts(
        "3.0", "https://example.org/skills/17/technical-description-3.0.md", "web-3.0.md", supersedes=first
    )
    content = (_FOLDER / "web-3.0.md").read_bytes()
    second = add_edition(first.document, facts, content, **teller.who("expert"))
    take_up_changes(first, second, **teller.who("expert"))
