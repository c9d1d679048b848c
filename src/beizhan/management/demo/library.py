"""What the demo's people find of documents: a technical description in two editions, its changes taken up, a watch."""

from datetime import datetime, timedelta
from pathlib import Path

from beizhan.actions.documents.bringing import DocumentFacts, EditionFacts, add_document, add_edition
from beizhan.actions.documents.comparing import take_up_changes
from beizhan.actions.documents.inbox import ForwardFacts, forward, set_aside
from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.core.documents.watching import SourceKind
from beizhan.management.demo.teller import Teller
from beizhan.models.documents.register import Edition
from beizhan.models.people import Person
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
    _watch(teller, skill)


def _second(teller: Teller, first: Edition) -> None:
    facts = EditionFacts(
        "3.0", "https://example.org/skills/17/technical-description-3.0.md", "web-3.0.md", supersedes=first
    )
    content = (_FOLDER / "web-3.0.md").read_bytes()
    second = add_edition(first.document, facts, content, **teller.who("expert"))
    take_up_changes(first, second, **teller.who("expert"))


def _watch(teller: Teller, skill: Skill) -> None:
    """Tell of a source that nobody asks before it is switched on, and of a notice that came by hand."""
    expert, coach = (Person.objects.get(login=login) for login in ("expert", "coach"))
    facts = SourceFacts(SourceKind.LIST, "示例官网：网站技术文件", "https://example.org/skills/17/documents/", skill)
    terms = TermsFacts(expert, 180, (r"Visitors: \d+",), r"\.(pdf|docx|xlsx)$", is_watched=False)
    add_source(teller.campaign, facts, terms, **teller.who("expert"))
    notice = ForwardFacts("示例通知：赛场网络说明", "notice.txt", "示例项目群", expert, skill)
    forward(teller.campaign, notice, "赛场网络不通外网，请提前下载文档。".encode(), **teller.who("coach"))
    aside = ForwardFacts("示例新闻", "news.txt", "示例项目群", coach, skill)
    item = forward(teller.campaign, aside, "与本项目无关的消息。".encode(), **teller.who("coach"))
    set_aside(item, reason="与本项目无关", **teller.who("coach"))
