"""What was said of documents, their changes and the watch is never changed (MI-07)."""

from django.db import migrations

from beizhan.models.guards import guarding

PERMANENT = (
    "original",
    "document",
    "edition",
    "change",
    "source",
    "sourceterms",
    "look",
    "inboxitem",
    "handover",
    "inboxanswer",
)
"""The tables of what was said, without ``beizhan_``."""


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0004_documents_are_watched")]
    operations = [guarding(*PERMANENT)]
