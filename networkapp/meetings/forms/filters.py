"""The filters of the list of meetings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from networkapp.meetings.queries.meetings import meeting_countries, networks_with_meetings
from networkapp.models import Network
from networkapp.networks.forms.subjects import SubjectFilter
from networkapp.networks.queries.countries import countries_to_choose
from networkapp.users import AnyUser


class MeetingFilter(SubjectFilter):
    """The filters of the list of meetings; networks and countries are those of the meetings that the reader can see."""

    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network"), to_field_name="slug", empty_label=_("All networks"), required=False
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    field_order = ("network", "country", "subject")

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_with_meetings(user=user)  # type: ignore[attr-defined]
        met_in = countries_to_choose(codes=meeting_countries(user=user))
        self.fields["country"].choices = [("", _("All countries")), *met_in]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filters as arguments of `list_meetings`."""
        return {name: self.value(name) for name in ("network", "subject")} | {"country": self.value("country") or ""}
