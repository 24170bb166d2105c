"""The form of a delegation in Wagtail's admin. What the database would refuse is refused here, in words."""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from networkapp.forms.choices import time_zones, zones_of_country
from networkapp.forms.saved_over import EditConflictForm
from networkapp.models import Delegation, this_site
from networkapp.networks.forms.networks import LocalNamesField

Kind = Delegation.Kind
CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
NOT_ASSESSED = (Kind.CHAMBER, Kind.REGIONAL, Kind.INTERPARLIAMENTARY)


class DomainsField(forms.CharField):
    """Domains of e-mail addresses, in lower case, separated by spaces."""

    def to_python(self, value: Any) -> str:
        domains = str(super().to_python(value)).lower().replace(",", " ").split()
        for domain in domains:
            try:
                validate_email(f"somebody@{domain}")
            except ValidationError as wrong:
                words = _("“%(domain)s” is not a domain. Enter the part of the address after the @.")
                raise ValidationError(words, params={"domain": domain}) from wrong
        return " ".join(dict.fromkeys(domains))


class DelegationForm(EditConflictForm):
    """A parliament, chamber or body. Its code is given once: mentions, files and addresses rest on it."""

    code = forms.CharField(
        label=_("Code"),
        max_length=8,
        help_text=_(
            "Two to eight letters and digits, for example IT or IT-S. Shown in lists and "
            "mentions, and cannot be changed later."
        ),
    )
    names = LocalNamesField(label=_("Name in other languages"))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("Used for the terms and deadlines of this delegation."),
        error_messages={"invalid_choice": _("“%(value)s” is not a time zone. Choose one from the list.")},
    )
    mail_domains = DomainsField(
        label=_("E-mail domains"),
        required=False,
        max_length=300,
        help_text=_(
            "For example “parliament.example”. Members, substitutes and advisers can then be invited only at "
            "these domains."
        ),
    )

    class Meta:
        model = Delegation
        fields: ClassVar = [
            *("code", "name", "names", "kind", "parliament", "country", "assessed", "time_zone", "mail_domains"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parliament: Any = self.fields["parliament"]
        parliament.queryset = Delegation.objects.filter(kind__in=[Kind.NATIONAL, Kind.REGIONAL]).exclude(
            pk=self.instance.pk
        )
        parliament.help_text = _(
            "For chambers only. If chambers take part in a network, each has one vote and the "
            "parliament itself has none."
        )
        if not self.instance.pk:
            self._offer_zone_of_the_country()
        self.fields["country"].help_text = _("For a chamber, the country of its parliament.")
        self.fields["code"].disabled = bool(self.instance.pk)

    def _offer_zone_of_the_country(self) -> None:
        """Set the time zone of the country as initial value for a new delegation."""
        zone: Any = self.fields["time_zone"]
        zone.required, zone.choices = False, lambda: [("", _("Time zone of the country")), *time_zones()]
        self.initial["time_zone"] = ""
        zone.help_text = _(
            "Choose one for a country with several time zones. A body without a country gets the site’s time zone."
        )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        if self.instance.pk:
            return str(self.instance.code)
        if len(code) < 2 or not CODE.fullmatch(code):
            raise ValidationError(
                _("Use two to eight letters from A to Z and digits, with single hyphens between them.")
            )
        known = Delegation.objects.filter(code__iexact=code).first()
        if known is not None:
            words = _("The code %(code)s belongs to “%(name)s”. Choose another code.")
            raise ValidationError(words, params={"code": code, "name": known.local_name})
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        kind, parliament = cleaned.get("kind"), cleaned.get("parliament")
        if kind == Kind.CHAMBER:
            self._check_chamber(parliament)
            cleaned["country"] = parliament.country if parliament else ""
        elif parliament is not None:
            self.add_error("parliament", _("Only a chamber belongs to a parliament. Leave this field empty."))
        self._check_country(kind, str(cleaned.get("country") or ""))
        self._find_zone(cleaned, parliament)
        if cleaned.get("assessed") and kind in NOT_ASSESSED:
            words = _("Only national parliaments can be assessed: results are published by country.")
            self.add_error("assessed", words)
        return cleaned

    def _find_zone(self, cleaned: dict[str, Any], parliament: Delegation | None) -> None:
        """Fill in the time zone that was left to the country: a chamber has that of its parliament."""
        if cleaned.get("time_zone") or {"time_zone", "country", "parliament"} & self.errors.keys():
            return
        country = str(cleaned.get("country") or "")
        zones = zones_of_country(country)
        if parliament is not None:
            cleaned["time_zone"] = parliament.time_zone
        elif len(zones) == 1:
            cleaned["time_zone"] = zones[0]
        elif not zones:
            cleaned["time_zone"] = this_site().zone.key
        else:
            words = _("%(country)s has several time zones. Choose the one of the parliament.")
            self.add_error("time_zone", ValidationError(words, params={"country": countries.name(country)}))

    def _check_chamber(self, parliament: Delegation | None) -> None:
        if parliament is None and "parliament" not in self.errors:
            self.add_error(
                "parliament", _("Choose the parliament of this chamber. Add the parliament first if needed.")
            )
        if self.instance.pk and self.instance.chambers.exists():
            self.add_error("kind", _("This parliament has chambers, so it cannot be a chamber itself."))

    def _check_country(self, kind: Any, country: str) -> None:
        if kind == Kind.INTERPARLIAMENTARY and country:
            self.add_error("country", _("An interparliamentary body has no country. Leave this field empty."))
        if kind != Kind.NATIONAL or "country" in self.errors:
            return
        if not country:
            self.add_error("country", _("Choose the country of this parliament."))
            return
        others = Delegation.objects.filter(kind=Kind.NATIONAL, country=country).exclude(pk=self.instance.pk)
        if other := others.first():
            words = _(
                "%(country)s already has a national parliament, %(code)s. For one of its chambers, "
                "choose “chamber of a parliament”."
            )
            self.add_error("country", ValidationError(words, params={"country": other.label, "code": other.code}))
