"""A look can find that a file has left the list that led to it; no table changes."""

from django.db import migrations, models

OUTCOMES = ("first", "new", "same", "no_difference", "withdrawn", "failed")


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0004_documents_and_plans_are_never_changed")]

    operations = [
        migrations.AlterField(
            model_name="look",
            name="outcome",
            field=models.CharField(choices=[(one, one) for one in OUTCOMES], max_length=16),
        )
    ]
