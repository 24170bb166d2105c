"""The columns of the open data, in the order of the cells in rows.py."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evaluation.exchange.columns import day, number, text, whole, yes_no
from evaluation.exchange.tables import TableColumn, TableSchema
from evaluation.results.formats.code_lists import BAND, GRADE, KIND, LABEL, PLACE, REASON, SINCE, STATUS

COUNTRY = _("Country, two letters of ISO 3166-1; XA to XZ are sample countries")
COUNTRY_NAME = _("Name of the country in English")
IS_SAMPLE = _("Whether the country is an invented sample")

WHOSE = (
    text("country", COUNTRY, is_key=True),
    text("country_name", COUNTRY_NAME),
    whole("year", _("Year assessed"), is_key=True),
    text("network", _("Network responsible for the assessment"), is_key=True),
    yes_no("is_sample", IS_SAMPLE),
    text("framework", _("Version of the agreed criteria")),
    whole("version", _("Published version of the assessment; the newest one")),
    TableColumn(name="published_at", type="datetime", about=_("When that version was published, UTC")),
    yes_no("peer_reviewed", _("Whether the assessment was peer reviewed")),
    text("reviewed_by", _("Countries of the reviewers, separated by spaces")),
)

RESULTS = TableSchema(
    name="results",
    title=_("Results by country, year and recommendation"),
    about=_("Scores run from 0 to 100 and are rounded to one decimal. There is no overall score and no ranking."),
    columns=(
        *WHOSE,
        whole("recommendation", _("Number of the recommendation"), is_key=True),
        text("label", _("ok, insufficient, narrow_base or not_applicable; only ok has a band"), codes=LABEL.id),
        text("band", _("early, developing, substantial or advanced"), codes=BAND.id),
        yes_no("uncertain", _("Whether the range extends into another band")),
        text("lowered_by", _("Essential criteria below 25 points, which keep the band at most developing")),
        number("point", _("Weighted mean of the criteria that have a value, 0 to 100")),
        number("low", _("Score if every missing answer were the worst")),
        number("high", _("Score if every missing answer were the best")),
        number("coverage", _("Share of the weight that has a value, per cent")),
        number("completeness", _("Share of the weight with a value or a reason for its absence, per cent")),
        whole("answered", _("Criteria answered, context included")),
        whole("asked", _("Criteria asked, context included")),
        text("weakest_criterion", _("Scored criterion with the lowest score")),
        number("weakest_score", _("Score of the weakest criterion, 0 to 100")),
        text("banded", _("Criteria with few people, counted at the midpoint of a range, separated by spaces")),
        text("withheld", _("Criteria that are withheld to protect individuals and count as missing")),
        whole("kept", _("In how many alternative calculations the band stays the same")),
        whole("tried", _("How many alternative calculations were made")),
        number("lowest", _("Lowest score in any alternative calculation")),
        number("highest", _("Highest score in any alternative calculation")),
        yes_no("robust", _("Whether the band stays the same in nine of ten alternative calculations")),
        text("decisive", _("Criteria that decide the band, separated by spaces")),
    ),
)

PROGRESS = TableSchema(
    name="progress",
    title=_("Changes since the year before"),
    about=_(
        "Per country, year and recommendation, based only on criteria comparable with the year before. Never show"
        " the difference without the number of criteria it is based on."
    ),
    columns=(
        *WHOSE,
        whole("recommendation", _("Number of the recommendation"), is_key=True),
        number("difference", _("In points; empty unless enough criteria are comparable")),
        whole("based_on", _("Comparable criteria")),
        whole("of", _("Criteria that apply in this year")),
        text("improved", _("Criteria that rose by a level or five points, separated by spaces")),
        text("declined", _("Criteria that fell by a level or five points")),
        text("unchanged", _("Criteria that moved by less")),
        text("newly_reported", _("Criteria with a value in this year only")),
        text("no_longer_reported", _("Criteria with a value in the year before only")),
        text("not_comparable", _("Criteria measured differently in the two years, or without a value in either")),
    ),
)

ANSWERS = TableSchema(
    name="answers",
    title=_("Published answers"),
    about=_(
        "What countries published about each criterion. If there is no value, the status gives the reason; zero "
        "is a value."
    ),
    columns=(
        *WHOSE,
        whole("recommendation", _("Number of the recommendation")),
        text("criterion", _("Series of the criterion; the same every year"), is_key=True),
        whole("criterion_version", _("Rises when the definition of the criterion changes")),
        text(
            "kind",
            _("Kind of answer: level, ratio, number, yes_no, multi_choice, treaty, money, date, narrative"),
            codes=KIND.id,
        ),
        text("unit", _("Unit of value, low, high and number")),
        text(
            "status",
            _(
                "value, not_available, not_applicable, confidential, suppressed_small (1 to 4 persons, or beside "
                "such a number), undefined "
                "(nobody to count) or unanswered"
            ),
            codes=STATUS.id,
        ),
        text("reason", _("Why a value is not available"), codes=REASON.id),
        whole("level", _("0 to 4")),
        text("ticks", _("Keys of the requirements or options that apply, separated by spaces")),
        number("value", _("Ratio in its unit, to one decimal")),
        number("low", _("Lower bound, if a ratio rests on few people")),
        number("high", _("Upper bound, if a ratio rests on few people")),
        text(
            "place",
            _("scored, missing, outside (does not apply), context (never scored) or shadow (not yet scored)"),
            codes=PLACE.id,
        ),
        whole("weight", _("Weight in the recommendation, 1 to 3")),
        number("score", _("0 to 100, if scored")),
        number("numerator", _("As the country counted it; withheld if it would reveal a small number of people")),
        number("denominator", _("As the country counted it; withheld if it would reveal a small number of people")),
        number("number", _("As the country counted it")),
        yes_no("choice", capfirst(_("yes or no"))),
        day("date", _("Date given")),
        text("text", _("Text of the answer")),
        text("treaties", _("Status of the state for each listed treaty: key=status, separated by spaces")),
        text("comment", _("The country’s comment on its answer")),
        text(
            "flags", _("E estimated, P provisional, B break in the series, D different definition, POOLED three years")
        ),
        text(
            "grade",
            _("V0 stated, V1 evidence attached, V2 checked by peers, V3 agrees with an external source"),
            codes=GRADE.id,
        ),
        yes_no("not_applicable_confirmed", _("Whether it was confirmed that the criterion does not apply")),
        text("evidence", _("Addresses of the evidence, separated by spaces")),
        text("since", _("Last year’s answer: still_true, changed, retired, or empty"), codes=SINCE.id),
        yes_no("disputed", _("Whether a comment beside the answer disputes it")),
        text("notes", _("Comments of government, parliament and civil_society, one per line")),
    ),
)

REMARKS = TableSchema(
    name="remarks",
    title=_("Peer review comments"),
    about=_("Comments of reviewers from other countries on an answer, and the country’s replies, as published."),
    columns=(
        *WHOSE,
        text("criterion", _("Series of the criterion; the same every year"), is_key=True),
        whole("remark", _("Number of the comment on this answer"), is_key=True),
        text("by", _("Country of the reviewers")),
        text("text", _("The reviewers’ comment")),
        text("reply", _("The country’s reply")),
        yes_no("of_earlier_answer", _("Whether the answer has changed since")),
    ),
)
