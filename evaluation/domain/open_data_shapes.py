"""What the columns of the open data are: the order here is the order of the cells in open_data.py."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.exchange.tables import Column, Shape


def _text(name: str, about: str | Promise, *, is_key: bool = False) -> Column:
    return Column(name=name, type="string", about=about, is_key=is_key)


def _whole(name: str, about: str | Promise, *, is_key: bool = False) -> Column:
    return Column(name=name, type="integer", about=about, is_key=is_key)


def _number(name: str, about: str | Promise) -> Column:
    return Column(name=name, type="number", about=about)


def _yes_no(name: str, about: str | Promise) -> Column:
    return Column(name=name, type="boolean", about=about)


def _day(name: str, about: str | Promise) -> Column:
    return Column(name=name, type="date", about=about)


COUNTRY = _("Country, two letters of ISO 3166-1; XA to XZ are sample countries")
COUNTRY_NAME = _("Its name in English")
IS_SAMPLE = _("Whether the country is invented, to show how results read")

WHOSE = (
    _text("country", COUNTRY, is_key=True),
    _text("country_name", COUNTRY_NAME),
    _whole("year", _("The year assessed"), is_key=True),
    _text("network", _("The network that holds the assessment"), is_key=True),
    _yes_no("is_sample", IS_SAMPLE),
    _text("framework", _("Version of the agreed criteria")),
    _whole("version", _("Published version of the assessment; the newest stands here")),
    Column(name="published_at", type="datetime", about=_("When that version was published, UTC")),
    _yes_no("peer_reviewed", _("Whether peers have reviewed it")),
)

RESULTS = Shape(
    name="results",
    title=_("Results per country, year and recommendation"),
    about=_("Points run from 0 to 100 and are rounded to one decimal. There is no overall mark and no rank."),
    columns=(
        *WHOSE,
        _whole("recommendation", _("Number of the recommendation"), is_key=True),
        _text("label", _("ok, insufficient, narrow_base or not_applicable; only ok has a band")),
        _text("band", _("early, developing, substantial or advanced")),
        _yes_no("uncertain", _("Whether the interval reaches into another band")),
        _text("lowered_by", _("Essential criteria below 25 points, which keep the band at most developing")),
        _number("point", _("Weighted mean of the criteria that have a value, 0 to 100")),
        _number("low", _("Where the point would lie if all that is missing were the worst")),
        _number("high", _("Where the point would lie if all that is missing were the best")),
        _number("coverage", _("Share of the weight that has a value, per cent")),
        _number("completeness", _("Share of the weight with a value or a reason why there is none, per cent")),
        _whole("answered", _("Criteria with an answer, context included")),
        _whole("asked", _("Criteria asked, context included")),
        _text("weakest_criterion", _("The scored criterion with the lowest score")),
        _number("weakest_score", _("Its score, 0 to 100")),
        _whole("kept", _("In how many other ways of computing it the band stays the same")),
        _whole("tried", _("How many other ways were tried")),
        _number("lowest", _("The lowest point in any of them")),
        _number("highest", _("The highest point in any of them")),
        _yes_no("robust", _("Whether the band is kept in nine of ten of them")),
        _text("decisive", _("Criteria without which the band would be another, separated by spaces")),
    ),
)

PROGRESS = Shape(
    name="progress",
    title=_("What changed since the year before"),
    about=_(
        "Per country, year and recommendation, on the criteria alone that can be compared with the year before. The "
        "difference is never to be shown without on how many of how many criteria it is based."
    ),
    columns=(
        *WHOSE,
        _whole("recommendation", _("Number of the recommendation"), is_key=True),
        _number("difference", _("In points; empty unless enough can be compared")),
        _whole("based_on", _("Criteria that can be compared")),
        _whole("of", _("Criteria that apply in this year")),
        _text("improved", _("Criteria that rose by a level or five points, separated by spaces")),
        _text("declined", _("Criteria that fell by a level or five points")),
        _text("unchanged", _("Criteria that moved by less")),
        _text("newly_reported", _("Criteria with a value in this year only")),
        _text("no_longer_reported", _("Criteria with a value in the year before only")),
        _text("not_comparable", _("Criteria that are not the same measure in both years, or have a value in neither")),
    ),
)

ANSWERS = Shape(
    name="answers",
    title=_("Published answers"),
    about=_(
        "What countries published about each criterion. Where there is no value, the status says why; zero is a value."
    ),
    columns=(
        *WHOSE,
        _whole("recommendation", _("Number of the recommendation")),
        _text("criterion", _("Series of the criterion, the same every year"), is_key=True),
        _whole("criterion_version", _("Rises when its definition changes")),
        _text(
            "kind", _("What is asked for: level, ratio, number, yes_no, multi_choice, treaty, money, date, narrative")
        ),
        _text("unit", _("Unit of value, low, high and number")),
        _text(
            "status",
            _(
                "value, not_available, not_applicable, confidential, suppressed_small (1 to 4 persons), undefined "
                "(nobody to count) or unanswered"
            ),
        ),
        _text("reason", _("Why a value is not available")),
        _whole("level", _("0 to 4")),
        _text("ticks", _("Keys of the attributes or options that apply, separated by spaces")),
        _number("value", _("The ratio in its unit, to one decimal")),
        _number("low", _("Lower bound, where few persons stand behind a ratio")),
        _number("high", _("Upper bound, where few persons stand behind a ratio")),
        _text("place", _("scored, missing, outside (does not apply), context (never scored) or shadow (not yet)")),
        _whole("weight", _("Its weight in the recommendation, 1 to 3")),
        _number("score", _("0 to 100, where it has one")),
        _number("numerator", _("As the country counted it; withheld where it would tell of few persons")),
        _number("denominator", _("As the country counted it; withheld where it would tell of few persons")),
        _number("number", _("As the country counted it")),
        _yes_no("choice", _("Yes or no")),
        _day("date", _("The day asked for")),
        _text("text", _("What is told in words")),
        _text("treaties", _("Where the state stands with each listed instrument: key=status, separated by spaces")),
        _text("comment", _("What the country says about its answer")),
        _text(
            "flags", _("E estimated, P provisional, B break in the series, D definition differs, POOLED three years")
        ),
        _text("grade", _("V0 stated, V1 evidence attached, V2 checked by peers, V3 agrees with an external source")),
        _yes_no("not_applicable_confirmed", _("Whether it was confirmed that the criterion does not apply")),
        _text("evidence", _("Addresses of the documents it rests on, separated by spaces")),
        _text("since", _("What became of last year’s answer: still_true, changed, retired, or not said")),
        _yes_no("disputed", _("Whether one of the voices beside it disputes the answer")),
        _text("notes", _("What government, parliament and civil_society say beside it, a line for each")),
    ),
)

TREATY_ACTIONS = Shape(
    name="treaty_actions",
    title=_("Treaty actions"),
    about=_(
        "What states did about the conventions, as each source gives it; sources that disagree stand side by side."
    ),
    columns=(
        _text("country", COUNTRY),
        _text("country_name", COUNTRY_NAME),
        _yes_no("is_sample", IS_SAMPLE),
        _text("instrument", _("Key of the instrument")),
        _text("symbol", _("Its symbol, as in CETS 197")),
        _text(
            "kind",
            _(
                "The act: signed, ratified, accepted, approved, acceded, succeeded, reserved, declared, withdrew (a "
                "reservation), denounced or in_force"
            ),
        ),
        _day("date", _("The day, where the source gives one")),
        _text("articles", _("The articles that a reservation or declaration is about")),
        _text("reservation", _("The text of a reservation or declaration")),
        _text("source", _("Who says so")),
        _text("source_url", _("Where it says so")),
        _day("checked_on", _("When that was looked up")),
    ),
)

OBSERVATIONS = Shape(
    name="observations_of_others",
    title=_("Numbers of independent sources"),
    about=_(
        "What independent sources publish, as far as they let it be passed on; under the terms of the source that each "
        "row names, whose earlier values are on the pages of the countries. Nothing of it is in any score."
    ),
    columns=(
        _text("country", COUNTRY),
        _text("country_name", COUNTRY_NAME),
        _whole("year", _("The year")),
        _text("indicator", _("What is counted, by our name for it or in the words of the source")),
        _text("dimension", _("total, or broken down by citizenship, form or repatriation")),
        _text("category", _("Which citizenship, form or country; empty in totals")),
        _text("sex", _("total, female, male, other or unknown")),
        _text("age", _("total, child, adult or unknown")),
        _text("unit", _("Unit of value and bounds")),
        _number("value", _("As the source published it")),
        _number("at_least", _("Lower bound, where the source keeps the number back")),
        _number("below", _("It is smaller than this, where the source keeps the number back, as in <5")),
        _yes_no("withheld", _("Whether it is kept back here, since it would give away a number of few persons")),
        _text("flags", _("Marks of the source")),
        _text("source", _("Who publishes it and is to be named")),
        _text("dataset", _("In which dataset")),
        _text("source_url", _("Where")),
        _day("retrieved_on", _("As of which day")),
        _whole("revision", _("1, and one more for each time that the source changed it")),
    ),
    forms=("csv", "json"),
    of_others=True,
)
