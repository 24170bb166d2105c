"""Messages for approval: what somebody of a delegation prepares, and another posts as their own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp.domain.discussion import prepared, uploads
from networkapp.forms.discussion import attempt
from networkapp.forms.prepared import NoteForm, PrepareForm, TakeBackForm, TextForm
from networkapp.models import MessageDraft
from networkapp.views.discussion import TopicPage, find_topic
from networkapp.views.unsaved_text import ReturnsUnsavedText


def _find(request: HttpRequest, slug: str, pk: int) -> MessageDraft:
    found: MessageDraft = get_object_or_404(
        prepared.find_prepared(request.user), prepared_for__network__slug=slug, pk=pk
    )
    return found


class Prepare(ReturnsUnsavedText):
    act: Callable[..., MessageDraft] = staticmethod(prepared.prepare_message)
    done: str | Promise = _("Submitted for approval.")

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        form = PrepareForm(request.POST, request.FILES, topic=topic)
        made = attempt(form, partial(uploads.with_files, self.act), topic=topic, author=request.user)
        if made is None:
            return TopicPage().show(request, topic, form)
        messages.success(request, self.done)
        return redirect(f"{topic.get_absolute_url()}#prepared-{made.pk}")


class AskToFinish(Prepare):
    act = staticmethod(prepared.ask_to_finish)
    done = _("Sent to your adviser.")


class PreparedPage(ReturnsUnsavedText):
    """What was prepared, with what this reader may do with it; each act is posted to an address of its own."""

    form: type[Form] = TextForm
    act: Callable[..., Any] | None = None
    done: str | Promise = ""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, _find(request, slug, pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found, form = _find(request, slug, pk), self.form(request.POST)
        made = attempt(form, self.act, prepared=found, person=request.user)
        if made is None:
            return self.show(request, found, form)
        messages.success(request, self.done)
        return redirect(made if self.act is prepared.release_message else f"{found.topic.get_absolute_url()}#write")

    def show(self, request: HttpRequest, found: MessageDraft, form: Form | None = None) -> HttpResponse:
        context = {
            "network": found.prepared_for.network,
            "topic": found.topic,
            "card": prepared.card_of(found, request.user),
            "form": form or TextForm(initial={"body": found.body}),
            "text_form": form if isinstance(form, TextForm) else TextForm(initial={"body": found.body}),
            "note_form": form if isinstance(form, NoteForm) else NoteForm(),
        }
        return render(request, "networkapp/discussion/prepared_page.html", context, status=422 if form else 200)


class Release(PreparedPage):
    act = staticmethod(prepared.release_message)
    done = _("Message posted.")


class PrepareAgain(PreparedPage):
    act = staticmethod(prepared.prepare_again)
    done = _("Submitted for approval.")


class SendBack(PreparedPage):
    form = NoteForm
    act = staticmethod(prepared.send_back)
    done = _("Draft returned with your note.")


class TakeBack(PreparedPage):
    form = TakeBackForm
    act = staticmethod(prepared.take_back)
    done = _("Message withdrawn. The text is saved in your draft.")


PREPARED = "networks/<slug:slug>/prepared/<int:pk>/"
urlpatterns = [
    path("networks/<slug:slug>/topics/<int:pk>/prepare/", Prepare.as_view(), name="prepare"),
    path("networks/<slug:slug>/topics/<int:pk>/finish/", AskToFinish.as_view(), name="ask_to_finish"),
    path(PREPARED, PreparedPage.as_view(http_method_names=["get", "head", "options"]), name="prepared"),
    path(f"{PREPARED}release/", Release.as_view(), name="release_prepared"),
    path(f"{PREPARED}again/", PrepareAgain.as_view(), name="prepare_again"),
    path(f"{PREPARED}back/", SendBack.as_view(), name="send_back_prepared"),
    path(f"{PREPARED}take-back/", TakeBack.as_view(), name="take_back_prepared"),
]
