"""Missions: a trip declared, moved or called off, and its report, with what was seen of rivals on the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from beizhan.actions.analysis.checking import faults_of_owner, faults_of_reason
from beizhan.actions.analysis.rivals import ObservationFacts, observe
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.models.analysis.missions import Mission, MissionDates, MissionReport
from beizhan.models.analysis.rivals import Rival
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.missions import PARTS, mission_of
from beizhan.queries.people import posts_of


@dataclass(frozen=True, slots=True)
class MissionFacts:
    """A trip as somebody declares it: what it is called, where it goes, who owes the report."""

    name: str
    place: str
    traveller: Person


def declare_mission(  # noqa: PLR0913 - a trip, its two days, who, when
    skill: Skill, facts: MissionFacts, starts: date, ends: date, *, by: Person, at: datetime
) -> Mission:
    """Declare a trip; three days after its last day the report is due."""
    with deed(Deed.DECLARE_MISSION, by=by, campaign=skill.campaign, skill=skill, on=facts.name, at=at):
        missing = not (facts.name.strip() and facts.place.strip())
        refuse(
            (
                *((error("text_missing"),) if missing else ()),
                *_faults_of_dates(starts, ends),
                *faults_of_owner(skill, facts.traveller, Deed.REPORT_MISSION),
            )
        )
        mission = Mission.objects.create(
            skill=skill, name=facts.name.strip(), place=facts.place.strip(), traveller=facts.traveller, by=by, at=at
        )
        MissionDates.objects.create(mission=mission, starts=starts, ends=ends, by=by, at=at)
        return mission


def move_mission(  # noqa: PLR0913 - a trip, its two days, why, who, when
    mission: Mission, starts: date, ends: date, *, reason: str, by: Person, at: datetime
) -> None:
    """Move a trip to other days, with the reason; the days said before stay in its history."""
    skill = mission.skill
    with deed(Deed.DECLARE_MISSION, by=by, campaign=skill.campaign, skill=skill, on=f"{mission} → {starts}", at=at):
        refuse((*_faults_of_dates(starts, ends), *faults_of_reason(reason)))
        MissionDates.objects.create(mission=mission, starts=starts, ends=ends, reason=reason.strip(), by=by, at=at)


def cancel_mission(mission: Mission, *, reason: str, by: Person, at: datetime) -> None:
    """Say that nobody goes, and why; no report is owed."""
    skill = mission.skill
    with deed(Deed.DECLARE_MISSION, by=by, campaign=skill.campaign, skill=skill, on=f"{mission} ✗", at=at):
        filed = MissionReport.objects.filter(mission=mission).exists()
        refuse((*((error("mission_reported_already"),) if filed else ()), *faults_of_reason(reason)))
        said = MissionDates.objects.filter(mission=mission).order_by("-pk")[0]
        MissionDates.objects.create(
            mission=mission, starts=said.starts, ends=said.ends, is_cancelled=True, reason=reason.strip(), by=by, at=at
        )


def file_report(
    mission: Mission,
    parts: Mapping[str, str],
    seen: Sequence[tuple[Rival, ObservationFacts]] = (),
    *,
    by: Person,
    at: datetime,
) -> MissionReport:
    """File the report of a trip, and write down what was seen of each rival.

    A report filed again replaces the one before; what was seen of rivals is added to what is known of them.

    Raises
    ------
    PermissionDenied
        If somebody who declares no missions reports another's.
    Refused
        If the trip has not begun or is called off, if the report says nothing, or for what is wrong with what was seen.
    """
    skill = mission.skill
    with deed(Deed.REPORT_MISSION, by=by, campaign=skill.campaign, skill=skill, on=mission, at=at):
        _demand_own(mission, by)
        refuse(_faults_of_report(mission, parts, seen, at))
        said = {part: parts.get(part, "").strip() for part in PARTS}
        report = MissionReport.objects.create(mission=mission, by=by, at=at, **said)
        for rival, facts in seen:
            observe(rival, facts, by=by, at=at, mission=mission)
        return report


def _demand_own(mission: Mission, by: Person) -> None:
    skill = mission.skill
    declares = may(posts_of(by, campaign=skill.campaign, skill=skill), Deed.DECLARE_MISSION)
    if by.pk != mission.traveller_id and not declares:
        raise PermissionDenied(Deed.REPORT_MISSION)


def _faults_of_dates(starts: date, ends: date) -> tuple[Fault, ...]:
    return (error("ends_before_it_starts"),) if ends < starts else ()


def _faults_of_report(
    mission: Mission, parts: Mapping[str, str], seen: Sequence[tuple[Rival, ObservationFacts]], at: datetime
) -> tuple[Fault, ...]:
    now = mission_of(mission, at=at).dates[0]
    faults = []
    if now.is_cancelled:
        faults.append(error("mission_called_off"))
    elif timezone.localdate(at) < now.starts:
        faults.append(error("mission_not_begun"))
    if not any(parts.get(part, "").strip() for part in PARTS):
        faults.append(error("report_empty"))
    if any(rival.skill_id != mission.skill_id for rival, _ in seen):
        faults.append(error("rival_of_another_skill"))
    return tuple(faults)
