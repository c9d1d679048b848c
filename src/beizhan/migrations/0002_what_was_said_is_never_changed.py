"""The database itself refuses to change or delete what was said (MI-07), on SQLite and on PostgreSQL."""

from django.db import migrations

from beizhan.models.guards import guarding

PERMANENT = (
    "anchordate", "appointment", "appointmentend", "approval", "aspect", "award", "bar", "call", "confirmation",
    "conflict", "contact", "contactstep", "criterion", "decision", "declaration", "declaredsection", "discussion",
    "draw", "effortbudget", "event", "gap", "gapanswer", "link", "lock", "logrow", "meeting", "meetingskill",
    "minutes", "mission", "missiondates", "missionreport", "nextpost", "objection", "observation", "panelseat",
    "place", "problem", "problemanswer", "proposal", "reopening", "ruling", "scheme", "schemechoice", "schemefreeze",
    "selectionrule", "skilleffort", "snapshot", "standdown", "steptaken", "strength", "subcriterion", "submission",
    "targetline", "timemark", "view", "viewreader", "viewuse", "withdrawal",
)


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0001_what_is_remembered")]

    operations = [guarding(*PERMANENT)]
