"""Planning an assessment: what is held, by which scheme, who sits where, and when marking begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from beizhan.actions.door import Refused, deed, refuse
from beizhan.actions.marking.telling import require, telling
from beizhan.core.access import Deed, Post
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Step
from beizhan.models.campaign import Entry, Stage
from beizhan.models.marking.assessments import Assessment, Call, PanelSeat, SchemeChoice
from beizhan.models.marking.schemes import Scheme, SchemeFreeze
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.marking.assessments import panel_of, scheme_in_force
from beizhan.queries.marking.results import tie_faults_of
from beizhan.queries.marking.schemes import scheme_of, sub_criterion_codes_of
from beizhan.queries.people import posts_of

JUDGES = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What an assessment is to be; ``round`` is the name by which the rule of its stage weighs it."""

    skill: Skill
    stage: Stage | None
    code: str
    round: str
    name_zh: str
    name_en: str
    first_day: date
    objection_minutes: int


def plan_assessment(plan: Plan, *, by: Person, at: datetime) -> Assessment:
    """Put an assessment on the plan."""
    campaign = plan.skill.campaign
    with deed(Deed.PLAN_ASSESSMENT, by=by, campaign=campaign, skill=plan.skill, on=plan.code, at=at):
        refuse(_faults_of_plan(plan))
        return Assessment.objects.create(
            campaign=campaign,
            skill=plan.skill,
            stage=plan.stage,
            code=plan.code,
            round=plan.round,
            name_zh=plan.name_zh,
            name_en=plan.name_en,
            first_day=plan.first_day,
            objection_minutes=plan.objection_minutes,
            by=by,
            at=at,
        )


def choose_scheme(assessment: Assessment, scheme: Scheme, *, by: Person, at: datetime) -> None:
    """Mark by this scheme, which must be frozen; once codes are drawn, `propose_change` is the way."""
    with telling(Deed.PLAN_ASSESSMENT, assessment, by=by, at=at) as teller:
        require(assessment, Step.PLANNED)
        frozen = SchemeFreeze.objects.filter(scheme=scheme, scheme__skill=assessment.skill_id).first()
        if frozen is None:
            raise Refused((error("scheme_not_frozen"),))
        refuse(tie_faults_of(assessment, scheme_of(scheme)))
        body = {"scheme": str(scheme.pk), "fingerprint": frozen.fingerprint}
        teller.tell("scheme", body, SchemeChoice(scheme=scheme))


def call_entries(assessment: Assessment, entries: Sequence[Entry], *, by: Person, at: datetime) -> None:
    """Call these entries to the assessment, such as those whom the stage before let through."""
    with telling(Deed.PLAN_ASSESSMENT, assessment, by=by, at=at) as teller:
        require(assessment, Step.PLANNED)
        strangers = [entry.code for entry in entries if entry.skill_id != assessment.skill_id]
        refuse(() if entries else (error("nobody_called"),))
        refuse((error("entry_of_another_skill", codes=", ".join(strangers)),) if strangers else ())
        body = {"entries": sorted(str(entry.pk) for entry in entries)}
        teller.tell("call", body, *(Call(entry=entry) for entry in entries))


def seat_judges(assessment: Assessment, seats: dict[tuple[str, int], Person], *, by: Person, at: datetime) -> None:
    """Seat the marking teams: a judge for each seat of each sub-criterion, 1-3 to judge and 4 to supervise."""
    with telling(Deed.PLAN_ASSESSMENT, assessment, by=by, at=at) as teller:
        require(assessment, Step.PLANNED)
        refuse(_faults_of_seats(assessment, seats))
        said = [{"sub": sub, "seat": seat, "judge": str(who.pk)} for (sub, seat), who in sorted(seats.items())]
        rows = [PanelSeat(sub_criterion=sub, seat=seat, judge=who) for (sub, seat), who in seats.items()]
        teller.tell("panel", {"seats": said}, *rows)


def start_marking(assessment: Assessment, *, by: Person, at: datetime) -> None:
    """Open the assessment for awards."""
    with telling(Deed.START_MARKING, assessment, by=by, at=at) as teller:
        teller.step(Step.MARKING)


def faults_of_readiness(assessment: Assessment) -> tuple[Fault, ...]:
    """Return what is missing before codes can be drawn: a frozen scheme, and three judges for every sub-criterion."""
    scheme = scheme_in_force(assessment)
    if scheme is None:
        return (error("no_scheme_chosen"),)
    panel = panel_of(assessment)
    empty = [
        code
        for code in sub_criterion_codes_of(scheme)
        if any((code, seat) not in panel for seat in range(1, JUDGES + 1))
    ]
    return (error("seats_empty", subs=", ".join(empty)),) if empty else ()


def _faults_of_plan(plan: Plan) -> tuple[Fault, ...]:
    campaign, found = plan.skill.campaign, []
    if not (plan.code.strip() and plan.round.strip() and plan.name_zh.strip()):
        found.append(error("text_missing"))
    if Assessment.objects.filter(campaign=campaign, code=plan.code).exists():
        found.append(error("code_taken", taken=plan.code))
    if plan.stage is None:
        return tuple(found)
    if plan.stage.campaign_id != campaign.pk or plan.stage.skill_id not in (None, plan.skill.pk):
        found.append(error("stage_of_another_skill"))
    if Assessment.objects.filter(stage=plan.stage, skill=plan.skill, round=plan.round).exists():
        found.append(error("round_taken", round=plan.round))
    return tuple(found)


def _faults_of_seats(assessment: Assessment, seats: dict[tuple[str, int], Person]) -> tuple[Fault, ...]:
    scheme = scheme_in_force(assessment)
    if scheme is None:
        return (error("no_scheme_chosen"),)
    known = set(sub_criterion_codes_of(scheme))
    found = [error("no_such_sub_criterion", sub=sub) for sub, _ in seats if sub not in known]
    for who in set(seats.values()):
        posts = posts_of(who, campaign=assessment.campaign, skill=assessment.skill)
        if posts.isdisjoint({Post.JUDGE, Post.CHIEF_EXPERT}):
            found.append(error("not_a_judge", name=who.name))
    whole = {**panel_of(assessment), **{where: who.pk for where, who in seats.items()}}
    for sub in {sub for sub, _ in seats}:
        team = [judge for (code, _), judge in whole.items() if code == sub]
        if len(set(team)) < len(team):
            found.append(error("judge_sits_twice", sub=sub))
    return tuple(found)
