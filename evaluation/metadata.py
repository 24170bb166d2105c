"""Metadata of results, treaties and findings for search engines and link previews."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Instrument, Recommendation
from evaluation.results.band_words import band_count_text
from evaluation.results.comparison import latest_version_summaries
from evaluation.results.result_rows import VersionSummary, newest_summaries
from evaluation.treaties.tables import known_states, sample_states
from networkapp.metadata.cards import breadcrumbs_to
from networkapp.networks.queries.countries import country_name
from networkapp.registry.metadata import Band, Card, register_cards, register_fixed_page

ANYBODY = AnonymousUser()
BANDS = ("early", "developing", "substantial", "advanced", "insufficient")


def metadata_for_profile(brief: VersionSummary) -> Card:
    """Return the metadata of the results of a country, with the number of recommendations in each band."""
    bands = tuple(
        Band(fill=code, number=int(brief.counts[code]), words=band_count_text(code, int(brief.counts[code])))
        for code in BANDS
        if brief.counts.get(code)
    )
    return Card(
        title=_("%(country)s, results for %(year)s") % {"country": brief.name, "year": brief.year},
        description=", ".join(band.words for band in bands),
        path=reverse("evaluation:profile", args=[brief.country.lower()]),
        over=brief.network,
        under=date_format(timezone.localdate(brief.published_at)),
        way=breadcrumbs_to("evaluation:overview"),
        facts={"@type": "Report", "datePublished": brief.published_at, "about": _country(brief.country)},
        bands=bands,
    )


def results_description() -> str:
    """Return from how many countries results of the latest year are public; sample countries are called invented."""
    briefs = newest_summaries(ANYBODY)
    real = [brief for brief in briefs if not brief.is_sample]
    shown = real or briefs
    year = max((brief.year for brief in shown), default=0)
    number = len({brief.country for brief in shown if brief.year == year})
    if not number:
        return ""
    words = (
        ngettext("Results for %(year)s from %(n)s country", "Results for %(year)s from %(n)s countries", number)
        if real
        else ngettext(
            "Invented results for %(year)s from %(n)s sample country",
            "Invented results for %(year)s from %(n)s sample countries",
            number,
        )
    )
    return words % {"year": year, "n": number}


def metadata_for_recommendation(recommendation: Recommendation) -> Card:
    """Return the metadata of the page of a recommendation."""
    number = {"number": recommendation.code}
    return Card(
        title=recommendation.local_title,
        description=recommendation.local_text,
        path=reverse("evaluation:recommendation", args=[recommendation.code]),
        over=capfirst(_("recommendation %(number)s") % number),
        way=breadcrumbs_to("evaluation:overview"),
        facts={"@type": "WebPage"},
    )


def metadata_for_follow_up(recommendation: Recommendation) -> Card:
    """Return the metadata of the page about the follow-up of a recommendation."""
    name = _("recommendation %(number)s") % {"number": recommendation.code}
    title = f"{_('Follow-up')}: {name}"
    above = reverse("evaluation:recommendation", args=[recommendation.code])
    return Card(
        title=title,
        description=recommendation.local_title,
        path=reverse("evaluation:follow_up", args=[recommendation.code]),
        over=recommendation.local_title,
        way=(*breadcrumbs_to("evaluation:overview"), (recommendation.local_title, above)),
        facts={"@type": "WebPage"},
    )


def metadata_for_treaties(country: str) -> Card:
    """Return the metadata of the page about the treaties of a country."""
    return Card(
        title=f"{_('Treaties')}: {country_name(code=country)}",
        description=_(
            "What each state has done about each treaty, with dates and sources. A signature alone is not binding."
        ),
        path=reverse("evaluation:treaty_country", args=[country.lower()]),
        way=breadcrumbs_to("evaluation:treaties"),
        facts={"@type": "WebPage", "about": _country(country)},
    )


def metadata_for_instrument(instrument: Instrument) -> Card:
    """Return the metadata of the page of a treaty."""
    opened = instrument.opened_on
    return Card(
        title=instrument.local_title,
        description=instrument.local_text or instrument.local_title,
        path=reverse("evaluation:instrument", args=[instrument.key]),
        over=instrument.symbol,
        under=date_format(opened) if opened else "",
        way=breadcrumbs_to("evaluation:treaties"),
        facts={"@type": "Legislation", "legislationDate": opened, "sameAs": instrument.url},
    )


def register_all() -> None:
    """Register the metadata of public pages of the evaluation, and the lists of them for search engines."""
    _register_fixed_pages()
    _register_results()
    _register_treaties()


def _register_fixed_pages() -> None:
    for name, (title, description, above) in PLACES.items():
        facts = {"@type": "DataCatalog" if name == "data" else "CollectionPage"}
        under = results_description if name == "overview" else None
        register_fixed_page(
            f"evaluation:{name}", title=title, description=description, above=above, under=under, **facts
        )


def _register_results() -> None:
    register_cards(
        "profile",
        view="evaluation:profile",
        shown="brief",
        card=metadata_for_profile,
        public=latest_version_summaries,
        find=lambda key: next((brief for brief in latest_version_summaries() if brief.country.lower() == key), None),
        key=lambda brief: str(brief.country).lower(),
        changed=lambda brief: brief.published_at,
    )
    for name, view, card in (
        ("recommendation", "evaluation:recommendation", metadata_for_recommendation),
        ("follow-up", "evaluation:follow_up", metadata_for_follow_up),
    ):
        register_cards(
            name,
            view=view,
            shown="page.recommendation",
            card=card,
            public=_recommendations,
            find=lambda key: next((one for one in _recommendations() if str(one.code) == key), None),
            key=lambda recommendation: str(recommendation.code),
        )


def _register_treaties() -> None:
    register_cards(
        "treaties",
        view="evaluation:treaty_country",
        shown="page.country",
        card=metadata_for_treaties,
        public=_states,
        find=lambda key: next((code for code in _states() if code.lower() == key), None),
        key=str.lower,
    )
    register_cards(
        "instrument",
        view="evaluation:instrument",
        shown="instrument",
        card=metadata_for_instrument,
        public=lambda: Instrument.objects.prefetch_related("translations"),
    )


PLACES = {
    "overview": (
        gettext_lazy("Evaluation"),
        gettext_lazy(
            "How far each recommendation has been implemented, by criteria that all countries agreed on in advance."
        ),
        "",
    ),
    "method": (
        gettext_lazy("How countries are evaluated"),
        gettext_lazy(
            "Each country assesses itself once a year by agreed criteria; parliament and "
            "government both sign. Results show known and missing values and how certain they "
            "are."
        ),
        "evaluation:overview",
    ),
    "frameworks": (
        gettext_lazy("Evaluation criteria"),
        gettext_lazy(
            "Countries propose, amend and agree on the criteria before anything is measured. "
            "Adopted criteria do not change."
        ),
        "evaluation:overview",
    ),
    "data": (
        gettext_lazy("Open data"),
        gettext_lazy(
            "All public evaluation results as files, from the same published versions as the "
            "pages; withheld data are not included."
        ),
        "evaluation:overview",
    ),
    "treaties": (
        gettext_lazy("Treaties"),
        gettext_lazy(
            "What each state has done about each treaty, with dates and sources. A signature alone is not binding."
        ),
        "",
    ),
}


def _recommendations() -> Sequence[Recommendation]:
    """Return the recommendations of the newest criteria that everybody can read, by code."""
    newest = frameworks_for(user=ANYBODY).order_by("-first_year", "-pk").first()
    found = Recommendation.objects.filter(framework=newest).prefetch_related("translations").order_by("code")
    return list(found) if newest else []


def _states() -> list[str]:
    return sorted(known_states() | sample_states())


def _country(code: str) -> dict[str, Any]:
    return {"@type": "Country", "name": country_name(code=code), "identifier": code}
