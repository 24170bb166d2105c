from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def count_messages(apps, schema_editor):
    topics, messages = apps.get_model("networkapp", "Topic"), apps.get_model("networkapp", "Message")
    said = messages.objects.filter(topic=OuterRef("pk")).order_by().values("topic").annotate(n=Count("pk")).values("n")
    topics.objects.update(length=Coalesce(Subquery(said), 0))


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0009_collections_of_papers")]

    operations = [
        migrations.AddField(
            model_name="topic", name="length", field=models.PositiveIntegerField(default=0, editable=False)
        ),
        migrations.RunPython(count_messages, migrations.RunPython.noop),
    ]
