"""The chooser of sections for cross-references: in chapters that the editor can read or edit."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as generic
from wagtail.admin.viewsets.chooser import ChooserViewSet

from networkapp.handbooks.models import Section
from networkapp.handbooks.models.section_chooser import CHOOSER
from networkapp.handbooks.pages.forms import SectionFilter
from networkapp.handbooks.pages.queries import visible_sections


class VisibleSectionsMixin:
    """Mixin that limits a chooser to the sections that the editor can see."""

    request: Any
    filter_form_class = SectionFilter

    def get_object_list(self) -> QuerySet[Section]:
        found: QuerySet[Section] = visible_sections(user=self.request.user).current()
        return found.with_language().select_related("page").order_by("page__path", "position")  # type: ignore[attr-defined, no-any-return]

    def get_object(self, pk: Any) -> Section:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Iterable[Any]) -> QuerySet[Section]:
        return self.get_object_list().filter(pk__in=pks)

    @cached_property
    def columns(self) -> list[Column]:
        chapter = Column("chapter", label=_("Chapter"), accessor=lambda section: section.page.title)
        language = Column("language", label=_("Language"), accessor="language")
        return [*super().columns, chapter, language]  # type: ignore[misc]


class SectionChooserView(VisibleSectionsMixin, generic.ChooseView):
    pass


class SectionResultsView(VisibleSectionsMixin, generic.ChooseResultsView):
    pass


class SectionChosenView(VisibleSectionsMixin, generic.ChosenView):
    pass


class SectionsChosenView(VisibleSectionsMixin, generic.ChosenMultipleView):
    pass


class SectionChooserViewSet(ChooserViewSet):
    model = Section
    icon = "link"
    page_title = _("Choose a section")
    register_widget = False
    choose_view_class = SectionChooserView
    choose_results_view_class = SectionResultsView
    chosen_view_class = SectionChosenView
    chosen_multiple_view_class = SectionsChosenView


section_chooser = SectionChooserViewSet(CHOOSER, url_prefix="sections")
