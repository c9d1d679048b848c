from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("beizhan", "0002_what_was_said_is_never_changed")]

    operations = [
        migrations.AddField(
            model_name="competitor",
            name="born",
            field=models.DateField(null=True),
        ),
    ]
