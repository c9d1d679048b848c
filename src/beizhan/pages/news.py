"""What is new in documents, in words and with a light, for the first screen and for the page of a skill."""

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from beizhan.core.follow_through.funnel import Funnel
from beizhan.queries.documents.backlog import Backlog
from beizhan.queries.training.news import News


def funnel_in_words(found: Funnel, *, late: bool = True) -> str:
    """Return the number that a leader asks for: in how many places documents changed, and how many are learnt.

    ``late`` says whether how many are overdue is told in words too, or stands beside them.
    """
    words = ngettext(
        "Documents changed in %(found)s place: %(decided)s decided, %(absorbed)s in training, %(verified)s learnt.",
        "Documents changed in %(found)s places: %(decided)s decided, %(absorbed)s in training, %(verified)s learnt.",
        found.found,
    )
    said = [words % {name: getattr(found, name) for name in ("found", "decided", "absorbed", "verified")}]
    if found.partly:
        said.append(gettext("Learnt, but not in every plan: %(count)s.") % {"count": found.partly})
    if found.red and late:
        said.append(gettext("%(count)s overdue.") % {"count": found.red})
    return " ".join(said)


def news_in_words(found: News, skill: str = "") -> list[dict[str, str]]:
    """Return what is new in documents for the piece ``_news.html``, of everything or of a skill by its number."""
    lines = []
    asked = f"?skill={skill}" if skill else ""
    if found.sees_changes:
        words = (
            funnel_in_words(found.funnel, late=False) if found.funnel else gettext("No change in a document is known.")
        )
        state, label = _light_of_changes(found.funnel)
        url = reverse("changes") + asked
        lines.append({"icon": "refresh", "words": words, "url": url, "state": state, "label": label})
    if found.backlog:
        state, label = _light_of_inbox(found.backlog)
        words = gettext("Inbox of new documents")
        lines.append({"icon": "inbox", "words": words, "url": reverse("inbox"), "state": state, "label": label})
    return lines


def _light_of_changes(found: Funnel | None) -> tuple[str, str]:
    if found is None:
        return "grey", pgettext("documents", "Nothing known")
    if found.red:
        return "red", gettext("%(count)s overdue") % {"count": found.red}
    left = found.found - found.closed
    return (
        ("amber", ngettext("%(count)s open", "%(count)s open", left) % {"count": left})
        if left
        else ("green", gettext("All closed"))
    )


def _light_of_inbox(found: Backlog) -> tuple[str, str]:
    if found.late:
        return "red", gettext("%(count)s over 72 hours") % {"count": found.late}
    if found.waiting:
        return "amber", gettext("%(count)s waiting") % {"count": found.waiting}
    return ("green", gettext("Nothing waits")) if found.is_known else ("grey", pgettext("documents", "Nothing known"))
