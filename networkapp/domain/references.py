"""What a text points to: only things that its editor may see, or their titles and addresses would be told to her."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from networkapp.domain.files import may_see_collection
from networkapp.domain.handbooks import readable_pages
from networkapp.models import Section
from networkapp.models.handbooks import readable_sections
from networkapp.models.sections import SectionQuerySet

Reference = tuple[type[Any], str]
"""A model and the primary key of one of its rows, as text."""


def require_visible_in(*, text: Any, user: Any, before: Any = None) -> None:
    """The same as `require_visible`, of all that `text` (the value of a stream field) points to.

    What it pointed to `before` somebody else has put there, and stays: whoever changes a word beside it is not refused.
    """
    kept = pointed_to(before) if before else set()
    require_visible(references=pointed_to(text) - kept, user=user)


def pointed_to(text: Any) -> set[Reference]:
    """All that the value of a stream field points to."""
    return {(model, str(key)) for model, key, *_path in text.stream_block.extract_references(text)}


def require_visible(*, references: Iterable[Reference], user: Any) -> None:
    """Nothing, where `user` may see every page, section, picture and document of `references`; else PermissionDenied.

    Things of other kinds, and things that are not there, are passed over. Wagtail's choosers offer nothing else, so
    only a request made by hand is refused.
    """
    files = (get_image_model(), get_document_model())
    pages: set[str] = set()
    sections: set[str] = set()
    for model, key in references:
        if issubclass(model, Page):
            pages.add(str(key))
        elif model is Section:
            sections.add(str(key))
        elif model in files:
            _require_visible_file(model=model, key=str(key), user=user)
    _require_visible_pages(keys=pages, user=user)
    there = Section.objects.filter(pk__in=sections)
    if there.count() > visible_sections(user=user).filter(pk__in=sections).count():
        raise PermissionDenied


def hidden_among(*, references: Iterable[Reference], user: Any) -> set[Reference]:
    """The sections and pictures of `references` that `user` may not see; in a query for each kind and collection."""
    asked, images = set(references), get_image_model()
    sections = {key for model, key in asked if model is Section}
    seen = {str(pk) for pk in visible_sections(user=user).filter(pk__in=sections).values_list("pk", flat=True)}
    pictures = images.objects.filter(pk__in={key for model, key in asked if model is images})
    kept: dict[Any, set[Reference]] = defaultdict(set)
    for picture in pictures.select_related("collection").order_by("pk"):
        kept[picture.collection].add((images, str(picture.pk)))
    hidden = [found for collection, found in kept.items() if not may_see_collection(collection=collection, user=user)]
    return {(Section, key) for key in sections - seen}.union(*hidden)


def visible_sections(*, user: Any) -> SectionQuerySet:
    """The sections of chapters that `user` may read or edit."""
    own = policy_registry.get_by_type(Page).explorable_instances(user).order_by().values("pk")
    readable = readable_sections(user).order_by().values("pk")
    found: SectionQuerySet = Section.objects.filter(Q(page__in=own) | Q(pk__in=readable))
    return found


def _require_visible_file(*, model: type[Any], key: str, user: Any) -> None:
    file = model.objects.select_related("collection").filter(pk=key).first()
    if file is not None and not may_see_collection(collection=file.collection, user=user):
        raise PermissionDenied


def _require_visible_pages(*, keys: set[str], user: Any) -> None:
    there = Page.objects.filter(pk__in=keys)
    own = policy_registry.get_by_type(Page).explorable_instances(user).filter(pk__in=keys)
    public = readable_pages(pages=there.live(), user=user)
    seen = set(own.values_list("pk", flat=True)) | set(public.values_list("pk", flat=True))
    if set(there.values_list("pk", flat=True)) - seen:
        raise PermissionDenied
