"""Organisations, legal sources, terms and hotlines of the demonstration, as they are given."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from networkapp.handbooks.models import GlossaryTerm, GlossaryTermTranslation, LegalSource
from networkapp.hotlines.actions import Step, _fields, _step
from networkapp.hotlines.models import Hotline, HotlineLink, HotlineTranslation
from networkapp.hotlines.queries import ORIGINAL
from networkapp.library.models import Organisation, OrganisationTranslation
from networkapp.library.queries import Words
from networkapp.models import Network, Subject


@transaction.atomic
def record_organisation(
    *,
    slug: str,
    name: Words,
    summary: Words,
    abbreviation: str = "",
    area: str = "",
    website: str = "",
    instruments: Iterable[str] = (),
    programmes: Iterable[str] = (),
    contacts: Iterable[str] = (),
    status: Mapping[str, str] | None = None,
    subjects: Iterable[Subject] = (),
) -> Organisation:
    """The directory has this organisation, as it is given here.

    Its status is {"status", "note", "source", "as_of": "2025-03-01"}; nothing if no source shows it.
    """
    shown = status or {}
    fields = {
        "title": name["en"],
        "text": summary.get("en", ""),
        "abbreviation": abbreviation,
        "area": area,
        "website": website,
        "instruments": "\n".join(instruments),
        "programmes": "\n".join(programmes),
        "contacts": "\n".join(contacts),
        "status": shown.get("status", ""),
        "status_note": shown.get("note", ""),
        "status_source": shown.get("source", ""),
        "status_on": date.fromisoformat(shown["as_of"]) if shown else None,
    }
    organisation, _created = Organisation.objects.update_or_create(slug=slug, defaults=fields)
    organisation.subjects.set(subjects)
    for language in sorted(name.keys() - {"en"}):
        OrganisationTranslation.objects.update_or_create(
            source=organisation,
            language=language,
            defaults={
                "title": name[language],
                "text": summary.get(language, ""),
                "source_hash": organisation.source_hash,
            },
        )
    return organisation


def record_source(*, identifier: str, also_called: Iterable[str] = (), **facts: Any) -> LegalSource:
    """Return the legal source with this identifier that all networks share; create it if it does not exist yet.

    An existing source is not changed, because editors may have corrected it.
    """
    known: LegalSource | None = LegalSource.objects.filter(network=None, identifier=identifier).first()
    names = "\n".join(also_called)
    return known or LegalSource.objects.create(identifier=identifier, also_called=names, **facts)


@transaction.atomic
def record_term(
    *,
    title: Mapping[str, str],
    text: Mapping[str, str],
    forms: Mapping[str, Iterable[str]],
    taken_from: Mapping[str, str],
    link: str = "",
    network: Network | None = None,
    subject: Subject | None = None,
) -> GlossaryTerm:
    """Return the glossary term, in every language that has a title. Create it if it does not exist yet."""
    known: GlossaryTerm | None = GlossaryTerm.objects.filter(network=network, title=title[ORIGINAL]).first()
    if known is not None:
        return known
    term = GlossaryTerm(network=network, link=link, subject=subject)
    for language, called in title.items():
        row: Any = term if language == ORIGINAL else GlossaryTermTranslation(language=language)
        row.title, row.text = called, text.get(language, "")
        row.forms = "\n".join(forms.get(language, ()))
        row.taken_from = taken_from.get(language, "")
        if row is not term:
            term.translations.add(row)
    for translated in term.translations.all():
        translated.source_hash = term.source_hash
    term.save()
    return term


@transaction.atomic
def record_hotline(
    *,
    country: str,
    kind: str,
    number: str,
    texts: Mapping[str, Mapping[str, str]],
    sources: Iterable[str],
    other_sources: Iterable[str] = (),
    regional: bool = False,
    website: str = "",
    languages: Iterable[str] = (),
    cost: str = "",
    checked_on: date | None = None,
    network: Network | None = None,
) -> Hotline:
    """Add this hotline to the country; one with the same number is left as it is.

    `texts` has name, whom, hours and happens by language; "en" is the original. `sources` are pages of the operator or
    of an authority, `other_sources` all other pages. `checked_on` is the day on which its source was checked,
    or None if that is unknown.
    """
    known: Hotline | None = Hotline.objects.filter(country=country, number=number).first()
    if known is not None:
        return known
    hotline = Hotline(
        country=country, kind=Hotline.Kind(kind), number=number, regional=regional,
        languages=" ".join(languages), cost=cost, checked_on=checked_on, network=network, **_fields(texts[ORIGINAL]),
    )  # fmt: skip
    for language in sorted(texts.keys() - {ORIGINAL}):
        words = _fields(texts[language])
        hotline.translations.add(HotlineTranslation(language=language, source_hash=hotline.source_hash, **words))
    kinds = HotlineLink.Kind
    addresses = {kinds.WEBSITE: [website] if website else [], kinds.SOURCE: sources, kinds.OTHER: other_sources}
    for kind_of_link, links in addresses.items():
        for link in links:
            hotline.links.add(HotlineLink(kind=kind_of_link, link=link))
    hotline.save()
    if checked_on is not None:
        _step(hotline, Step.CHECKED, day=checked_on, user=None)
    return hotline
