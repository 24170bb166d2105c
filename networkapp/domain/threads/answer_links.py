"""What an answer is about: recommendations, criteria, country boxes of handbooks, and all else topics can be about."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from networkapp.domain.discussion.about import Thing, still_there
from networkapp.domain.inquiries.cast_standing import require_acting_seat
from networkapp.domain.threads.consequences import draw_consequence
from networkapp.errors import Refused
from networkapp.models import Consequence, Reply
from networkapp.registry import topic_subjects
from networkapp.registry.dossiers import dossier_parts


@transaction.atomic
def link_answer(*, reply: Reply, about: str, person: Any) -> Consequence:
    """The answer matters for the thing that is named like this ("section-5"); said twice is said once.

    Refused: `about_gone`, where there is none that `person` may know of, and as in `draw_consequence` of what stands in
    dossiers: what led to the answer did not come of it. NotAllowed as in `file_reply`.
    """
    require_acting_seat(reply.cast.inquiry, reply.cast.delegation, person)
    thing = still_there(about, reader=person)
    if thing is None:
        raise Refused("about_gone", _("What the answer was to matter for is not there. Choose another."), field="about")
    if thing.kind in dossier_parts:
        return draw_consequence(cause=reply, effect=thing.it, by=person)
    made, _is_new = Consequence.objects.get_or_create(
        cause_type=ContentType.objects.get_for_model(Reply),
        cause_id=reply.pk,
        effect_type=ContentType.objects.get_for_model(thing.it),
        effect_id=thing.it.pk,
        defaults={"made_by": person},
    )
    return made


@transaction.atomic
def unlink_answer(*, reply: Reply, about: str, person: Any) -> None:
    """The answer matters for the thing no more. Refused and NotAllowed as in `link_answer`."""
    require_acting_seat(reply.cast.inquiry, reply.cast.delegation, person)
    thing = still_there(about, reader=person)
    if thing is None:
        raise Refused("about_gone", _("What the answer was to matter for is not there. Choose another."), field="about")
    _links(reply.pk).filter(effect_type=ContentType.objects.get_for_model(thing.it), effect_id=thing.it.pk).delete()


def linked_to(*, replies: list[int], reader: Any) -> dict[int, list[Thing]]:
    """For each of these answers (by primary key) what it matters for, as far as `reader` may know of it.

    A query, and one for each kind of thing that is named.
    """
    rows = list(
        Consequence.objects.filter(cause_type=ContentType.objects.get_for_model(Reply), cause_id__in=replies)
        .values_list("cause_id", "effect_type", "effect_id")
        .order_by("pk")
    )
    kinds = {pk: ContentType.objects.get_for_id(pk).model for pk in {kind for _cause, kind, _effect in rows}}
    known: dict[tuple[str, int], Thing] = {}
    for kind in set(kinds.values()) & set(topic_subjects):
        subject = topic_subjects[kind]
        wanted = [effect for _cause, named, effect in rows if kinds[named] == kind]
        for it in subject.where(reader).filter(pk__in=wanted):
            known[kind, it.pk] = Thing(kind=kind, label=subject.label, it=it)
    found: dict[int, list[Thing]] = {}
    for cause, type_of, effect in rows:
        thing = known.get((kinds[type_of], effect))
        if thing is not None:
            found.setdefault(cause, []).append(thing)
    return found


def _links(reply: int) -> Any:
    return Consequence.objects.filter(cause_type=ContentType.objects.get_for_model(Reply), cause_id=reply)
