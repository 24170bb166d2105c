"""Reports: the rapporteur's text around parts generated from what is published, as a page and as documents.

Whatever is generated is hashed: the same state makes the same report. Only what is published for everybody is in it.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override
from wagtail.rich_text import expand_db_html

from evaluation.models import AssessmentVersion
from evaluation.reports.context_tables import ReportContext, report_context
from evaluation.reports.models import Report, ReportPart
from evaluation.reports.queries import ReportData, network_data, version_data
from evaluation.results.published_versions import newest_versions
from networkapp.documents.convert import DocumentFormat, Drawing, make_document
from networkapp.models import Network, this_site
from networkapp.registry.reports import ReportPart as NetworkPart
from networkapp.registry.reports import ReportScope, known_parts, parts_in_order
from networkapp.text.stacked_tables import add_table_labels

EDITION = 7
"""Increase it when the same state produces another report, so that no older document is delivered."""
CHART_WIDTH = 640
KEPT_SECONDS = 300
Part = ReportPart
_COUNTRY = Report.Kind.COUNTRY.value
PARTS: Mapping[str, tuple[ReportPart, ...]] = {
    Report.Kind.COUNTRY: (
        Part.PROFILE, Part.CHANGES, Part.YEARS, Part.ANSWERS, Part.TREATIES, Part.VERDICTS, Part.METHOD, Part.VERSIONS,
    ),
    Report.Kind.REGIONAL: (
        Part.OVERVIEW, Part.MISSING, Part.RECOMMENDATIONS, Part.TREATIES, Part.VERDICTS, Part.METHOD, Part.VERSIONS,
    ),
    Report.Kind.MIDTERM: (
        Part.OVERVIEW, Part.MISSING, Part.CHANGES, Part.YEARS, Part.TREATIES, Part.VERDICTS, Part.METHOD, Part.VERSIONS,
    ),
    Report.Kind.FINAL: (
        Part.OVERVIEW, Part.MISSING, Part.RECOMMENDATIONS, Part.CHANGES, Part.YEARS, Part.TREATIES, Part.VERDICTS,
        Part.METHOD, Part.VERSIONS,
    ),
}  # fmt: skip
TO_THE_CONFERENCE = (Report.Kind.MIDTERM.value, Report.Kind.FINAL.value)
Block = tuple[str, str]
"""Either "text" with HTML, or "part" with the name of what is generated."""


@dataclass(frozen=True, kw_only=True)
class ComposedReport:
    """A report as it is now: its words, what is generated, and the hash of both."""

    kind: str
    title: str
    standfirst: str
    language: str
    blocks: tuple[Block, ...]
    data: ReportData
    beside: ReportContext
    network_parts: Mapping[str, NetworkPart] = field(default_factory=dict)
    report: Report | None = None
    version: AssessmentVersion | None = None

    @property
    def site(self) -> str:
        """Return the name of the site in the language of the report."""
        with override(self.language):
            return str(this_site().local_name)

    @property
    def file_digest(self) -> str:
        """Return the SHA-256 of the content of its documents: the report, and the site's name."""
        return hashlib.sha256(json.dumps([self.digest, self.site], ensure_ascii=False).encode()).hexdigest()

    @property
    def digest(self) -> str:
        """Return the SHA-256 over words, hashes of all versions and frameworks behind it, the content beside them, and
        how it is made."""
        sources = sorted((item.country, item.year, item.number, item.content_hash) for item in self.data.published)
        earlier = sorted(
            (item.country, item.year, item.number, item.content_hash) for item in self.data.before.values()
        )
        frameworks = sorted(item.content_hash for item in self.data.frameworks)
        words = [self.kind, self.title, self.standfirst, self.language, self.blocks]
        others = [
            str(self.as_of),
            self.data.waiting,
            list(self.data.years),
            [str(self.since), str(self.until)],
            list(self.data.version_ids),
            self.data.is_first_year,
            self.beside.facts,
            {key: asdict(part) for key, part in self.network_parts.items()},
        ]
        content = json.dumps(
            [EDITION, words, sources, earlier, frameworks, others, self.beside.facts], ensure_ascii=False
        )
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def as_of(self) -> datetime | None:
        """Return when the newest version behind the report was published."""
        return max((item.published_at for item in self.data.published), default=None)

    @property
    def is_empty(self) -> bool:
        if self.report and self.report.issued:
            return True
        return not self.data.published and all(part.is_empty for part in self.network_parts.values())

    @property
    def since(self) -> date | None:
        """Return the first day of the period of a report to the conference; None for reports about years."""
        return self.report.period[0] if self.report and self.report.is_to_the_conference else None

    @property
    def until(self) -> date | None:
        return self.report.period[1] if self.report and self.report.is_to_the_conference else None

    @property
    def is_sample(self) -> bool:
        return self.data.is_sample

    @property
    def missing(self) -> list[str]:
        """Return what somebody should check before the report is published."""
        return [words for part in self.network_parts.values() for words in part.missing]


def compose(report: Report) -> ComposedReport:
    """Return the report with what is published now, in its own language."""
    with override(report.language):
        data = network_data(
            network=report.network,
            year=report.year,
            first_year=report.first_year,
            country=str(report.country) if report.kind == _COUNTRY else "",
            number=report.number,
        )
        return _compose(report, data, report=report)


def compose_version(version: AssessmentVersion) -> ComposedReport:
    """Return the country report of one published version: all generated parts, with a rapporteur's text if any.

    It is in the reader's language, or, if somebody has written a text, in a language of that text.
    """
    report = _report_about(version)
    if report is not None:
        with override(report.language):
            return _compose(report, version_data(version=version), version=version)
    data = version_data(version=version)
    (item,) = data.published
    parts = [part.value for part in PARTS[_COUNTRY]]
    return ComposedReport(
        kind=_COUNTRY,
        title=f"{item.name} {item.year}",
        standfirst="",
        language=get_language() or "en",
        blocks=tuple(("part", part) for part in parts),
        data=data,
        beside=report_context(network=data.network, countries=data.countries, parts=parts),
        version=version,
    )


def _compose(
    words: Report, data: ReportData, *, report: Report | None = None, version: AssessmentVersion | None = None
) -> ComposedReport:
    blocks = tuple(_blocks(words))
    parts = {value for kind, value in blocks if kind == "part"}
    return ComposedReport(
        kind=words.kind,
        title=words.title,
        standfirst=words.standfirst,
        language=words.language,
        blocks=blocks,
        data=data,
        beside=report_context(network=data.network, countries=data.countries, parts=parts),
        network_parts=_network_parts(words, parts),
        report=report,
        version=version,
    )


def _network_parts(words: Report, parts: Collection[str]) -> Mapping[str, NetworkPart]:
    """Return what the network did in the period, for those of `parts` that plugins registered, by key."""
    since, until = words.period
    reported = ReportScope(network=words.network, since=since, until=until)
    return {part.key: part.build(reported) for part in parts_in_order() if part.key in parts}


def _report_about(version: AssessmentVersion) -> Report | None:
    """Return the published report about `version`, preferably in the reader's language.

    If `version` is the newest, a report without a number is about it, too.
    """
    assessment, country = version.assessment, version.assessment.delegation.country
    newest = newest_versions().filter(pk=version.pk).exists()
    about = Q(number=version.number) | Q(number=None) if newest else Q(number=version.number)
    which = {
        "network": assessment.cycle.network,
        "country": country,
        "year": assessment.cycle.year,
    }
    found = Report.objects.filter(about, live=True, kind=_COUNTRY, **which)
    spoken = get_language() or "en"
    return min(found, key=lambda one: (one.language != spoken, one.number is None, one.pk), default=None)


def render_report(composed: ComposedReport, *, in_document: bool) -> str:
    """Return the HTML of all parts in their order; in a document, charts are tokens."""
    with override(composed.language):
        rendered = [_rendered(composed, kind, value, in_document) for kind, value in composed.blocks]
        html = "\n".join(rendered)
        return mark_safe(html if in_document else add_table_labels(html))


def render_page(composed: ComposedReport) -> str:
    """Return the HTML of the parts on a page, cached by state, since making it reads every answer."""
    key = f"evaluation.report.{composed.digest}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_report(composed, in_document=False)
        cache.set(key, kept, KEPT_SECONDS)
    return mark_safe(kept)


def render_document(composed: ComposedReport, form: DocumentFormat) -> bytes:
    """Return the report as a document in this format; equal states give equal bytes. NotMade if it fails."""
    html, pictures = document_source(composed)
    dated = composed.as_of or datetime.fromisoformat("2000-01-01T00:00:00+00:00")
    with override(composed.language):
        return make_document(
            html=html, title=composed.title, site=composed.site, language=composed.language, form=form,
            has_cover=True, pictures=pictures, dated=dated,
        )  # fmt: skip


def document_source(composed: ComposedReport, version: Any = None) -> tuple[str, list[Drawing]]:
    """Return the HTML and pictures from which documents of a report are made; `version` is its published version."""
    with override(composed.language):
        context = {"composed": composed, "content": render_report(composed, in_document=True), "version": version}
        return render_to_string("evaluation/reports/document.html", context), list(_pictures(composed))


def _blocks(report: Report) -> Iterator[Block]:
    shown = [block for block in report.body if block.block_type == "text" or not report.issued]
    found = [(block.block_type, block.value) for block in shown]
    texts = [(kind, expand_db_html(value.source) if kind == "text" else str(value)) for kind, value in found]
    kept_in = set() if may_include_activities(kind=report.kind, network=report.network) else known_parts.keys()
    yield from ((kind, value) for kind, value in texts if kind == "text" or value not in kept_in)
    if not report.issued and not any(kind == "part" for kind, _value in texts):
        yield from (("part", part) for part in default_parts(report.kind))


def may_include_activities(*, kind: str, network: Network) -> bool:
    """Return whether a report of this kind may contain activities of its network: all its readers may know of these."""
    return kind in TO_THE_CONFERENCE or network.visibility == Network.Visibility.PUBLIC


def _rendered(composed: ComposedReport, kind: str, value: str, in_document: bool) -> str:
    if kind == "text":
        return value if in_document else f'<div class="prose part">{value}</div>'
    context: dict[str, Any] = {"composed": composed, "data": composed.data, "in_document": in_document}
    if value in known_parts:
        context["part"] = composed.network_parts[value]
        return render_to_string("evaluation/reports/parts/network_part.html", context)
    return render_to_string(f"evaluation/reports/parts/{value}.html", context)


def _pictures(composed: ComposedReport) -> Iterator[Drawing]:
    if ("part", Part.RECOMMENDATIONS.value) not in composed.blocks:
        return
    for rows in composed.data.rows:
        words = render_to_string("evaluation/reports/chart_words.html", {"rows": rows}).strip()
        context = {"chart": rows.chart, "words": words, "width": CHART_WIDTH}
        svg = render_to_string("evaluation/charts/countries.html", context).strip()
        yield Drawing(token=rows.token, svg=_with_font(svg), words=words)


def _with_font(svg: str) -> str:
    return svg.replace("<svg ", '<svg font-family="Libertinus Serif" color="black" ', 1)


def default_parts(kind: str) -> Sequence[str]:
    """Return the parts of a report without chosen ones: a report to the conference begins with the activities of the
    network."""
    did = [part.key for part in parts_in_order() if not part.is_annex] if kind in TO_THE_CONFERENCE else []
    return [*did, *(part.value for part in PARTS[kind])]
