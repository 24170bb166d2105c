"""The template of a form field."""

from django import forms
from django.template.loader import render_to_string


class Chosen(forms.Form):
    alone = forms.BooleanField(label="With this alone", help_text="No password is asked for.")
    name = forms.CharField(label="Name", help_text="As others see it.")


def test_help_text_is_below_a_checkbox_and_above_a_text_field() -> None:
    form = Chosen()
    for name, parts in (
        ("alone", ["<input", "With this alone", "No password is asked for."]),
        ("name", ["Name", "As others see it.", "<input"]),
    ):
        html = render_to_string("networkapp/parts/field.html", {"field": form[name]})
        assert sorted(parts, key=html.index) == parts
