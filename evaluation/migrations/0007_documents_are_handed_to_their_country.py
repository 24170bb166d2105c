from django.db import migrations


def hand_over(apps, schema_editor):
    """Each document belongs to the country of the answer that rests on it."""
    evidence = apps.get_model("evaluation", "Evidence")
    supports = apps.get_model("evaluation", "AnswerEvidence")
    for item in evidence.objects.select_related("answer__assessment").iterator(chunk_size=500):
        item.delegation_id = item.answer.assessment.delegation_id
        item.save(update_fields=["delegation"])
        supports.objects.create(
            answer_id=item.answer_id, evidence=item, added_at=item.added_at, added_by_id=item.added_by_id
        )


def hand_back(apps, schema_editor):
    """Each document belongs to one answer again; one that several rest on stands once for each of them."""
    supports = apps.get_model("evaluation", "AnswerEvidence")
    seen = set()
    for row in supports.objects.select_related("evidence").order_by("pk"):
        item = row.evidence
        if item.pk in seen:
            item.pk = None
            item._state.adding = True
        item.answer_id = row.answer_id
        item.save()
        seen.add(row.evidence_id)
    supports.objects.all().delete()
    apps.get_model("evaluation", "Evidence").objects.filter(answer__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("evaluation", "0006_answers_rest_on_documents_of_their_country")]

    operations = [migrations.RunPython(hand_over, hand_back)]
