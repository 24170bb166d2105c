from django.db import migrations

DEPOSITARIES = {
    "coe": "Council of Europe",
    "ilo": "International Labour",
    "un": "UN Secretary-General",
}
NEW_KINDS = ("definitive", "extended", "excluded", "transposed", "party", "not_party")


def forward(apps, schema_editor):
    """Take the day on which a source was checked as the date of the source, and recognise treaties by depositary."""
    actions = apps.get_model("evaluation", "TreatyAction").objects
    for day in actions.exclude(checked_on=None).order_by().values_list("checked_on", flat=True).distinct():
        actions.filter(checked_on=day, as_of="").update(as_of=day.isoformat())
    treaties = apps.get_model("evaluation", "Instrument").objects.filter(organisation="other")
    for organisation, depositary in DEPOSITARIES.items():
        treaties.filter(depositary__icontains=depositary).update(organisation=organisation)
    treaties.filter(depositary__icontains="Secretary-General of the United Nations").update(organisation="un")


def backward(apps, schema_editor):
    """Delete what the earlier tables have no place for, and date the rest by the day of the check."""
    actions = apps.get_model("evaluation", "TreatyAction").objects
    actions.filter(kind__in=NEW_KINDS).delete()
    actions.exclude(period="").delete()
    actions.exclude(territories="").delete()
    apps.get_model("evaluation", "TreatyActKind").objects.filter(works_as__in=NEW_KINDS).delete()


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0003_store_dates_and_scope_of_treaty_actions")]

    operations = [migrations.RunPython(forward, backward)]
