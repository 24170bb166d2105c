"""Instruments, and what states did about them, each fact with its source."""

from evaluation.models import Instrument, InstrumentTranslation, TreatyAction, TreatyChange
from evaluation.treaties.actions import correct_act
from evaluation.treaties.history import Said
from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import by_key, content, day, items, translations


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
            aliases=item["aliases"],
            opened_on=day(item["opened"]),
            in_force_on=day(item["in_force"]),
            in_force_rule=item["in_force_rule"],
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
                date=day(fact["date"]),
                articles=fact.get("articles", ""),
                reservation=fact.get("text", ""),
                source=fact["source"],
                source_url=fact["source_link"],
                checked_on=day(fact["status_as_of"]),
            )
            for fact in facts
        ),
        ignore_conflicts=True,
    )


def make_treaty_history() -> None:
    """A reservation of a sample country was written down wrongly at first, and is corrected; once."""
    found = TreatyAction.objects.filter(country="XA", instrument__key="cets-197", kind="reserved", articles="31.2")
    action = found.select_related("instrument").get()
    if TreatyChange.objects.filter(action=action).exists():
        return
    said = Said(
        instrument=action.instrument,
        country="XA",
        kind=action.kind,
        date=action.date,
        articles=action.articles,
        text="Sample reservation: the rule applies only to citizens of the state and to people who live there.",
        source=action.source,
        source_url=action.source_url,
        checked_on=action.checked_on,
    )
    reason = "Sample reason: the first list had left out half of the sentence."
    correct_act(action=action, said=said, reason=reason, user=accounts()[address("secretariat")])
