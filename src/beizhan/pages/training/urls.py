"""Addresses of changes on their way, of training, and of terms."""

from django.urls import path

from beizhan.pages.training import feed
from beizhan.pages.training.changes import change, changes
from beizhan.pages.training.plans import plan, plans, session_log, writing
from beizhan.pages.training.terms import terms

urlpatterns = [
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:key>/", change.change, name="change_way"),
    path("changes/<int:key>/weigh/", change.weigh, name="weigh_change"),
    path("changes/<int:key>/decide/", change.decide, name="decide_change"),
    path("training/", plans.trainings, name="trainings"),
    path("training/calendar/", feed.address, name="calendar_address"),
    path("training/calendar/close/", feed.close, name="close_calendar"),
    path("training/<str:code>/", plan.training, name="training"),
    path("training/<str:code>/write/", writing.write, name="write_plan"),
    path("training/<str:code>/carry-on/", plan.carry_on, name="carry_plan_on"),
    path("training/<str:code>/log/", session_log.log, name="log_session"),
    path("terms/<str:number>/", terms.terms, name="terms"),
    path("terms/<str:number>/cards/", terms.cards, name="term_cards"),
    path("terms/<str:number>/workbook/", terms.workbook, name="terms_workbook"),
    path("terms/<str:number>/upload/", terms.upload, name="upload_terms"),
    path("terms/<str:number>/drop/", terms.drop, name="drop_term"),
    path("calendar/<str:secret>.ics", feed.feed, name="calendar_feed"),
]
