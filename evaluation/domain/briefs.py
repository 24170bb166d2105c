"""What the evaluation has for the brief of a country that members read before a meeting.

networkapp makes the brief of registered sections (`networkapp/domain/briefs.py`). Each is for its reader: it holds what
she may read and nothing else.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.domain.findings import Round, country_findings
from evaluation.domain.gap_pages import published_gaps
from evaluation.domain.gaps import MISSING, STALE, GapKind
from evaluation.domain.published import newest_versions
from evaluation.domain.treaty_countries import StateInstrument, state_treaties
from evaluation.domain.treaty_steps import Step
from evaluation.domain.verdicts import verdicts_about
from evaluation.models import Finding
from networkapp.registry import BriefSection

PRESSING = frozenset({Finding.Strength.URGES, Finding.Strength.RECOMMENDS})


def brief_sections(country: str, user: Any) -> list[BriefSection]:
    """The sections about `country` (two letters) for `user`."""
    code = country.lower()
    return [
        BriefSection(
            key="assessment",
            title=_("Latest assessment"),
            url=reverse("evaluation:profile", args=[code]),
            lines=tuple(_assessment(code, user)),
        ),
        BriefSection(
            key="treaties",
            title=_("Treaties"),
            url=reverse("evaluation:treaty_country", args=[code]),
            lines=tuple(_treaties(code)),
        ),
        BriefSection(
            key="findings",
            title=_("Findings of others"),
            url=reverse("evaluation:findings", args=[code]),
            lines=tuple(_findings(code, user)),
        ),
        BriefSection(
            key="verdicts",
            title=_("What networks decided"),
            url=reverse("evaluation:overview"),
            lines=tuple(_verdicts(code, user)),
        ),
        BriefSection(
            key="gaps", title=_("Gaps"), url=reverse("evaluation:gaps", args=[code]), lines=tuple(_gaps(code, user))
        ),
    ]


def _assessment(country: str, user: Any) -> Iterator[str]:
    """Which year was published last, in which version, and whether peers reviewed it."""
    mine = newest_versions(user).filter(assessment__delegation__country=country.upper())
    version = mine.filter(assessment__delegation__assessed=True).order_by("-assessment__cycle__year").first()
    if version is not None:
        given = {
            "year": version.assessment.cycle.year,
            "number": version.number,
            "day": date_format(version.published_at, "j M Y"),
        }
        yield _("%(year)s: version %(number)s, published %(day)s") % given
        yield _("Reviewed by peers") if version.peer_reviewed else _("Not reviewed by peers")


def _treaties(country: str) -> Iterator[str]:
    page = state_treaties(country=country)
    for row in page.rows if page else ():
        yield f"{row.instrument.symbol}: {_standing(row)}"


def _standing(row: StateInstrument) -> str:
    """What of an instrument a member should know: since when it binds, or what is left to do."""
    if row.step is not Step.REVIEW:
        return row.said
    stand = len(row.standing_reservations)
    words = ngettext(
        "party since %(day)s, with %(n)s reservation that stands",
        "party since %(day)s, with %(n)s reservations that stand",
        stand,
    )
    return words % {"day": row.since, "n": stand}


def _findings(country: str, user: Any) -> Iterator[str]:
    """The newest round of each body: how far it is, and what presses without an answer."""
    page = country_findings(country=country, user=user)
    seen: set[str] = set()
    for found in page.rounds if page else ():
        if found.body not in seen:
            seen.add(found.body)
            yield _round(found)


def _round(found: Round) -> str:
    last = found.events[-1] if found.events else None
    parts = [
        found.body if found.number is None else _("%(body)s, round %(n)s") % {"body": found.body, "n": found.number}
    ]
    if last is not None:
        day = date_format(last.date, "j M Y") if last.date else _("date unknown")
        parts.append(f"{last.get_kind_display()} ({day})")
    open_ones = sum(line.finding.strength in PRESSING and not (line.replies or line.measures) for line in found.lines)
    if open_ones:
        words = ngettext(
            "%(n)s pressing finding without a reply or measure recorded here",
            "%(n)s pressing findings without a reply or measure recorded here",
            open_ones,
        )
        parts.append(words % {"n": open_ones})
    return "; ".join(parts)


def _gaps(country: str, user: Any) -> Iterator[str]:
    page = published_gaps(country=country, user=user)
    if page is None:
        return
    kinds = [gap.kind for gap in page.gaps]
    counts = (
        (ngettext("%(n)s answer is missing", "%(n)s answers are missing", _many(kinds, MISSING)), MISSING),
        (
            ngettext("%(n)s answer is declined", "%(n)s answers are declined", _many(kinds, {GapKind.DECLINED})),
            {GapKind.DECLINED},
        ),
        (ngettext("%(n)s answer is stale", "%(n)s answers are stale", _many(kinds, STALE)), STALE),
    )
    for words, counted in counts:
        number = _many(kinds, counted)
        if number:
            yield _("%(year)s: %(words)s") % {"year": page.year, "words": words % {"n": number}}


def _verdicts(country: str, user: Any) -> Iterator[str]:
    for verdict in verdicts_about(country=country, user=user):
        words = _("Recommendation %(number)s: %(says)s (%(network)s, %(day)s)")
        day = date_format(verdict.decided_on, "j M Y")
        said = {"number": verdict.recommendation, "says": verdict.get_says_display()}
        yield words % {**said, "network": verdict.network.name, "day": day}


def _many(kinds: list[GapKind], counted: frozenset[GapKind] | set[GapKind]) -> int:
    return sum(kind in counted for kind in kinds)
