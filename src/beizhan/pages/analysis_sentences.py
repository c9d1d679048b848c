"""What faults of the analysis say: rivals, gaps, views, contacts, missions and meetings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANALYSIS_SENTENCES: Mapping[str, str | Promise] = {
    "act_without_owner_or_day": _("Say who acts and by which day, or note or defer the item."),
    "assessment_not_sealed": _("This assessment has no sealed result in which the entry took part."),
    "band_without_its_level": _("The lowest, the level and the highest must rise."),
    "channel_doubtful": _(
        "What was overheard or is hearsay proves little: ask again by an open channel before anybody acts on it."
    ),
    "channel_forbidden": _(
        "This way of hearing is forbidden; nothing was kept. Tell the supervision-and-arbitration group."
    ),
    "due_before_it_is_said": _("%(day)s has passed already: name a day to come."),
    "ends_before_it_starts": _("The last day lies before the first."),
    "expects_more_than_was_lost": _("Only %(most)s marks were lost there; no more can be won back."),
    "expires_before_it_was_seen": _("It must hold for at least a day after it was seen."),
    "expires_very_late": _("No observation holds for more than two years."),
    "heard_in_the_future": _("%(day)s lies in the future."),
    "items_undecided": _("%(found)s items wait for their decision."),
    "level_out_of_range": _("A level lies between 0 and 100 per cent."),
    "meeting_closed": _("This meeting is closed; its minutes do not change any more."),
    "meeting_of_other_skills": _("This meeting does not speak of that skill."),
    "meeting_without_skill": _("Choose at least one skill."),
    "mission_called_off": _("Nobody went on this mission."),
    "mission_not_begun": _("This mission has not begun; there is nothing to report yet."),
    "mission_reported_already": _("This mission was reported; it took place."),
    "not_on_the_agenda": _("This is not on the agenda any more."),
    "observation_empty": _("Say at least one thing: a level, a piece of equipment or a method."),
    "owner_may_not_see": _("%(name)s holds no post that may see this."),
    "part_missing": _("Say which criterion or section."),
    "replaced_already": _("Something newer stands in its place already."),
    "report_empty": _("A report says at least one thing."),
    "rival_known_already": _("%(name)s is written down already."),
    "rival_of_another_skill": _("This rival belongs to another skill."),
    "section_unknown": _("This skill has no section %(section)s."),
    "seen_in_the_future": _("%(day)s lies in the future."),
    "source_missing": _("Say where this is known from."),
    "speaker_is_marking": _(
        "Whoever spoke is marking this entry now: until the result is published nothing they say of it is kept."
    ),
    "speaker_missing": _("Say who spoke, by choosing or by name."),
    "speaker_will_mark": _(
        "Whoever spoke sits in a marking team of an open assessment; chief expert and officer are reminded of it."
    ),
    "step_without_owner_or_day": _("Say who does it and by which day, or close the contact."),
    "view_not_open": _("This view is not open to you."),
    "won_above_full": _("What won lies between nothing and the full mark."),
    "won_in_the_future": _("%(year)s lies in the future."),
}
