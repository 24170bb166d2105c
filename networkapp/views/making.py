"""One thing is made of another: a proposal of messages, questions of a decision, a change or a box of a section."""

from typing import Any

from django import forms
from django.contrib import messages as notes
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.discussion.reading import read_topic
from networkapp.domain.threads import country_boxes, handbook_changes, making
from networkapp.domain.threads.consequences import Link, find_link
from networkapp.errors import Refused
from networkapp.forms import making as given
from networkapp.forms.discussion import PlaceForm, attempt
from networkapp.forms.topics import LookForm
from networkapp.models import ChapterPage, Decision, Reply, Section
from networkapp.views.discussion import find_topic
from networkapp.views.unsaved_text import ReturnsUnsavedText


class PickMessages(LoginRequiredMixin, View):
    """A stretch of the topic with a box beside each message; those that are ticked become the text of a proposal.

    What is ticked goes along from stretch to stretch.
    """

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic, place = find_topic(request, slug, pk), PlaceForm({**request.GET.dict(), "message": ""})
        if not making.proposing_networks(topic=topic, person=request.user).exists():
            raise PermissionDenied
        if not place.is_valid():
            raise Http404
        picked = making.picked(topic=topic, reader=request.user, keys=request.GET.getlist("message"))
        at = place.cleaned_data
        if picked and at["before"] is None and at["newer"] is None:
            at["message"] = picked[0].pk
        window = read_topic(topic=topic, reader=request.user, **at)
        shown = {message.pk for message in window.messages}
        context = {
            "topic": topic,
            "network": topic.read_in,
            "window": window,
            "picked": {message.pk for message in picked},
            "elsewhere": [message for message in picked if message.pk not in shown],
        }
        return render(request, "networkapp/thread/pick.html", context)


class ProposeFromMessages(ReturnsUnsavedText):
    """The form for the proposal, with the ticked messages as its paragraphs."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        picked = making.picked(topic=topic, reader=request.user, keys=request.GET.getlist("message"))
        initial = {"title": topic.title, "text": making.text_of(picked), "messages": [each.pk for each in picked]}
        form = self.form(request, topic, initial=initial)
        if not picked:
            notes.error(request, _("Choose at least one message."))
            return redirect("networkapp:pick_messages", slug, pk)
        return self.show(request, topic, form)

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        form = self.form(request, topic, data=request.POST)
        proposal = attempt(form, making.propose_from_messages, person=request.user)
        if proposal is None:
            return self.show(request, topic, form)
        notes.success(request, _("Draft proposal submitted to the network."))
        return redirect(proposal)

    def form(self, request: HttpRequest, topic: Any, **bound: Any) -> given.FromMessagesForm:
        networks = making.proposing_networks(topic=topic, person=request.user)
        if not networks.exists():
            raise PermissionDenied
        pickable = making.pickable(topic=topic, reader=request.user)
        return given.FromMessagesForm(networks=networks, pickable=pickable, **bound)

    def show(self, request: HttpRequest, topic: Any, form: given.FromMessagesForm) -> HttpResponse:
        picks = QueryDict(mutable=True)
        picks.setlist("message", form["messages"].value() or [])
        context = {"topic": topic, "network": topic.read_in, "form": form, "picks": picks.urlencode()}
        return render(request, "networkapp/thread/propose.html", context, status=422 if form.is_bound else 200)


class InquireFrom(ReturnsUnsavedText):
    """The form for an inquiry, with the questions that follow from a thing."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        cause, draft, networks = self.find(request, key)
        initial = {
            "title": draft.title,
            "why": draft.why,
            "questions": "\n\n".join(draft.questions),
            "subjects": [subject.pk for subject in draft.subjects],
            "network": draft.network.slug if draft.network else None,
        }
        return self.show(request, cause, given.FromThingForm(networks=networks, initial=initial))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        cause, draft, networks = self.find(request, key)
        form = given.FromThingForm(request.POST, networks=networks)
        inquiry = attempt(form, making.inquire_from, cause=cause.it, draft=draft, author=request.user)
        if inquiry is None:
            return self.show(request, cause, form)
        notes.success(request, _("Draft inquiry created."))
        return redirect(inquiry)

    def find(self, request: HttpRequest, key: str) -> tuple[Link, Any, Any]:
        part = request.GET.get("part", "")[:100]
        cause, draft = making.questions_from(key=key, part=part, reader=request.user)
        networks = making.asking_networks(draft=draft, person=request.user)
        if not networks.exists():
            raise PermissionDenied
        return cause, draft, networks

    def show(self, request: HttpRequest, cause: Link, form: given.FromThingForm) -> HttpResponse:
        context = {"cause": cause, "form": form}
        return render(request, "networkapp/thread/inquire.html", context, status=422 if form.is_bound else 200)


class ChooseSection(LoginRequiredMixin, View):
    """The section that a decision changes, or an answer belongs to: looked for by words, or found in its handbook."""

    def get(self, request: HttpRequest, key: str, handbook: int | None = None) -> HttpResponse:
        cause, look = find_link(key, reader=request.user), LookForm(request.GET)
        if not isinstance(cause.it, Decision | Reply):
            raise Http404
        words = look.cleaned_data["words"] if look.is_valid() else ""
        handbooks = handbook_changes.handbooks_to_change(person=request.user)
        opened = handbook_changes.opened(handbooks, handbook)
        context = {
            "cause": cause,
            "look": look,
            "words": words,
            "sections": handbook_changes.sections_to_change(words=words, person=request.user),
            "handbooks": handbooks,
            "opened": opened,
            "chapters": handbook_changes.chapters_to_change(handbook=opened, person=request.user) if opened else [],
        }
        return render(request, "networkapp/thread/choose_section.html", context)


class MakeForSection(ReturnsUnsavedText):
    """What a decision asks of a section, or the country box that an answer fills."""

    def get(self, request: HttpRequest, key: str, section: int) -> HttpResponse:
        cause, found = self.find(request, key, section)
        return self.show(request, cause, found, self.form(cause))

    def post(self, request: HttpRequest, key: str, section: int) -> HttpResponse:
        cause, found = self.find(request, key, section)
        form = self.form(cause, request.POST)
        given_to = {"section": found, "person": request.user}
        if isinstance(cause.it, Decision):
            made = attempt(form, handbook_changes.ask_for_section_change, decision=cause.it, **given_to)
        else:
            made = attempt(form, country_boxes.bring_into_handbook, reply=cause.it, **given_to)
        if made is None:
            return self.show(request, cause, found, form)
        if isinstance(made, ChapterPage):
            notes.success(request, _("Answer added to the country note in the draft."))
            return redirect("wagtailadmin_pages:edit", made.pk)
        notes.success(request, _("Request submitted to the editors."))
        return redirect("networkapp:dossier", cause.key)

    def find(self, request: HttpRequest, key: str, section: int) -> tuple[Link, Section]:
        cause = find_link(key, reader=request.user)
        found = handbook_changes.section_to_change(pk=section, person=request.user)
        if not isinstance(cause.it, Decision | Reply) or found is None:
            raise Http404
        return cause, found

    def form(self, cause: Link, data: Any = None) -> forms.Form:
        if isinstance(cause.it, Reply):
            return given.BringForm(data)
        initial = {"body": cause.title, "proposal": "\n\n".join(cause.it.paragraphs)}
        return given.SectionChangeForm(data, initial=initial)

    def show(self, request: HttpRequest, cause: Link, section: Section, form: forms.Form) -> HttpResponse:
        context = {"cause": cause, "section": section, "form": form}
        status = 422 if form.is_bound else 200
        if not isinstance(cause.it, Reply):
            return render(request, "networkapp/thread/ask_for_change.html", context, status=status)
        context["edits"] = country_boxes.edits(section=section, person=request.user)
        try:
            context["fact"] = country_boxes.fact_for(reply=cause.it, section=section)
        except Refused as refused:
            context["refused"] = refused
        return render(request, "networkapp/thread/bring.html", context, status=status)


urlpatterns = [
    path("networks/<slug:slug>/topics/<int:pk>/pick/", PickMessages.as_view(), name="pick_messages"),
    path("networks/<slug:slug>/topics/<int:pk>/propose/", ProposeFromMessages.as_view(), name="propose_from_messages"),
    path("inquiries/from/<slug:key>/", InquireFrom.as_view(), name="inquire_from"),
    path("dossier/<slug:key>/section/", ChooseSection.as_view(), name="choose_section"),
    path("dossier/<slug:key>/section/in/<int:handbook>/", ChooseSection.as_view(), name="choose_section_in"),
    path("dossier/<slug:key>/section/<int:section>/", MakeForSection.as_view(), name="make_for_section"),
]
