import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("networkapp", "0002_relations"),
        ("networkapp_campaigns", "0001_initial"),
        ("networkapp_library", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="organisations",
            field=models.ManyToManyField(
                blank=True, related_name="campaigns", to="networkapp_library.organisation", verbose_name="Organisations"
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="subjects",
            field=models.ManyToManyField(
                blank=True,
                help_text="Also shown on these pages.",
                related_name="campaigns",
                to="networkapp.subject",
                verbose_name="Subjects",
            ),
        ),
        migrations.AddField(
            model_name="campaigncountry",
            name="campaign",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="countries",
                to="networkapp_campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaignmaterial",
            name="campaign",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="material", to="networkapp_campaigns.campaign"
            ),
        ),
        migrations.AddField(
            model_name="campaignmaterial",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=get_document_model_string(),
                verbose_name="Document",
            ),
        ),
        migrations.AddField(
            model_name="campaigntranslation",
            name="source",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="networkapp_campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="days",
            field=models.ManyToManyField(
                blank=True,
                help_text="Also shown on these pages.",
                related_name="campaigns",
                to="networkapp_campaigns.awarenessday",
                verbose_name="Awareness days",
            ),
        ),
        migrations.AddField(
            model_name="awarenessdaytranslation",
            name="source",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="networkapp_campaigns.awarenessday",
            ),
        ),
        migrations.AddField(
            model_name="dayactivity",
            name="day",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="networkapp_campaigns.awarenessday",
                verbose_name="Day",
            ),
        ),
        migrations.AddField(
            model_name="dayactivity",
            name="network",
            field=models.ForeignKey(
                help_text="Shown to everyone who can see the network.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activities",
                to="networkapp.network",
                verbose_name="Network",
            ),
        ),
        migrations.AddField(
            model_name="dayactivity",
            name="written_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dayactivitytranslation",
            name="source",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="networkapp_campaigns.dayactivity",
            ),
        ),
        migrations.AddField(
            model_name="noactivity",
            name="day",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp_campaigns.awarenessday"
            ),
        ),
        migrations.AddField(
            model_name="noactivity",
            name="network",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="networkapp.network"
            ),
        ),
        migrations.AddField(
            model_name="noactivity",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigncountry",
            constraint=models.UniqueConstraint(fields=("campaign", "country"), name="a_campaign_has_a_country_once"),
        ),
        migrations.AddConstraint(
            model_name="campaignmaterial",
            constraint=models.CheckConstraint(
                condition=models.Q(("document__isnull", False), models.Q(("link", ""), _negated=True), _connector="OR"),
                name="material_lies_somewhere",
                violation_error_message="Choose a document or enter a web address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntranslation",
            constraint=models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_campaign"),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("still_runs", False), ("ends", ""), _connector="OR"),
                name="a_campaign_that_runs_has_no_end",
                violation_error_message="A campaign that is still running cannot have an end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("own", True), models.Q(("source", ""), _negated=True), _connector="OR"),
                name="a_campaign_of_others_has_a_source",
                violation_error_message="Enter the source for a campaign of others.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tested", "yes"),
                    models.Q(("tested_found", ""), ("tested_how", ""), ("tested_with", "")),
                    _connector="OR",
                ),
                name="only_what_was_tested_has_a_test",
                violation_error_message="Set “tested” to yes, or leave the test details empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("evaluated", "yes"), models.Q(("evaluated_found", ""), ("evaluated_how", "")), _connector="OR"
                ),
                name="only_what_was_evaluated_has_an_evaluation",
                violation_error_message="Set “evaluated” to yes, or leave the evaluation details empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="awarenessdaytranslation",
            constraint=models.UniqueConstraint(fields=("source", "language"), name="one_translation_of_a_day"),
        ),
        migrations.AddConstraint(
            model_name="dayactivity",
            constraint=models.UniqueConstraint(fields=("written_by", "client_key"), name="a_deed_is_written_once"),
        ),
        migrations.AddConstraint(
            model_name="dayactivitytranslation",
            constraint=models.UniqueConstraint(fields=("source", "language"), name="one_translation_per_activity"),
        ),
        migrations.AddConstraint(
            model_name="noactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__gte", 1900), ("year__lte", 2999)), name="a_quiet_day_has_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="noactivity",
            constraint=models.UniqueConstraint(fields=("network", "day", "year"), name="a_network_is_quiet_once"),
        ),
    ]
