"""The block of a section that leads to another one, and how editors choose it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import ChooserBlock

from networkapp.handbooks.models.sections import Section

CHOOSER = "networkapp_sections"
"""The name of the view set behind the chooser."""


class SectionChooser(BaseChooser):
    choose_one_text = _("Choose a section")
    choose_another_text = _("Choose another section")
    model = Section
    chooser_modal_url_name = f"{CHOOSER}:choose"
    icon = "link"
    show_edit_link = False


class SectionChooserBlock(ChooserBlock):
    """A published section. Its value knows the key alone until more is asked of it, so reading it costs no query.

    What it may show to whom is asked for all references of a chapter together, when the chapter is read.
    """

    target_model = Section
    widget = SectionChooser()

    def to_python(self, value: Any) -> Section | None:
        return None if value is None else Section.from_db(None, ["id"], [value])

    def bulk_to_python(self, values: Iterable[Any]) -> list[Section | None]:
        return [self.to_python(value) for value in values]

    def get_form_state(self, value: Any) -> Any:
        return super().get_form_state(value and value.pk)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []
