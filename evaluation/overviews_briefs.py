"""The evaluation's parts of the brief of a country that members read before a meeting, and of its page.

networkapp makes both from registered parts (`networkapp/registry/overviews.py`). Each is for its reader: it contains
what they can read and nothing else.
"""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.follow_up.verdicts import verdicts_about
from evaluation.models import Finding
from evaluation.results.gaps.queries import published_gaps
from evaluation.results.gaps.rules import MISSING, STALE, GapKind
from evaluation.results.published_versions import newest_versions
from evaluation.sources.findings import MonitoringRound, country_findings
from evaluation.treaties.countries import StateInstrument, state_treaties
from evaluation.treaties.next_steps import Step
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewKind, OverviewPart
from networkapp.users import AnyUser

PRESSING = frozenset({Finding.Strength.URGES, Finding.Strength.RECOMMENDS})


def assessment(*, overview: Overview) -> list[OverviewPart]:
    """Return the latest published year of a country."""
    lines = tuple(OverviewEntry(title=line) for line in _assessment(overview.country, overview.reader))
    return [_part("assessment", _("Latest assessment"), _of("profile", overview), lines)]


def treaties(*, overview: Overview) -> list[OverviewPart]:
    """Return the status of a country for each treaty."""
    page = state_treaties(country=overview.country)
    entries = (_treaty(row, overview) for row in (page.rows if page else ()))
    return [_cut(overview, "treaties", _("Treaties"), _of("treaty_country", overview), entries)]


def _treaty(row: StateInstrument, overview: Overview) -> OverviewEntry:
    """Return the entry of a treaty: with its symbol, which members know, or with its title on public pages."""
    instrument = row.instrument
    in_brief = overview.kind == OverviewKind.BRIEF
    return OverviewEntry(
        label="" if in_brief else f"{instrument.symbol}:",
        title=instrument.symbol if in_brief else instrument.local_title,
        url=reverse("evaluation:instrument", args=[instrument.key]),
        detail=_standing(row),
        language="" if in_brief else instrument.title_language,
    )


def findings(*, overview: Overview) -> list[OverviewPart]:
    """Return the newest round of each body about a country, with its progress and urgent findings."""
    address = _of("findings", overview)
    entries = (OverviewEntry(title=title, url=address, detail=detail) for title, detail in _rounds(overview))
    return [_cut(overview, "findings", _("Findings of independent bodies"), address, entries)]


def verdicts(*, overview: Overview) -> list[OverviewPart]:
    """Return the newest conclusions of networks about a country, by recommendation."""
    return [
        _cut(overview, "verdicts", _("Conclusions of networks"), reverse("evaluation:overview"), _verdicts(overview))
    ]


def gaps(*, overview: Overview) -> list[OverviewPart]:
    """Return what is missing in the publications of a country."""
    lines = tuple(OverviewEntry(title=line) for line in _gaps(overview.country, overview.reader))
    return [_part("gaps", _("Gaps"), _of("gaps", overview), lines)]


def _of(name: str, overview: Overview) -> str:
    return reverse(f"evaluation:{name}", args=[overview.country.lower()])


def _part(key: str, title: str, url: str, entries: tuple[OverviewEntry, ...], number: int = 0) -> OverviewPart:
    return OverviewPart(key=key, title=title, url=url, entries=entries, number=number)


def _cut(overview: Overview, key: str, title: str, url: str, all_entries: Iterable[OverviewEntry]) -> OverviewPart:
    entries = tuple(all_entries)
    return _part(key, title, url, entries[: overview.limit], len(entries))


def _assessment(country: str, user: AnyUser) -> Iterator[str]:
    """Yield which year was published last, in which version, and whether peers reviewed it."""
    mine = newest_versions(user).filter(assessment__delegation__country=country.upper())
    version = mine.filter(assessment__delegation__assessed=True).order_by("-assessment__cycle__year").first()
    if version is not None:
        values = {
            "year": version.assessment.cycle.year,
            "number": version.number,
            "day": date_format(version.published_at, "SHORT_DATE_FORMAT"),
        }
        yield _("%(year)s: version %(number)s, published %(day)s") % values
        yield capfirst(_("peer reviewed")) if version.peer_reviewed else capfirst(_("not peer reviewed"))


def _standing(row: StateInstrument) -> str:
    """Return what a member should know of a treaty: since when it binds, or what is left to do."""
    if row.step is not Step.REVIEW:
        return row.status_text
    stand = len(row.reservations_in_force)
    words = ngettext("%(party)s, with %(n)s current reservation", "%(party)s, with %(n)s current reservations", stand)
    return words % {"party": row.party, "n": stand}


def _rounds(overview: Overview) -> Iterator[tuple[str, str]]:
    page = country_findings(country=overview.country, user=overview.reader)
    seen: set[str] = set()
    for found in page.rounds if page else ():
        if found.body not in seen:
            seen.add(found.body)
            yield _round(found)


def _round(found: MonitoringRound) -> tuple[str, str]:
    """Return body and round, and what readers should know about it."""
    last = found.events[-1] if found.events else None
    title = found.body
    if found.number is not None:
        title = _("%(body)s, round %(n)s") % {"body": found.body, "n": found.number}
    parts = []
    if last is not None:
        day = date_format(last.date, "SHORT_DATE_FORMAT") if last.date else _("date unknown")
        parts.append(f"{last.get_kind_display()} ({day})")
    open_ones = sum(line.finding.strength in PRESSING and not (line.replies or line.measures) for line in found.lines)
    if open_ones:
        words = ngettext(
            "%(n)s urgent finding without a recorded response or measure",
            "%(n)s urgent findings without a recorded response or measure",
            open_ones,
        )
        parts.append(words % {"n": open_ones})
    return title, "; ".join(parts)


def _gaps(country: str, user: AnyUser) -> Iterator[str]:
    page = published_gaps(country=country, user=user)
    if page is None:
        return
    kinds = [gap.kind for gap in page.gaps]
    counts = (
        (ngettext("%(n)s answer is missing", "%(n)s answers are missing", _many(kinds, MISSING)), MISSING),
        (
            ngettext("%(n)s answer was declined", "%(n)s answers were declined", _many(kinds, {GapKind.DECLINED})),
            {GapKind.DECLINED},
        ),
        (ngettext("%(n)s answer was not updated", "%(n)s answers were not updated", _many(kinds, STALE)), STALE),
    )
    for words, counted in counts:
        number = _many(kinds, counted)
        if number:
            yield f"{page.year}: {words % {'n': number}}"


def _verdicts(overview: Overview) -> Iterator[OverviewEntry]:
    for verdict in verdicts_about(country=overview.country, user=overview.reader):
        words = _("Recommendation %(number)s: %(says)s (%(network)s, %(day)s)")
        day = date_format(verdict.decided_on, "SHORT_DATE_FORMAT")
        values = {"number": verdict.recommendation, "says": verdict.get_says_display()}
        address = reverse("evaluation:follow_up", args=[verdict.recommendation])
        yield OverviewEntry(title=words % {**values, "network": verdict.network.local_name, "day": day}, url=address)


def _many(kinds: list[GapKind], counted: frozenset[GapKind] | set[GapKind]) -> int:
    return sum(kind in counted for kind in kinds)
