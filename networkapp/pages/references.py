"""Restrict references in texts to things that their editor can see, since titles and addresses would be revealed."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from networkapp.files.access import may_see_collection
from networkapp.pages.access import readable_pages
from networkapp.policies import policy_of
from networkapp.registry.pages import hidden_rows
from networkapp.users import AnyUser

Reference = tuple[type[Any], str]
"""A model and the primary key of one of its rows, as text."""


def require_visible_in(*, text: Any, user: AnyUser, before: Any = None) -> None:
    """Check as `require_visible` does everything that `text` (the value of a stream field) points to.

    What it pointed to `before` was added by somebody else and stays, so that people who change a word beside it are not
    refused.
    """
    kept = references_in(before) if before else set()
    require_visible(references=references_in(text) - kept, user=user)


def references_in(text: Any) -> set[Reference]:
    """Return everything that the value of a stream field points to."""
    return {(model, str(key)) for model, key, *_path in text.stream_block.extract_references(text)}


def require_visible(*, references: Iterable[Reference], user: AnyUser) -> None:
    """Raise PermissionDenied unless `user` can see every page, picture, document and registered row of `references`.

    Things of other kinds, and things that are not there, are passed over. Wagtail's choosers offer nothing else, so
    only a request made by hand is refused.
    """
    if hidden_references(references=references, user=user):
        raise PermissionDenied


def hidden_references(*, references: Iterable[Reference], user: AnyUser) -> set[Reference]:
    """Return those of `references` that exist and that `user` cannot see; in a query for each kind and collection."""
    by_model: dict[type[Any], set[str]] = defaultdict(set)
    for model, key in references:
        by_model[model].add(str(key))
    return {(model, key) for model, keys in by_model.items() for key in _hidden(model=model, keys=keys, user=user)}


def _hidden(*, model: type[Any], keys: set[str], user: AnyUser) -> set[str]:
    if issubclass(model, Page):
        return _hidden_pages(keys=keys, user=user)
    if model in hidden_rows:
        return hidden_rows[model](keys=keys, user=user)
    if model in (get_image_model(), get_document_model()):
        return _hidden_files(model=model, keys=keys, user=user)
    return set()


def _hidden_files(*, model: type[Any], keys: set[str], user: AnyUser) -> set[str]:
    by_collection: dict[Any, set[str]] = defaultdict(set)
    for file in model.objects.filter(pk__in=keys).select_related("collection").order_by("pk"):
        by_collection[file.collection].add(str(file.pk))
    closed = [found for kept, found in by_collection.items() if not may_see_collection(collection=kept, user=user)]
    return set().union(*closed)


def _hidden_pages(*, keys: set[str], user: AnyUser) -> set[str]:
    there = Page.objects.filter(pk__in=keys)
    own = policy_of(Page).explorable_instances(user).filter(pk__in=keys)
    readable = readable_pages(pages=there.live(), user=user)
    return _as_text(there) - _as_text(own) - _as_text(readable)


def _as_text(rows: QuerySet[Any]) -> set[str]:
    return {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}
