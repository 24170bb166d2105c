"""Subjects: which things point to one, retiring, offering again, merging into another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Field, ManyToManyField, Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision, RevisionMixin

from networkapp.errors import NotAllowed, Refused
from networkapp.models import Subject, SubjectTranslation
from networkapp.permissions import Action
from networkapp.policies import policy_of
from networkapp.registry.subject_uses import subject_uses
from networkapp.users import AnyUser, User

MOST_NAMED = 10
RETIRED, OFFERED, MERGED = "networkapp.retire", "networkapp.offer", "networkapp.merge"
"""Actions, by the names of Wagtail's log."""


@dataclass(frozen=True, kw_only=True)
class SubjectUse:
    """The things of one kind that point to a subject: the first that a reader may know of, and how many there are."""

    kind: str
    named: tuple[Model, ...]
    number: int

    @property
    def others(self) -> int:
        return self.number - len(self.named)


def uses_of(*, subject: Subject, user: AnyUser) -> list[SubjectUse]:
    """Return what points to `subject`, drafts included, by kind; what `user` cannot see is only counted."""
    found = []
    for field in fields_with_subjects():
        model, keys = field.model, _pointing(field, subject)
        if not keys:
            continue
        where = subject_uses.get(model)
        named = tuple(where(user).filter(pk__in=keys)[:MOST_NAMED]) if where else ()
        found.append(SubjectUse(kind=str(model._meta.verbose_name_plural), named=named, number=len(keys)))
    return found


def used_subjects(*, subjects: Iterable[Subject]) -> list[Subject]:
    """Return those of `subjects` that are in use, also by drafts."""
    return [subject for subject in subjects if any(_pointing(field, subject) for field in fields_with_subjects())]


def can_manage_subjects(*, user: AnyUser) -> bool:
    """Return whether `user` can manage the subjects of this site, by a seat or as a site administrator."""
    return bool(user.is_authenticated and policy_of(Subject).user_has_permission(user, "change"))


def require_can_manage_subjects(*, user: AnyUser) -> None:
    """Raise NotAllowed unless `user` can manage the subjects of this site."""
    if not can_manage_subjects(user=user):
        raise NotAllowed(Action.KEEP_SUBJECTS)


@transaction.atomic
def retire_subject(*, subject: Subject, user: User, at: datetime | None = None) -> Subject:
    """Retire the subject: it cannot be chosen for anything new, and stays where it was chosen.

    NotAllowed for people who cannot manage subjects; Refused if it is already retired.
    """
    require_can_manage_subjects(user=user)
    current = _held(subject)
    if current.retired_at is not None:
        raise Refused("retired", _("“%(subject)s” is already retired.") % {"subject": current.title})
    current.retired_at = at or timezone.now()
    current.save(update_fields=["retired_at"])
    log(instance=current, action=RETIRED, user=user)
    return current


@transaction.atomic
def restore_subject(*, subject: Subject, user: User) -> Subject:
    """Offer a retired subject again. NotAllowed for people who cannot manage subjects; Refused if it is merged."""
    require_can_manage_subjects(user=user)
    current = _held(subject)
    if current.merged_into is not None:
        raise _merged_already(current)
    current.retired_at = None
    current.save(update_fields=["retired_at"])
    log(instance=current, action=OFFERED, user=user)
    return current


@transaction.atomic
def merge_subject(*, subject: Subject, into: Subject, user: User, at: datetime | None = None) -> int:
    """Make everything that points to `subject`, and its address, point to `into`; return how many things these were.

    Drafts and what is to be published on a day move along; editions stay as they were published. Refuses (NotAllowed)
    who does not keep subjects; (Refused) one that was merged already, and one that is merged into itself or into a
    retired one.
    """
    require_can_manage_subjects(user=user)
    locked = {one.pk: one for one in Subject.objects.select_for_update().filter(pk__in=[subject.pk, into.pk])}
    if subject.pk == into.pk or len(locked) < 2:
        raise Refused("same", _("Choose a different subject to merge into."), field="into")
    current, target = locked[subject.pk], locked[into.pk]
    if current.merged_into is not None:
        raise _merged_already(current)
    if target.retired_at is not None:
        words = _("“%(subject)s” is retired. Choose a subject that is in use.") % {"subject": target.title}
        raise Refused("target_retired", words, field="into")
    moved = sum(_move(field, current, target) for field in fields_with_subjects())
    current.merged.update(merged_into=target)
    current.retired_at, current.merged_into = current.retired_at or at or timezone.now(), target
    current.save(update_fields=["retired_at", "merged_into"])
    # Pages that are kept show subjects, and are made anew when one is saved.
    target.save(update_fields=["position"])
    log(instance=current, action=MERGED, user=user, data={"into": target.pk, "moved": moved})
    return moved


def fields_with_subjects() -> Iterator[Any]:
    """Yield each field by which a model of any plugin points to subjects."""
    own = (Subject, SubjectTranslation)
    for relation in Subject._meta.related_objects:
        if relation.related_model not in own:
            yield relation.field


def _held(subject: Subject) -> Subject:
    found: Subject = Subject.objects.select_for_update().get(pk=subject.pk)
    return found


def _merged_already(subject: Subject) -> Refused:
    words = _("“%(subject)s” was merged into “%(target)s”. All links now lead to “%(target)s”.")
    return Refused("merged", words % {"subject": subject.title, "target": subject.merged_into})


def _pointing(field: Any, subject: Subject) -> set[Any]:
    """Return the keys of the things that point to `subject` by `field`, in their current state or in a draft."""
    live = field.model._base_manager.filter(**{field.name: subject}).values_list("pk", flat=True)
    return set(live) | {_key(field, draft) for draft in _drafts(field, subject)}


def _key(field: Any, draft: Revision) -> Any:
    return field.model._meta.pk.to_python(draft.object_id)


def _drafts(field: Any, subject: Subject) -> list[Revision]:
    """Return the drafts, and what is to be published on a day, in which a thing points to `subject` by `field`."""
    model = field.model
    if not issubclass(model, RevisionMixin):
        return []
    latest = model._base_manager.exclude(latest_revision=None).values("latest_revision")
    waiting = Q(pk__in=latest) | Q(approved_go_live_at__isnull=False)
    revisions = Revision.objects.filter(waiting, content_type=ContentType.objects.get_for_model(model))
    named = revisions.values_list("pk", f"content__{field.name}")
    keys = [pk for pk, chosen in named if subject.pk in (chosen if isinstance(chosen, list) else [chosen])]
    return list(Revision.objects.filter(pk__in=keys))


def _move(field: Any, old: Subject, new: Subject) -> int:
    """Make everything that points to `old` by `field` point to `new`; return how many things these were."""
    keys = _pointing(field, old)
    for draft in _drafts(field, old):
        draft.content[field.name] = _moved(draft.content[field.name], old, new)
        draft.save(update_fields=["content"])
    if isinstance(field, ManyToManyField):
        _move_chosen(field, old, new)
    else:
        field.model._base_manager.filter(**{field.name: old}).update(**{field.name: new})
    for thing in field.model._base_manager.filter(pk__in=keys):
        ReferenceIndex.create_or_update_for_object(thing)
    return len(keys)


def _moved(chosen: Any, old: Subject, new: Subject) -> Any:
    if not isinstance(chosen, list):
        return new.pk
    return list(dict.fromkeys(new.pk if pk == old.pk else pk for pk in chosen))


def _move_chosen(field: "ManyToManyField[Any, Any]", old: Subject, new: Subject) -> None:
    """Make rows that join things with `old` join them with `new`; if a thing has both, one row remains."""
    joining: Any = field.remote_field.through
    rows = joining._base_manager
    thing, subject = field.m2m_field_name(), field.m2m_reverse_field_name()
    has_both: Iterable[Any] = rows.filter(**{subject: new}).values_list(_attname(rows.model, thing), flat=True)
    rows.filter(**{subject: old, f"{thing}__in": list(has_both)}).delete()
    rows.filter(**{subject: old}).update(**{subject: new})


def _attname(model: type[Model], name: str) -> str:
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field.attname
