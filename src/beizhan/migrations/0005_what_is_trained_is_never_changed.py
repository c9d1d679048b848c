"""What was found, decided, planned and trained is never changed either (MI-07)."""

from django.db import migrations

from beizhan.models.guards import guarding

PERMANENT = (
    "calendaraddress", "calendarclosing", "change", "changedecision", "changeweight", "document", "donesession",
    "edition", "original", "plan", "plannedsession", "planreason", "planversion", "term",
)


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0004_terms_and_calendar_addresses")]

    operations = [guarding(*PERMANENT)]
