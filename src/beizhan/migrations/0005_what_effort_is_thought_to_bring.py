"""What effort is thought to bring, and what there is of it; the database itself refuses to change what was said."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PERMANENT = ("effortbudget", "skilleffort")

_SQLITE = """
CREATE TRIGGER beizhan_{table}_{word} BEFORE {word} ON beizhan_{table}
BEGIN SELECT RAISE(ABORT, 'what was said is never changed'); END
"""
_ROWS = """
CREATE TRIGGER beizhan_{table}_rows BEFORE UPDATE OR DELETE ON beizhan_{table}
FOR EACH ROW EXECUTE FUNCTION beizhan_never()
"""
_WHOLE = """
CREATE TRIGGER beizhan_{table}_whole BEFORE TRUNCATE ON beizhan_{table}
FOR EACH STATEMENT EXECUTE FUNCTION beizhan_never()
"""


def guard(apps, schema_editor):
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    """Do nothing: the triggers go with their tables."""


def _statements(vendor):
    if vendor == "sqlite":
        return [_SQLITE.format(table=table, word=word) for table in PERMANENT for word in ("UPDATE", "DELETE")]
    if vendor == "postgresql":
        return [text.format(table=table) for table in PERMANENT for text in (_ROWS, _WHOLE)]
    raise NotImplementedError(f"no guard against change is known for {vendor}")


class Migration(migrations.Migration):

    dependencies = [
        ('beizhan', '0004_what_was_judged_is_never_changed'),
    ]

    operations = [
        migrations.CreateModel(
            name='EffortBudget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('money', models.PositiveIntegerField(null=True)),
                ('days', models.PositiveIntegerField(null=True)),
                ('places', models.PositiveIntegerField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='effort_budgets', to='beizhan.campaign')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SkillEffort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('chance', models.PositiveSmallIntegerField()),
                ('give_or_take', models.PositiveSmallIntegerField()),
                ('reach', models.PositiveIntegerField()),
                ('pace', models.PositiveSmallIntegerField()),
                ('doubt', models.PositiveSmallIntegerField()),
                ('noise', models.PositiveIntegerField()),
                ('cost', models.PositiveIntegerField()),
                ('places', models.PositiveSmallIntegerField()),
                ('least', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='efforts', to='beizhan.skill')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('chance__gte', 1), ('chance__lte', 99)), name='a_chance_is_never_certain'), models.CheckConstraint(condition=models.Q(('pace__gte', 1), ('noise__gte', 1)), name='a_response_has_pace_and_noise')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
