import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0007_documents_are_handed_to_their_country"),
        ("networkapp", "0014_unread_messages_are_counted_from_the_index"),
        migrations.swappable_dependency(get_document_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VoiceNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "voice",
                    models.CharField(
                        choices=[
                            ("government", "government"),
                            ("parliament", "parliament’s delegate"),
                            ("civil_society", "civil society"),
                        ],
                        max_length=16,
                        verbose_name="voice",
                    ),
                ),
                ("body", models.CharField(blank=True, max_length=200, verbose_name="organisation")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(blank=True, verbose_name="note")),
                ("disputes", models.BooleanField(default=False, verbose_name="disputes the answer")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="evaluation.answer"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="networkapp.seat"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "note beside an answer",
                "verbose_name_plural": "notes beside answers",
                "ordering": ["answer", "voice", "body", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "voice", "body", "number"), name="a_voice_counts_its_notes"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("disputes", False), models.Q(("text", ""), _negated=True), _connector="OR"),
                        name="whoever_disputes_says_why",
                    ),
                ],
            },
        ),
        migrations.RemoveField(
            model_name="evidence",
            name="answer",
        ),
        migrations.AddField(
            model_name="answer",
            name="evidence",
            field=models.ManyToManyField(
                related_name="answers", through="evaluation.AnswerEvidence", to="evaluation.evidence"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="since",
            field=models.CharField(
                blank=True,
                choices=[("still_true", "still true"), ("changed", "changed"), ("retired", "retired")],
                max_length=12,
                verbose_name="last year’s answer is",
            ),
        ),
        migrations.AddField(
            model_name="answerrevision",
            name="source",
            field=models.CharField(blank=True, max_length=400, verbose_name="taken from"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="content_type",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="evidence",
            name="document",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=get_document_model_string(),
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="expires_on",
            field=models.DateField(blank=True, null=True, verbose_name="valid until"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="filed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="file added"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="gone_on",
            field=models.DateField(blank=True, null=True, verbose_name="the address leads nowhere since"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="harmless",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="evidence",
            name="name",
            field=models.CharField(blank=True, max_length=200, verbose_name="name of the file"),
        ),
        migrations.AddField(
            model_name="evidence",
            name="sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="evidence",
            name="size",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="delegation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="networkapp.delegation"
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="url",
            field=models.URLField(blank=True, max_length=500, verbose_name="address"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("url", ""), _negated=True), ("document__isnull", False), _connector="OR"),
                name="evidence_is_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("document__isnull", True), models.Q(("sha256", ""), _negated=True), _connector="OR"
                ),
                name="a_file_has_its_checksum",
            ),
        ),
    ]
