"""Language fields of forms: languages of the site are listed, others can be typed, unknown ones are refused."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from networkapp.languages.choices import ContentLanguagesField, LanguageField, OtherLanguageForm
from networkapp.library.models import Publication
from networkapp.models import SiteSettings
from networkapp.networks.forms.networks import LocalNamesField

pytestmark = pytest.mark.django_db


class TextForm(forms.Form):
    language = LanguageField()


@pytest.mark.parametrize(
    ("data", "tag"),
    [
        ({"language": "de"}, "de"),
        ({"language": "lld"}, "lld"),
        ({"language": "en", "language_other": "Italian"}, "it"),
        ({"language": "en", "language_other": " LLD "}, "lld"),
        ({"language": "en", "language_other": "  "}, "en"),
    ],
)
def test_typed_language_is_preferred_to_the_selected_one(data: dict[str, str], tag: str) -> None:
    form = TextForm(data)
    assert (form.is_valid(), form.cleaned_data) == (True, {"language": tag})


def test_unknown_language_is_refused_and_the_entry_kept() -> None:
    form = TextForm({"language": "en", "language_other": "Elvish <b>"})
    assert form.errors == {
        "language": ["There is no language “Elvish <b>”. Enter a name or ISO 639 code, such as Italian, it or lld."]
    }
    assert 'value="Elvish &lt;b&gt;"' in str(form["language"])


def test_language_that_the_site_does_not_list_is_shown_by_its_name() -> None:
    shown = str(TextForm(initial={"language": "lld"})["language"])
    assert ('value="Ladin"' in shown, "<details" in shown and " open>" in shown, "selected" in shown) == (
        True,
        True,
        False,
    )


def test_translation_language_must_differ_from_the_original() -> None:
    items = [OtherLanguageForm({"language": typed}, original="it") for typed in ("Italian", "sl", "xx")]
    assert [form.errors.get("language") for form in items] == [
        ["Choose a language other than the original."],
        None,
        ["There is no language “xx”. Enter a name or ISO 639 code, such as Italian, it or lld."],
    ]


def test_name_can_be_given_once_in_every_language() -> None:
    field = LocalNamesField()
    assert field.clean("it: Rete comune\nLadin: Rëi comuna") == {"it": "Rete comune", "lld": "Rëi comuna"}
    for typed in ("xx: Name", "it: Rete\nita: Rete", "it:"):
        with pytest.raises(ValidationError):
            field.clean(typed)


def test_language_of_a_publication_is_given_by_name_or_code() -> None:
    field = Publication._meta.get_field("language")
    assert (field.clean("Slovenian", None), field.clean("lld", None)) == ("sl", "lld")
    with pytest.raises(ValidationError, match="There is no language “Elvish”"):
        field.clean("Elvish", None)


class SiteForm(forms.Form):
    languages = ContentLanguagesField(required=False)


def test_content_languages_are_selected_or_typed_and_stored_once() -> None:
    form = SiteForm(MultiValueDict({"languages": ["de", "lld"], "languages_others": ["Italian, sl,, ita, German"]}))
    assert (form.is_valid(), form.cleaned_data) == (True, {"languages": ["de", "lld", "it", "sl"]})


def test_unknown_content_language_is_refused_and_the_entry_kept() -> None:
    form = SiteForm(MultiValueDict({"languages": ["de"], "languages_others": ["Elvish, sl"]}))
    assert form.errors["languages"][0].startswith("There is no language “Elvish”.")
    shown = str(form["languages"])
    assert ('value="Elvish"' in shown, 'value="sl"' in shown, 'value="lld"' in shown) == (True, True, False)


def test_stored_content_language_has_its_own_checkbox() -> None:
    shown = str(SiteForm(initial={"languages": ["lld"]})["languages"])
    assert ('value="lld"' in shown, "Ladin" in shown) == (True, True)


def test_forms_offer_the_content_languages_of_the_site() -> None:
    SiteSettings.objects.create(content_languages=["it", "lld"])
    assert [code for code, _name in TextForm().fields["language"].choices] == ["it", "lld"]
