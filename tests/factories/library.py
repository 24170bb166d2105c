"""Organisations, publications and meetings of the library to test with, numbered."""

from datetime import date
from typing import Any

from home.domain.demo.recording.library import record_organisation
from home.domain.demo.recording.meetings import record_meeting
from networkapp.library.models import Organisation, Publication
from networkapp.library.queries import record_publication
from networkapp.meetings.models import Meeting
from networkapp.models import Network
from tests.factories.networks import NetworkFactory, SubjectFactory


def organisation(number: int) -> Organisation:
    subject = SubjectFactory(slug=f"subject-{number}")
    return record_organisation(
        slug=f"body-{number}",
        name={"en": f"Body {number}", "ru": f"Организация {number}"},
        summary={"en": "Works.", "ru": "Работает."},
        abbreviation=f"B{number}",
        subjects=[subject],
    )


def publication(number: int, **fields: Any) -> Publication:
    issuer = organisation(number)
    values = {
        "slug": f"book-{number}",
        "title": {"en": f"Book {number}"},
        "summary": {"en": "Read it."},
        "issuer": issuer,
        "kind": "handbook",
        "year": 2000 + number,
        "languages": ["en", "lv"],
        "partners": [issuer],
        "subjects": issuer.subjects.all(),
        **fields,
    }
    return record_publication(**values)


def meeting(number: int, network: Network | None = None) -> Meeting:
    network = network or NetworkFactory(slug="joint", visibility="public")
    return record_meeting(
        network=network,
        number=number,
        slug=f"{network.slug}-{number}",
        date=date(2026, number, 1),
        place="Riga",
        country="LV",
        theme={"en": f"Theme {number}", "de": f"Thema {number}"},
        agenda=["Opening", "Closing"],
        guests=["A body"],
        subjects=[SubjectFactory(slug=f"subject-{number}")],
    )
