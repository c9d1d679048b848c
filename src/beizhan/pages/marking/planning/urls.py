"""Addresses of the screens up to the first mark."""

from django.urls import path

from beizhan.pages.marking.planning import (
    assessment,
    assessment_plan,
    assessments,
    calls,
    change,
    declaration,
    draw,
    opening,
    panel,
    rule,
)

_AT = "assessment/<uuid:assessment>"

urlpatterns = [
    path("assessments/", assessments.assessments, name="assessments"),
    path("assessments/plan/", assessment_plan.assessment_plan, name="assessment_plan"),
    path(f"{_AT}/", assessment.assessment, name="assessment"),
    path(f"{_AT}/scheme/", assessment.scheme_choice, name="scheme_choice"),
    path(f"{_AT}/start/", assessment.start, name="start_marking"),
    path(f"{_AT}/calls/", calls.calls, name="calls"),
    path(f"{_AT}/rule/", rule.rule, name="rule"),
    path(f"{_AT}/panel/", panel.panel, name="panel"),
    path(f"{_AT}/panel/same/", panel.same_team, name="same_team"),
    path(f"{_AT}/declaration/", declaration.declaration, name="declaration"),
    path(f"{_AT}/stand-down/", declaration.stand_down, name="stand_down"),
    path(f"{_AT}/draw/", draw.draw, name="draw"),
    path(f"{_AT}/draw/<int:half>/", draw.draw_half, name="draw_half"),
    path(f"{_AT}/draw/<int:half>/again/", draw.show_half, name="show_half"),
    path(f"{_AT}/open/", opening.open_codes, name="open_codes"),
    path(f"{_AT}/change/", change.change, name="change"),
]
