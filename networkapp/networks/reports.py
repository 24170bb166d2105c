"""Parts of a network's report about its delegations and seats."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, ParticipationKind, ParticipationRecord, Seat
from networkapp.networks.actions.public_names import public_seats
from networkapp.networks.queries.participation import absences_of
from networkapp.registry.reports import ReportPart, ReportRow, ReportScope, ReportTable


def participation_report(of: ReportScope) -> ReportPart:
    """Return the current delegations and offices, and how many seats began and ended, for a report."""
    seats = Seat.objects.filter(network=of.network)
    rows = tuple(ReportRow(cells=(one.whose or "–", one.role, one.holder or "–")) for one in public_seats(seats=seats))
    since, until = of.begins_at, of.ends_at
    began = seats.filter(starts_at__gte=since, starts_at__lt=until).count()
    ended = seats.filter(ends_at__gte=since, ends_at__lt=until).count()
    absences = absences_of(network=of.network)
    listed = (_listed(one, absences.get(one.pk)) for one in of.network.delegations.all())
    names = alphabetical(listed, name=str)
    today = {"day": date_format(timezone.localdate())}
    lines = [_("Delegations, seats and names are as of %(day)s, when this report was created.") % today]
    lines += [f"{_('Delegations')}: {', '.join(names)}"] if names else []
    lines += [
        ngettext("%(n)s seat began in the period.", "%(n)s seats began in the period.", began) % {"n": began},
        ngettext("%(n)s seat ended in the period.", "%(n)s seats ended in the period.", ended) % {"n": ended},
    ]
    return ReportPart(
        title=_("Attendance"),
        lines=tuple(lines),
        tables=(
            ReportTable(
                title=_("Seats on %(day)s") % today, columns=(_("Delegation"), _("Seat"), _("Name")), rows=rows
            ),
        ),
    )


def _listed(delegation: Delegation, absence: ParticipationRecord | None) -> str:
    if absence is None:
        return str(delegation.label)
    is_out = absence.kind == ParticipationKind.WITHDRAWN
    words = _("withdrawn since %(day)s") if is_out else _("suspended since %(day)s")
    return f"{delegation.label} ({words % {'day': date_format(absence.from_day)}})"
