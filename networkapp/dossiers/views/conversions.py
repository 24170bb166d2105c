"""One thing is made of another: a proposal of messages, questions of a decision, a change or a box of a section."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages as notes
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.decisions.models import Decision
from networkapp.discussion.forms.messages import TopicPositionForm
from networkapp.discussion.models import Topic
from networkapp.discussion.queries.topics import read_topic
from networkapp.discussion.views.topics import find_topic
from networkapp.dossiers import forms as dossier_forms
from networkapp.dossiers.actions import change_requests, conversions, country_boxes
from networkapp.errors import Refused
from networkapp.forms.related_items import SearchWordsForm
from networkapp.handbooks.models import ChapterPage
from networkapp.inquiries.models import Reply
from networkapp.provenance.links import LinkedThing, find_link
from networkapp.views.action_view import ActionView, Value, Values


class SelectMessages(LoginRequiredMixin, View):
    """A stretch of the topic with a box beside each message; those that are ticked become the text of a proposal.

    What is ticked goes along from stretch to stretch.
    """

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic, place = find_topic(request, slug, pk), TopicPositionForm({**request.GET.dict(), "message": ""})
        if not conversions.proposing_networks(topic=topic, user=request.user).exists():
            raise PermissionDenied
        if not place.is_valid():
            raise Http404
        picked = conversions.selected_messages(topic=topic, user=request.user, keys=request.GET.getlist("message"))
        at = place.cleaned_data
        if picked and at["before"] is None and at["newer"] is None:
            at["message"] = picked[0].pk
        window = read_topic(topic=topic, user=request.user, **at)
        shown = {message.pk for message in window.messages}
        context = {
            "topic": topic,
            "network": topic.read_in,
            "window": window,
            "picked": {message.pk for message in picked},
            "elsewhere": [message for message in picked if message.pk not in shown],
        }
        return render(request, "networkapp/provenance/choose_messages.html", context)


class ProposeFromMessages(ActionView[Topic]):
    """The form for the proposal, with the ticked messages as its paragraphs."""

    template_name = "networkapp/provenance/new_proposal.html"
    form_class, action = dossier_forms.FromMessagesForm, staticmethod(conversions.propose_from_messages)
    success_message = _("Draft proposal submitted to the network.")
    leads_to_result = True

    def get_object(self) -> Topic:
        topic = find_topic(self.request, **self.kwargs)
        self.networks = conversions.proposing_networks(topic=topic, user=self.request.user)
        if not self.networks.exists():
            raise PermissionDenied
        return topic

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        topic = self.object = self.get_object()
        picked = conversions.selected_messages(topic=topic, user=request.user, keys=request.GET.getlist("message"))
        if not picked:
            notes.error(request, _("Choose at least one message."))
            return redirect("networkapp:pick_messages", **self.kwargs)
        messages = [each.pk for each in picked]
        self.initial = {
            "title": topic.title,
            "text": conversions.proposal_text_from(messages=picked),
            "messages": messages,
        }
        return self.render_to_response(self.get_context_data())

    def get_form_kwargs(self) -> Values:
        pickable = conversions.selectable_messages(topic=self.object, user=self.request.user)
        return super().get_form_kwargs() | {"networks": self.networks, "pickable": pickable}

    def get_action_kwargs(self) -> Values:
        return {"user": self.request.user}

    def get_context_data(self, *, form: dossier_forms.FromMessagesForm | None = None, **kwargs: Value) -> Values:
        form, picks = form or self.get_form(), QueryDict(mutable=True)
        picks.setlist("message", form["messages"].value() or [])
        context = {"topic": self.object, "network": self.object.read_in, "form": form, "picks": picks.urlencode()}
        return super().get_context_data(**context, **kwargs)


class InquireFromCause(ActionView[LinkedThing]):
    """The form for an inquiry, with the questions that follow from a thing."""

    template_name = "networkapp/provenance/new_inquiry.html"
    form_class, action = dossier_forms.InquiryFromCauseForm, staticmethod(conversions.create_inquiry_from)
    success_message = _("Draft inquiry created.")
    leads_to_result = True

    def get_object(self) -> LinkedThing:
        part, user = self.request.GET.get("part", "")[:100], self.request.user
        cause, self.draft = conversions.questions_from(key=self.kwargs["key"], part=part, user=user)
        self.networks = conversions.inquiring_networks(draft=self.draft, user=user)
        if not self.networks.exists():
            raise PermissionDenied
        return cause

    def get_initial(self) -> Values:
        draft = self.draft
        return {
            "title": draft.title,
            "why": draft.why,
            "questions": "\n\n".join(draft.questions),
            "subjects": [subject.pk for subject in draft.subjects],
            "network": draft.network.slug if draft.network else None,
        }

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"networks": self.networks}

    def get_action_kwargs(self) -> Values:
        return {"cause": self.object.it, "draft": self.draft, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(cause=self.object, **kwargs)


class ChooseSectionToChange(LoginRequiredMixin, View):
    """The section that a decision changes, or an answer belongs to: looked for by words, or found in its handbook."""

    def get(self, request: HttpRequest, key: str, handbook: int | None = None) -> HttpResponse:
        cause, look = find_link(key, user=request.user), SearchWordsForm(request.GET)
        if not isinstance(cause.it, Decision | Reply):
            raise Http404
        words = look.cleaned_data["words"] if look.is_valid() else ""
        handbooks = change_requests.handbooks_to_change(user=request.user)
        opened = change_requests.chosen_handbook(handbooks=handbooks, pk=handbook)
        context = {
            "cause": cause,
            "look": look,
            "words": words,
            "sections": change_requests.sections_to_change(words=words, user=request.user),
            "handbooks": handbooks,
            "opened": opened,
            "chapters": change_requests.chapters_to_change(handbook=opened, user=request.user) if opened else [],
        }
        return render(request, "networkapp/provenance/choose_section.html", context)


class MakeForSection(ActionView[LinkedThing]):
    """Request the section change that a decision requires, or add an answer of a government to a country note."""

    kinds: dict[str, tuple[type[forms.Form], Callable[..., Any], str]] = {
        "decision": (dossier_forms.SectionChangeForm, change_requests.ask_for_section_change, "ask_for_change"),
        "reply": (dossier_forms.AddToHandbookForm, country_boxes.add_to_handbook, "add_to_country_note"),
    }

    def get_object(self) -> LinkedThing:
        cause = find_link(self.kwargs["key"], user=self.request.user)
        self.section = change_requests.section_to_change(pk=self.kwargs["section"], user=self.request.user)
        if cause.kind not in self.kinds or self.section is None:
            raise Http404
        self.form_class, self.action, name = self.kinds[cause.kind]
        self.template_name = f"networkapp/provenance/{name}.html"
        return cause

    def get_initial(self) -> Values:
        cause = self.object
        if isinstance(cause.it, Reply):
            return {}
        return {"body": cause.title, "proposal": "\n\n".join(cause.it.paragraphs)}

    def get_action_kwargs(self) -> Values:
        return {self.object.kind: self.object.it, "section": self.section, "user": self.request.user}

    def get_success_message(self) -> Promise:
        if isinstance(self.result, ChapterPage):
            return _("Answer added to the country note in the draft.")
        return _("Change request sent to the editors.")

    def get_success_url(self) -> str:
        if isinstance(self.result, ChapterPage):
            return reverse("wagtailadmin_pages:edit", args=[self.result.pk])
        return reverse("networkapp:dossier", args=[self.object.key])

    def get_context_data(self, **kwargs: Value) -> Values:
        cause, context = self.object, super().get_context_data(cause=self.object, section=self.section, **kwargs)
        if isinstance(cause.it, Reply):
            context["edits"] = country_boxes.may_edit(section=self.section, user=self.request.user)
            try:
                context["fact"] = country_boxes.fact_for(reply=cause.it, section=self.section)
            except Refused as refused:
                context["refused"] = refused
        return context


urlpatterns = [
    path("networks/<slug:slug>/topics/<int:pk>/pick/", SelectMessages.as_view(), name="pick_messages"),
    path("networks/<slug:slug>/topics/<int:pk>/propose/", ProposeFromMessages.as_view(), name="propose_from_messages"),
    path("inquiries/from/<slug:key>/", InquireFromCause.as_view(), name="inquire_from"),
    path("dossier/<slug:key>/section/", ChooseSectionToChange.as_view(), name="choose_section"),
    path("dossier/<slug:key>/section/in/<int:handbook>/", ChooseSectionToChange.as_view(), name="choose_section_in"),
    path("dossier/<slug:key>/section/<int:section>/", MakeForSection.as_view(), name="make_for_section"),
]
