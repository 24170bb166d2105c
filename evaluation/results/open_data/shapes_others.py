"""The columns of tables that are not made from published versions, in the order of the cells in rows.py."""

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.columns import day, number, text, whole, yes_no
from evaluation.exchange.tables import TableColumn, TableSchema
from evaluation.results.open_data.shapes import COUNTRY, COUNTRY_NAME, IS_SAMPLE

TREATY_ACTIONS = TableSchema(
    name="treaty_actions",
    title=_("Treaty actions"),
    about=_(
        "Actions of states on the treaties, as each source reports them; conflicting sources are listed separately."
    ),
    columns=(
        text("country", COUNTRY),
        text("country_name", COUNTRY_NAME),
        yes_no("is_sample", IS_SAMPLE),
        text("instrument", _("Key of the treaty")),
        text("symbol", _("Symbol of the treaty, such as CETS 197")),
        text(
            "kind",
            _(
                "Action: signed, definitive (signed definitively), ratified, accepted, approved, acceded, succeeded, "
                "reserved, declared, withdrew (a reservation or declaration), denounced, in_force, extended or "
                "excluded (a territory), transposed; or in a list of parties: party, not_party"
            ),
        ),
        day("date", _("Date, if the source gives a day")),
        text("period", _("Year or month, if the source gives no day")),
        day("takes_effect_on", _("Later day of effect, as of a denunciation")),
        text("territories", _("Territories extended or excluded (ISO 3166-1)")),
        text("articles", _("Articles concerned by a reservation or declaration")),
        text("reservation", _("Text of a reservation or declaration")),
        text("source", _("Reported by")),
        text("source_url", _("Where the source reports it")),
        text("as_of", _("Date of the source: a day, month or year")),
        day("checked_on", _("When the source was last accessed")),
    ),
)

OBSERVATIONS = TableSchema(
    name="observations_of_others",
    title=_("Figures from independent sources"),
    about=_(
        "Figures of independent sources, under the terms of the source named in each row. No figure is part of a score."
    ),
    columns=(
        text("country", COUNTRY),
        text("country_name", COUNTRY_NAME),
        whole("year", _("Year")),
        text("indicator", _("Subject of the count, by our name for it or in the source’s words")),
        text("dimension", _("total, or broken down by citizenship, form or repatriation")),
        text("category", _("Which citizenship, form or country; empty in totals")),
        text("sex", _("total, female, male, other or unknown")),
        text("age", _("total, child, adult or unknown")),
        text("unit", _("Unit of value and bounds")),
        number("value", _("As published by the source")),
        number("at_least", _("Lower bound, if the source withholds a small number")),
        number("below", _("Upper bound, if the source withholds a small number, as in <5")),
        yes_no("withheld", _("Whether the value is withheld here because it would reveal a small number of people")),
        text("flags", _("Flags set by the source")),
        text("source", _("Publisher, to be credited")),
        text("dataset", _("Dataset")),
        text("source_url", _("Address of the source")),
        day("retrieved_on", _("Date of the data")),
        whole("revision", _("1, plus one for each change by the source")),
    ),
    of_others=True,
)

ID = _("Number of the row; it does not change")
FOUND_IN = (
    text("country", COUNTRY),
    text("country_name", COUNTRY_NAME),
    yes_no("is_sample", IS_SAMPLE),
    text("body", _("Monitoring body, such as GRETA")),
    whole("round", _("Monitoring round")),
    text("document", _("Document of the body")),
)
FOUND_BY = (
    text("source", _("Source")),
    text("source_url", _("Address of the source")),
    day("retrieved_on", _("Date of the data")),
    whole("revision", _("1, plus one for each change by the source")),
)

MONITORING_EVENTS = TableSchema(
    name="monitoring_events",
    title=_("Activities of independent bodies"),
    about=_("Questionnaires, visits, reports, replies and due dates, by country, body and round."),
    columns=(
        whole("id", ID, is_key=True),
        *FOUND_IN,
        text("event", _("Event, such as visit_start, report_published, government_reply_due")),
        day("date", _("Date, if the source gives one")),
        *FOUND_BY,
    ),
    of_others=True,
)

FINDINGS = TableSchema(
    name="findings",
    title=_("Findings of independent bodies"),
    about=_(
        "Findings in the body’s own words, under the terms of the source named in each row. They are not part of "
        "any score."
    ),
    columns=(
        whole("id", ID, is_key=True),
        *FOUND_IN,
        text("reference", _("Paragraph or article")),
        text("strength", _("urges, considers, invites, recommends, welcomes or notes")),
        text("finding", _("Text of the finding")),
        day("date", _("Date, if the source gives one")),
        whole("recommendation", _("Number of the related recommendation")),
        text("criterion", _("Series of the related criterion")),
        *FOUND_BY,
    ),
    of_others=True,
)

FINDING_RESPONSES = TableSchema(
    name="finding_responses",
    title=_("Replies and measures"),
    about=_("Government replies to findings, and reported measures, each with its source."),
    columns=(
        whole("id", ID, is_key=True),
        whole("finding", _("Id of the finding in findings")),
        text("country", COUNTRY),
        text("country_name", COUNTRY_NAME),
        yes_no("is_sample", IS_SAMPLE),
        text("kind", _("reply or measure")),
        text("text", _("Text")),
        day("date", _("Date, if the source gives one")),
        text("document", _("Document that contains it")),
        text("status", _("Progress of a measure: planned, under_way, done or not_done")),
        text("reported_by", _("Who reports the progress")),
        yes_no("by_government", _("Whether the government entered it here itself")),
        text("source", _("Source")),
        text("source_url", _("Address of the source")),
        TableColumn(name="recorded_at", type="datetime", about=_("When the entry was recorded here, UTC")),
    ),
    of_others=True,
)

VERDICTS = TableSchema(
    name="conclusions",
    title=_("Conclusions of networks"),
    about=_(
        "What a network concluded about a country and a recommendation: a political judgement, not derived from "
        "any number."
    ),
    columns=(
        text("country", COUNTRY, is_key=True),
        text("country_name", COUNTRY_NAME),
        text("network", _("Network that decided"), is_key=True),
        yes_no("is_sample", IS_SAMPLE),
        whole("recommendation", _("Number of the recommendation"), is_key=True),
        text("conclusion", _("implemented, partly or not")),
        text("reason", _("Reason")),
        text("decision", _("Decision of the network that contains the conclusion")),
        text("decision_url", _("Web address of the decision")),
        day("decided_on", _("Date of the decision")),
        TableColumn(name="recorded_at", type="datetime", about=_("When the entry was recorded here, UTC"), is_key=True),
        yes_no("is_latest", _("Whether the conclusion is the latest; earlier ones remain for comparison")),
    ),
)
