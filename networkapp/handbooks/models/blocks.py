"""Blocks of a handbook section. Each section block keeps its id for as long as it exists."""

from itertools import groupby
from threading import RLock
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from wagtail import blocks
from wagtail.contrib.table_block.blocks import DEFAULT_TABLE_OPTIONS, TableBlock
from wagtail.images.blocks import ImageChooserBlock

from networkapp.handbooks.models.footnote_signs import FootnoteMismatch, footnote_mismatches, without_footnote_marks
from networkapp.handbooks.models.inner_links import section_names_in
from networkapp.handbooks.models.law_references import CitedLaw, CountryNoteLaw
from networkapp.handbooks.models.section_chooser import SectionChooserBlock
from networkapp.models.rich_texts import EditableStreamBlock, ProseBlock

PROSE = ["bold", "italic", "link", "document-link", "ol", "ul", "blockquote", "h3", "h4"]
# The table editor has no other language, and complains about those that Wagtail hands it.
TABLE_OPTIONS = {
    "language": "en-US",
    "mergeCells": True,
    "contextMenu": [*DEFAULT_TABLE_OPTIONS["contextMenu"], "---------", "mergeCells"],
}
PLAIN = ["bold", "italic", "link", "document-link"]


def country_choices() -> list[tuple[str, str]]:
    """Return the codes and names of all countries, as choices of a block."""
    return list(countries)


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alternative = blocks.CharBlock(
        label=_("Picture description"), help_text=_("Read aloud by screen readers."), max_length=300
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, help_text=_("State the source."))

    class Meta:
        icon = "image"
        label = _("figure")
        template = "networkapp/handbooks/blocks/figure.html"


class BoxBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = ProseBlock(label=_("Text"), features=PROSE, help_text=_("Background that readers can skip at first."))

    class Meta:
        icon = "placeholder"
        label = _("box")
        template = "networkapp/handbooks/blocks/box.html"


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), help_text=_("For example “Before you table a question”."))
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("item")),
        label=_("items"),
        min_num=1,
        help_text=_("One task per item, beginning with a verb."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("checklist")
        template = "networkapp/handbooks/blocks/checklist.html"


class CountryFactBlock(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("label"), help_text=_("Use the same label for every country, so that country notes can be compared.")
    )
    value = blocks.CharBlock(label=_("Description"), help_text=_("A fact with a source, not an opinion."))

    class Meta:
        label = _("fact")


class CountryBoxBlock(blocks.StructBlock):
    country = blocks.ChoiceBlock(label=_("Country"), choices=country_choices)
    facts = blocks.ListBlock(
        CountryFactBlock(),
        label=_("facts"),
        min_num=1,
        help_text=_("Short lines."),
    )
    kept_by = blocks.CharBlock(label=_("maintained by"), required=False, help_text=_("Name an office, not a person."))
    law_as_of = blocks.DateBlock(
        label=_("Law date"),
        required=False,
        help_text=_("Date of the last check against the law of the country."),
    )
    sources = blocks.ListBlock(
        blocks.CharBlock(label=_("identifier"), max_length=120),
        label=_("Legal sources"),
        help_text=_("From the register of legal sources, in addition to those in the section."),
        default=[],
        required=False,
    )

    class Meta:
        icon = "globe"
        label = _("country note")
        template = "networkapp/handbooks/blocks/country_box.html"


class LegalSourceBlock(blocks.StructBlock):
    identifier = blocks.CharBlock(label=_("identifier"), help_text=_("For example CETS 197 or Directive 2011/36/EU."))
    article = blocks.CharBlock(label=_("article"), required=False, help_text=_("For example Article 10(2)."))
    text = blocks.TextBlock(
        label=_("summary in your own words"),
        required=False,
        help_text=_("What readers need to know here. Quote no more than one sentence."),
    )
    law_as_of = blocks.DateBlock(
        label=_("Law date"),
        required=False,
        help_text=_("Day on which somebody read the official text. Leave empty if it is not known."),
    )
    link = blocks.URLBlock(
        label=_("web address"),
        required=False,
        help_text=_("Leave empty if it is in the register."),
    )

    class Meta:
        icon = "doc-full"
        label = _("legal source")
        template = "networkapp/handbooks/blocks/legal_source.html"


class BodyBlock(blocks.StreamBlock):
    """The content of a section. `[^1]` in its texts refers to its first footnote, and so on."""

    text = ProseBlock(label=_("Text"), features=PROSE, icon="pilcrow")
    table = TableBlock(label=_("Table"), template="networkapp/handbooks/blocks/table.html", table_options=TABLE_OPTIONS)
    figure = FigureBlock()
    box = BoxBlock()
    checklist = ChecklistBlock()
    question = blocks.TextBlock(
        label=_("question to ask your government"),
        icon="help",
        help_text=_("One question, worded as it could be tabled."),
    )
    country_box = CountryBoxBlock()
    legal_source = LegalSourceBlock()
    cross_reference = SectionChooserBlock(
        label=_("cross-reference"), icon="link", template="networkapp/handbooks/blocks/cross_reference.html"
    )
    footnote = ProseBlock(
        label=_("footnote"),
        help_text=_("In the text, write [^1] for the first footnote of the section, [^2] for the second."),
        features=PLAIN,
        icon="edit",
        template="networkapp/handbooks/blocks/footnote.html",
    )

    def get_searchable_content(self, value: Any) -> list[str]:
        return [without_footnote_marks(str(text)) for text in super().get_searchable_content(value)]


class SectionValue(blocks.StructValue):
    """A section for display: its text in runs of one kind each, and the contents of the margin beside it."""

    def runs(self) -> list[tuple[str, list[Any]]]:
        """Return the blocks in order, in groups: [("text", [block, ...]), ("question", [block, block]), ...]."""
        text = [block for block in self["body"] if block.block_type != "footnote"]
        return [(kind, list(blocks)) for kind, blocks in groupby(text, key=lambda block: block.block_type)]

    def notes(self) -> list[Any]:
        """Return the footnotes; the first is number 1."""
        return [block for block in self["body"] if block.block_type == "footnote"]

    def misfits(self) -> list[FootnoteMismatch]:
        """Return the signs without a footnote, and the footnotes without a sign."""
        texts = [
            str(text)
            for block in self["body"]
            if block.block_type != "footnote"
            for text in block.block.get_searchable_content(block.value)
        ]
        return footnote_mismatches(texts=texts, notes=len(self.notes()))

    def refers_to(self) -> set[int]:
        """Return the primary keys of the sections that the section refers to."""
        return {block.value.pk for block in self["body"] if block.block_type == "cross_reference" and block.value}

    def links_to(self) -> list[str]:
        """Return the names of the sections that its text links to, in order; see `section_names_in`."""
        return list(dict.fromkeys(section_names_in(self["body"])))

    def law(self) -> CitedLaw:
        """Return the law that the section names, as it is written."""
        found = [block.value for block in self["body"] if block.block_type == "legal_source"]
        boxes = [block.value for block in self["body"] if block.block_type == "country_box"]
        return CitedLaw(
            as_of=self["law_as_of"],
            undecided=bool(self["law_undecided"]) and not self["law_as_of"],
            sources=tuple((source["identifier"], source["law_as_of"]) for source in found),
            boxes=tuple(
                CountryNoteLaw(country=box["country"], as_of=box["law_as_of"], sources=tuple(box["sources"]))
                for box in boxes
            ),
        )

    def sources(self) -> int:
        """Return how many legal sources the section names."""
        return sum(block.block_type == "legal_source" for block in self["body"])


class SectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Title"), max_length=300, help_text=_("Numbered automatically. Shown in the table of contents.")
    )
    law_as_of = blocks.DateBlock(
        label=_("Law date"), required=False, help_text=_("Leave empty if the section has no legal content.")
    )
    law_undecided = blocks.BooleanBlock(
        label=_("Legal content not yet decided"),
        required=False,
        help_text=_("Until you clear this box, readers see no law date."),
    )
    body = BodyBlock(label=_("Text"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("section")
        value_class = SectionValue
        default: ClassVar = {"law_undecided": True}


class SectionsBlock(EditableStreamBlock):
    """The sections of a chapter. A draft may have holes; what is published may not.

    Wagtail notes "this is a draft" on the definition of a block, which all requests of a process share: publishing
    while an autosave or a preview was being checked passed empty sections. So one is checked after the other.
    """

    section = SectionBlock()
    _one_at_a_time = RLock()

    def clean(self, value: Any) -> Any:
        with self._one_at_a_time:
            return super().clean(value)

    def clean_deferred(self, value: Any) -> Any:
        with self._one_at_a_time:
            return super().clean_deferred(value)

    def require_complete(self, value: Any, *, chapter: str, number: int) -> None:
        """Raise ValidationError with the sections of the chapter that cannot be published as they are."""
        try:
            self.clean(value)
        except blocks.StreamBlockValidationError as holes:
            words = _("“%(chapter)s” is not published: a section has no title, no text or an incomplete part.")
            errors = [ValidationError(words, params={"chapter": chapter})]
            if places := ", ".join(f"{number}.{place + 1}" for place in sorted(holes.block_errors)):
                errors.append(ValidationError(_("Check %(sections)s."), params={"sections": places}))
            raise ValidationError(errors) from holes
