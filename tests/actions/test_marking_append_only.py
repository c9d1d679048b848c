"""What was said is never changed: the database itself refuses, whoever asks and however (MI-07)."""

from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

import chains
import hall
import knowledge
import library
from beizhan import migrations
from beizhan.actions.analysis.efforts import set_budget, set_effort
from beizhan.actions.analysis.meetings import DecisionFacts, close_meeting, decide_item
from beizhan.actions.analysis.missions import file_report
from beizhan.actions.analysis.rivals import record_observation
from beizhan.actions.analysis.targets import TargetFacts, set_target
from beizhan.actions.analysis.views import use_view
from beizhan.actions.documents.terms import keep_terms
from beizhan.actions.marking.conflicts import stand_down
from beizhan.actions.marking.locks import approve_reopening, propose_reopening
from beizhan.actions.marking.problems import answer_problem, raise_problem, settle_spread
from beizhan.actions.marking.results import lodge_objection, rule_on_objection
from beizhan.actions.marking.timekeeping import keep_time
from beizhan.actions.training.calendars import close_calendar, open_calendar
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.allocation.inputs import Purse, SkillInput
from beizhan.core.analysis.agenda import ItemKind, Verdict
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.core.marking.assessment import Ground
from beizhan.core.marking.timekeeping import Signal, Timing
from beizhan.core.training.terms import Term
from beizhan.models.analysis.rivals import Rival
from beizhan.models.campaign import Anchor, AnchorDate, Withdrawal
from beizhan.models.marking.assessments import Call, Place, Told
from beizhan.models.marking.awards import Lock, Problem
from beizhan.models.marking.results import NextPost, SelectionRule
from beizhan.models.people import Appointment, AppointmentEnd
from beizhan.models.said import Said
from desk import codes, judged, measured, score, with_bars

pytestmark = pytest.mark.django_db
GUARDED = tuple(
    table
    for module in sorted(iter_modules(migrations.__path__), key=lambda module: module.name)
    for table in getattr(import_module(f"beizhan.migrations.{module.name}"), "PERMANENT", ())
)
"""The guarded tables of every migration."""


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A hall in which every kind of thing was said once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield everything()
        transaction.set_rollback(True)


def everything():
    found = with_bars("judge1")
    dispute(found)
    hall.marked(found)
    reopened(hall.locked(found))
    hall.published(hall.opened(hall.locked(found)))
    objection = lodge_objection(found.assessment, found.entries[0], Ground.PROCEDURE, "计时有误", **found.who("coach"))
    rule_on_objection(objection, is_upheld=False, text="计时无误", **found.who("arbiter"))
    hall.sealed(found)
    learnt(found)
    library.everything(found)
    trained(found)
    beside(found)
    return found


def learnt(found):
    """What the analysis says of the sealed result, and beside it."""
    rival, meeting, who = knowledge.rival(found), knowledge.meeting(found), found.who
    record_observation(rival, knowledge.observation(), **who("expert"))
    target = Target(TargetScope.TOTAL, "", Share(9000, 10_000), None, 2024)
    set_target(found.skill, TargetFacts(target, "大赛", "成绩册"), **who("expert"))
    gap = knowledge.gap(found, "officer", owner=found.people["expert"])
    knowledge.contact(found)
    file_report(knowledge.mission(found), {"site": "已看"}, **who("officer"))
    use_view(knowledge.view(found), meeting, **who("chief"))
    decide_item(meeting, ItemKind.GAP, str(gap.pk), DecisionFacts(Verdict.NOTE, "知悉"), **who("officer"))
    close_meeting(meeting, **who("officer"))
    set_effort(found.skill, SkillInput("17", 40, 10, 1000, 10, 30, 500), source="教练组", **who("officer"))
    set_budget(found.campaign, Purse(), **who("officer"))


def trained(found):
    """What is said of documents and training: a change with its answer, a plan, a session, a term, a calendar."""
    row = chains.decided(found, chains.weighed(found, chains.change(found), "section:1"))
    version = chains.plan(found, found.at.date(), changes=[row])
    planned = version.sessions.order_by("day")[0]
    found.at += timedelta(days=1)
    told = DoneFacts(planned.day, planned.minutes, 7, planned.title, planned=planned)
    log_session(found.entries[0], told, **found.who("coach"))
    keep_terms(found.skill, [Term("公差", "tolerance")], **found.who("expert"))
    open_calendar(found.campaign, **found.who("coach"))
    close_calendar(found.campaign, **found.who("coach"))


def dispute(found):
    code, aspect = codes(found)[0], judged(found)
    score(found, code, aspect, (0, 2, 3))
    reason = "三人对层次的理解不同，已统一"
    settle_spread(found.assessment, code, aspect.key, reason=reason, **found.who("chief"))
    score(found, code, aspect, (2, 2, 2))
    raise_problem(found.assessment, code, measured(found).key, text="看不清", **found.who("secretary"))
    answer_problem(Problem.objects.get(), text="已重测", **found.who("chief"))
    keep_time(found.assessment, Place.objects.all()[0], "A", Timing(Signal.START, found.at), by=found.people["judge2"])
    stand_down(found.assessment, reason="赛前半年曾任其教练，应回避", **found.who("judge3"))


def reopened(found):
    proposal = propose_reopening(Lock.objects.get(), reason="一张评分表录错了选手", **found.who("secretary"))
    approve_reopening(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))


def beside(found):
    """What the marking of an assessment does not itself say."""
    who = {"by": found.people["officer"], "at": found.at}
    anchor = Anchor.objects.create(campaign=found.campaign, key="camp", name_zh="集中考核")
    AnchorDate.objects.create(anchor=anchor, date=found.at.date(), **who)
    AppointmentEnd.objects.create(appointment=Appointment.objects.filter(post="coach")[0], **who)
    NextPost.objects.create(entry=found.entries[0], stage=found.stage, post="reserve", **who)
    rule = {"document": "{}", "fingerprint": "0" * 64, "version": 1}
    SelectionRule.objects.create(stage=found.stage, skill=found.skill, **rule, **who)
    Withdrawal.objects.create(entry=found.entries[1], reason="伤病", **who)
    event = found.assessment.events.latest("seq")
    Call.objects.create(event=event, assessment=found.assessment, entry=found.entries[0], **who)


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError as refusal:
        return "never changed" in str(refusal)
    return False


def model_of(table: str) -> type[models.Model]:
    return apps.get_model("beizhan", table)


def own_field(model: type[models.Model]) -> models.Field:
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
    return next(field for field in fields if not field.primary_key)


@pytest.mark.parametrize("table", GUARDED)
def test_raw_sql_neither_changes_nor_deletes(told, table):
    column = own_field(model_of(table)).column
    assert model_of(table).objects.exists()

    with connection.cursor() as cursor:
        assert refused(lambda: cursor.execute(f"UPDATE beizhan_{table} SET {column} = {column}"))
        assert refused(lambda: cursor.execute(f"DELETE FROM beizhan_{table}"))


@pytest.mark.parametrize("table", GUARDED)
def test_the_orm_neither_changes_nor_deletes_one_or_many(told, table):
    model, row = model_of(table), model_of(table).objects.all()[0]
    name = own_field(model).name

    assert refused(row.save)
    assert refused(lambda: model.objects.update(**{name: models.F(name)}))
    assert refused(lambda: model.objects.bulk_update([row], [name]))
    raw = model.objects.all()._raw_delete  # noqa: SLF001 - a plain DELETE, past Django's own look at what is protected
    assert refused(lambda: raw(model.objects.db))


def test_no_table_is_emptied_at_once(told):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or PostgreSQL refuses for a reason of its own
        emptied = [
            table
            for table in GUARDED
            if not refused(lambda table=table: cursor.execute(f"TRUNCATE beizhan_{table} CASCADE"))
        ]

    assert emptied == []


def test_everything_told_of_an_assessment_and_said_in_the_analysis_is_guarded_but_the_names_of_rivals():
    told = [model for model in apps.get_models() if issubclass(model, Told | Said) and model is not Rival]
    said = {model._meta.model_name for model in told}  # noqa: SLF001 - Django's documented way to a model's name

    assert said - set(GUARDED) == set()


def test_each_guarded_table_has_its_two_guards_and_no_other_table_has_any():
    names = {
        "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'beizhan_%'",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        found = sorted(name for (name,) in cursor.fetchall())

    assert found == sorted([f"beizhan_{table}" for table in GUARDED] * 2)
