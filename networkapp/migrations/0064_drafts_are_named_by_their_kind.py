from django.db import migrations

KINDS = ("Message", "Position", "Amendment", "Statement")


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0063_networks_have_a_shortest_procedure")]

    operations = [migrations.RenameModel(f"Prepared{kind}", f"{kind}Draft") for kind in KINDS]
