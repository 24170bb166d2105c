"""A report that is not published yet, as its editor sees it before it is."""

from django import template

from evaluation.reports.document import ComposedReport, compose, render_report
from evaluation.reports.models import Report

register = template.Library()


@register.simple_tag
def preview_report(report: Report) -> ComposedReport:
    """Show the report as it would be if it were published now."""
    return compose(report)


@register.simple_tag
def report_html(composed: ComposedReport) -> str:
    """Return the HTML of a report for its page."""
    return render_report(composed, in_document=False)
