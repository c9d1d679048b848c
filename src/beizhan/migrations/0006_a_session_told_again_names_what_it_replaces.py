"""What was done besides the plan is a session of its own, unless it names the one that it replaces."""

import django.db.models.deletion
from django.db import migrations, models

from beizhan.models.guards import guarding_again


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0005_a_file_leaves_its_list")]

    operations = [
        guarding_again("donesession"),
        migrations.AddField(
            model_name="donesession",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="beizhan.donesession",
            ),
        ),
    ]
