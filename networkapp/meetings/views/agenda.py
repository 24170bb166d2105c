"""The agenda of a meeting for its organisers: suggestions, items, their order, documents and outcomes."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.discussion.views.attachments import attachment_response
from networkapp.meetings.actions import agenda, agenda_papers
from networkapp.meetings.forms.meetings import (
    AgendaItemForm,
    AgendaOutcomeForm,
    AgendaPaperForm,
    MoveAgendaItemForm,
    SuggestionsForm,
    initial_entry,
)
from networkapp.meetings.models import AgendaItem, AgendaPaper
from networkapp.meetings.views.meetings import MeetingConductView, load_meeting
from networkapp.permissions import Action
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, ButtonView, Value, Values


class AgendaPage(MeetingConductView):
    """The whole agenda, with what may be put on it."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/meetings/agenda.html"
    form_class = AgendaItemForm

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"meeting": self.object}

    def get_context_data(self, **kwargs: Value) -> Values:
        suggestions = agenda.suggestions_for(meeting=self.object)
        context = {
            "agenda": agenda.agenda_of(meeting=self.object, user=self.request.user),
            "suggestions": SuggestionsForm(suggestions=suggestions) if suggestions else None,
        }
        return super().get_context_data(**context, **kwargs)

    def get_success_url(self) -> str:
        return reverse("networkapp:agenda", args=[self.object.slug])


class AddAgendaItem(AgendaPage):
    http_method_names = POST_ONLY
    action = staticmethod(agenda.add_agenda_item)
    success_message = _("Item added to the agenda.")


class AddSuggestions(ButtonView, MeetingConductView):
    """Add the chosen suggestions to the agenda."""

    action = staticmethod(agenda.add_suggestions)
    success_message = _("Items added to the agenda.")

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"chosen": self.request.POST.getlist("chosen")}

    def get_success_url(self) -> str:
        return reverse("networkapp:agenda", kwargs=self.kwargs)


class AgendaItemView(ActionView[AgendaItem]):
    """A page or a button of one item."""

    template_name = "networkapp/meetings/item.html"

    def get_object(self) -> AgendaItem:
        meeting = load_meeting(self.request, self.kwargs["slug"], Action.CONDUCT_MEETINGS)
        item: AgendaItem = get_object_or_404(meeting.agenda.prefetch_related("papers"), pk=self.kwargs["pk"])
        item.meeting = meeting
        return item

    def get_action_kwargs(self) -> Values:
        return {"item": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:agenda", args=[self.kwargs["slug"]])

    def get_context_data(self, **kwargs: Value) -> Values:
        item, meeting = self.object, self.object.meeting
        context = {
            "form": AgendaItemForm(meeting=meeting, initial=initial_entry(item)),
            "outcome": AgendaOutcomeForm(initial={"outcome": item.outcome}),
            "paper": AgendaPaperForm(meeting=meeting, auto_id="paper_%s"),
            "item": item,
            "meeting": meeting,
            "network": meeting.network,
        }
        return super().get_context_data(**context | kwargs)


class AgendaItemPage(AgendaItemView):
    """The page on which an agenda item is edited."""

    form_class, action = AgendaItemForm, staticmethod(agenda.change_agenda_item)
    success_message = _("Saved.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"meeting": self.object.meeting}


class RecordAgendaOutcome(AgendaItemView):
    http_method_names = POST_ONLY
    form_class, form_name, action = AgendaOutcomeForm, "outcome", staticmethod(agenda.record_outcome)
    success_message = _("Outcome saved.")


class AddAgendaPaper(AgendaItemView):
    """Add a document to an agenda item."""

    http_method_names = POST_ONLY
    form_class, form_name, action = AgendaPaperForm, "paper", staticmethod(agenda_papers.add_agenda_paper)
    success_message = _("Document added")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"meeting": self.object.meeting, "auto_id": "paper_%s"}

    def get_success_url(self) -> str:
        return reverse("networkapp:agenda_item", kwargs=self.kwargs)


class MoveAgendaItem(ButtonView, AgendaItemView):
    form_class, action = MoveAgendaItemForm, staticmethod(agenda.move_agenda_item)


class RemoveAgendaItem(ButtonView, AgendaItemView):
    action = staticmethod(agenda.remove_agenda_item)
    success_message = _("Item removed.")


class AgendaPaperFile(LoginRequiredMixin, View):
    """Deliver a document of an agenda to people who can read the network of the meeting."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> FileResponse:
        papers = agenda_papers.papers_for(user=request.user)
        return attachment_response(get_object_or_404(papers, item__meeting__slug=slug, pk=pk))


class DeleteAgendaPaper(ButtonView[AgendaPaper]):
    """Remove a document from an agenda item."""

    action = staticmethod(agenda_papers.delete_agenda_paper)
    success_message = _("Document removed")

    def get_object(self) -> AgendaPaper:
        slug, pk = self.kwargs["slug"], self.kwargs["pk"]
        load_meeting(self.request, slug, Action.CONDUCT_MEETINGS)
        papers = agenda_papers.papers_for(user=self.request.user)
        found: AgendaPaper = get_object_or_404(papers, item__meeting__slug=slug, pk=pk)
        return found

    def get_action_kwargs(self) -> Values:
        return {"paper": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:agenda_item", args=[self.kwargs["slug"], self.object.item_id])


HERE = "meetings/<slug:slug>/agenda/"
urlpatterns = [
    path(HERE, AgendaPage.as_view(), name="agenda"),
    path(f"{HERE}add/", AddAgendaItem.as_view(), name="add_item"),
    path(f"{HERE}suggestions/", AddSuggestions.as_view(), name="take_suggestions"),
    path(f"{HERE}<int:pk>/", AgendaItemPage.as_view(), name="agenda_item"),
    path(f"{HERE}<int:pk>/outcome/", RecordAgendaOutcome.as_view(), name="record_outcome"),
    path(f"{HERE}<int:pk>/papers/", AddAgendaPaper.as_view(), name="put_on_agenda"),
    path(f"{HERE}<int:pk>/move/", MoveAgendaItem.as_view(), name="move_item"),
    path(f"{HERE}<int:pk>/remove/", RemoveAgendaItem.as_view(), name="remove_item"),
    path("meetings/<slug:slug>/papers/<int:pk>/", AgendaPaperFile.as_view(), name="meeting_paper"),
    path("meetings/<slug:slug>/papers/<int:pk>/remove/", DeleteAgendaPaper.as_view(), name="take_off_agenda"),
]
