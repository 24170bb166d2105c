"""Names of countries in every interface language."""

import pytest
from django.conf import settings
from django.utils.translation import override

from networkapp.networks.queries.countries import country_name


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Germany"), ("da", "Tyskland"), ("de", "Deutschland"), ("et", "Saksamaa"), ("fi", "Saksa"),
        ("is", "Þýskaland"), ("lt", "Vokietija"), ("lv", "Vācija"), ("nb", "Tyskland"), ("pl", "Niemcy"),
        ("ru", "Германия"), ("sv", "Tyskland"),
    ],
)  # fmt: skip
def test_country_is_named_in_the_language_of_the_reader(language: str, name: str) -> None:
    assert language in dict(settings.LANGUAGES)
    with override(language):
        assert country_name(code="DE") == name


@pytest.mark.parametrize("language", ["en", "is"])
def test_sample_country_has_the_name_given_by_the_site(language: str) -> None:
    with override(language):
        assert "Pseudo" not in country_name(code="XA")


def test_unknown_country_code_is_its_own_name() -> None:
    with override("is"):
        assert country_name(code="QQ") == "QQ"
