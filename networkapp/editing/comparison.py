"""Wagtail's comparison of two revisions, in which what its reader may not see has neither name nor picture."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.compare import (
    ChildRelationComparison,
    FieldComparison,
    ForeignObjectComparison,
    M2MFieldComparison,
    StreamFieldComparison,
)

from networkapp.pages.references import Reference, hidden_references, references_in
from networkapp.users import AnyUser

Compare = Callable[[Any, Any, Any], list[Any]]


@dataclass(frozen=True)
class HiddenValueMixin:
    """Replaces what the reader cannot see: whether it differs can be shown, and nothing else.

    Wagtail asks a compared value for its words, or for a picture, or for a title and an address.
    """

    reference: Reference
    url = ""

    def __str__(self) -> str:
        return _("Item you do not have access to")

    @property
    def title(self) -> str:
        return str(self)

    def get_rendition(self, size: Any) -> "HiddenValueMixin":
        return self

    def img_tag(self, *attributes: Any) -> SafeString:
        return escape(self)


def hide_invisible_values(compare: Compare) -> Compare:
    """Wrap a view's comparison of two revisions, so that it names only things that the user can see."""

    @wraps(compare)
    def compared(view: Any, first: Any, second: Any) -> list[Any]:
        return [_seen(change, view.request.user) for change in compare(view, first, second)]

    return compared


def _seen(change: Any, user: AnyUser) -> Any:
    """Return the change without anything that is hidden from `user`."""
    match change:
        case StreamFieldComparison():
            references = [references_in(value) for value in (change.val_a, change.val_b) if value]
            hidden = hidden_references(references=set().union(*references), user=user)
            for value in (change.val_a, change.val_b):
                _without(change.field.stream_block, value, hidden)
        case ForeignObjectComparison():
            change.get_objects = partial(_among, change.get_objects(), user)
        case M2MFieldComparison():
            change.val_a, change.val_b = _among(change.val_a, user), _among(change.val_b, user)
        case ChildRelationComparison():
            change.field_comparisons = [partial(_of_child, one, user) for one in change.field_comparisons]
    return change


def _of_child(compare: Callable[[Any, Any], FieldComparison], user: AnyUser, first: Any, second: Any) -> Any:
    return _seen(compare(first, second), user)


def _among(things: Iterable[Any], user: AnyUser) -> list[Any]:
    """Return these things, None included, with placeholders for what is hidden from `user`."""
    listed = list(things)
    hidden = hidden_references(references=[_named(thing) for thing in listed if thing is not None], user=user)
    return [
        HiddenValueMixin(_named(thing)) if thing is not None and _named(thing) in hidden else thing for thing in listed
    ]


def _named(thing: Any) -> Reference:
    return type(thing), str(thing.pk)


def _without(block: Any, value: Any, hidden: set[Reference]) -> Any:
    """Return the value of a block with a placeholder for each hidden thing; a block with others is changed itself."""
    match block:
        case blocks.StreamBlock():
            for child in value:
                child.value = _without(child.block, child.value, hidden)
        case blocks.ListBlock():
            for child in value.bound_blocks:
                child.value = _without(child.block, child.value, hidden)
        case blocks.StructBlock() if isinstance(value, blocks.StructValue):
            for name, inner in block.child_blocks.items():
                value[name] = _without(inner, value[name], hidden)
        case blocks.ChooserBlock() if value is not None and (block.model_class, str(value.pk)) in hidden:
            return HiddenValueMixin((block.model_class, str(value.pk)))
    return value
