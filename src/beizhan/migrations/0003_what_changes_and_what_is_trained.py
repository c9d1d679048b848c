import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from beizhan.migrations._together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('beizhan', '0002_what_was_said_is_never_changed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Original',
            fields=[
                ('fingerprint', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('media_type', models.CharField(max_length=120)),
                ('body', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='CalendarAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_addresses', to='beizhan.campaign')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CalendarClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('address', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='closing', to='beizhan.calendaraddress')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=24)),
                ('title', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=12)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='beizhan.campaign')),
                ('skill', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='beizhan.skill')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('label', models.CharField(max_length=80)),
                ('file_name', models.CharField(max_length=200)),
                ('found_in', models.CharField(max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='beizhan.document')),
                ('supersedes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='beizhan.edition')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='beizhan.original')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'original'), name='an_edition_comes_once'), models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='an_edition_has_a_label')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=12)),
                ('where', models.CharField(max_length=300)),
                ('old_text', models.TextField(blank=True)),
                ('new_text', models.TextField(blank=True)),
                ('at_stake', models.PositiveIntegerField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='beizhan.edition')),
                ('old', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes_after', to='beizhan.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('new', 'number'), name='one_change_a_number')],
            },
        ),
        migrations.CreateModel(
            name='ChangeWeight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('severity', models.CharField(max_length=8)),
                ('touches', models.JSONField(default=list)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='weights', to='beizhan.change')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Extract',
            fields=[
                ('original', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='extract', serialize=False, to='beizhan.original')),
                ('version', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('document', models.JSONField(null=True)),
                ('scheme', models.JSONField(null=True)),
                ('faults', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='beizhan.entry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('words', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='beizhan.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='one_plan_version_a_number')],
            },
        ),
        migrations.CreateModel(
            name='PlannedSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('begins', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('effort', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('section', models.CharField(blank=True, max_length=16)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='beizhan.planversion')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('effort__lte', 10)), name='effort_is_told_from_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='DoneSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('day', models.DateField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('effort', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('section', models.CharField(blank=True, max_length=16)),
                ('words', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='done_sessions', to='beizhan.entry')),
                ('planned', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='done', to='beizhan.plannedsession')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('effort__lte', 10)), name='effort_felt_is_told_from_0_to_10')],
            },
        ),
        migrations.CreateModel(
            name='PlanReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='beizhan.change')),
                ('gap', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='beizhan.gap')),
                ('view', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='beizhan.view')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reasons', to='beizhan.planversion')),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('page', 'page'), ('feed', 'feed'), ('file', 'file'), ('list', 'list')], max_length=8)),
                ('title', models.CharField(max_length=120)),
                ('address', models.CharField(max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='beizhan.campaign')),
                ('skill', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='beizhan.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'address', 'kind'), name='an_address_is_watched_once')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=1000)),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('first', 'first'), ('new', 'new'), ('same', 'same'), ('no_difference', 'no_difference'), ('failed', 'failed')], max_length=16)),
                ('fault', models.JSONField(null=True)),
                ('etag', models.CharField(blank=True, max_length=200)),
                ('modified', models.CharField(blank=True, max_length=60)),
                ('links', models.JSONField(default=list)),
                ('wait', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('original', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='beizhan.original')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='beizhan.source')),
            ],
            options={
                'indexes': [models.Index(fields=['source', 'address', 'at'], name='look_at_an_address')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('fault__isnull', False), ('outcome', 'failed')), models.Q(models.Q(('outcome', 'failed'), _negated=True), ('fault__isnull', True)), _connector='OR'), name='a_look_that_failed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='InboxItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('file_name', models.CharField(max_length=200)),
                ('found_in', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inbox', to='beizhan.campaign')),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beizhan.original')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inbox', to='beizhan.original')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inbox', to='beizhan.skill')),
                ('look', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='item', to='beizhan.look')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('look__isnull', False), ('by__isnull', False), _connector='OR'), name='an_item_was_found_or_forwarded')],
            },
        ),
        migrations.CreateModel(
            name='InboxAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_by', to='beizhan.edition')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='beizhan.inboxitem')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('edition__isnull', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_item_is_kept_or_set_aside_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='beizhan.inboxitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SourceTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('minutes', models.PositiveIntegerField()),
                ('ignore', models.JSONField(default=list)),
                ('wanted', models.CharField(blank=True, max_length=200)),
                ('is_watched', models.BooleanField(default=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='beizhan.source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('zh', models.CharField(max_length=120)),
                ('en', models.CharField(max_length=120)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('avoid', models.JSONField(default=list)),
                ('is_dropped', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='beizhan.skill')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('zh', ''), _negated=True), models.Q(('en', ''), _negated=True)), name='a_term_has_both_sides')],
            },
        ),
        migrations.CreateModel(
            name='ChangeDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('answer', models.CharField(max_length=16)),
                ('words', models.TextField()),
                ('due', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='beizhan.change')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('answer', 'no_impact'), models.Q(('due__isnull', False), ('owner__isnull', False)), _connector='OR'), name='a_countermeasure_has_an_owner_and_a_date')],
            },
        ),
    ]
    operations = [Together(operations)]
