"""Forms of invitations and seats."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from networkapp.forms.choices import DayField, NameField, time_zones
from networkapp.forms.conditional import mark_conditional
from networkapp.host import Newcomer, host_accounts
from networkapp.languages.sorting import alphabetical
from networkapp.models import Capacity, Delegation, Network, Office, Seat, this_site
from networkapp.models.addressed_links import AddressedLink
from networkapp.networks.actions.invitations import InvitedSeat


class DayInput(forms.DateInput):
    """An input for a date, in the format that browsers need."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class InviteForm(forms.Form):
    """Cleans to what `invite` takes: email, name, language, place."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The invitation works only for this address."))
    name = NameField(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language of the e-mail"))
    capacity = forms.ChoiceField(label=_("Role"), choices=Capacity)
    delegation = forms.ModelChoiceField(
        label=_("Delegation"),
        queryset=Delegation.objects.none(),
        required=False,
        help_text=_("Required except for secretariat, experts and observers."),
    )
    organisation = NameField(
        label=_("Organisation"), max_length=200, required=False, help_text=_("For experts and observers.")
    )
    offices = forms.MultipleChoiceField(
        label=_("Offices"), choices=Office, required=False, widget=forms.CheckboxSelectMultiple
    )
    starts_on = DayField(label=_("First day of the term"), required=False, widget=DayInput())
    ends_on = DayField(
        label=_("Last day of the term"),
        required=False,
        widget=DayInput(),
        help_text=_(
            "Dates are in the time zone of the delegation’s capital. Without a last day, the term is open-ended."
        ),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delegation: Any = self.fields["delegation"]
        delegation.queryset = network.participating_delegations()
        named = alphabetical(delegation.queryset, name=lambda one: one.label)
        delegation.choices = [("", delegation.empty_label), *((one.pk, one.label) for one in named)]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the seat as one value; the term ends at the end of its last day."""
        data = super().clean() or {}
        delegation = data.pop("delegation", None)
        zone = ZoneInfo(delegation.time_zone if delegation else "UTC")
        last = data.pop("ends_on", None)
        return {
            **{name: data.pop(name, "") for name in ("email", "name", "language")},
            "place": InvitedSeat(
                capacity=Capacity(data.get("capacity") or Capacity.MEMBER),
                delegation=delegation,
                organisation=data.get("organisation", ""),
                offices=tuple(Office(office) for office in data.get("offices", [])),
                starts_at=_midnight(data.get("starts_on"), zone),
                ends_at=_end_of(last, zone),
            ),
        }


def _end_of(day: date | None, zone: ZoneInfo) -> datetime | None:
    return _midnight(day + timedelta(days=1), zone) if day else None


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None


class NewcomerForm(forms.Form):
    """The details of a person without an account who accepts an invitation; cleans to `newcomer`."""

    name = NameField(
        label=_("Your name (visible to others)"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Interface language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Deadlines and meetings are shown in this time zone.")
    )
    way = forms.ChoiceField(
        label=_("How do you want to sign in?"),
        choices=[
            ("password", _("With a password")),
            ("code", _("With a code sent to this address each time")),
        ],
        widget=forms.RadioSelect,
        initial="password",
    )
    password = mark_conditional(
        forms.CharField(
            label=_("Password"),
            required=False,
            strip=False,
            max_length=4096,
            widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
            help_text=_("Only if you chose to sign in with a password."),
        )
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email
        if not host_accounts().signs_in_by_code:
            del self.fields["way"]
            self.fields["password"].help_text = ""
        elif host_accounts().passkey_setup_address():
            way: Any = self.fields["way"]
            way.choices = [("passkey", _("With a passkey: your fingerprint, face or PIN")), *way.choices]
            way.initial = "passkey"

    @classmethod
    def of(cls, invitation: AddressedLink) -> Self:
        """Return the form with what the invitation knows of its receiver."""
        delegation = getattr(invitation, "delegation", None)
        zone = delegation.time_zone if delegation else this_site().zone.key
        initial = {"name": getattr(invitation, "name", ""), "language": invitation.language, "time_zone": zone}
        form = cls(email=invitation.email, initial=initial)
        if delegation is None and not this_site().time_zone:
            form.fields["time_zone"].widget.attrs["data-browser-zone"] = True
        return form

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        way, password = data.get("way", "password"), data.get("password")
        if way == "password":
            self._check(password)
        fields = {name: data.get(name, "") for name in ("name", "language", "time_zone")}
        password = password if way == "password" else None
        return {"newcomer": Newcomer(**fields, password=password, wants_passkey=way == "passkey")}

    def _check(self, password: str | None) -> None:
        if not password:
            self.add_error("password", _("Enter a password, or choose another way to sign in."))
            return
        model: Any = get_user_model()
        try:
            validate_password(password, model(**{model.get_email_field_name(): self.email}))
        except ValidationError as problem:
            self.add_error("password", problem)


class TermForm(forms.Form):
    """The last day of a seat's term; cleans to `ends_at`, the moment after that day in the delegation's capital."""

    ends_on = DayField(
        label=_("Last day of the term"),
        required=False,
        widget=DayInput(),
        help_text=_(
            "Dates are in the time zone of the delegation’s capital. Without a last day, the term is open-ended."
        ),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(seat.delegation.time_zone if seat.delegation else "UTC")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        return {"ends_at": _end_of(data.get("ends_on"), self.zone)}


class OfficesForm(forms.Form):
    offices = forms.TypedMultipleChoiceField(
        label=_("Offices"), choices=Office, coerce=Office, required=False, widget=forms.CheckboxSelectMultiple
    )


class AgreeForm(forms.Form):
    """A form without fields, for a button that confirms."""


class LanguageForm(forms.Form):
    """The language that a visitor chooses, and the page to return to."""

    language = forms.ChoiceField()
    next = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
