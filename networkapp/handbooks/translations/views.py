"""Translations: the status of a section, the same section in another language, the translators' page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.models import Page

from networkapp.errors import Refused
from networkapp.forms.attempt import run_action
from networkapp.handbooks.models import ChapterPage
from networkapp.handbooks.models.section_translations import TranslationState
from networkapp.handbooks.translations import queries
from networkapp.handbooks.translations.drafts import add_missing_sections
from networkapp.handbooks.translations.export_files import export_chapter, export_handbook, file_name
from networkapp.handbooks.translations.forms import (
    AddMissingSectionsForm,
    ImportedFileForm,
    ImportSectionsForm,
    TranslationFileForm,
    TranslationStatusForm,
    record_translation_status,
)
from networkapp.handbooks.translations.import_files import import_translation, preview_import
from networkapp.views.action_view import ActionView, ButtonView, Value, Values


def section_translation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what changed in the original since a section was translated, and who compared the two."""
    found = queries.compare_section(pk=pk, user=request.user)
    return render(request, "networkapp/handbooks/translated_section.html", {"comparison": found})


def section_in_language(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Redirect to the section in another language, or to its chapter if it is missing there."""
    chapter, found = queries.find_in_language(pk=pk, language=language, user=request.user)
    return redirect(f"{chapter.get_url(request)}#{found.anchor}" if found else chapter.get_url(request))


class TranslationPage(ActionView[ChapterPage]):
    """A translated chapter, for its translators: each section, what changed in the original, what they can record."""

    template_name = "networkapp/handbooks/translation.html"
    form_class, action, success_message = (
        TranslationStatusForm,
        staticmethod(record_translation_status),
        _("Translation status saved."),
    )

    def get_object(self) -> ChapterPage:
        return queries.find_translated_chapter(pk=self.kwargs["pk"], user=self.request.user)

    def get_action_kwargs(self) -> Values:
        return {"chapter": self.object, "user": self.request.user}

    def form_valid(self, form: TranslationStatusForm) -> HttpResponse:
        self.success_url = f"{self.request.path}#t{form.cleaned_data['block_id']}"
        return super().form_valid(form)

    def get_context_data(self, *, form: TranslationStatusForm | None = None, **kwargs: Value) -> Values:
        chapter, user = self.object, self.request.user
        sections = queries.sections_for_translators(chapter=chapter, user=user)
        context = {
            "chapter": chapter,
            "original": queries.find_original(chapter=chapter, user=user),
            "sections": sections,
            "missing": any(section.state == TranslationState.MISSING for section in sections),
            "form": form,
        }
        return super().get_context_data(**context, **kwargs)


class AddMissingSections(ButtonView[ChapterPage]):
    """Add the sections that a translated chapter lacks to its draft."""

    form_class, action = AddMissingSectionsForm, staticmethod(add_missing_sections)
    result: int

    def get_object(self) -> ChapterPage:
        return queries.find_translated_chapter(pk=self.kwargs["pk"], user=self.request.user)

    def get_action_kwargs(self) -> Values:
        return {"chapter": self.object, "user": self.request.user}

    def get_success_message(self) -> str:
        words = ngettext("%(n)d section added to the draft.", "%(n)d sections added to the draft.", self.result)
        return words % {"n": self.result}

    def get_success_url(self) -> str:
        return reverse("networkapp:translation", kwargs=self.kwargs)


@login_required
def export_chapter_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the chapter to translators as XLIFF 1.2, or with ?version=2 as XLIFF 2."""
    chapter = queries.find_translated_chapter(pk=pk, user=request.user)
    return _file_response(request, export_chapter, "application/xliff+xml", file_name(chapter), chapter=chapter)


@login_required
def export_handbook_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Send every chapter of a translated handbook to translators, in an archive."""
    handbook = queries.find_translated_handbook(pk=pk, user=request.user)
    name = f"{handbook.slug}.{handbook.locale.language_code}.zip"
    return _file_response(request, export_handbook, "application/zip", name, handbook=handbook)


def _file_response(
    request: HttpRequest, make: Callable[..., bytes], content_type: str, name: str, **pages: Page
) -> HttpResponse:
    try:
        content = make(**pages, user=request.user, version="2.0" if request.GET.get("version") == "2" else "1.2")
    except Refused as refusal:
        messages.error(request, str(refusal))
        [page] = pages.values()
        return redirect("wagtailadmin_pages:edit", page.pk)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


class ImportTranslation(LoginRequiredMixin, View):
    """A file that comes back: first what it would do to the draft, then what was ticked of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, queries.find_translated_chapter(pk=pk, user=request.user), TranslationFileForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        chapter = queries.find_translated_chapter(pk=pk, user=request.user)
        if "content" in request.POST:
            return self.take(request, chapter)
        form = TranslationFileForm(request.POST, request.FILES)
        found = run_action(form, preview_import, chapter=chapter, user=request.user)
        if found is None:
            return self.show(request, chapter, form, status=422)
        return self.show(request, chapter, form, found=found, content=form.text, taken=ImportSectionsForm())

    def take(self, request: HttpRequest, chapter: Any) -> HttpResponse:
        form = ImportSectionsForm(request.POST)
        number = run_action(form, import_translation, chapter=chapter, user=request.user)
        if number is None:
            found = run_action(ImportedFileForm(request.POST), preview_import, chapter=chapter, user=request.user)
            more = {"found": found, "content": request.POST["content"]} if found else {}
            return self.show(request, chapter, TranslationFileForm(), status=422, taken=form, **more)
        words = ngettext(
            "%(n)d section imported into the draft.",
            "%(n)d sections imported into the draft.",
            number,
        )
        messages.success(request, words % {"n": number})
        return redirect("networkapp:translation", chapter.pk)

    def show(
        self, request: HttpRequest, chapter: Any, form: TranslationFileForm, status: int = 200, **more: Any
    ) -> HttpResponse:
        source_language = chapter.handbook.translated_from.language_code
        context = {"chapter": chapter, "form": form, "source_language": source_language, **more}
        return render(request, "networkapp/handbooks/translation_file.html", context, status=status)


urlpatterns = [
    path("handbooks/sections/<int:pk>/translation/", section_translation, name="section_translation"),
    path("handbooks/sections/<int:pk>/in/<slug:language>/", section_in_language, name="section_in"),
    path("handbooks/translations/<int:pk>/", TranslationPage.as_view(), name="translation"),
    path("handbooks/translations/<int:pk>/missing/", AddMissingSections.as_view(), name="bring_in_missing"),
    path("handbooks/translations/<int:pk>/xliff/", export_chapter_file, name="export_translation"),
    path("handbooks/translations/of/<int:pk>/xliff/", export_handbook_files, name="export_translations"),
    path("handbooks/translations/<int:pk>/file/", ImportTranslation.as_view(), name="bring_translation_back"),
]
