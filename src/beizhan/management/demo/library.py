"""What the demo's people find of documents: standards in two editions, their changes taken up, a watch."""

from datetime import datetime, timedelta

from beizhan.actions.documents.comparing import take_up_changes
from beizhan.actions.documents.inbox import ForwardFacts, forward, set_aside
from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.documents.register import DocumentKind
from beizhan.core.documents.watching import SourceKind
from beizhan.management.demo.descriptions import first_edition, next_edition
from beizhan.management.demo.teller import Teller
from beizhan.models.people import Person
from beizhan.models.skills import Skill


def collect(teller: Teller, skill: Skill, now: datetime) -> None:
    """Tell how two editions came in and what changed between them."""
    first = first_edition(
        teller,
        skill,
        "网站技术职业标准与试题大纲",
        "2.0",
        "web-standard-2.0.md",
        by="expert",
        kind=DocumentKind.STANDARDS,
    )
    teller.at = max(teller.at, now - timedelta(days=2))
    second = next_edition(teller, first, "3.0", "web-standard-3.0.md", by="expert")
    take_up_changes(first, second, **teller.who("expert"))
    _watch(teller, skill)


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
