"""Presentation only: the notes of readers beside a section, and each note where it is listed."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from networkapp.discussion.templatetags.networkapp_discussion import GUEST_CODES
from networkapp.handbooks.models import Annotation, EditionSection, NoteAudience, NotePlace
from networkapp.handbooks.notes.actions import notes_in_chapter
from networkapp.handbooks.notes.edition_margin import margin_of_edition
from networkapp.handbooks.notes.margin import Margin, MarginNote, margin_of_chapter
from networkapp.models import Capacity
from networkapp.users import AnyUser

register = template.Library()

MAX_PANEL_NOTES = 50
MARGIN_ENDS = "</div>"
STATES = {NotePlace.NEEDS_LOOK: "waits", NotePlace.ORPHANED: "waits"}


@register.simple_tag(takes_context=True)
def chapter_notes(context: template.Context, chapter: Any) -> Margin | None:
    """Return the notes of a chapter that the reader can see: {% chapter_notes page as notes %}. None for a visitor."""
    return margin_of_chapter(chapter=chapter, user=context["request"].user)


@register.inclusion_tag("networkapp/handbooks/section_notes.html", takes_context=True)
def section_notes(context: template.Context, notes: Margin | None, section: Any, inner: bool = False) -> dict[str, Any]:
    """Show the notes beside a section and, in the current text, the button for a new one. `inner`: only the content.

    The texts of the notes are made here and not by template tags, because a page can show 150 notes.
    """
    if notes is None or not section.pk:
        return {}
    return _margin(context, notes, section) | {"inner": inner}


def _margin(context: template.Context, notes: Margin, section: Any) -> dict[str, Any]:
    is_frozen = isinstance(section, EditionSection)
    number = section.section if is_frozen else section.pk
    beside = notes.of(number)
    return {
        "LANGUAGE_CODE": context.get("LANGUAGE_CODE"),
        "section": number,
        "is_frozen": is_frozen,
        "margin": reverse("networkapp:edition_margin", args=[section.chapter.text.edition_id, number])
        if is_frozen
        else reverse("networkapp:section_margin", args=[number]),
        "address": reverse("networkapp:section_notes", args=[number]),
        "notes": [_panel_note(note) for note in beside.shown],
        "rest": beside.number > len(beside.shown) or beside.more,
        "all_words": _("All notes")
        if beside.more
        else ngettext("All %(n)s note", "All %(n)s notes", beside.number) % {"n": beside.number},
        "on_section": _("section %(number)s") % {"number": section.number},
    }


@register.simple_tag(takes_context=True)
def edition_notes(context: template.Context, sections: Any) -> Margin | None:
    """Return the notes on sections of an edition that the reader can see; None for a visitor."""
    return margin_of_edition(sections=sections, user=context["request"].user)


class NotesNode(template.Node):
    """The node of {% with_notes %}."""

    def __init__(
        self, notes: FilterExpression, section: FilterExpression, led_here: FilterExpression, nodelist: NodeList
    ) -> None:
        self.notes, self.section, self.led_here, self.nodelist = notes, section, led_here, nodelist

    def render(self, context: Any) -> str:
        text = str(self.nodelist.render(context)).rstrip()
        section: EditionSection = self.section.resolve(context)
        beside = f"{self._causes(context, section)}{self._notes(context, section)}"
        if not beside or not text.endswith(MARGIN_ENDS):
            return text
        return f"{text.removesuffix(MARGIN_ENDS)}{beside}{MARGIN_ENDS}"

    def _causes(self, context: Any, section: EditionSection) -> str:
        came_of = (self.led_here.resolve(context) or {}).get(section.section)
        values = {"came_of": came_of, "section": section, "LANGUAGE_CODE": context.get("LANGUAGE_CODE")}
        return render_to_string("networkapp/handbooks/section_causes.html", values) if came_of else ""

    def _notes(self, context: Any, section: EditionSection) -> str:
        notes: Margin | None = self.notes.resolve(context)
        is_live = context.get("is_live")
        if notes is None or not (is_live or section.section in notes.sections):
            return ""
        shown = _margin(context, notes, section) | {"inner": not is_live}
        return render_to_string("networkapp/handbooks/section_notes.html", shown)


@register.tag
def with_notes(parser: Parser, token: Token) -> NotesNode:
    """{% with_notes notes section led_here %}...{% endwith_notes %}: a frozen section; its causes and the notes are at
    the end of its margin."""
    _name, *arguments = token.split_contents()
    notes, section, led_here = (parser.compile_filter(each) for each in arguments)
    nodelist = parser.parse(("endwith_notes",))
    parser.delete_first_token()
    return NotesNode(notes, section, led_here, nodelist)


def _panel_note(note: MarginNote) -> dict[str, Any]:
    lost = needs_position_check(note)
    where = (
        note_position_text(note)
        if lost or note.is_today
        else _("The text has just changed. The passage is being located.")
    )
    quoted = _("On “%(words)s”.") % {"words": Truncator(note.quote).chars(60)} if note.quote else ""
    topic = reverse("networkapp:topic", args=[note.topic_network, note.topic]) if note.topic_network else ""
    return {
        "note": note,
        "key": str(note.pk),
        "voice": note_author(note),
        "readers": note_audience(note),
        "about": quoted if lost else f"{quoted} {where}".strip(),
        "lost": where if lost else "",
        "address": reverse("networkapp:note", args=[note.pk]),
        "link": _("Choose new passage") if lost else _("Open note"),
        "topic": topic,
    }


@register.simple_tag
def open_chapter_notes(chapter: Any, user: AnyUser) -> dict[str, Any]:
    """Return the open notes on the chapter that `user` can see, for the editors' form; empty if there are none."""
    found = list(notes_in_chapter(chapter=chapter, user=user)[: MAX_PANEL_NOTES + 1]) if chapter.pk else []
    return {"notes": found[:MAX_PANEL_NOTES], "more": len(found) > MAX_PANEL_NOTES} if found else {}


def note_author(note: MarginNote) -> str:
    """Return who wrote the note: "Member, XC", or "You" for a private note."""
    if note.capacity is None:
        return capfirst(_("you"))
    code = note.code or str(GUEST_CODES.get(Capacity(note.capacity), ""))
    voice = pgettext("who speaks", "%(capacity)s, %(code)s") % {
        "capacity": Capacity(note.capacity).label,
        "code": code,
    }
    return voice[:1].upper() + voice[1:]


def note_audience(note: MarginNote) -> str:
    """Return the audience of the note in a word or two."""
    return audience_label(note.audience, note.delegation or "")


def audience_label(audience: str, delegation: str) -> str:
    """Return the audience of a note in words; `delegation` is the code of its delegation."""
    if audience == NoteAudience.PRIVATE:
        return _("only you")
    if audience == NoteAudience.DELEGATION:
        return _("delegation %(code)s") % {"code": delegation}
    return _("the network")


@register.filter
def note_writer(note: Annotation) -> str:
    """Return who wrote the note: "You" for a private note, else the seat."""
    if note.seat is None:
        return capfirst(_("you"))
    return f"{note.seat.label[:1].upper()}{note.seat.label[1:]}"


@register.filter
def note_audience_label(note: Annotation) -> str:
    """Return the audience of a note in words."""
    return audience_label(note.audience, note.delegation.code if note.delegation else "")


@register.filter
def note_position_text(note: Any) -> str:
    """Return a sentence about what became of the passage of a note; "" if its text has not changed since."""
    on_all = not note.quote
    return {
        NotePlace.WRITTEN: "",
        NotePlace.CARRIED: _("The section has changed since the note was written.")
        if on_all
        else _("The passage is unchanged."),
        NotePlace.MOVED: _("The passage has moved."),
        NotePlace.NEEDS_LOOK: _("Nearby text has changed: check the note"),
        NotePlace.ORPHANED: _("The section of this note has been deleted")
        if on_all
        else _("The passage this note refers to has been deleted"),
    }[NotePlace(note.place)]


@register.filter
def needs_position_check(note: Any) -> bool:
    """Return whether somebody has to check where the note belongs now."""
    return note.place in STATES
