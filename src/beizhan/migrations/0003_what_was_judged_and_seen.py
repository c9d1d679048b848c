"""Rivals, target lines, gaps, views, contacts, missions, review meetings and their minutes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('beizhan', '0002_what_was_said_is_never_changed'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('forum_question', 'forum_question'), ('exchange_visit', 'exchange_visit'), ('rehearsal', 'rehearsal'), ('consultation', 'consultation')], max_length=20)),
                ('with_whom', models.CharField(max_length=120)),
                ('subject', models.CharField(max_length=200)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='beizhan.skill')),
            ],
        ),
        migrations.CreateModel(
            name='Gap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('section', models.CharField(blank=True, max_length=16)),
                ('assessment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='beizhan.assessment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='beizhan.entry')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='beizhan.skill')),
            ],
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('name', models.CharField(max_length=120)),
                ('held_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=120)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='beizhan.campaign')),
                ('chair', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chaired_meetings', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('document', models.TextField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='beizhan.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Mission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('name', models.CharField(max_length=120)),
                ('place', models.CharField(max_length=120)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missions', to='beizhan.skill')),
                ('traveller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MissionReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('documents', models.TextField(blank=True)),
                ('site', models.TextField(blank=True)),
                ('meetings', models.TextField(blank=True)),
                ('marking', models.TextField(blank=True)),
                ('competitors', models.TextField(blank=True)),
                ('equipment', models.TextField(blank=True)),
                ('follow_up', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='beizhan.mission')),
            ],
        ),
        migrations.CreateModel(
            name='Rival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('person', 'person'), ('province', 'province'), ('country', 'country')], max_length=16)),
                ('name_zh', models.CharField(max_length=64)),
                ('name_en', models.CharField(blank=True, max_length=64)),
                ('origin', models.CharField(blank=True, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rivals', to='beizhan.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('skill', 'kind', 'name_zh'), name='one_rival_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('is_taken_back', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True)),
                ('source', models.CharField(max_length=300)),
                ('reliability', models.CharField(choices=[('A', 'A'), ('B', 'B'), ('C', 'C'), ('D', 'D'), ('E', 'E'), ('F', 'F')], max_length=1)),
                ('credibility', models.CharField(choices=[('1', '1'), ('2', '2'), ('3', '3'), ('4', '4'), ('5', '5'), ('6', '6')], max_length=1)),
                ('seen_on', models.DateField()),
                ('expires_on', models.DateField()),
                ('equipment', models.TextField(blank=True)),
                ('method', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mission', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='beizhan.mission')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='beizhan.observation')),
                ('rival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='beizhan.rival')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_taken_back', False), models.Q(('replaces__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='observation_is_taken_back_with_a_reason'), models.CheckConstraint(condition=models.Q(('expires_on__gt', models.F('seen_on'))), name='an_observation_holds_for_a_while'), models.CheckConstraint(condition=models.Q(('reliability__in', ['A', 'B', 'C', 'D', 'E', 'F'])), name='reliability_is_a_to_f'), models.CheckConstraint(condition=models.Q(('credibility__in', ['1', '2', '3', '4', '5', '6'])), name='credibility_is_1_to_6')],
            },
        ),
        migrations.CreateModel(
            name='Strength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(blank=True, max_length=16)),
                ('level', models.PositiveSmallIntegerField()),
                ('low', models.PositiveSmallIntegerField()),
                ('high', models.PositiveSmallIntegerField()),
                ('observation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strengths', to='beizhan.observation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('observation', 'section'), name='one_strength_a_section'), models.CheckConstraint(condition=models.Q(('low__lte', models.F('level')), ('level__lte', models.F('high')), ('high__lte', 100)), name='a_level_lies_in_its_band')],
            },
        ),
        migrations.CreateModel(
            name='TargetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('is_taken_back', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True)),
                ('scope', models.CharField(choices=[('total', 'total'), ('criterion', 'criterion'), ('section', 'section')], max_length=16)),
                ('ref', models.CharField(blank=True, max_length=16)),
                ('mark', models.PositiveIntegerField()),
                ('worth', models.PositiveIntegerField()),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('event', models.CharField(max_length=120)),
                ('year', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='beizhan.targetline')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='target_lines', to='beizhan.skill')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_taken_back', False), models.Q(('replaces__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='targetline_is_taken_back_with_a_reason'), models.CheckConstraint(condition=models.Q(('worth__gt', 0), ('mark__lte', models.F('worth'))), name='nobody_won_above_full'), models.CheckConstraint(condition=models.Q(('scope', 'total'), models.Q(('ref', ''), _negated=True), _connector='OR'), name='a_part_is_named')],
            },
        ),
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('is_taken_back', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True)),
                ('subject', models.CharField(blank=True, max_length=120)),
                ('speaker_name', models.CharField(blank=True, max_length=64)),
                ('role', models.CharField(choices=[('chief_expert', 'chief_expert'), ('judge', 'judge'), ('rival_expert', 'rival_expert'), ('organiser', 'organiser'), ('other', 'other')], max_length=16)),
                ('channel', models.CharField(choices=[('forum', 'forum'), ('official_meeting', 'official_meeting'), ('exchange_visit', 'exchange_visit'), ('rehearsal', 'rehearsal'), ('feedback_session', 'feedback_session'), ('public_talk', 'public_talk'), ('through_office', 'through_office'), ('chance_remark', 'chance_remark'), ('hearsay', 'hearsay'), ('private_contact', 'private_contact'), ('favour', 'favour'), ('secret_content', 'secret_content')], max_length=20)),
                ('heard_on', models.DateField()),
                ('place', models.CharField(blank=True, max_length=120)),
                ('words', models.TextField()),
                ('answer', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='views', to='beizhan.entry')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='beizhan.view')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views', to='beizhan.skill')),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='views_spoken', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_taken_back', False), models.Q(('replaces__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='view_is_taken_back_with_a_reason'), models.CheckConstraint(condition=models.Q(('speaker__isnull', False), models.Q(('speaker_name', ''), _negated=True), _connector='OR'), name='somebody_spoke_the_view'), models.CheckConstraint(condition=models.Q(('entry__isnull', False), models.Q(('subject', ''), _negated=True), _connector='OR'), name='a_view_is_of_an_entry_or_a_subject')],
            },
        ),
        migrations.CreateModel(
            name='ViewReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('is_named', models.BooleanField(default=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='views_named_in', to=settings.AUTH_USER_MODEL)),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readers', to='beizhan.view')),
            ],
        ),
        migrations.CreateModel(
            name='ViewUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gap', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='view_uses', to='beizhan.gap')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='view_uses', to='beizhan.meeting')),
                ('view', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='beizhan.view')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('gap__isnull', False), ('meeting__isnull', True)), models.Q(('gap__isnull', True), ('meeting__isnull', False)), _connector='OR'), name='a_view_is_used_in_one_place')],
            },
        ),
        migrations.CreateModel(
            name='ContactStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('text', models.TextField()),
                ('due', models.DateField(null=True)),
                ('is_closed', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='beizhan.contact')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_contact_steps', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_closed', True), models.Q(('owner__isnull', False), ('due__isnull', False)), _connector='OR'), name='a_next_step_has_owner_and_day'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_step_is_said_in_words')],
            },
        ),
        migrations.CreateModel(
            name='GapAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('cause', models.CharField(choices=[('knowledge', 'knowledge'), ('skill', 'skill'), ('speed', 'speed'), ('stability', 'stability'), ('rule_reading', 'rule_reading'), ('equipment', 'equipment'), ('language', 'language'), ('mind', 'mind'), ('body', 'body')], max_length=16)),
                ('text', models.TextField()),
                ('countermeasure', models.TextField(blank=True)),
                ('due', models.DateField(null=True)),
                ('expected', models.PositiveIntegerField(default=0)),
                ('is_dropped', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gap', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='beizhan.gap')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_gap_answers', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_gap_is_said_in_words')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('change', 'change'), ('gap', 'gap'), ('views', 'views'), ('rival', 'rival'), ('contact', 'contact'), ('mission', 'mission'), ('other', 'other')], max_length=16)),
                ('ref', models.CharField(max_length=40)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('verdict', models.CharField(choices=[('act', 'act'), ('note', 'note'), ('defer', 'defer')], max_length=8)),
                ('words', models.TextField()),
                ('due', models.DateField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_decisions', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='beizhan.skill')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='beizhan.meeting')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'ref'], name='decision_by_item')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'act'), _negated=True), models.Q(('owner__isnull', False), ('due__isnull', False)), _connector='OR'), name='who_acts_is_named_with_a_day'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_decision_is_said_in_words')],
            },
        ),
        migrations.CreateModel(
            name='MeetingSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='beizhan.meeting')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='beizhan.skill')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'skill'), name='a_skill_once_in_a_meeting')],
            },
        ),
        migrations.CreateModel(
            name='MissionDates',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('starts', models.DateField()),
                ('ends', models.DateField()),
                ('is_cancelled', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dates', to='beizhan.mission')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='a_mission_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('is_cancelled', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_mission_is_cancelled_with_a_reason')],
            },
        ),
    ]
