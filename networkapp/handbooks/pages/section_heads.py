"""The line below the title of a section in a file: its law date, and its status as a translation."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.handbooks.models import EditionSection
from networkapp.handbooks.models.section_translations import TranslationState, TranslationStatus
from networkapp.handbooks.models.section_views import WrittenSection


def edition_section_line(section: EditionSection) -> str:
    """Return the line of a section in an edition, as of the day on which the edition was published."""
    words = {
        TranslationState.CURRENT: _("Was up to date and verified"),
        TranslationState.BEHIND: _("Was outdated"),
        TranslationState.UNVERIFIED: _("Was not verified"),
        TranslationState.UNTRANSLATED: _("Was not translated yet"),
        TranslationState.ORPHANED: _("Was not in the original"),
    }
    stood = words.get(TranslationState(section.state), "") if section.state else ""
    return _join_words(
        *_law_words(section.law_as_of, section.named_law.undated, section.sources),
        stood,
        _("Machine translation") if section.machine else "",
    )


def current_section_line(written: WrittenSection) -> str:
    """Return the line of a section as the page of its chapter shows it today."""
    return _join_words(
        *_law_words(written.law.as_of, written.law.undated, written.value.sources()),
        *_translation_words(written.translation_status),
    )


def _translation_words(status: TranslationStatus | None) -> list[str]:
    if status is None:
        return []
    row = status.row
    day = date_format(timezone.localtime(row.verified_at)) if row.verified_at else ""
    verified = _("verified on %(day)s (%(office)s)") % {"day": day, "office": row.office}
    words = {
        TranslationState.CURRENT: f"{_('Up to date,')} {verified}",
        TranslationState.BEHIND: _("Outdated: the original has changed"),
        TranslationState.UNVERIFIED: capfirst(_("not verified")),
        TranslationState.UNTRANSLATED: capfirst(_("not translated yet")),
        TranslationState.ORPHANED: capfirst(_("not in the original")),
    }
    machine = row.machine and status.state != TranslationState.UNTRANSLATED
    return [words.get(status.state, ""), f"{_('Machine translation')} {row.engine}".strip() if machine else ""]


def _law_words(law_as_of: date | None, undated: bool, sources: int) -> list[str]:
    parts = []
    if law_as_of:
        parts.append(_("Law as of %(day)s") % {"day": date_format(law_as_of)})
    elif undated:
        parts.append(_("No full check against the law recorded"))
    if sources:
        parts.append(ngettext("%(number)s legal source", "%(number)s legal sources", sources) % {"number": sources})
    return parts


def _join_words(*parts: str) -> str:
    return "; ".join(filter(None, parts))
