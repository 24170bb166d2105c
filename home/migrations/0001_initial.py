import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="If empty, the name of the site is shown.",
                        max_length=200,
                        verbose_name="Heading",
                    ),
                ),
                ("standfirst", models.TextField(blank=True, verbose_name="summary")),
            ],
            options={
                "verbose_name": "Front page",
            },
            bases=("wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="StandardPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("standfirst", models.TextField(blank=True, verbose_name="summary")),
                (
                    "body",
                    wagtail.fields.RichTextField(verbose_name="Text"),
                ),
            ],
            options={
                "verbose_name": "simple page",
                "verbose_name_plural": "simple pages",
            },
            bases=("wagtailcore.page", models.Model),
        ),
    ]
