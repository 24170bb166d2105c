import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from wagtail.documents import get_document_model_string


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0005_what_gives_few_persons_away_is_known"),
        ("networkapp", "0014_unread_messages_are_counted_from_the_index"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rests_on", to="evaluation.answer"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="evaluation.evidence"
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence for an answer",
                "verbose_name_plural": "evidence for answers",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "evidence"), name="an_answer_rests_on_a_document_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="delegation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="networkapp.delegation",
            ),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="answer",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="evaluation.answer"
            ),
        ),
    ]
