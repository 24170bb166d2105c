import django.db.models.deletion
from django.db import migrations, models
from wagtail.documents import get_document_model_string


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0040_what_keeps_the_public_out_is_known_as_ours"),
        migrations.swappable_dependency(get_document_model_string()),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="picture",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=get_document_model_string(),
            ),
        ),
        migrations.AddField(
            model_name="attachment", name="width", field=models.PositiveSmallIntegerField(editable=False, null=True)
        ),
        migrations.AddField(
            model_name="attachment", name="height", field=models.PositiveSmallIntegerField(editable=False, null=True)
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("picture__isnull", True), models.Q(("height__gte", 1), ("width__gte", 1)), _connector="OR"
                ),
                name="a_picture_has_a_size",
            ),
        ),
    ]
