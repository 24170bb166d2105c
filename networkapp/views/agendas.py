"""The agenda of a meeting for its organisers: suggestions, items, their order, documents and outcomes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.meetings import agenda, agenda_papers
from networkapp.forms.convening import (
    AgendaPaperForm,
    ItemForm,
    MoveForm,
    OutcomeForm,
    SuggestionsForm,
    entry_of,
)
from networkapp.forms.discussion import attempt
from networkapp.models import AgendaItem, Meeting
from networkapp.views.attachments import handed_out
from networkapp.views.meetings import ConductMeeting, press


class AgendaPage(ConductMeeting):
    """The whole agenda, with what may be put on it."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, self.find(request, slug))

    def show(self, request: HttpRequest, meeting: Meeting, form: Any = None) -> HttpResponse:
        suggestions = agenda.suggestions_for(meeting=meeting)
        context = {
            "meeting": meeting,
            "network": meeting.network,
            "agenda": agenda.agenda_of(meeting=meeting, reader=request.user),
            "suggestions": SuggestionsForm(suggestions=suggestions) if suggestions else None,
            "form": form or ItemForm(meeting=meeting),
        }
        return render(request, "networkapp/meetings/agenda.html", context, status=422 if form else 200)


class AddItem(AgendaPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        form = ItemForm(request.POST, meeting=meeting)
        if attempt(form, agenda.add_item, meeting=meeting, by=request.user) is None:
            return self.show(request, meeting, form)
        messages.success(request, _("Item added to the agenda."))
        return redirect("networkapp:agenda", slug)


class TakeSuggestions(ConductMeeting):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting, chosen = self.find(request, slug), request.POST.getlist("chosen")
        if press(request, agenda.take_suggestions, meeting=meeting, by=request.user, chosen=chosen):
            messages.success(request, _("Items added to the agenda."))
        return redirect("networkapp:agenda", slug)


class OfItem(ConductMeeting):
    """A page or a button of one item."""

    def find_item(self, request: HttpRequest, slug: str, pk: int) -> AgendaItem:
        meeting = self.find(request, slug)
        item = get_object_or_404(meeting.agenda.prefetch_related("papers"), pk=pk)
        item.meeting = meeting
        return item

    def show(self, request: HttpRequest, item: AgendaItem, **bound: Any) -> HttpResponse:
        forms = {
            "form": ItemForm(meeting=item.meeting, initial=entry_of(item)),
            "outcome": OutcomeForm(initial={"outcome": item.outcome}),
            "paper": AgendaPaperForm(meeting=item.meeting, auto_id="paper_%s"),
        }
        context = {**forms, **bound, "item": item, "meeting": item.meeting, "network": item.meeting.network}
        return render(request, "networkapp/meetings/item.html", context, status=422 if bound else 200)


class ItemPage(OfItem):
    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, self.find_item(request, slug, pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        item = self.find_item(request, slug, pk)
        form = ItemForm(request.POST, meeting=item.meeting)
        if attempt(form, agenda.change_item, item=item, by=request.user) is None:
            return self.show(request, item, form=form)
        messages.success(request, _("Saved."))
        return redirect("networkapp:agenda", slug)


class RecordOutcome(OfItem):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        item, form = self.find_item(request, slug, pk), OutcomeForm(request.POST)
        attempt(form, agenda.record_outcome, item=item, by=request.user)
        if form.errors:
            return self.show(request, item, outcome=form)
        messages.success(request, _("Outcome saved."))
        return redirect("networkapp:agenda", slug)


class PutPaper(OfItem):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        item = self.find_item(request, slug, pk)
        form = AgendaPaperForm(request.POST, request.FILES, meeting=item.meeting, auto_id="paper_%s")
        if attempt(form, agenda_papers.put_on_agenda, item=item, by=request.user) is None:
            return self.show(request, item, paper=form)
        messages.success(request, _("Document added."))
        return redirect("networkapp:agenda_item", slug, pk)


class MoveItem(OfItem):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        item, form = self.find_item(request, slug, pk), MoveForm(request.POST)
        attempt(form, agenda.move_item, item=item, by=request.user)
        for problem in form.errors.values():
            messages.error(request, " ".join(problem))
        return redirect("networkapp:agenda", slug)


class RemoveItem(OfItem):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        item = self.find_item(request, slug, pk)
        if press(request, agenda.remove_item, item=item, by=request.user):
            messages.success(request, _("Item removed."))
        return redirect("networkapp:agenda", slug)


class AgendaPaperFile(LoginRequiredMixin, View):
    """Deliver a document of an agenda to people who can read the network of the meeting."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> FileResponse:
        papers = agenda_papers.papers_for(request.user)
        return handed_out(get_object_or_404(papers, item__meeting__slug=slug, pk=pk))


class TakeOff(ConductMeeting):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        self.find(request, slug)
        papers = agenda_papers.papers_for(request.user)
        paper = get_object_or_404(papers, item__meeting__slug=slug, pk=pk)
        agenda_papers.take_off_agenda(paper=paper, by=request.user)
        messages.success(request, _("Document removed."))
        return redirect("networkapp:agenda_item", slug, paper.item_id)


HERE = "meetings/<slug:slug>/agenda/"
urlpatterns = [
    path(HERE, AgendaPage.as_view(), name="agenda"),
    path(f"{HERE}add/", AddItem.as_view(), name="add_item"),
    path(f"{HERE}suggestions/", TakeSuggestions.as_view(), name="take_suggestions"),
    path(f"{HERE}<int:pk>/", ItemPage.as_view(), name="agenda_item"),
    path(f"{HERE}<int:pk>/outcome/", RecordOutcome.as_view(), name="record_outcome"),
    path(f"{HERE}<int:pk>/papers/", PutPaper.as_view(), name="put_on_agenda"),
    path(f"{HERE}<int:pk>/move/", MoveItem.as_view(), name="move_item"),
    path(f"{HERE}<int:pk>/remove/", RemoveItem.as_view(), name="remove_item"),
    path("meetings/<slug:slug>/papers/<int:pk>/", AgendaPaperFile.as_view(), name="meeting_paper"),
    path("meetings/<slug:slug>/papers/<int:pk>/remove/", TakeOff.as_view(), name="take_off_agenda"),
]
