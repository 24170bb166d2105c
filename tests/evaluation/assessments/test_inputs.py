"""Form inputs rendered without templates produce the same HTML as Django's."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms

from evaluation.assessments.forms.inputs import (
    FastCheckboxSelect,
    FastHiddenInput,
    FastRadioSelect,
    FastSelect,
    FastTextInput,
)

CHOICES = [("", "Choose"), ("a&b", "A & <b>"), ("x", "It's")]


def parts(html: str) -> list[tuple[str, dict[str, Any], str]]:
    found = BeautifulSoup(html, "html.parser").find_all(True)
    return [(each.name, dict(each.attrs), each.string or "") for each in found]


@pytest.mark.parametrize(("ours", "theirs"), [(FastTextInput, forms.TextInput), (FastHiddenInput, forms.HiddenInput)])
@pytest.mark.parametrize("value", [None, "", 0, "1,5", '"<&'])
def test_fast_input_renders_the_same_html_as_djangos_input(
    ours: type[forms.Widget], theirs: type[forms.Widget], value: Any
) -> None:
    attrs = {"id": "q1-2", "inputmode": "decimal", "required": True, "disabled": False, "title": '"<'}
    made = ours(attrs=attrs).render("num&er", value)
    assert parts(made) == parts(theirs(attrs=attrs).render("num&er", value))


@pytest.mark.parametrize(
    ("ours", "theirs"), [(FastRadioSelect, forms.RadioSelect), (FastCheckboxSelect, forms.CheckboxSelectMultiple)]
)
def test_fast_choices_render_the_same_html_as_djangos_alone_and_together(
    ours: type[forms.Widget], theirs: type[forms.Widget]
) -> None:
    class Form(forms.Form):
        mine = forms.MultipleChoiceField(choices=CHOICES, widget=ours)
        own = forms.MultipleChoiceField(choices=CHOICES, widget=theirs)

    form = Form(initial={"mine": ["x"], "own": ["x"]})
    written = [[parts(str(choice.tag()).replace("own", "mine")) for choice in form[name]] for name in ("mine", "own")]
    assert written[0] == written[1]
    assert written[0][2][0][1]["checked"] == ""
    assert parts(str(form["mine"])) == parts(str(form["own"]).replace("own", "mine"))


@pytest.mark.parametrize("value", [None, "a&b"])
def test_fast_select_renders_the_same_html_as_djangos_select(value: Any) -> None:
    attrs = {"id": "q1-reason"}
    made = FastSelect(attrs=attrs, choices=CHOICES).render("reason", value)
    assert parts(made) == parts(forms.Select(attrs=attrs, choices=CHOICES).render("reason", value))
