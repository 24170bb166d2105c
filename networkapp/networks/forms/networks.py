"""The form of a network in Wagtail's admin, and names in other languages."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networkapp.forms.choices import time_zones
from networkapp.forms.saved_over import EditConflictForm
from networkapp.forms.stable_slugs import SlugFromNameForm
from networkapp.models import Delegation, Network, Seat
from networkapp.models.languages import require_language
from networkapp.networks.actions.settings import SETTINGS, may_choose_value
from networkapp.networks.queries.countries import is_sample


class LocalNamesField(forms.CharField):
    """A field for names in other languages, one a line after its code; cleans to {code: name}."""

    def __init__(self, **kwargs: Any) -> None:
        words = _("One name per line, for example “de: Gemeinsames Netzwerk”.")
        super().__init__(required=False, help_text=words, widget=forms.Textarea(attrs={"rows": 8}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{code}: {words}" for code, words in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, str(super().to_python(value)).splitlines())):
            code, _colon, words = (part.strip() for part in line.partition(":"))
            tag = require_language(code)
            if tag in found or not words:
                wrong = _("Write “%(line)s” as a language, a colon and the name. Use each language once.")
                raise ValidationError(wrong, params={"line": line})
            found[tag] = words
        return found


def optional_time_zones() -> list[tuple[str, Any]]:
    """Return the time zones, with none before them."""
    return [("", "---------"), *time_zones()]


KINDS = _(
    "National: one parliament, or its chambers. Regional: a regional parliament. Joint: "
    "several parliaments. Sample: invented countries to try the site with, labelled "
    "everywhere."
)
VISIBILITIES = _(
    "Public: everyone can read its handbooks, news, meetings, decisions and inquiries. Members of all networks: people "
    "with a seat in any network can. Closed: only its members can. Discussions are always for its members only."
)


class NetworkForm(EditConflictForm, SlugFromNameForm):
    """A network in Wagtail's admin. Its address is given once: links, groups and e-mails rest on it."""

    name_field = "name"

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=optional_time_zones,
        required=False,
        help_text=_("Decisions are dated in this time zone. Leave empty to use the site’s time zone."),
        error_messages={"invalid_choice": _("“%(value)s” is not a time zone. Choose one from the list.")},
    )
    names = LocalNamesField(label=_("Name in other languages"))
    purposes = LocalNamesField(label=_("Purpose in other languages"))

    class Meta:
        model = Network
        fields: ClassVar = [
            *("slug", "name", "names", "purpose", "purposes", "kind", "visibility", "delegations", "time_zone"),
            *("shortest_procedure_hours", "shows_presence", "emails_carry_text", "tables_unreleased"),
        ]
        error_messages: ClassVar = {"slug": {"unique": _("Another network has this address. Choose another address.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = self.fields["slug"]
        address.label = _("Address")
        if not address.disabled:
            address.help_text = _(
                "Part of the address of its pages, for example /networks/joint/. Cannot be changed later."
            )
        self.fields["shortest_procedure_hours"].required = False
        self.fields["kind"].help_text, self.fields["visibility"].help_text = KINDS, VISIBILITIES
        if not self.instance.pk and not Network.objects.filter(kind=Network.Kind.JOINT).exists():
            self.initial["kind"] = Network.Kind.JOINT
        delegations: Any = self.fields["delegations"]
        delegations.help_text = _(
            "Each delegation has one vote. If chambers take part, the parliament itself cannot "
            "vote. Sample delegations take part in sample networks only."
        )
        delegations.label_from_instance = _in_list

    def clean_shortest_procedure_hours(self) -> int:
        """Return the current value if the field was left empty."""
        hours: int | None = self.cleaned_data["shortest_procedure_hours"]
        return self.instance.shortest_procedure_hours if hours is None else hours

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        chosen = list(cleaned.get("delegations") or [])
        if cleaned.get("kind") == Network.Kind.REGIONAL and not any(
            one.kind == Delegation.Kind.REGIONAL for one in chosen
        ):
            self.add_error("delegations", _("Choose the delegation of the regional parliament."))
        self._keep_samples_apart(cleaned.get("kind"), chosen)
        self._keep_seated(chosen)
        self._keep_settings(cleaned)
        return cleaned

    def _keep_settings(self, cleaned: dict[str, Any]) -> None:
        known = Network.objects.filter(pk=self.instance.pk).first()
        if not (known and self.for_user):
            return
        for name in SETTINGS:
            if name in cleaned and not may_choose_value(
                network=known, setting=name, value=cleaned[name], user=self.for_user
            ):
                words = _("Only the secretariat of this network can make this change, in its network settings.")
                self.add_error(name, words)

    def _keep_samples_apart(self, kind: str | None, chosen: list[Delegation]) -> None:
        """Refuse sample delegations in a network of another kind, except those that take part already."""
        there: set[int] = set()
        if self.instance.pk:
            seated = Seat.objects.filter(network=self.instance, delegation__isnull=False)
            there = {
                *self.instance.delegations.values_list("pk", flat=True),
                *seated.values_list("delegation", flat=True),
            }
        samples = [one for one in chosen if is_sample(code=str(one.country)) and one.pk not in there]
        if samples and kind != Network.Kind.SAMPLE:
            words = _("Choose the kind “sample network”, or remove the sample delegations: %(names)s.")
            names = ", ".join(str(one.label) for one in samples)
            self.add_error("delegations", ValidationError(words, params={"names": names}))

    def _keep_seated(self, chosen: list[Delegation]) -> None:
        if not self.instance.pk or "delegations" in self.errors:
            return
        seated = Seat.objects.in_term().filter(network=self.instance, delegation__isnull=False)
        left_out = Delegation.objects.filter(pk__in=seated.values("delegation")).exclude(
            pk__in=[one.pk for one in chosen]
        )
        if left_out:
            words = _(
                "Seats in this network are still held for %(names)s. Ask the secretariat to end these seats first."
            )
            names = ", ".join(str(one.label) for one in left_out)
            self.add_error("delegations", ValidationError(words, params={"names": names}))


class NetworkSettingsForm(EditConflictForm):
    """The settings that the secretariat of a network changes; clean, it gives the values of `change_settings`."""

    class Meta:
        model = Network
        fields: ClassVar = [
            *("visibility", "kind", "shortest_procedure_hours"),
            *("shows_presence", "emails_carry_text", "tables_unreleased"),
        ]
        widgets: ClassVar = {"visibility": forms.RadioSelect}
        help_texts: ClassVar = {
            "visibility": _(
                "Visibility decides who can read the handbooks, news, meetings, decisions and inquiries of this "
                "network. Discussions are always for its members only. Changes take effect immediately and are "
                "recorded."
            ),
            "kind": KINDS,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shortest_procedure_hours"].required = False


def _in_list(delegation: Delegation) -> str:
    """Return code, name and kind, since several delegations of one country may be in the list."""
    return f"{delegation.code}: {delegation.label} ({delegation.get_kind_display()})"
