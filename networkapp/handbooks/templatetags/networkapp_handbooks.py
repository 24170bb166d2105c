"""Presentation of handbooks: footnote marks in a section's text, and the glossary terms in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils import timezone
from django.utils.safestring import mark_safe

from networkapp.handbooks.editions import citing
from networkapp.handbooks.editions.queries import terms_in
from networkapp.handbooks.editions.whole_texts import WholeSection, WholeText
from networkapp.handbooks.glossary.actions import terms_of
from networkapp.handbooks.law.actions import sections_due_for_review
from networkapp.handbooks.law.queries import LawStatus, SectionLawStatus, law_statuses
from networkapp.handbooks.models import Edition, EditionSection, EditionText
from networkapp.handbooks.models.inner_links import rewrite_section_links
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.handbooks.pages.page_links import links_in_locale
from networkapp.handbooks.registry import causes_in_chapter, causes_in_edition, causes_of
from networkapp.handbooks.rules.footnotes import link_footnotes
from networkapp.handbooks.rules.term_matching import TermEntry, TermMatcher
from networkapp.handbooks.translations.progress import translation_progress
from networkapp.languages.sorting import alphabetical

register = template.Library()


@register.simple_block_tag
def with_note_links(content: str, section: Any) -> str:
    """{% with_note_links section %}...{% endwith_note_links %}: the content, with links to the notes on the section."""
    return mark_safe(link_footnotes(html=content, anchor=section.anchor, notes=len(section.value.notes())))


class LinksNode(template.Node):
    """The node of {% with_section_links %}."""

    def __init__(self, section: FilterExpression, nodelist: NodeList) -> None:
        self.section = section
        self.nodelist = nodelist

    def render(self, context: Any) -> str:
        section, kept = self.section.resolve(context), context.get("kept") or ()
        with links_in_locale(section.locale):
            html = self.nodelist.render(context)
        return mark_safe(rewrite_section_links(html, lambda name: section.lead(name, kept)))


@register.tag
def with_section_links(parser: Parser, token: Token) -> LinksNode:
    """{% with_section_links section %}...{% endwith_section_links %}: the content, with links to sections and pages in
    its own language."""
    _name, section = token.split_contents()
    nodelist = parser.parse(("endwith_section_links",))
    parser.delete_first_token()
    return LinksNode(parser.compile_filter(section), nodelist)


@dataclass
class PageGlossary:
    """The terms that can be found on a page, and those that were, in the order of the alphabet."""

    terms: TermMatcher
    found: dict[int, TermEntry] = field(default_factory=dict)

    @property
    def used(self) -> list[TermEntry]:
        return alphabetical(self.found.values(), name=lambda entry: entry.title)


@register.simple_tag
def glossary_for(handbook: Any, language: str) -> PageGlossary:
    """{% glossary_for handbook "en" as glossary %}: the glossary of its current text."""
    return PageGlossary(terms_of(network=handbook.network_id, language=language))


@register.simple_tag
def glossary_in(text: EditionText) -> PageGlossary:
    """{% glossary_in text as glossary %}: the glossary of an edition."""
    return PageGlossary(terms_in(text=text))


@register.simple_tag
def offline_citation(text: WholeText, section: WholeSection) -> citing.Citation:
    """{% offline_citation text section as citation %}: how to cite a section of an offline copy."""
    return citing.cite_in_full_text(text=text, section=section)


@register.simple_tag
def glossary_of(text: WholeText) -> PageGlossary:
    """{% glossary_of text as glossary %}: the glossary of a whole text."""
    return PageGlossary(text.terms)


class GlossaryNode(template.Node):
    """The node of {% with_glossary %}."""

    def __init__(self, glossary: FilterExpression, nodelist: NodeList) -> None:
        self.glossary = glossary
        self.nodelist = nodelist

    def render(self, context: Any) -> str:
        glossary = self.glossary.resolve(context)
        html = self.nodelist.render(context)
        return glossary.terms.mark(html, glossary.found) if glossary else html


@register.tag
def with_glossary(parser: Parser, token: Token) -> GlossaryNode:
    """{% with_glossary glossary %}...{% endwith_glossary %}: the content, with terms marked, if there is a glossary."""
    _name, glossary = token.split_contents()
    nodelist = parser.parse(("endwith_glossary",))
    parser.delete_first_token()
    return GlossaryNode(parser.compile_filter(glossary), nodelist)


@register.simple_tag
def chapter_law(written: Iterable[WrittenSection], handbook: Any) -> dict[str, SectionLawStatus]:
    """{% chapter_law written handbook as laws %}: the current legal status of each section of a chapter, by its
    anchor."""
    named = ((section.anchor, section.law) for section in written)
    return law_statuses(
        named=named, network=handbook.network_id, months=handbook.law_months, today=timezone.localdate()
    )


@register.simple_tag
def edition_law(sections: Iterable[EditionSection], edition: Edition) -> dict[str, SectionLawStatus]:
    """Return the state of the law of each section of an edition, by anchor.

    An edition does not become outdated by time alone, but its sources may have been amended since.
    """
    named = ((section.anchor, section.named_law) for section in sections)
    return law_statuses(named=named, network=edition.network_id, months=None, today=timezone.localdate())


@register.simple_tag
def country_note_law(laws: Mapping[str, SectionLawStatus] | None, section: Any, value: Any) -> LawStatus | None:
    """Return the legal status of a country note, where it is shown beside it: not in an edition."""
    state = laws.get(section.anchor) if laws else None
    return next((box for box in state.boxes if box.country == value["country"]), None) if state else None


@register.simple_tag
def sections_due_by_chapter(handbook: Any) -> dict[int, int]:
    """Return the number of sections due for legal review, by primary key of the chapter."""
    waiting = sections_due_for_review(handbooks=[handbook])
    return {chapter: sum(state.stale for _section, state in found) for chapter, found in waiting.items()}


@register.filter
def count_due_for_review(laws: Mapping[str, SectionLawStatus]) -> int:
    """Return how many of these sections are due for legal review."""
    return sum(state.stale for state in laws.values())


@register.simple_tag(takes_context=True)
def handbook_translations(context: Any, handbooks: Any) -> Any:
    """Return the translation progress of these handbooks, by translation key; empty for visitors."""
    user = context["request"].user
    return translation_progress(handbooks=list(handbooks), user=user) if user.is_authenticated else {}


@register.simple_tag(takes_context=True)
def chapter_causes(context: template.Context, written: Iterable[WrittenSection]) -> Mapping[int, Any]:
    """{% chapter_causes written as led_here %}: what the sections of a chapter came from, as far as the reader can see
    it."""
    return causes_of(sources=causes_in_chapter, sections=written, user=context["request"].user)


@register.simple_tag(takes_context=True)
def edition_causes(context: template.Context, sections: Sequence[EditionSection]) -> Mapping[int, Any]:
    """{% edition_causes sections as led_here %}: the same for a chapter of an edition."""
    return causes_of(sources=causes_in_edition, sections=sections, user=context["request"].user)
