"""A Word document on its way into a handbook: imported, read, previewed, made into drafts."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views import View

from networkapp.domain.word import drafts as word_drafts
from networkapp.domain.word import importing as word_import
from networkapp.domain.word import proposal as word_proposal
from networkapp.forms.discussion import attempt
from networkapp.forms.word_import import DraftsForm, WordForm
from networkapp.models import WordImport
from networkapp.publishing.word.outline import Levels

ASKS_AGAIN = "3"
"""After this number of seconds a page on which something is being created reloads itself."""


class WordImports(LoginRequiredMixin, View):
    """The page where a document is imported into a handbook or a part of one, with the user's recent imports."""

    def get(self, request: HttpRequest, page: int) -> HttpResponse:
        return self.show(request, page, WordForm())

    def post(self, request: HttpRequest, page: int) -> HttpResponse:
        place = word_import.find_place(page=page, user=request.user)
        form = WordForm(request.POST, request.FILES)
        brought = attempt(form, word_import.bring_word, place=place, by=request.user)
        return redirect(brought) if brought else self.show(request, page, form, status=422)

    def show(self, request: HttpRequest, page: int, form: WordForm, status: int = 200) -> HttpResponse:
        place = word_import.find_place(page=page, user=request.user)
        context = {
            "place": place,
            "handbook": word_import.handbook_of(place),
            "imports": word_import.imports_of(place=place, user=request.user),
            "form": form,
        }
        return render(request, "networkapp/handbooks/word_imports.html", context, status=status)


class WordImportPage(LoginRequiredMixin, View):
    """One document: that it is being read, what would become of it, what has become of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        brought = word_import.find_import(pk=pk, user=request.user)
        word_drafts.put_forward(brought)
        if brought.state == WordImport.State.READ:
            return self.show(request, brought, request.GET.get("levels", ""))
        answer = render(request, "networkapp/handbooks/word_import.html", self.around(brought))
        if brought.is_busy:
            answer["Refresh"] = ASKS_AGAIN
            answer["Cache-Control"] = "no-store"
        return answer

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        brought = word_import.find_import(pk=pk, user=request.user)
        levels = request.POST.get("levels", "")
        form = self.form(brought, word_proposal.propose(brought, levels=levels), request.POST)
        if attempt(form, word_drafts.make_drafts, brought=brought, by=request.user) is None and form.errors:
            return self.show(request, brought, levels, form)
        return redirect(brought)

    def form(self, brought: WordImport, proposal: word_proposal.Proposal, *given: Any) -> DraftsForm:
        known = word_drafts.drafts_in(brought)
        likely = word_drafts.likely_targets(chapters=proposal.chapters, known=known)
        return DraftsForm(proposal, known, likely, *given)

    def show(
        self, request: HttpRequest, brought: WordImport, levels: str, form: DraftsForm | None = None
    ) -> HttpResponse:
        proposal = word_proposal.propose(brought, levels=levels)
        shown = {"proposal": proposal, "form": form or self.form(brought, proposal)}
        context = {**self.around(brought), **shown, "report": word_proposal.report_of(brought, proposal.levels)}
        context["numbers"] = word_drafts.likely_renumbering(brought=brought, chapters=proposal.chapters)
        return render(request, "networkapp/handbooks/word_import.html", context, status=422 if form else 200)

    def divided(self, brought: WordImport) -> Levels | None:
        """Return how the document was divided, once drafts were made of it."""
        return Levels.parse(brought.wanted["levels"]) if brought.wanted.get("levels") else None

    def around(self, brought: WordImport) -> dict[str, Any]:
        return {
            "brought": brought,
            "handbook": brought.handbook,
            "report": word_proposal.report_of(brought, self.divided(brought)),
            "numbers": [heading for entry in brought.made for heading in entry.get("numbers", ())],
            "references": [reference for entry in brought.made for reference in entry.get("references", ())],
            "why_failed": word_import.why_failed(brought),
        }


urlpatterns = [
    path("handbooks/word/<int:page>/", WordImports.as_view(), name="word_imports"),
    path("handbooks/word/documents/<int:pk>/", WordImportPage.as_view(), name="word_import"),
]
