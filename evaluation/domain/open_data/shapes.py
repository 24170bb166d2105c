"""What the columns of the open data are: the order here is the order of the cells in rows.py."""

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.code_lists import BAND, GRADE, KIND, LABEL, PLACE, REASON, SINCE, STATUS
from evaluation.exchange.columns import day, number, text, whole, yes_no
from evaluation.exchange.tables import Column, Shape

COUNTRY = _("Country, two letters of ISO 3166-1; XA to XZ are sample countries")
COUNTRY_NAME = _("Its name in English")
IS_SAMPLE = _("Whether the country is invented, to show how results read")

WHOSE = (
    text("country", COUNTRY, is_key=True),
    text("country_name", COUNTRY_NAME),
    whole("year", _("The year assessed"), is_key=True),
    text("network", _("The network that holds the assessment"), is_key=True),
    yes_no("is_sample", IS_SAMPLE),
    text("framework", _("Version of the agreed criteria")),
    whole("version", _("Published version of the assessment; the newest stands here")),
    Column(name="published_at", type="datetime", about=_("When that version was published, UTC")),
    yes_no("peer_reviewed", _("Whether peers have reviewed it")),
    text("reviewed_by", _("The countries whose reviewers did, separated by spaces")),
)

RESULTS = Shape(
    name="results",
    title=_("Results per country, year and recommendation"),
    about=_("Points run from 0 to 100 and are rounded to one decimal. There is no overall mark and no rank."),
    columns=(
        *WHOSE,
        whole("recommendation", _("Number of the recommendation"), is_key=True),
        text("label", _("ok, insufficient, narrow_base or not_applicable; only ok has a band"), codes=LABEL.id),
        text("band", _("early, developing, substantial or advanced"), codes=BAND.id),
        yes_no("uncertain", _("Whether the interval reaches into another band")),
        text("lowered_by", _("Essential criteria below 25 points, which keep the band at most developing")),
        number("point", _("Weighted mean of the criteria that have a value, 0 to 100")),
        number("low", _("Where the point would lie if all that is missing were the worst")),
        number("high", _("Where the point would lie if all that is missing were the best")),
        number("coverage", _("Share of the weight that has a value, per cent")),
        number("completeness", _("Share of the weight with a value or a reason why there is none, per cent")),
        whole("answered", _("Criteria with an answer, context included")),
        whole("asked", _("Criteria asked, context included")),
        text("weakest_criterion", _("The scored criterion with the lowest score")),
        number("weakest_score", _("Its score, 0 to 100")),
        text("banded", _("Criteria with few persons that count with the middle of a range, separated by spaces")),
        text("withheld", _("Criteria that are withheld to protect individuals and count as missing")),
        whole("kept", _("In how many other ways of computing it the band stays the same")),
        whole("tried", _("How many other ways were tried")),
        number("lowest", _("The lowest point in any of them")),
        number("highest", _("The highest point in any of them")),
        yes_no("robust", _("Whether the band is kept in nine of ten of them")),
        text("decisive", _("Criteria without which the band would be another, separated by spaces")),
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
        whole("recommendation", _("Number of the recommendation"), is_key=True),
        number("difference", _("In points; empty unless enough can be compared")),
        whole("based_on", _("Criteria that can be compared")),
        whole("of", _("Criteria that apply in this year")),
        text("improved", _("Criteria that rose by a level or five points, separated by spaces")),
        text("declined", _("Criteria that fell by a level or five points")),
        text("unchanged", _("Criteria that moved by less")),
        text("newly_reported", _("Criteria with a value in this year only")),
        text("no_longer_reported", _("Criteria with a value in the year before only")),
        text("not_comparable", _("Criteria that are not the same measure in both years, or have a value in neither")),
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
        whole("recommendation", _("Number of the recommendation")),
        text("criterion", _("Series of the criterion, the same every year"), is_key=True),
        whole("criterion_version", _("Rises when its definition changes")),
        text(
            "kind",
            _("What is asked for: level, ratio, number, yes_no, multi_choice, treaty, money, date, narrative"),
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
        text("ticks", _("Keys of the attributes or options that apply, separated by spaces")),
        number("value", _("The ratio in its unit, to one decimal")),
        number("low", _("Lower bound, where few persons stand behind a ratio")),
        number("high", _("Upper bound, where few persons stand behind a ratio")),
        text(
            "place",
            _("scored, missing, outside (does not apply), context (never scored) or shadow (not yet)"),
            codes=PLACE.id,
        ),
        whole("weight", _("Its weight in the recommendation, 1 to 3")),
        number("score", _("0 to 100, where it has one")),
        number("numerator", _("As the country counted it; withheld where it would tell of few persons")),
        number("denominator", _("As the country counted it; withheld where it would tell of few persons")),
        number("number", _("As the country counted it")),
        yes_no("choice", _("Yes or no")),
        day("date", _("The day asked for")),
        text("text", _("What is told in words")),
        text("treaties", _("Where the state stands with each listed instrument: key=status, separated by spaces")),
        text("comment", _("What the country says about its answer")),
        text("flags", _("E estimated, P provisional, B break in the series, D definition differs, POOLED three years")),
        text(
            "grade",
            _("V0 stated, V1 evidence attached, V2 checked by peers, V3 agrees with an external source"),
            codes=GRADE.id,
        ),
        yes_no("not_applicable_confirmed", _("Whether it was confirmed that the criterion does not apply")),
        text("evidence", _("Addresses of the documents it rests on, separated by spaces")),
        text(
            "since", _("What became of last year’s answer: still_true, changed, retired, or not said"), codes=SINCE.id
        ),
        yes_no("disputed", _("Whether one of the voices beside it disputes the answer")),
        text("notes", _("What government, parliament and civil_society say beside it, a line for each")),
    ),
)

REMARKS = Shape(
    name="remarks",
    title=_("Remarks of the peer review"),
    about=_("What reviewers of other countries remarked on an answer, and what the country replied, as published."),
    columns=(
        *WHOSE,
        text("criterion", _("Series of the criterion, the same every year"), is_key=True),
        whole("remark", _("Number of the remark on this answer"), is_key=True),
        text("by", _("Country whose reviewers made it")),
        text("text", _("What they remarked")),
        text("reply", _("What the reviewed country replied")),
        yes_no("of_earlier_answer", _("Whether the answer has changed since")),
    ),
)
