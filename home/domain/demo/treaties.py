"""Instruments, and what states did about them, each fact with its source."""

from typing import Any

from evaluation.models import Instrument, InstrumentTranslation, TreatyAction, TreatyChange
from evaluation.treaties.actions import correct_action
from evaluation.treaties.history import SourceStatement
from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import by_key, content, day, items, translations
from networkapp.text.partial_dates import read_partial


def make_instruments() -> None:
    """Create every treaty of the data file; an existing one is left as it is."""
    there = set(Instrument.objects.values_list("key", flat=True))
    missing = [(place, item) for place, item in enumerate(items("instruments")) if item["key"] not in there]
    rows = Instrument.objects.bulk_create(
        Instrument(
            key=item["key"],
            symbol=item["symbol"],
            group=item["group"],
            title=item["title"]["en"],
            depositary=item["depositary"],
            organisation=item["organisation"],
            aliases=item["aliases"],
            opened_on=day(item["opened"]),
            signature_until=day(item["signature_until"]),
            in_force_on=day(item["in_force"]),
            in_force_rule=item["in_force_rule"],
            leaving_rule=item["leaving_rule"],
            url=item["link"],
            position=place,
        )
        for place, item in missing
    )
    InstrumentTranslation.objects.bulk_create(
        translation
        for row, (_place, item) in zip(rows, missing, strict=True)
        for translation in translations(InstrumentTranslation, row, item["title"])
    )


def make_treaty_actions() -> None:
    """Store what each source states, also if two sources differ; the same fact twice is one row."""
    instruments = by_key(Instrument.objects.all(), "key")
    facts = items("treaty_actions") + content("treaty_actions")["sample_items"]
    TreatyAction.objects.bulk_create(
        (
            TreatyAction(
                instrument=instruments[fact["instrument"]],
                country=fact["country"],
                kind=fact["kind"],
                **_date_of(fact["date"]),
                articles=fact.get("articles", ""),
                territories=fact.get("territories", ""),
                reservation=fact.get("text", ""),
                source=fact["source"],
                source_url=fact["source_link"],
                as_of=fact["as_of"],
                checked_on=day(fact["accessed"]),
            )
            for fact in facts
        ),
        ignore_conflicts=True,
    )


def _date_of(text: str) -> dict[str, Any]:
    """Return the fields of a date that is a day, or only a month or year."""
    exact = read_partial(text).exact if text else None
    return {"date": exact, "period": "" if exact else text}


def make_treaty_history() -> None:
    """A reservation of a sample country was written down wrongly at first, and is corrected; once."""
    found = TreatyAction.objects.filter(country="XA", instrument__key="cets-197", kind="reserved", articles="31.2")
    action = found.select_related("instrument").get()
    if TreatyChange.objects.filter(action=action).exists():
        return
    statement = SourceStatement(
        instrument=action.instrument,
        country="XA",
        kind=action.kind,
        date=action.date,
        articles=action.articles,
        text="Sample reservation: the rule applies only to citizens of the state and to people who live there.",
        source=action.source,
        source_url=action.source_url,
        as_of=action.as_of,
        checked_on=action.checked_on,
    )
    reason = "Sample reason: the first list had left out half of the sentence."
    correct_action(action=action, statement=statement, reason=reason, user=accounts()[address("secretariat")])
