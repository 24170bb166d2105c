"""Instruments and treaty actions to test with, and lists of them as others publish them."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from evaluation.models import Instrument, TreatyAction

THREE_MONTHS_THEN_FIRST = {
    "days": None,
    "months": 3,
    "first_day_of_next_month": True,
    "on_deposit": False,
    "article": "42",
    "text": "The first day of the month after three months.",
}
THIRTIETH_DAY = {**THREE_MONTHS_THEN_FIRST, "days": 30, "months": None, "first_day_of_next_month": False}

UN_HEADER = "untc_chapter_treaty,treaty,participant,signature,bound,how"
COE_HEADER = "iso3,country,signed,ratified,in_force,source_url"


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = Instrument
        django_get_or_create = ("key",)

    key = "cets-197"
    symbol = factory.LazyAttribute(lambda o: o.key.upper().replace("-", " "))
    title = factory.LazyAttribute(lambda o: f"Convention {o.symbol}")
    aliases = factory.LazyAttribute(lambda o: [])
    opened_on = date(2005, 5, 16)
    in_force_on = date(2008, 2, 1)
    in_force_rule = factory.LazyAttribute(lambda o: dict(THREE_MONTHS_THEN_FIRST))


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = TreatyAction

    instrument = factory.SubFactory(InstrumentFactory)
    country = "EE"
    kind = "ratified"
    date = date(2015, 2, 5)
    source = "Council of Europe"
    source_url = "https://www.coe.int/estonia"


def palermo(**fields: Any) -> Instrument:
    """The instrument that the UN's list calls 18-12-a."""
    return InstrumentFactory(
        key="palermo",
        symbol="Palermo Protocol",
        aliases=["18-12-a"],
        opened_on=date(2000, 12, 12),
        in_force_on=date(2003, 12, 25),
        in_force_rule=dict(THIRTIETH_DAY),
        **fields,
    )


def un(*rows: str) -> bytes:
    """The UN's list with these rows of one protocol."""
    return "\n".join((UN_HEADER, *(f"18-12-a,Palermo Protocol,{row}" for row in rows), "")).encode()


def coe(*rows: str) -> bytes:
    """The table of a convention, as the Council of Europe has it."""
    return "\n".join((COE_HEADER, *rows, "")).encode()
