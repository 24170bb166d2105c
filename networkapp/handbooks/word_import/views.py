"""A Word document on its way into a handbook: imported, read, previewed, made into drafts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import cached_property
from wagtail.models import Page

from networkapp.handbooks.models import WordImport
from networkapp.handbooks.word_import import actions as word_drafts
from networkapp.handbooks.word_import import preview as word_proposal
from networkapp.handbooks.word_import import uploads as word_import
from networkapp.handbooks.word_import.forms import DraftsForm, WordForm
from networkapp.handbooks.word_import.reader.outline import Levels
from networkapp.views.action_view import ActionView, Value, Values

REFRESH_SECONDS = "3"
"""After this number of seconds a page on which something is being created reloads itself."""


class WordImports(ActionView[Page]):
    """The page where a document is imported into a handbook or a part of one, with the user's recent imports."""

    template_name = "networkapp/handbooks/word_imports.html"
    form_class, action = WordForm, staticmethod(word_import.upload_document)
    leads_to_result = True

    def get_object(self) -> Page:
        return word_import.find_import_target(page=self.kwargs["page"], user=self.request.user)

    def get_action_kwargs(self) -> Values:
        return {"place": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        place = self.object
        context = {
            "place": place,
            "handbook": word_import.handbook_of(place),
            "imports": word_import.imports_of(place=place, user=self.request.user),
        }
        return super().get_context_data(**context, **kwargs)


class WordImportPage(ActionView[WordImport]):
    """One document: that it is being read, what would become of it, what has become of it."""

    template_name = "networkapp/handbooks/word_import.html"
    form_class, action = DraftsForm, staticmethod(word_drafts.make_drafts)

    def get_object(self) -> WordImport:
        return word_import.find_import(pk=self.kwargs["pk"], user=self.request.user)

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        brought = self.object = self.get_object()
        word_drafts.requeue_overdue(brought=brought)
        if brought.state == WordImport.State.READ:
            return self.render_to_response(self.get_context_data())
        answer = render(request, self.template_name, self.around())
        if brought.is_busy:
            answer["Refresh"] = REFRESH_SECONDS
            answer["Cache-Control"] = "no-store"
        return answer

    @cached_property
    def proposal(self) -> word_proposal.ImportProposal:
        params = self.request.POST if self.request.method == "POST" else self.request.GET
        return word_proposal.propose_import(self.object, levels=params.get("levels", ""))

    def get_form_kwargs(self) -> Values:
        known = word_drafts.drafts_in(brought=self.object)
        likely = word_drafts.likely_targets(chapters=self.proposal.chapters, known=known)
        return super().get_form_kwargs() | {"proposal": self.proposal, "known": known, "likely": likely}

    def get_action_kwargs(self) -> Values:
        return {"brought": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        proposal = self.proposal
        context = {
            **self.around(),
            "proposal": proposal,
            "report": word_proposal.loss_report(self.object, proposal.levels),
            "numbers": word_drafts.likely_renumbering(brought=self.object, chapters=proposal.chapters),
        }
        return super().get_context_data(**context, **kwargs)

    def around(self) -> Values:
        brought, wanted = self.object, self.object.wanted.get("levels")
        return {
            "brought": brought,
            "handbook": brought.handbook,
            # As the document was divided, once drafts were made of it.
            "report": word_proposal.loss_report(brought, Levels.parse(wanted) if wanted else None),
            "numbers": [heading for entry in brought.made for heading in entry.get("numbers", ())],
            "references": [reference for entry in brought.made for reference in entry.get("references", ())],
            "why_failed": word_import.failure_message(brought),
        }


urlpatterns = [
    path("handbooks/word/<int:page>/", WordImports.as_view(), name="word_imports"),
    path("handbooks/word/documents/<int:pk>/", WordImportPage.as_view(), name="word_import"),
]
