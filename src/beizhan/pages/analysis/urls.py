"""Addresses of the analysis domain."""

from django.urls import path

from beizhan.pages.analysis import hub, judges, members
from beizhan.pages.analysis.allocation import allocation, inputs
from beizhan.pages.analysis.contacts import contacts
from beizhan.pages.analysis.forecast import calibration, campaign, skill
from beizhan.pages.analysis.form import form
from beizhan.pages.analysis.gaps import adding, gap, gaps, ledger
from beizhan.pages.analysis.meetings import item, meeting, meetings
from beizhan.pages.analysis.missions import mission, missions, report
from beizhan.pages.analysis.rivals import observing, rival, rivals, targets
from beizhan.pages.analysis.views import recording, view, views

_SKILL = "analysis/<str:number>"

urlpatterns = [
    path("results/comparison/", members.members, name="members"),
    path("results/comparison/table/", members.members_upload, name="members_upload"),
    path("analysis/", hub.analysis, name="analysis"),
    path("analysis/gaps/", ledger.ledger, name="ledger"),
    path("analysis/allocation/", allocation.allocation, name="allocation"),
    path("analysis/allocation/budget/", inputs.budget, name="set_budget"),
    path("analysis/allocation/<str:number>/", inputs.effort, name="set_effort"),
    path("analysis/forecast/", campaign.forecast, name="forecast"),
    path("analysis/forecast/calibration/", calibration.calibration, name="calibration"),
    path("analysis/meetings/", meetings.meetings, name="meetings"),
    path("analysis/meetings/call/", meetings.call, name="call_meeting"),
    path("analysis/meetings/<int:key>/", meeting.meeting, name="meeting"),
    path("analysis/meetings/<int:key>/items/<str:kind>/<str:ref>/", item.item, name="meeting_item"),
    path("analysis/meetings/<int:key>/bring-up/", item.bring, name="bring_up_item"),
    path("analysis/meetings/<int:key>/views/", meeting.use, name="use_view"),
    path("analysis/meetings/<int:key>/close/", meeting.close, name="close_meeting"),
    path(f"{_SKILL}/", hub.skill_analysis, name="skill_analysis"),
    path(f"{_SKILL}/form/", form.form, name="form"),
    path(f"{_SKILL}/form/<str:code>/", form.entry_form, name="entry_form"),
    path(f"{_SKILL}/forecast/", skill.skill_forecast, name="skill_forecast"),
    path(f"{_SKILL}/gaps/", gaps.gaps, name="gaps"),
    path(f"{_SKILL}/gaps/add/", adding.add, name="add_gap"),
    path(f"{_SKILL}/gaps/<int:key>/", gap.gap, name="gap"),
    path(f"{_SKILL}/judges/", judges.skill_judges, name="skill_judges"),
    path(f"{_SKILL}/judges/marks/", judges.skill_judge_marks, name="skill_judge_marks"),
    path(f"{_SKILL}/rivals/", rivals.rivals, name="rivals"),
    path(f"{_SKILL}/rivals/add/", rivals.add, name="add_rival"),
    path(f"{_SKILL}/rivals/<int:key>/", rival.rival, name="rival"),
    path(f"{_SKILL}/rivals/<int:key>/names/", rivals.rename, name="rename_rival"),
    path(f"{_SKILL}/rivals/<int:key>/observe/", observing.add, name="add_observation"),
    path(f"{_SKILL}/observations/<int:key>/correct/", observing.correct, name="correct_observation"),
    path(f"{_SKILL}/observations/<int:key>/take-back/", observing.take_back, name="take_back_observation"),
    path(f"{_SKILL}/targets/", targets.targets, name="targets"),
    path(f"{_SKILL}/targets/add/", targets.add, name="add_target"),
    path(f"{_SKILL}/targets/<int:key>/correct/", targets.correct, name="correct_target"),
    path(f"{_SKILL}/targets/<int:key>/take-back/", targets.take_back, name="take_back_target"),
    path(f"{_SKILL}/views/", views.views, name="views"),
    path(f"{_SKILL}/views/add/", recording.add, name="add_view"),
    path(f"{_SKILL}/views/<int:key>/", view.view, name="view"),
    path(f"{_SKILL}/views/<int:key>/correct/", recording.correct, name="correct_view"),
    path(f"{_SKILL}/views/<int:key>/readers/", view.readers, name="view_readers"),
    path(f"{_SKILL}/views/<int:key>/take-back/", view.take_back, name="take_back_view"),
    path(f"{_SKILL}/contacts/", contacts.contacts, name="contacts"),
    path(f"{_SKILL}/contacts/add/", contacts.add, name="add_contact"),
    path(f"{_SKILL}/contacts/<int:key>/", contacts.contact, name="contact"),
    path(f"{_SKILL}/missions/", missions.missions, name="missions"),
    path(f"{_SKILL}/missions/add/", missions.add, name="add_mission"),
    path(f"{_SKILL}/missions/<int:key>/", mission.mission, name="mission"),
    path(f"{_SKILL}/missions/<int:key>/move/", missions.move, name="move_mission"),
    path(f"{_SKILL}/missions/<int:key>/cancel/", missions.cancel, name="cancel_mission"),
    path(f"{_SKILL}/missions/<int:key>/report/", report.report, name="report_mission"),
]
