"""Which pages of networkapp have a card: its lists, its things, and its pages of Wagtail."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from networkapp.campaigns import metadata as calendar_cards
from networkapp.campaigns.queries.campaigns import list_campaigns
from networkapp.campaigns.queries.days import list_days
from networkapp.decisions.procedures.register import decisions_for
from networkapp.handbooks.editions.queries import public_chapters, public_texts
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage, PartPage
from networkapp.hotlines.queries import start_pages
from networkapp.inquiries.queries.matrix import inquiries_for
from networkapp.library.queries import list_organisations, list_publications
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.metadata import networks as thing_cards
from networkapp.metadata import pages as page_cards
from networkapp.metadata.cards import PAGE, PAGES, card_of
from networkapp.models import Network
from networkapp.networks.queries.subjects import list_subjects
from networkapp.news import metadata as news_cards
from networkapp.news.models import ArticlePage, NetworkNewsPage, NewsPage
from networkapp.permissions import Action
from networkapp.registry.metadata import register_cards, register_listed_pages, register_page_card, register_place

ANYBODY = AnonymousUser()
PAGE_CARDS: Mapping[type, Any] = {
    HandbookIndexPage: page_cards.index_card,
    HandbookPage: page_cards.handbook_card,
    PartPage: page_cards.part_card,
    ChapterPage: page_cards.chapter_card,
    NewsPage: news_cards.news_card,
    NetworkNewsPage: news_cards.place_card,
    ArticlePage: news_cards.article_card,
}
PLACES = {
    "networks": (
        _("Networks"),
        _(
            "Members of parliaments work together in networks, one for each parliament and a "
            "joint one. Discussions are for members only; delegations, offices and publications "
            "are public."
        ),
    ),
    "meetings": (_("Meetings"), _("Where the networks met, their topics and the experts they heard.")),
    "decisions": (
        _("Decisions"),
        _("Decisions adopted by the networks, and follow-up in every country."),
    ),
    "follow_ups": (
        _("Follow-up by country"),
        _("What decisions ask of each delegation, and what delegations have reported."),
    ),
    "inquiries": (
        _("Inquiries"),
        _("The same questions in several parliaments, and each government’s answers."),
    ),
    "parliament_instruments": (
        _("Types of parliamentary question"),
        _(
            "How parliaments question their governments, and the time limits for answers. Only "
            "rules checked at their source are listed."
        ),
    ),
    "library": (
        _("Library"),
        _("Handbooks, guidelines and reports by other organisations, with the law in force at the time."),
    ),
    "subjects": (
        _("Subjects"),
        _("Everything on one subject: country results, handbooks, decisions, inquiries and meetings."),
    ),
    "campaigns": (
        _("Campaigns"),
        _("Activities to raise awareness: target groups, material and results."),
    ),
    "countries": (
        _("Countries"),
        _("Everything on one country: delegations, results, treaties, findings, government answers and decisions."),
    ),
    "days": (
        _("Awareness days"),
        _("Days on which the networks raise awareness of the subject."),
    ),
    "calendar": (_("Calendar"), _("Upcoming meetings of the public networks.")),
    "glossary": (
        _("Glossary"),
        _("Definitions of terms in the handbooks, in each language."),
    ),
}


def register_all() -> None:
    """What networkapp has for everybody has cards, and is listed for search engines."""
    for name, (title, description) in PLACES.items():
        register_place(f"networkapp:{name}", title=title, description=description)
    directory = _("Organisations working on the subject, in the region and worldwide.")
    title = _("Directory of organisations")
    register_place("networkapp:organisations", title=title, description=directory, above="networkapp:library")
    register_cards(PAGE, view=PAGES, shown="page", card=card_of, public=page_cards.public_pages, listed=False)
    for model, card in PAGE_CARDS.items():
        register_page_card(model, card)
    _register_things_of_networks()
    _register_inquiries()
    _register_editions()
    _register_the_library()
    _register_countries_and_days()
    register_listed_pages(start_pages)


def _register_things_of_networks() -> None:
    register_cards(
        "network", view="networkapp:network", shown="network", card=thing_cards.network_card, public=_networks
    )
    register_cards(
        "meeting",
        view="networkapp:meeting",
        shown="meeting",
        card=thing_cards.meeting_card,
        public=lambda: list_meetings(user=ANYBODY),
    )
    register_cards(
        "decision",
        view="networkapp:decision",
        shown="decision",
        card=thing_cards.decision_card,
        public=lambda: decisions_for(ANYBODY),
        changed=lambda decision: decision.adopted_at,
    )
    register_cards(
        "campaign",
        view="networkapp:campaign",
        shown="campaign",
        card=thing_cards.campaign_card,
        public=lambda: list_campaigns(user=ANYBODY),
        changed=lambda campaign: campaign.changed_at,
    )


def _register_inquiries() -> None:
    register_cards(
        "inquiry",
        view="networkapp:inquiry",
        shown="inquiry",
        card=thing_cards.inquiry_card,
        public=lambda: inquiries_for(ANYBODY),
        changed=lambda inquiry: inquiry.closed_at or inquiry.approved_at,
    )
    register_cards(
        "answers",
        view="networkapp:inquiry_matrix",
        shown="inquiry",
        card=thing_cards.matrix_card,
        public=lambda: inquiries_for(ANYBODY),
        listed=False,
    )


def _register_editions() -> None:
    register_cards(
        "edition",
        view="networkapp:edition",
        shown="text",
        card=thing_cards.edition_card,
        public=public_texts,
        changed=lambda text: text.edition.published_at,
    )
    register_cards(
        "edition-chapter",
        view="networkapp:edition_chapter",
        shown="chapter",
        card=thing_cards.edition_chapter_card,
        public=public_chapters,
        listed=False,
    )


def _register_the_library() -> None:
    register_cards(
        "subject",
        view="networkapp:subject",
        shown="page",
        card=thing_cards.subject_card,
        public=list_subjects,
        key=lambda shown: str(thing_cards.subject_of(shown).pk),
    )
    register_cards(
        "publication",
        view="networkapp:publication",
        shown="publication",
        card=thing_cards.publication_card,
        public=list_publications,
        changed=lambda publication: publication.changed_at,
    )
    register_cards(
        "organisation",
        view="networkapp:organisation",
        shown="organisation",
        card=thing_cards.organisation_card,
        public=list_organisations,
    )


def _register_countries_and_days() -> None:
    register_cards(
        "country",
        view="networkapp:country",
        shown="country",
        card=calendar_cards.country_card,
        public=calendar_cards.public_countries,
        find=calendar_cards.find_country,
        key=lambda country: str(country.code).lower(),
    )
    register_cards("day", view="networkapp:day", shown="day", card=calendar_cards.day_card, public=list_days)
    register_cards(
        "year-of-a-day",
        view="networkapp:day_in_year",
        shown="in_year",
        card=calendar_cards.year_card,
        public=calendar_cards.public_years,
        find=calendar_cards.find_year,
        key=lambda shown: str(shown.key),
    )


def _networks() -> QuerySet[Network]:
    found: QuerySet[Network] = Network.objects.where(ANYBODY, may=Action.SEE)
    return found
