from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networkapp", "0013_deliveries_know_when_they_were_queued"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="message", name="messages_of_a_topic"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["topic", "sequence", "author", "posted_at"], name="messages_of_a_topic"),
        ),
    ]
