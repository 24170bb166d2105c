"""What the columns are of tables that rest on no published version: the order of the cells in rows.py."""

from django.utils.translation import gettext_lazy as _

from evaluation.domain.open_data.shapes import COUNTRY, COUNTRY_NAME, IS_SAMPLE
from evaluation.exchange.columns import day, number, text, whole, yes_no
from evaluation.exchange.tables import Column, Shape

TREATY_ACTIONS = Shape(
    name="treaty_actions",
    title=_("Treaty actions"),
    about=_(
        "What states did about the conventions, as each source gives it; sources that disagree stand side by side."
    ),
    columns=(
        text("country", COUNTRY),
        text("country_name", COUNTRY_NAME),
        yes_no("is_sample", IS_SAMPLE),
        text("instrument", _("Key of the instrument")),
        text("symbol", _("Its symbol, as in CETS 197")),
        text(
            "kind",
            _(
                "The act: signed, ratified, accepted, approved, acceded, succeeded, reserved, declared, withdrew (a "
                "reservation), denounced or in_force"
            ),
        ),
        day("date", _("The day, where the source gives one")),
        text("articles", _("The articles that a reservation or declaration is about")),
        text("reservation", _("The text of a reservation or declaration")),
        text("source", _("Who says so")),
        text("source_url", _("Where it says so")),
        day("checked_on", _("When that was looked up")),
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
        text("country", COUNTRY),
        text("country_name", COUNTRY_NAME),
        whole("year", _("The year")),
        text("indicator", _("What is counted, by our name for it or in the words of the source")),
        text("dimension", _("total, or broken down by citizenship, form or repatriation")),
        text("category", _("Which citizenship, form or country; empty in totals")),
        text("sex", _("total, female, male, other or unknown")),
        text("age", _("total, child, adult or unknown")),
        text("unit", _("Unit of value and bounds")),
        number("value", _("As the source published it")),
        number("at_least", _("Lower bound, where the source keeps the number back")),
        number("below", _("It is smaller than this, where the source keeps the number back, as in <5")),
        yes_no("withheld", _("Whether it is kept back here, since it would give away a number of few persons")),
        text("flags", _("Marks of the source")),
        text("source", _("Who publishes it and is to be named")),
        text("dataset", _("In which dataset")),
        text("source_url", _("Where")),
        day("retrieved_on", _("As of which day")),
        whole("revision", _("1, and one more for each time that the source changed it")),
    ),
    of_others=True,
)

ID = _("Number of the row, which stays")
FOUND_IN = (
    text("country", COUNTRY),
    text("country_name", COUNTRY_NAME),
    yes_no("is_sample", IS_SAMPLE),
    text("body", _("The body that monitors, as in GRETA")),
    whole("round", _("Its round")),
    text("document", _("Its document")),
)
FOUND_BY = (
    text("source", _("Where it was taken from")),
    text("source_url", _("Its address")),
    day("retrieved_on", _("As of which day")),
    whole("revision", _("1, and one more for each time that the source changed it")),
)

MONITORING_EVENTS = Shape(
    name="monitoring_events",
    title=_("What independent bodies did"),
    about=_("Questionnaires, visits, reports, replies and days that are due, by country, body and round."),
    columns=(
        whole("id", ID, is_key=True),
        *FOUND_IN,
        text("event", _("What happened, as in visit_start, report_published, government_reply_due")),
        day("date", _("The day, where the source gives one")),
        *FOUND_BY,
    ),
    of_others=True,
)

FINDINGS = Shape(
    name="findings",
    title=_("What independent bodies found"),
    about=_("Their findings in their own words, under the terms of the source that each row names. In no score."),
    columns=(
        whole("id", ID, is_key=True),
        *FOUND_IN,
        text("reference", _("Paragraph or article")),
        text("strength", _("urges, considers, invites, recommends, welcomes or notes")),
        text("finding", _("What it found")),
        day("date", _("The day, where the source gives one")),
        whole("recommendation", _("Number of the recommendation that it touches")),
        text("criterion", _("Series of the criterion that it touches")),
        *FOUND_BY,
    ),
    of_others=True,
)

FINDING_RESPONSES = Shape(
    name="finding_responses",
    title=_("Replies and measures"),
    about=_("What governments replied to findings, and the measures that were reported, each with who says so."),
    columns=(
        whole("id", ID, is_key=True),
        whole("finding", _("The id of the finding in findings")),
        text("country", COUNTRY),
        text("country_name", COUNTRY_NAME),
        yes_no("is_sample", IS_SAMPLE),
        text("kind", _("reply or measure")),
        text("text", _("What it says")),
        day("date", _("The day, where the source gives one")),
        text("document", _("The document in which it stands")),
        text("status", _("How far a measure is: planned, under_way, done or not_done")),
        text("said_by", _("Who says how far it is")),
        yes_no("by_government", _("Whether a seat of that government wrote it here itself")),
        text("source", _("Where it was taken from")),
        text("source_url", _("Its address")),
        Column(name="recorded_at", type="datetime", about=_("When it was written down here, UTC")),
    ),
    of_others=True,
)

VERDICTS = Shape(
    name="verdicts",
    title=_("Political verdicts of networks"),
    about=_("What a network decided about a country and a recommendation: a judgement, derived from no number."),
    columns=(
        text("country", COUNTRY, is_key=True),
        text("country_name", COUNTRY_NAME),
        text("network", _("The network that decided"), is_key=True),
        yes_no("is_sample", IS_SAMPLE),
        whole("recommendation", _("Number of the recommendation"), is_key=True),
        text("verdict", _("implemented, partly or not")),
        text("reason", _("Why")),
        text("decision", _("Which decision of the network it is")),
        text("decision_url", _("Its address")),
        day("decided_on", _("The day of the decision")),
        Column(name="recorded_at", type="datetime", about=_("When it was written down here, UTC"), is_key=True),
        yes_no("stands", _("Whether it is the latest; earlier ones stay for comparison")),
    ),
)
