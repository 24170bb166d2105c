"""Inputs written as Django's own templates write them, without a template for each: a form of answers has hundreds."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_INPUTS = frozenset(
    f"django/forms/widgets/{name}.html" for name in ("hidden", "text", "radio_option", "checkbox_option")
)
_SELECT = "django/forms/widgets/select.html"


class _DirectlyRendered:
    """A widget that writes its inputs and choices itself; whatever else it is made of, its template writes."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        widget = context["widget"]
        if template_name in _INPUTS and not widget.get("wrap_label"):
            return mark_safe(_input(widget))
        if template_name == _SELECT:
            return mark_safe(_select(widget))
        made: SafeString = super()._render(template_name, context, renderer)  # type: ignore[misc]
        return made


class FastTextInput(_DirectlyRendered, forms.TextInput):
    pass


class FastHiddenInput(_DirectlyRendered, forms.HiddenInput):
    pass


class FastRadioSelect(_DirectlyRendered, forms.RadioSelect):
    pass


class FastCheckboxSelect(_DirectlyRendered, forms.CheckboxSelectMultiple):
    pass


class FastSelect(_DirectlyRendered, forms.Select):
    pass


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(str(widget["value"]))}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget["attrs"])}>'


def _select(widget: Mapping[str, Any]) -> str:
    """Return the HTML of a select without groups of options, which none has here."""
    options = "".join(
        f'<option value="{conditional_escape(str(option["value"]))}"{_attributes(option["attrs"])}>'
        f"{conditional_escape(option['label'])}</option>"
        for _group, choices, _place in widget["optgroups"]
        for option in choices
    )
    return f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>{options}</select>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )
