"""Hide the names of things in forms from editors who cannot see these things."""

import json
from collections.abc import Callable
from copy import copy
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.base import BlockWidget
from wagtail.documents import get_document_model
from wagtail.models import Page

from networkapp.pages.references import Reference, hidden_references, references_in
from networkapp.users import User


def hide_invisible_references(form: Any, field: str) -> None:
    """Hide the names of things that a stream field refers to and that its editor cannot see."""
    known: forms.Field = form.fields.get(field)
    if known is not None and form.for_user is not None:
        known.widget = _VisibleNamesWidget(known.widget.block_def, form.for_user)  # type: ignore[attr-defined]


def hide_invisible_choice(form: Any, field: str, *, user: User) -> None:
    """Hide the name of the thing chosen in this field if the editor cannot see it."""
    known = form.fields.get(field)
    if known is not None and user is not None:
        known.widget.get_value_data = partial(_chooser_value, known.widget.get_value_data, known.queryset.model, user)


def _chooser_value(describe: Callable[[Any], Any], model: type[Any], user: User, value: Any) -> Any:
    """Return what a chooser shows of the chosen thing, by its primary key or as a row."""
    shown = describe(value)
    if shown and hidden_references(references=[(model, str(shown["id"]))], user=user):
        return _nameless(shown["id"])
    return shown


def _nameless(key: Any) -> dict[str, Any]:
    """Return what a chooser shows of something that its editor cannot see."""
    return {"id": key, "edit_url": None, "title": _("Item you do not have access to")}


class _VisibleNamesWidget(BlockWidget):  # type: ignore[misc]
    def __init__(self, block_def: Any, user: User) -> None:
        super().__init__(block_def)
        self.editor = user

    def render_with_errors(self, name: str, value: Any, **kwargs: Any) -> Any:
        hidden = hidden_references(references=references_in(value), user=self.editor) if value else set()
        if not hidden:
            return super().render_with_errors(name, value, **kwargs)
        shown = copy(self)
        shown._block_json = self.block_json
        shown.block_def = _Stated(_without(self.block_def, self.block_def.get_form_state(value), hidden))
        return super(_VisibleNamesWidget, shown).render_with_errors(name, value, **kwargs)


class _Stated:
    def __init__(self, state: Any) -> None:
        self.state = state

    def get_form_state(self, value: Any) -> Any:
        return self.state


def _without(block: Any, state: Any, hidden: set[Reference]) -> Any:
    """Return the data of the form, in which hidden things have only their number."""
    match block:
        case blocks.StreamBlock():
            return [{**one, "value": _without(block.child_blocks[one["type"]], one["value"], hidden)} for one in state]
        case blocks.ListBlock():
            return [{**one, "value": _without(block.child_block, one["value"], hidden)} for one in state]
        case blocks.StructBlock():
            return {name: _without(block.child_blocks[name], inner, hidden) for name, inner in state.items()}
        case blocks.ChooserBlock() if state and (block.model_class, str(state["id"])) in hidden:
            return _nameless(state["id"])
        case blocks.RichTextBlock():
            return _without_addresses(state, hidden)
    return state


def _without_addresses(text: str, hidden: set[Reference]) -> str:
    """Return the text for Draftail; a link to something hidden keeps its number, and is shown as a broken one."""
    linked = {"LINK": Page, "DOCUMENT": get_document_model()}
    content = json.loads(text)
    for entity in content["entityMap"].values():
        model, key = linked.get(entity["type"]), entity["data"].get("id")
        if (model, str(key)) in hidden:
            entity["data"] = {"id": key}
    return json.dumps(content)
