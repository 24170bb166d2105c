"""What networks, their meetings, decisions, inquiries and campaigns, subjects and the library state about
themselves."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from networkapp.campaigns.models import Campaign
from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.decision_pages import paragraphs_in, title_in
from networkapp.handbooks.models import Edition, EditionChapter, EditionText
from networkapp.inquiries.models import Inquiry
from networkapp.library.models import Organisation, Publication
from networkapp.meetings.models import Meeting
from networkapp.metadata.cards import way_to
from networkapp.metadata.pages import organisation
from networkapp.models import Network, Subject
from networkapp.networks.queries.countries import country_name
from networkapp.overviews.subjects import SubjectPage
from networkapp.registry.metadata import Card


def network_card(network: Network) -> Card:
    return Card(
        title=network.local_name,
        description=network.local_purpose,
        path=network.get_absolute_url(),
        over=_first_large(network.get_kind_display()),
        way=way_to("networkapp:networks"),
        facts={"@type": "Organization"},
    )


def meeting_card(meeting: Meeting) -> Card:
    words = meeting.in_language()
    day = date_format(meeting.date)
    where = ", ".join(filter(None, (meeting.place, country_name(meeting.country))))
    status = "EventCancelled" if meeting.is_cancelled else "EventScheduled"
    facts = {
        "@type": "Event",
        "startDate": meeting.local_start or meeting.date,
        "endDate": meeting.local_end,
        "eventStatus": f"https://schema.org/{status}",
        "location": {"@type": "Place", "name": meeting.place, "address": _country(meeting)},
        "organizer": organisation(meeting.network),
    }
    return Card(
        title=f"{meeting.label}: {words.title}",
        description=words.text or f"{meeting.network.local_name}, {day}, {where}",
        path=meeting.get_absolute_url(),
        over=meeting.network.local_name,
        under=f"{day}, {where}",
        way=way_to("networkapp:meetings"),
        facts=facts,
    )


def decision_card(decision: Decision) -> Card:
    wanted = get_language() or decision.language
    language = wanted if wanted in decision.texts else decision.language
    text = " ".join(paragraph.text for paragraph in paragraphs_in(decision, language))
    day = date_format(decision.adopted_on)
    facts = {
        "@type": "CreativeWork",
        "identifier": decision.label,
        "datePublished": decision.adopted_on,
        "publisher": organisation(decision.network),
    }
    return Card(
        title=title_in(decision, language),
        description=text,
        path=decision.get_absolute_url(),
        language=language,
        over=f"{decision.network.local_name}, {decision.label}",
        under=day,
        way=way_to("networkapp:decisions"),
        facts=facts,
    )


def inquiry_card(inquiry: Inquiry) -> Card:
    day = inquiry.approved_at or inquiry.written_at
    return Card(
        title=inquiry.title,
        description=inquiry.why,
        path=inquiry.get_absolute_url(),
        language=inquiry.language,
        over=f"{inquiry.network.local_name}, {inquiry.label}",
        under=date_format(timezone.localdate(day)),
        way=way_to("networkapp:inquiries"),
        facts={"@type": "CreativeWork", "datePublished": day, "publisher": organisation(inquiry.network)},
    )


def edition_card(text: EditionText) -> Card:
    edition = text.edition
    facts = {
        "@type": "Book",
        "bookEdition": edition.label,
        "datePublished": edition.published_at,
        "publisher": organisation(edition.network),
    }
    return Card(
        title=text.title,
        description=text.standfirst or text.changes,
        path=text.get_absolute_url(),
        language=text.language,
        over=_label(edition),
        under=date_format(timezone.localdate(edition.published_at)),
        way=_way_to_editions(edition),
        versions={other.language: other.get_absolute_url() for other in edition.texts.all()},
        facts=facts,
    )


def edition_chapter_card(chapter: EditionChapter) -> Card:
    text = chapter.text
    return Card(
        title=f"{chapter.number} {chapter.title}",
        description=chapter.standfirst,
        path=reverse("networkapp:edition_chapter", args=[text.edition_id, text.language, chapter.position]),
        language=text.language,
        over=_label(text.edition),
        under=date_format(timezone.localdate(text.edition.published_at)),
        way=(*_way_to_editions(text.edition), (text.title, text.get_absolute_url())),
        facts={"@type": "Chapter", "isPartOf": {"@type": "Book", "name": text.title}},
    )


def _label(edition: Edition) -> Any:
    return _("%(network)s, edition %(edition)s") % {"network": edition.network.local_name, "edition": edition.label}


def _way_to_editions(edition: Edition) -> tuple[tuple[Any, str], ...]:
    return ((_("Editions"), reverse("networkapp:editions", args=[edition.handbook])),)


def matrix_card(inquiry: Inquiry) -> Card:
    """Return the card of the page that compares the answers of the inquiry."""
    asked = inquiry_card(inquiry)
    return Card(
        title=_("Comparison of answers: %(title)s") % {"title": inquiry.title},
        description=_(
            "Each answer word for word, with the original and a working translation. Countries are in "
            "alphabetical order."
        ),
        path=reverse("networkapp:inquiry_matrix", args=[inquiry.network.slug, inquiry.number]),
        over=asked.over,
        under=asked.under,
        way=(*asked.way, (inquiry.title, asked.path)),
        facts={"@type": "CreativeWork", "publisher": organisation(inquiry.network)},
    )


def campaign_card(campaign: Campaign) -> Card:
    said = campaign.said
    where = [str(country.name) for country in campaign.country_list]
    return Card(
        title=said["title"].text,
        description=said["text"].text,
        path=campaign.get_absolute_url(),
        language=said["title"].language,
        over=campaign.network.local_name,
        under=", ".join([campaign.when, *where]),
        way=way_to("networkapp:campaigns"),
        facts={"@type": "CreativeWork", "publisher": organisation(campaign.network)},
    )


def subject_of(shown: SubjectPage | Subject) -> Subject:
    return shown.subject if isinstance(shown, SubjectPage) else shown


def subject_card(shown: SubjectPage | Subject) -> Card:
    """Return the card of a subject; the description of its page if it has none of its own."""
    subject = subject_of(shown)
    return Card(
        title=subject.local_title,
        description=getattr(shown, "standfirst", subject.local_text),
        path=subject.get_absolute_url(),
        over=_("Subject"),
        way=way_to("networkapp:subjects"),
        facts={"@type": "CollectionPage"},
    )


def publication_card(publication: Publication) -> Card:
    issuer = publication.issuer
    facts = {
        "@type": "CreativeWork",
        "name": publication.title,
        "datePublished": str(publication.year or ""),
        "publisher": {"@type": "Organization", "name": issuer.local_title, "url": issuer.get_absolute_url()},
        "inLanguage": [one.language for one in publication.languages.all()] or publication.language,
        "isbn": publication.isbn,
        "sameAs": publication.link,
    }
    return Card(
        title=publication.title,
        description=publication.in_language().text or issuer.local_title,
        path=publication.get_absolute_url(),
        language=publication.language,
        over=issuer.local_title,
        under=", ".join(filter(None, (_first_large(publication.get_kind_display()), str(publication.year or "")))),
        way=way_to("networkapp:library"),
        facts=facts,
    )


def organisation_card(one: Organisation) -> Card:
    words = one.in_language()
    return Card(
        title=words.title,
        description=words.text,
        path=one.get_absolute_url(),
        over=_("Directory of organisations"),
        under=_first_large(one.area),
        way=way_to("networkapp:organisations"),
        facts={"@type": "Organization", "alternateName": one.abbreviation, "sameAs": one.website},
    )


def _country(meeting: Meeting) -> dict[str, Any]:
    return {"@type": "PostalAddress", "addressCountry": str(meeting.country)} if meeting.country else {}


def _first_large(words: Any) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]
