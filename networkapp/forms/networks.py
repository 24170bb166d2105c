"""The forms in which superusers say what networks and delegations are called."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from networkapp.forms.choices import time_zones
from networkapp.models import Delegation, Network
from networkapp.models.languages import require_language


class InLanguagesField(forms.CharField):
    """What something is called in other languages, one on a line with its code before it; as {code: words}."""

    def __init__(self, **given: Any) -> None:
        words = _("One language a line, its ISO 639 code or its name first, as in “de: Gemeinsames Netzwerk”.")
        super().__init__(required=False, help_text=words, widget=forms.Textarea(attrs={"rows": 8}), **given)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{code}: {words}" for code, words in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, str(super().to_python(value)).splitlines())):
            code, _colon, words = (part.strip() for part in line.partition(":"))
            tag = require_language(code)
            if tag in found or not words:
                wrong = _("Write “%(line)s” as a language, a colon and the name in that language; each language once.")
                raise ValidationError(wrong, params={"line": line})
            found[tag] = words
        return found


def optional_time_zones() -> list[tuple[str, Any]]:
    """Return the time zones, with none before them."""
    return [("", "---------"), *time_zones()]


class NetworkForm(forms.ModelForm):  # type: ignore[type-arg]
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=optional_time_zones,
        required=False,
        help_text=_("Decisions are dated in this time zone. If empty, the time zone of the site is used."),
    )
    names = InLanguagesField(label=_("Name in other languages"))
    purposes = InLanguagesField(label=_("Purpose in other languages"))

    class Meta:
        model = Network
        fields: ClassVar = [
            *("slug", "name", "names", "purpose", "purposes", "kind", "visibility", "delegations", "time_zone"),
            *("shows_presence", "letters_carry_text", "tables_unreleased"),
        ]


class DomainsField(forms.CharField):
    """Domains of mail addresses, in small letters and parted by spaces."""

    def to_python(self, value: Any) -> str:
        domains = str(super().to_python(value)).lower().replace(",", " ").split()
        for domain in domains:
            try:
                validate_email(f"somebody@{domain}")
            except ValidationError as wrong:
                words = _("“%(domain)s” is not what stands behind the @ of an address.")
                raise ValidationError(words, params={"domain": domain}) from wrong
        return " ".join(dict.fromkeys(domains))


class DelegationForm(forms.ModelForm):  # type: ignore[type-arg]
    names = InLanguagesField(label=_("Name in other languages"))
    mail_domains = DomainsField(
        label=_("Domains of its addresses"),
        required=False,
        max_length=300,
        help_text=_(
            "Such as “parliament.example”. With one, members, substitutes and advisers are invited at no other address."
        ),
    )

    class Meta:
        model = Delegation
        fields: ClassVar = ["code", "name", "names", "kind", "country", "assessed", "time_zone", "mail_domains"]
