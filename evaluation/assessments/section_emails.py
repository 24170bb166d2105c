"""E-mails about assigned sections: with the link that opens them, about further ones, about due or overdue ones."""

import logging
from collections.abc import Collection, Iterable
from smtplib import SMTPException
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from evaluation.models import SectionAssignment, SectionHolder
from networkapp.emails import make_email
from networkapp.host import host_accounts

logger = logging.getLogger(__name__)


def send_invitation(*, holder: SectionHolder, token: str, base_url: str) -> bool:
    """Send the e-mail with the contributor's link, and record it. Not a background job: the secret must not be in a
    queue."""
    address = base_url.rstrip("/") + reverse("evaluation:section_link", args=[token])
    sent = _send(holder, "link", _open_assignments(holder), link=address)
    if sent:
        SectionHolder.objects.filter(pk=holder.pk).update(sent_at=timezone.now())
    return sent


def send_further_sections(*, holder: SectionHolder, codes: Collection[int], base_url: str) -> bool:
    """Notify a contributor who has accepted before of sections with these codes that were assigned since."""
    return _send(
        holder, "more", _open_assignments(holder).filter(recommendation__code__in=codes), link=_own_page(base_url)
    )


def send_reminder(
    *, holder: SectionHolder, assignments: Iterable[SectionAssignment], base_url: str, is_late: bool
) -> bool:
    """Send the e-mail that these sections are due soon, or overdue."""
    return _send(holder, "late" if is_late else "soon", assignments, link=_own_page(base_url))


def _own_page(base_url: str) -> str:
    return base_url.rstrip("/") + reverse("evaluation:own_sections")


def _open_assignments(holder: SectionHolder) -> Any:
    return (
        holder.assignments.current().select_related("recommendation").prefetch_related("recommendation__translations")
    )


def _send(holder: SectionHolder, kind: str, assignments: Iterable[SectionAssignment], *, link: str) -> bool:
    language = host_accounts().language_of(holder.user) if holder.user else ""
    with translation.override(language or holder.language):
        assessment = holder.assessment
        named = {"country": assessment.delegation.label, "year": assessment.cycle.year}
        subjects = {
            "link": _("Questions for you: assessment of %(country)s, %(year)s"),
            "more": _("More questions for you: assessment of %(country)s, %(year)s"),
            "soon": _("Due soon: assessment of %(country)s, %(year)s"),
            "late": _("Overdue: assessment of %(country)s, %(year)s"),
        }
        context = {"holder": holder, "assessment": assessment, "kind": kind, "link": link}
        email = make_email(
            subject=subjects[kind] % named,
            template="evaluation/mail/sections",
            context={**context, "assignments": list(assignments)},
            to=[holder.email],
        )
    try:
        email.send()
    except (OSError, SMTPException):
        logger.exception("Could not send the e-mail about sections (%s) to contributor %s.", kind, holder.pk)
        return False
    return True
