from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("networkapp_discussion", "0002_index_messages")]

    operations = [migrations.RenameField("inboundmail", "letter_id", "message_id")]
