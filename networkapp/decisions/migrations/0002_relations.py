import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("networkapp", "0002_relations"),
        ("networkapp_decisions", "0001_initial"),
        ("networkapp_discussion", "0001_initial"),
        ("networkapp_meetings", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="procedures",
                to="networkapp_meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="procedures", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="extension",
            name="procedure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extensions",
                to="networkapp_decisions.procedure",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="procedure",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="networkapp_decisions.procedure",
            ),
        ),
        migrations.AddField(
            model_name="dateoption",
            name="procedure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="options", to="networkapp_decisions.procedure"
            ),
        ),
        migrations.AddField(
            model_name="clockstop",
            name="procedure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="stops", to="networkapp_decisions.procedure"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="about_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="subjects",
            field=models.ManyToManyField(
                blank=True, related_name="proposals", to="networkapp.subject", verbose_name="Subjects"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="topic",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="proposals",
                to="networkapp_discussion.topic",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="procedures",
                to="networkapp_decisions.proposal",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="proposal",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="networkapp_decisions.proposal"
            ),
        ),
        migrations.AddField(
            model_name="proposaltext",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="proposaltext",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="proposal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="networkapp_decisions.proposal"
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="proposalversion",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="proposaltext",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="texts",
                to="networkapp_decisions.proposalversion",
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="networkapp_decisions.proposalversion",
            ),
        ),
        migrations.AddField(
            model_name="amendmentdraft",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prepared_amendments",
                to="networkapp_decisions.proposalversion",
            ),
        ),
        migrations.AddField(
            model_name="amendment",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="amendments",
                to="networkapp_decisions.proposalversion",
            ),
        ),
        migrations.AddField(
            model_name="rollentry",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="rollentry",
            name="procedure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roll", to="networkapp_decisions.procedure"
            ),
        ),
        migrations.AddField(
            model_name="rollentry",
            name="seats",
            field=models.ManyToManyField(blank=True, related_name="+", to="networkapp.seat"),
        ),
        migrations.AddField(
            model_name="positiondraft",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prepared",
                to="networkapp_decisions.rollentry",
            ),
        ),
        migrations.AddField(
            model_name="positionact",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="acts", to="networkapp_decisions.rollentry"
            ),
        ),
        migrations.AddField(
            model_name="dateanswer",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="networkapp_decisions.rollentry"
            ),
        ),
        migrations.AddField(
            model_name="statementdraft",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="prepared_statements",
                to="networkapp_decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="statementdraft",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.delegation"
            ),
        ),
        migrations.AddField(
            model_name="statementdraft",
            name="prepared_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
            ),
        ),
        migrations.AddField(
            model_name="statementdraft",
            name="statement",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="prepared",
                to="networkapp_decisions.interpretativestatement",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["delegation", "state"], name="follow_ups_of_a_delegation"),
        ),
        migrations.AddConstraint(
            model_name="followupstep",
            constraint=models.UniqueConstraint(
                fields=("reported_by", "client_key"), name="a_follow_up_is_reported_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="followupstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="whoever_declines_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="interpretativestatement",
            constraint=models.UniqueConstraint(fields=("made_by", "client_key"), name="a_statement_is_made_once"),
        ),
        migrations.AddConstraint(
            model_name="interpretativestatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_statement_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomestatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="an_outcome_statement_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="extension",
            constraint=models.CheckConstraint(
                condition=models.Q(("after__gt", models.F("before"))), name="an_extension_gives_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="dateoption",
            constraint=models.UniqueConstraint(fields=("procedure", "starts_at"), name="a_date_is_asked_about_once"),
        ),
        migrations.AddConstraint(
            model_name="clockstop",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resumed_at__isnull", True)),
                fields=("procedure", "language"),
                name="a_clock_stops_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockstop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("resumed_at__isnull", True), ("resumed_at__gte", models.F("stopped_at")), _connector="OR"
                ),
                name="a_stop_runs_forward",
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["network", "state"], name="proposals_by_state"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("network", "number"), name="a_proposal_has_one_number"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("proposed_by", "client_key"), name="a_proposal_is_made_once"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["network", "-adopted_at"], name="decisions_of_a_network"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("network", "year", "number"), name="a_decision_has_one_number"),
        ),
        migrations.AddConstraint(
            model_name="proposalversion",
            constraint=models.UniqueConstraint(
                fields=("proposal", "number"), name="versions_of_a_proposal_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposaltext",
            constraint=models.UniqueConstraint(
                fields=("version", "language"), name="one_text_of_a_version_in_a_language"
            ),
        ),
        migrations.AddIndex(
            model_name="procedure",
            index=models.Index(fields=["result", "expires_at"], name="procedures_by_expiry"),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("proposal__isnull", False), ("result", ""), models.Q(("kind", "sense_check"), _negated=True)
                ),
                fields=("proposal",),
                name="one_procedure_on_a_proposal_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.UniqueConstraint(fields=("opened_by", "client_key"), name="a_procedure_is_opened_once"),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at__isnull", True), ("expires_at__gt", models.F("opened_at")), _connector="OR"
                ),
                name="a_procedure_takes_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__isnull", False), ("kind", "meeting"), _connector="OR"),
                name="only_a_meeting_closes_by_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["sense_check", "date_poll"]), ("version__isnull", False), _connector="OR"
                ),
                name="what_binds_is_about_a_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(condition=models.Q(("quorum__gte", 1)), name="a_quorum_is_somebody"),
        ),
        migrations.AddConstraint(
            model_name="amendmentdraft",
            constraint=models.UniqueConstraint(
                fields=("prepared_by", "client_key"), name="amendmentdraft_is_prepared_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(fields=("version", "number"), name="amendments_are_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.UniqueConstraint(fields=("proposed_by", "client_key"), name="an_amendment_is_made_once"),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lte", models.F("end"))), name="an_amendment_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "new"), _negated=True), models.Q(("end", 0), ("start", 0)), _connector="OR"
                ),
                name="a_new_paragraph_replaces_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="an_amendment_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollentry",
            constraint=models.UniqueConstraint(fields=("procedure", "delegation"), name="a_delegation_has_one_voice"),
        ),
        migrations.AddConstraint(
            model_name="positiondraft",
            constraint=models.UniqueConstraint(
                fields=("prepared_by", "client_key"), name="positiondraft_is_prepared_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="positionact",
            constraint=models.UniqueConstraint(fields=("stated_by", "client_key"), name="a_position_is_stated_once"),
        ),
        migrations.AddConstraint(
            model_name="positionact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stance__in", ["explain", "object"]), _negated=True),
                    models.Q(("words", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_statement_or_objection_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="dateanswer",
            constraint=models.UniqueConstraint(fields=("option", "entry"), name="a_date_is_answered_once"),
        ),
        migrations.AddConstraint(
            model_name="statementdraft",
            constraint=models.UniqueConstraint(
                fields=("prepared_by", "client_key"), name="statementdraft_is_prepared_once"
            ),
        ),
    ]
