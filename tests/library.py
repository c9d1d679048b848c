"""A small register of documents: a technical description in two editions, brought into a hall by its expert."""

from __future__ import annotations

import hall
from beizhan.actions.documents.bringing import DocumentFacts, EditionFacts, add_document, add_edition
from beizhan.actions.documents.comparing import take_up_changes
from beizhan.actions.documents.inbox import ForwardFacts, forward, hand_over, set_aside
from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.core.documents.watching import SourceKind
from beizhan.models.documents.register import Edition
from beizhan.models.documents.watch import InboxItem, Look, Source
from wayward import Wayward

OLD = """# 5.1 Times

Module A takes 3 hours. 公差为±0.5毫米。

Competitors bring their own gloves.
"""
NEW = """# 5.1 Times

Module A takes 4 hours. 公差为±0.3毫米。

Competitors bring their own gloves.

A second screen is provided.
"""
WHAT = DocumentFacts(DocumentKind.TECHNICAL_DESCRIPTION, "网站技术 技术文件", Tongue.BOTH)
SAID = EditionFacts("v1", "示例论坛", "td17.md")


def first(found: hall.Hall, who: str = "expert", text: str = OLD, **otherwise: object) -> Edition:
    """Bring the first edition in."""
    what = DocumentFacts(WHAT.kind, WHAT.title, WHAT.language, otherwise.get("skill", found.skill))
    return add_document(found.campaign, what, otherwise.get("facts", SAID), text.encode(), **found.who(who))


def second(found: hall.Hall, before: Edition, who: str = "expert", text: str = NEW) -> Edition:
    """Bring the second edition in."""
    facts = EditionFacts("v2", "https://example.org/td17.md", "td17.md", before)
    return add_edition(before.document, facts, text.encode(), **found.who(who))


def everything(found: hall.Hall) -> None:
    """Say one of everything that is said of documents."""
    old = first(found)
    new = second(found, old)
    take_up_changes(old, new, **found.who("expert"))
    source, item = watched(found), forwarded(found)
    Look.objects.create(source=source, address=source.address, outcome="same", at=found.at)
    hand_over(item, found.people["expert"], **found.who("coach"))
    set_aside(item, reason="重复", **found.who("expert"))


def watched(found: hall.Hall) -> Source:
    """Watch a page."""
    facts = SourceFacts(SourceKind.PAGE, "示例来源", "https://example.org/notices", found.skill)
    return add_source(found.campaign, facts, TermsFacts(found.people["expert"], 60), **found.who("expert"))


def watched_at(found: hall.Hall, server: Wayward, path: str, kind: str, **terms: object) -> Source:
    """Watch an address of a server that does what it should not."""
    facts = SourceFacts(SourceKind(kind), "示例来源", server.at(path), found.skill)
    said = TermsFacts(**{"owner": found.people["expert"], "minutes": 60} | terms)
    return add_source(found.campaign, facts, said, named=server.named, **found.who("expert"))


def forwarded(found: hall.Hall) -> InboxItem:
    """Forward a notice to the coach."""
    facts = ForwardFacts("示例通知", "n.txt", "微信群", found.people["coach"], found.skill)
    return forward(found.campaign, facts, "集训通知".encode(), **found.who("coach"))
