import django.db.models.deletion
from django.db import migrations, models
from wagtail.documents import get_document_model_string


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evaluation", "0002_relations"),
        ("evaluation_reports", "0001_initial"),
        ("networkapp", "0001_initial"),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="network",
            field=models.ForeignKey(
                help_text="The network reported on; its members can read the report.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="networkapp.network",
                verbose_name="Network",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                help_text="Older report as a file.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=get_document_model_string(),
                verbose_name="Document",
            ),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="report",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="evaluation_reports.report",
            ),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="evaluation.assessmentversion",
            ),
        ),
        migrations.AddField(
            model_name="reportversion",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="evaluation_reports.report"
            ),
        ),
        migrations.AddField(
            model_name="reportfile",
            name="frozen",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="evaluation_reports.reportversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportversion",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="versions_of_a_report_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportfile",
            constraint=models.UniqueConstraint(
                fields=("digest", "form"), name="a_document_is_made_once_for_each_state"
            ),
        ),
    ]
