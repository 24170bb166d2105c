"""Delete the invitations of people who were erased before erasure covered them: each held a name, address and seat."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import migrations

ERASED = "@invalid.invalid"


def delete_invitations_of_erased_people(apps: Any, schema_editor: Any) -> None:
    invitation = apps.get_model("networkapp", "Invitation")
    field = f"seat__user__{get_user_model().get_email_field_name()}__endswith"
    invitation.objects.using(schema_editor.connection.alias).filter(**{field: ERASED}).delete()


class Migration(migrations.Migration):
    dependencies = [("networkapp", "0049_decisions_are_dated_by_the_clock_of_their_network")]
    operations = [migrations.RunPython(delete_invitations_of_erased_people, migrations.RunPython.noop, elidable=True)]
