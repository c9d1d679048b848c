"""The database itself refuses to change or delete what was said of documents, changes and training (MI-07)."""

from django.db import migrations

from beizhan.models.guards import guarding

PERMANENT = (
    "calendaraddress", "calendarclosing", "change", "changedecision", "changeweight", "document", "donesession",
    "edition", "handover", "inboxanswer", "inboxitem", "look", "original", "plan", "plannedsession", "planreason",
    "planversion", "source", "sourceterms", "term",
)


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0003_what_changes_and_what_is_trained")]

    operations = [guarding(*PERMANENT)]
