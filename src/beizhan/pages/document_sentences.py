"""What each fault of a document says. ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DOCUMENT_SENTENCES: Mapping[str, str | Promise] = {
    "change_not_found": _("One of these changes is not between the two editions; look at the comparison again."),
    "document_damaged": _("The document is damaged at %(where)s: %(reason)s"),
    "document_encoding": _("Byte %(byte)s of the file is no character of %(encoding)s, as which it was read."),
    "document_field": _("The document contains a field %(field)s that draws on something else: %(text)s"),
    "document_without_title": _("A document needs a title."),
    "document_too_large": _("The document goes on beyond what can be read: %(blocks)s blocks or pages."),
    "edition_known": _("These very bytes are in the register already, as edition %(label)s."),
    "edition_label_taken": _("Another edition of this document is called %(label)s already."),
    "edition_without_label": _("An edition needs a name, such as its version or its date."),
    "edition_without_source": _("Say where this edition was found."),
    "editions_in_reverse": _(
        "%(old)s came after %(new)s: compared in this order, what is new would be taken up as gone. Turn the order "
        "round."
    ),
    "interval_out_of_bounds": _("A source is looked at every %(least)s to %(most)s minutes, not every %(found)s."),
    "pdf_active_form": _("The PDF contains a form that sends or fetches something. Print it to a new PDF."),
    "pdf_attachment": _("The PDF contains other files. Print it to a new PDF."),
    "pdf_disguised": _("The PDF is packed in a way that hides what is in it. Print it to a new PDF."),
    "pdf_encrypted": _("The PDF is protected. Save it without protection."),
    "pdf_launch": _("The PDF starts another program or plays something. Print it to a new PDF."),
    "pdf_script": _("The PDF contains a program. Print it to a new PDF."),
    "pdf_too_large": _("The PDF unpacks to more than %(allowed)s bytes."),
    "supersedes_another_document": _("An edition supersedes only one of the same document."),
    "rule_not_understood": _("This is no regular expression: %(pattern)s"),
    "rule_too_long": _("A rule has at most %(most)s characters: %(pattern)s…"),
    "rules_too_many": _("There are %(found)s rules; at most %(most)s are applied."),
    "rule_repeats_itself": _(
        "This rule repeats a group that itself repeats or chooses, or calls a group back, and may never come to an "
        "end: %(pattern)s. Write what repeats without brackets around it, or as several rules."
    ),
    "rule_too_slow": _(
        "The rules of this source took over %(allowed)s seconds and were stopped. Make them simpler, for example with "
        "fewer stars."
    ),
    "in_the_register_already": _("The same file is in the register already: %(title)s, %(label)s."),
    "in_the_inbox_already": _("The same file waits in the inbox already: %(title)s."),
    "robots_forbid": _(
        "%(host)s asks programs to leave this address alone (robots.txt). Look at it yourself and forward what is new."
    ),
}
"""Faults of a document: what it may not be, and where it cannot be read."""

FOLLOWING_SENTENCES: Mapping[str, str | Promise] = {
    "change_unknown": _("The plan names a change that nobody found: %(change)s"),
    "countermeasure_without_due": _("A countermeasure needs a date until when it is done."),
    "countermeasure_without_owner": _("A countermeasure needs somebody who does it."),
    "decision_before_finding": _("This was decided before the change was found."),
    "decision_unsigned": _("A decision needs a signature."),
    "decision_without_words": _("A decision needs at least %(wanted)s characters that say why."),
    "version_without_reason": _("A new version of a plan needs a reason: a change, a gap, a view or health."),
}
"""Faults of what is said about a change: out of order, or without what it needs."""

OUTBOUND_SENTENCES: Mapping[str, str | Promise] = {
    "address_forbidden": _("%(host)s leads to %(found)s, which is no public address."),
    "address_not_understood": _("This is no web address that can be asked: %(address)s"),
    "answer_broken": _("The answer broke off or was none (%(reason)s)."),
    "answer_packed": _("The server packed its answer (%(encoding)s) although it was asked not to."),
    "answer_refused": _("The server answered %(status)s."),
    "answer_too_big": _("The answer is larger than %(allowed)s bytes."),
    "answer_too_slow": _("The answer took longer than %(allowed)s seconds."),
    "host_wants_rest": _("%(host)s wants to be left alone for another %(minutes)s minutes and was not asked."),
    "port_forbidden": _("Port %(port)s is not asked; 80 and 443 are."),
    "redirect_to_plain": _("The server leads from a protected address to one that is not."),
    "redirects_in_a_circle": _("The address leads round in a circle."),
    "redirects_too_many": _("The address leads on more than %(allowed)s times."),
}
"""Faults of asking for what lies at an address."""

WATCH_SENTENCES: Mapping[str, str | Promise] = {
    "address_watched": _("This address is watched already."),
    "item_answered": _("Somebody has said already what becomes of this."),
    "item_reason_too_long": _("A reason has at most %(most)s characters; this one has %(found)s."),
    "item_without_reason": _("Say why this is set aside."),
    "owner_outside": _("%(name)s may not sort the inbox here."),
    "source_without_title": _("A source needs a name."),
    "kind_not_told": _("The server sent %(kind)s where a file was expected that can be read."),
    "look_broke": _("Looking at it failed here (%(reason)s); this is no fault of the source."),
    "list_without_files": _("The page lists no file any more."),
    "list_leads_nowhere": _(
        "None of the %(found)s links on the page is a file that counts. Perhaps it asks to sign in, a program in the "
        "browser builds it, or the rule which links count does not fit."
    ),
}
"""Faults of the watch and of the inbox."""
TRAINING_SENTENCES: Mapping[str, str | Promise] = {
    "change_undecided": _("Nothing is decided about this change yet, so no plan can take it up: %(change)s"),
    "change_without_impact": _("This change is signed as without impact, so no plan takes it up: %(change)s"),
    "day_too_long": _("%(day)s: %(minutes)s minutes of training in one day; more than %(most)s. A rule of thumb."),
    "effort_out_of_range": _("The effort of a session is told from 0 to 10."),
    "gap_of_another_entry": _("This gap is of another entry."),
    "load_jump": _(
        "Week of %(week)s: the load is %(ratio)s times the mean of the four weeks before; more than %(most)s. "
        "A rule of thumb that foretells no injury."
    ),
    "load_monotonous": _(
        "Week of %(week)s: hard and easy days hardly differ (monotony %(monotony)s, more than %(most)s). "
        "A rule of thumb."
    ),
    "night_too_short": _("%(day)s begins %(hours)s hours after the day before has ended; eleven are a rule of thumb."),
    "no_plan_to_carry_on": _("There is no plan yet that could be carried on."),
    "no_rest_day": _(
        "%(day)s is day %(days)s of training in a row; after %(most)s one day is for rest. A rule of thumb."
    ),
    "plan_day_too_far": _("%(day)s is too far from today: a plan lies between %(earliest)s and %(latest)s."),
    "plan_ends_before_it_starts": _("The plan ends before it starts."),
    "plan_too_long": _("A version of a plan covers at most %(most)s days, not %(days)s."),
    "plan_without_sessions": _("A plan needs at least one session."),
    "session_ahead": _("This session lies ahead: %(day)s"),
    "session_length": _("A session lasts from 1 to %(most)s minutes."),
    "session_long_ago": _("%(day)s is too long ago: sessions are logged back to %(earliest)s."),
    "session_of_another_entry": _("This session was planned for somebody else."),
    "session_outside": _("This session lies outside the days of the plan: %(day)s"),
    "session_told_already": _(
        "“%(title)s” is logged already on %(day)s: %(minutes)s minutes. Correct that one, or say that this is another."
    ),
    "session_told_of_another_entry": _("This session was told of somebody else."),
    "session_without_title": _("A session needs a title: what is trained?"),
    "sessions_overlap": _("%(day)s: the session at %(begins)s begins before the one before it has ended."),
    "term_half_missing": _("A term needs both its Chinese and its English."),
    "term_stands": _("%(term)s already stands as %(translation)s. Tick “Replace what stands” if you mean it."),
    "term_translated_twice": _("One term has one translation: %(term)s"),
    "term_avoids_a_term": _("This is a term itself, or is to be avoided for two terms: %(term)s"),
    "touch_unknown": _("The skill has no such section, module or aspect: %(touch)s"),
    "week_not_next": _("Only the first week after the plan is carried on: that of %(next)s, not of %(week)s."),
    "week_planned_already": _("The week of %(week)s is planned already; nothing was planned a second time."),
}
"""Faults of training plans, of what was trained, and of terms."""
