"""Parts of a network's report about the editions of its handbooks."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.handbooks.editions.queries import reportable_editions
from networkapp.handbooks.models import Edition, EditionText
from networkapp.registry.reports import ReportRow, ReportScope, ReportTable


def published(of: ReportScope) -> ReportTable:
    """Return the editions of the period, for the list of publications in a report."""
    return ReportTable(
        title=_("Handbook editions"),
        columns=(_("Handbook"), capfirst(_("published"))),
        rows=tuple(_row(edition, text) for edition, text in editions_in(of)),
    )


def documents(of: ReportScope) -> ReportTable:
    """Return the editions of the period with their hashes, for the list of documents in a report."""
    return ReportTable(
        title=_("Handbook editions"),
        columns=(_("Edition"), capfirst(_("published")), "SHA-256"),
        rows=tuple(_row(edition, text, edition.digest) for edition, text in editions_in(of)),
    )


def _row(edition: Edition, text: EditionText, *more: str) -> ReportRow:
    day = date_format(timezone.localdate(edition.published_at))
    title = f"{text.title}, {edition.label}"
    return ReportRow(cells=(title, day, *more), url=text.get_absolute_url(), language=text.language)


def editions_in(of: ReportScope) -> list[tuple[Edition, EditionText]]:
    """Return the editions of the period with a text: in the report's language, English, or any other."""
    made = reportable_editions(network=of.network).filter(published_at__lt=of.ends_at).prefetch_related("texts")
    within = [one for one in made.order_by("published_at", "pk") if timezone.localdate(one.published_at) >= of.since]
    wanted = (get_language() or "en", "en")
    return [
        (one, min(found, key=lambda text: wanted.index(text.language) if text.language in wanted else 2))
        for one in within
        if (found := list(one.texts.all()))
    ]
