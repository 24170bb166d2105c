"""The page for managing a topic as a whole (close, pin, share, move), and the action of each of its buttons."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.discussion import moving, topics
from networkapp.domain.discussion.about import about_of, find_thing, find_things, opening_networks, talk_about
from networkapp.domain.discussion.all_topics import topics_by_network
from networkapp.domain.discussion.keeping import Keeping, keeping_of
from networkapp.domain.discussion.reading import SETTLED, list_topics, topics_of
from networkapp.domain.discussion.showing import with_newest
from networkapp.domain.seats.audience import audience_of, gained_by, lost_by
from networkapp.forms.discussion import attempt
from networkapp.forms.topics import AboutForm, LookForm, NetworkForm, PinForm, RenameForm, StateForm
from networkapp.models import Network, Topic
from networkapp.permissions import Action
from networkapp.views.discussion import find_network, find_topic


class AllTopics(LoginRequiredMixin, View):
    """The newest topics of each network of the reader; those of one network are on its own page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        groups = topics_by_network(user=request.user)
        if len(groups) == 1:
            return redirect("networkapp:topics", groups[0].network.slug)
        quiet = [group.network for group in groups if not group.topics]
        context = {"groups": groups, "quiet": quiet, "opening": opening_networks(request.user) if groups else []}
        return render(request, "networkapp/discussion/all_topics.html", context)


class ClosedTopics(LoginRequiredMixin, View):
    """Return those that accept no messages any longer."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        found = topics_of(network=network, reader=request.user, states=SETTLED)
        page = Paginator(found, 50).get_page(request.GET.get("page"))
        page.object_list = with_newest(list_topics(page.object_list, network))
        return render(request, "networkapp/discussion/closed_topics.html", {"network": network, "page_obj": page})


class Discuss(LoginRequiredMixin, View):
    """The topics about a thing, and where one about it can be opened."""

    def get(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        thing = find_thing(kind=kind, pk=pk, reader=request.user)
        talk = talk_about(kind=kind, keys=[pk], reader=request.user)
        topics = talk.topics.get(pk, []) if talk else []
        context = {"thing": thing, "topics": topics, "networks": opening_networks(request.user)}
        context["about"] = f"?{urlencode({'about': thing.key})}"
        return render(request, "networkapp/discussion/discuss_page.html", context)


class KeepTopic(LoginRequiredMixin, View):
    """The page with all that its reader may change about a topic."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        return self.show(request, topic, keeping_of(topic=topic, person=request.user))

    def show(self, request: HttpRequest, topic: Topic, keeping: Keeping, form: Any = None) -> HttpResponse:
        if not keeping.anything:
            raise PermissionDenied
        context = {
            "topic": topic,
            "network": topic.read_in,
            "keeping": keeping,
            "form": form,
            "about": about_of(topic=topic, reader=request.user),
            "look": LookForm(),
            "rename": form if isinstance(form, RenameForm) else RenameForm(initial={"title": topic.title}),
            "listeners": audience_of(topic),
        }
        return render(request, "networkapp/discussion/topic_keep.html", context, status=422 if form else 200)


class ChangeTopic(KeepTopic):
    """A button of that page: does what `act` does, and goes to the topic."""

    http_method_names = ["post"]
    form: Any = None
    act: Any = None
    done: Any = ""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        keeping = keeping_of(topic=topic, person=request.user)
        form = self.form_of(request.POST, keeping)
        attempt(form, type(self).act, topic=topic, by=request.user)
        if form.errors:
            return self.show(request, topic, keeping, form)
        messages.success(request, self.done)
        return redirect(self.after(topic))

    def form_of(self, data: Any, keeping: Keeping) -> Any:
        return self.form(data)

    def after(self, topic: Topic) -> str:
        return topic.get_absolute_url()


class Rename(ChangeTopic):
    form, act, done = RenameForm, topics.rename_topic, _("Title saved.")


class SayAbout(ChangeTopic):
    """Things are looked for by words; one of them is what the topic is about, or with an empty name none is."""

    http_method_names = ["get", "post"]
    form, act, done = AboutForm, topics.say_about, _("Topic updated.")

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic, look = find_topic(request, slug, pk), LookForm(request.GET)
        topic.require(request.user, Action.KEEP_TOPIC)
        words = look.cleaned_data["words"] if look.is_valid() else ""
        context = {
            "topic": topic,
            "network": topic.read_in,
            "about": about_of(topic=topic, reader=request.user),
            "look": look,
            "words": words,
            "things": find_things(words=words, reader=request.user),
        }
        return render(request, "networkapp/discussion/topic_about.html", context)


class ShownAbout(LoginRequiredMixin, View):
    """What a topic is about, as far as its reader may know, for an open page to take in."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        context = {"about": about_of(topic=topic, reader=request.user)}
        return render(request, "networkapp/discussion/about.html", context)


class ChangeState(ChangeTopic):
    form, act, done = StateForm, topics.change_state, _("Topic updated.")


class Pin(ChangeTopic):
    form, act, done = PinForm, topics.pin_topic, _("Topic updated.")


class ChooseNetwork(ChangeTopic):
    """A network is chosen on that page; a page of its own says what would follow, and its button does it."""

    http_method_names = ["get", "post"]
    template = ""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        keeping = keeping_of(topic=topic, person=request.user)
        form = self.form_of(request.GET or None, keeping)
        if not form.is_valid():
            return self.show(request, topic, keeping, form if form.is_bound else None)
        context = {"topic": topic, "network": topic.read_in, "chosen": form.cleaned_data["network"]}
        return render(request, self.template, context | self.consequences(topic, context["chosen"]))

    def form_of(self, data: Any, keeping: Keeping) -> NetworkForm:
        return NetworkForm(data, offered=self.offered(keeping))

    def offered(self, keeping: Keeping) -> Any:
        raise NotImplementedError

    def consequences(self, topic: Topic, network: Network) -> dict[str, Any]:
        raise NotImplementedError


class Share(ChooseNetwork):
    act, done = topics.share_topic, _("Topic shared.")
    template = "networkapp/discussion/topic_share.html"

    def offered(self, keeping: Keeping) -> Any:
        return keeping.share_with

    def consequences(self, topic: Topic, network: Network) -> dict[str, Any]:
        return {"gained": gained_by(topic, network), "said": topic.messages.count()}


class TakeOut(ChooseNetwork):
    act, done = topics.take_out_topic, _("The topic has been removed from that network.")
    template = "networkapp/discussion/topic_take_out.html"

    def offered(self, keeping: Keeping) -> Any:
        return keeping.take_out_of

    def consequences(self, topic: Topic, network: Network) -> dict[str, Any]:
        return {"lost": lost_by(topic, [place for place in topic.networks() if place != network])}

    def after(self, topic: Topic) -> str:
        return reverse("networkapp:topics", args=[topic.read_in.slug])


class Move(ChooseNetwork):
    act, done = moving.move_topic, _("Topic moved.")
    template = "networkapp/discussion/topic_move.html"

    def offered(self, keeping: Keeping) -> Any:
        return keeping.move_to

    def consequences(self, topic: Topic, network: Network) -> dict[str, Any]:
        staying = [place for place in topic.networks() if place != topic.network]
        return {"gained": gained_by(topic, network), "lost": lost_by(topic, [*staying, network])}

    def after(self, topic: Topic) -> str:
        return reverse("networkapp:topic", args=[topic.network.slug, topic.pk])


TOPIC = "networks/<slug:slug>/topics/<int:pk>"
urlpatterns = [
    path("topics/", AllTopics.as_view(), name="all_topics"),
    path("discuss/<slug:kind>/<int:pk>/", Discuss.as_view(), name="discuss"),
    path("networks/<slug:slug>/topics/closed/", ClosedTopics.as_view(), name="closed_topics"),
    path(f"{TOPIC}/keep/", KeepTopic.as_view(), name="keep_topic"),
    path(f"{TOPIC}/rename/", Rename.as_view(), name="rename_topic"),
    path(f"{TOPIC}/about/", SayAbout.as_view(), name="say_about"),
    path(f"{TOPIC}/about/shown/", ShownAbout.as_view(), name="topic_about"),
    path(f"{TOPIC}/state/", ChangeState.as_view(), name="change_topic_state"),
    path(f"{TOPIC}/pin/", Pin.as_view(), name="pin_topic"),
    path(f"{TOPIC}/share/", Share.as_view(), name="share_topic"),
    path(f"{TOPIC}/take-out/", TakeOut.as_view(), name="take_out_topic"),
    path(f"{TOPIC}/move/", Move.as_view(), name="move_topic"),
]
