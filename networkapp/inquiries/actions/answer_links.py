"""Link questions and answers to recommendations, criteria, country notes, and whatever else topics can be about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.inquiries.models import Inquiry, InquiryQuestion, Reply
from networkapp.inquiries.queries.case_status import require_acting_seat
from networkapp.models import CausalLink
from networkapp.permissions import Action
from networkapp.provenance.links import link_cause
from networkapp.registry import topic_subjects
from networkapp.registry.linkables import Linkable, linkable_or_none
from networkapp.registry.provenance import dossier_parts
from networkapp.users import AnyUser, User


@transaction.atomic
def link_answer(*, reply: Reply, about: str, user: User) -> CausalLink:
    """Link the answer to the thing with this name ("section-5"); linking twice is linking once.

    Refused: `about_gone`, if `user` can know of no such thing, and as in `draw_consequence` for things in dossiers:
    what led to the answer did not come of it. NotAllowed as in `file_reply`.
    """
    require_acting_seat(inquiry=reply.case.inquiry, delegation=reply.case.delegation, user=user)
    thing = linkable_or_none(about, user=user)
    if thing is None:
        raise Refused("about_gone", _("The linked item is no longer available. Choose another."), field="about")
    if thing.kind in dossier_parts:
        return link_cause(cause=reply, effect=thing.it, user=user)
    made, _is_new = CausalLink.objects.get_or_create(
        cause_type=ContentType.objects.get_for_model(Reply),
        cause_id=reply.pk,
        effect_type=ContentType.objects.get_for_model(thing.it),
        effect_id=thing.it.pk,
        defaults={"made_by": user},
    )
    return made


@transaction.atomic
def unlink_answer(*, reply: Reply, about: str, user: User) -> None:
    """Remove the link between the answer and the thing. Refused and NotAllowed as in `link_answer`."""
    require_acting_seat(inquiry=reply.case.inquiry, delegation=reply.case.delegation, user=user)
    thing = linkable_or_none(about, user=user)
    if thing is None:
        raise Refused("about_gone", _("The linked item is no longer available. Choose another."), field="about")
    _links_of(reply.pk).filter(effect_type=ContentType.objects.get_for_model(thing.it), effect_id=thing.it.pk).delete()


@transaction.atomic
def link_questions(*, inquiry: Inquiry, links: Mapping[int, Any], user: User) -> None:
    """Record that the questions with these numbers ask for these things, so that answers to them matter there.

    `user` can edit the inquiry. A second call changes nothing.
    """
    for question in inquiry.questions.filter(number__in=links):
        thing = links[question.number]
        CausalLink.objects.get_or_create(
            cause_type=ContentType.objects.get_for_model(thing),
            cause_id=thing.pk,
            effect_type=ContentType.objects.get_for_model(InquiryQuestion),
            effect_id=question.pk,
            defaults={"made_by": user},
        )


def linked_things(*, replies: list[int], user: AnyUser) -> dict[int, list[Linkable]]:
    """Return for each of these answers (by primary key) the things it is linked to, as far as `user` can know of
    them.

    A query, and one for each kind of thing that is named.
    """
    lines = CausalLink.objects.filter(cause_type=ContentType.objects.get_for_model(Reply), cause_id__in=replies)
    return _things_by_key(lines.values_list("cause_id", "effect_type", "effect_id"), user)


def linked_objects_by_question(*, questions: Iterable[InquiryQuestion], user: AnyUser) -> dict[int, list[Linkable]]:
    """Return for each of these questions (by primary key) the things it asks about, as far as `user` can know of
    them.

    A query, and one for each kind of thing that is named; none where they ask for nothing in particular. The questions
    say that themselves, from `asking()`.
    """
    question_ids = [question.pk for question in questions if question.asks_for_something]  # type: ignore[attr-defined]
    if not question_ids:
        return {}
    kind = ContentType.objects.get_for_model(InquiryQuestion)
    lines = CausalLink.objects.filter(effect_type=kind, effect_id__in=question_ids)
    return _things_by_key(lines.values_list("effect_id", "cause_type", "cause_id"), user)


def _things_by_key(lines: Any, user: AnyUser) -> dict[int, list[Linkable]]:
    """Return by the first of each line the things that the other two name, in the order in which they were recorded."""
    rows = list(lines.order_by("pk"))
    kinds = {pk: ContentType.objects.get_for_id(pk).model for pk in {kind for _of, kind, _pk in rows}}
    known: dict[tuple[str, int], Linkable] = {}
    for kind in set(kinds.values()) & set(topic_subjects):
        subject = topic_subjects[kind]
        wanted = [pk for _of, named, pk in rows if kinds[named] == kind]
        for it in subject.where(user=user).filter(pk__in=wanted):
            known[kind, it.pk] = Linkable(kind=kind, label=subject.label, it=it)
    found: dict[int, list[Linkable]] = defaultdict(list)
    for of, named, pk in rows:
        if (kinds[named], pk) in known:
            found[of].append(known[kinds[named], pk])
    return dict(found)


def inquiries_about(*, things: Iterable[Any], user: AnyUser) -> dict[int, list[Inquiry]]:
    """Return for each of these things of one kind (by primary key) the inquiries with a question about it that `user`
    can know of; two queries, one if there are none."""
    thing_list = list(things)
    if not thing_list:
        return {}
    kinds = ContentType.objects.get_for_models(thing_list[0], InquiryQuestion)
    drawn = CausalLink.objects.filter(cause_type=kinds[thing_list[0]], cause_id__in=[thing.pk for thing in thing_list])
    lines = list(drawn.filter(effect_type=kinds[InquiryQuestion]).values_list("cause_id", "effect_id"))
    if not lines:
        return {}
    questions = InquiryQuestion.objects.filter(pk__in=[question for _thing, question in lines])
    seen = questions.filter(inquiry__in=Inquiry.objects.where(user, may=Action.SEE))
    inquiries = {question.pk: question.inquiry for question in seen.select_related("inquiry__network")}
    found: dict[int, dict[int, Inquiry]] = defaultdict(dict)
    for thing, question in lines:
        if question in inquiries:
            found[thing][inquiries[question].pk] = inquiries[question]
    return {thing: list(asking.values()) for thing, asking in found.items()}


def _links_of(reply: int) -> Any:
    return CausalLink.objects.filter(cause_type=ContentType.objects.get_for_model(Reply), cause_id=reply)
