"""Forms of the search: query, kind and filters. Invalid values are ignored."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.models import Message, Topic
from networkapp.forms.choices import DayField
from networkapp.models import Network, Seat
from networkapp.permissions import Action
from networkapp.registry import SearchFilters
from networkapp.search.search import sources
from networkapp.search.words import LONGEST_QUERY
from networkapp.users import AnyUser

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class InsideForm(forms.Form):
    """The words to search for, as `query` or as `q`, which the search boxes of many sites send."""

    query = forms.CharField(
        label=_("Search for"),
        max_length=LONGEST_QUERY,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict) -> None:
        if "q" in data and "query" not in data:
            data = data.copy()
            data["query"] = data["q"]
        super().__init__(data)

    def cleaned(self, name: str) -> Any:
        """Return what was entered in this field; "" if it is not valid."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class SearchForm(InsideForm):
    """The query of the search, and the kind of things to search."""

    kind = forms.ChoiceField(label=_("Search in"), required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", _("All content")), *((one.kind, one.label) for one in sources())]  # type: ignore[attr-defined]


def _writers(user: AnyUser) -> QuerySet[Any]:
    """Return the authors of what the reader can find: holders of seats, and writers in topics that they can read.

    Past and future seats count, in networks whose seats the reader can know of.
    """
    seated = Seat.objects.filter(network__in=Network.objects.where(user, may=Action.LIST_SEATS)).order_by()
    shared = Topic.objects.where(user, may=Action.READ).filter(shares__isnull=False)
    wrote = Message.objects.filter(topic__in=shared.order_by().values("pk")).order_by()
    people = get_user_model()._default_manager.filter(
        Q(pk__in=seated.values("user")) | Q(pk__in=wrote.values("author"))
    )
    return people.order_by("pk")


class NarrowingForm(forms.Form):
    """The network, author and days to search in, among those that the reader's seats let them see."""

    network = forms.ModelChoiceField(
        label=_("Network"), queryset=Network.objects.none(), to_field_name="slug", empty_label=_("All networks"),
        required=False,
    )  # fmt: skip
    person = forms.ModelChoiceField(
        label=_("Person"), queryset=get_user_model().objects.none(), empty_label=_("All people"), required=False
    )
    since = DayField(label=_("From date"), required=False, widget=DAY)
    until = DayField(label=_("To date"), required=False, widget=DAY)

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = Network.objects.where(user, may=Action.READ).alphabetical()  # type: ignore[attr-defined]
        self.fields["person"].queryset = _writers(user)  # type: ignore[attr-defined]

    @property
    def narrowing(self) -> SearchFilters:
        """Return the filters for the search, without invalid values."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in self.fields}
        return SearchFilters(
            network=chosen["network"] and chosen["network"].pk,
            author=chosen["person"] and chosen["person"].pk,
            since=chosen["since"],
            until=chosen["until"],
        )

    @property
    def is_narrowed(self) -> bool:
        return self.narrowing != SearchFilters()
