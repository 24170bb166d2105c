"""Countries that take part: which of them a reader can know of, and everything about one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse

from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network, is_open
from networkapp.networks.queries.countries import country_name, is_sample
from networkapp.overviews.entries import overview_parts
from networkapp.permissions import Action
from networkapp.registry.overviews import Overview, OverviewKind, OverviewPart, country_sources
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class Country:
    """A country by its two capital letters, with its delegations in networks that the reader may see."""

    code: str
    delegations: tuple[Delegation, ...]

    @property
    def name(self) -> str:
        return country_name(code=self.code)

    @property
    def url(self) -> str:
        return reverse("networkapp:country", args=[self.code.lower()])

    @property
    def is_sample(self) -> bool:
        return is_sample(code=self.code)


@dataclass(frozen=True, kw_only=True)
class CountryPage:
    """The content of a country's page, as its reader can see it."""

    country: Country
    parts: Sequence[OverviewPart]


def countries_for(*, user: AnyUser) -> list[Country]:
    """Return those with a delegation in a network that `user` may see, and those that plugins know something about.

    In alphabetical order, sample countries last. A country that takes part only through its regions is not among them.
    """
    found: dict[str, list[Delegation]] = {
        code: [] for source in country_sources if is_open(source) for code in source(user)
    }
    delegations = delegations_with_country(user=user)
    for delegation in delegations:
        if delegation.is_of_its_country or str(delegation.country) in found:
            found.setdefault(str(delegation.country), []).append(delegation)
    countries = (Country(code=code, delegations=tuple(of_it)) for code, of_it in found.items())
    return sorted(alphabetical(countries, name=lambda one: one.name), key=lambda one: one.is_sample)


def delegations_with_country(*, user: AnyUser) -> Sequence[Delegation]:
    """Return the delegations of a country in networks that `user` can see, each with these; two queries.

    Parliaments of the whole country come first.
    """
    visible = Network.objects.where(user, may=Action.SEE)
    seen = Delegation.objects.filter(pk__in=visible.order_by().values("delegations")).exclude(country="")
    known = seen.prefetch_related(Prefetch("networks", queryset=visible.alphabetical())).order_by("code")
    return sorted(known, key=lambda one: one.kind != Delegation.Kind.NATIONAL)


def country_page(*, code: str, user: AnyUser) -> CountryPage:
    """Return the country with these two letters as `user` can know it; Http404 if they cannot know of it."""
    found = next((one for one in countries_for(user=user) if one.code == code.upper()), None)
    if found is None:
        raise Http404
    overview = Overview(kind=OverviewKind.COUNTRY, reader=user, country=found.code)
    return CountryPage(country=found, parts=overview_parts(overview))
