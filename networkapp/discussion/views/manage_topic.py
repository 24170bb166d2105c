"""The page for managing a topic as a whole (close, pin, share, move), and the action of each of its buttons."""

from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.discussion.actions import move_topic, topics
from networkapp.discussion.forms.topics import (
    AboutForm,
    ChooseNetworkForm,
    PinForm,
    RenameForm,
    StateForm,
)
from networkapp.discussion.models import Topic
from networkapp.discussion.queries.about import networks_for_new_topic, subject_of, topics_about
from networkapp.discussion.queries.all_topics import topics_by_network
from networkapp.discussion.queries.live import with_newest_message
from networkapp.discussion.queries.permissions import topic_permissions
from networkapp.discussion.queries.topics import CLOSED_STATES, topics_for_list, topics_in_network
from networkapp.discussion.views.topics import find_network, find_topic
from networkapp.forms.related_items import SearchWordsForm
from networkapp.models import Network
from networkapp.networks.queries.audience import audience_of, readers_gained, readers_lost
from networkapp.permissions import Action
from networkapp.registry.linkables import find_linkable, search_linkables
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ActionView, Value, Values


class AllTopics(LoginRequiredMixin, View):
    """The newest topics of each network of the reader; those of one network are on its own page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        groups = topics_by_network(user=request.user)
        if len(groups) == 1:
            return redirect("networkapp:topics", groups[0].network.slug)
        quiet = [group.network for group in groups if not group.topics]
        context = {
            "groups": groups,
            "quiet": quiet,
            "opening": networks_for_new_topic(user=request.user) if groups else [],
        }
        return render(request, "networkapp/discussion/all_topics.html", context)


class ClosedTopics(LoginRequiredMixin, View):
    """Return those that accept no messages any longer."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        found = topics_in_network(network=network, user=request.user, states=CLOSED_STATES)
        page = Paginator(found, 50).get_page(request.GET.get("page"))
        page.object_list = with_newest_message(topics=topics_for_list(topics=page.object_list, network=network))
        return render(request, "networkapp/discussion/closed_topics.html", {"network": network, "page_obj": page})


class DiscussView(LoginRequiredMixin, View):
    """The topics about a thing, and where one about it can be opened."""

    def get(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        thing = find_linkable(kind=kind, pk=pk, user=request.user)
        talk = topics_about(kind=kind, keys=[pk], user=request.user)
        topics = talk.topics.get(pk, []) if talk else []
        context = {"thing": thing, "topics": topics, "networks": networks_for_new_topic(user=request.user)}
        context["about"] = f"?{urlencode({'about': thing.key})}"
        return render(request, "networkapp/discussion/discuss_page.html", context)


class ManageTopic(ActionView[Topic]):
    """The page with all that its reader may change about a topic."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/discussion/manage_topic.html"
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Topic:
        topic = find_topic(self.request, **self.kwargs)
        self.permissions = topic_permissions(topic=topic, user=self.request.user)
        if not self.permissions.anything:
            raise PermissionDenied
        return topic

    def get_context_data(self, *, form: BaseForm | None = None, **kwargs: Value) -> Values:
        topic = self.object
        context = {
            "topic": topic,
            "network": topic.read_in,
            "permissions": self.permissions,
            "form": form,
            "about": subject_of(topic=topic, user=self.request.user),
            "look": SearchWordsForm(),
            "rename": form if isinstance(form, RenameForm) else RenameForm(initial={"title": topic.title}),
            "listeners": audience_of(topic=topic),
        }
        return super().get_context_data(**context, **kwargs)


class ChangeTopic(ManageTopic):
    """A button of that page: changes the topic, and goes to it."""

    http_method_names = POST_ONLY
    success_message: str | Promise = _("Topic updated.")

    def get_action_kwargs(self) -> Values:
        return {"topic": self.object, "user": self.request.user}


class RenameTopic(ChangeTopic):
    """Rename the topic."""

    form_class, action, success_message = RenameForm, staticmethod(topics.rename_topic), _("Title saved.")


class ChangeSubject(ChangeTopic):
    """Search for a thing and make it what the topic is about, or with an empty key make it about none."""

    http_method_names = ActionView.http_method_names
    form_class, action = AboutForm, staticmethod(topics.change_subject)

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        topic, look = self.get_object(), SearchWordsForm(request.GET)
        topic.require(request.user, Action.KEEP_TOPIC)
        words = look.cleaned_data["words"] if look.is_valid() else ""
        context = {
            "topic": topic,
            "network": topic.read_in,
            "about": subject_of(topic=topic, user=request.user),
            "look": look,
            "words": words,
            "things": search_linkables(words=words, user=request.user),
        }
        return render(request, "networkapp/discussion/topic_about.html", context)


class SubjectPart(LoginRequiredMixin, View):
    """Render what a topic is about, as its reader can see it, for an open page."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        context = {"about": subject_of(topic=topic, user=request.user)}
        return render(request, "networkapp/discussion/about.html", context)


class ChangeState(ChangeTopic):
    """Open, close or archive the topic."""

    form_class, action = StateForm, staticmethod(topics.change_state)


class PinTopic(ChangeTopic):
    """Pin or unpin the topic."""

    form_class, action = PinForm, staticmethod(topics.pin_topic)


class ChooseNetwork(ChangeTopic):
    """A network is chosen on that page; a page of its own says what would follow, and its button does it."""

    http_method_names = ActionView.http_method_names
    form_class = ChooseNetworkForm
    consequences_template: str

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        topic = self.object = self.get_object()
        form = ChooseNetworkForm(request.GET or None, offered=self.get_offered())
        if not form.is_bound:
            return self.render_to_response(self.get_context_data())
        if not form.is_valid():
            return self.form_invalid(form)
        context = {"topic": topic, "network": topic.read_in, "chosen": form.cleaned_data["network"]}
        return render(request, self.consequences_template, context | self.consequences(context["chosen"]))

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"offered": self.get_offered()}

    def get_offered(self) -> QuerySet[Network]:
        raise NotImplementedError

    def consequences(self, network: Network) -> Values:
        raise NotImplementedError


class ShareTopic(ChooseNetwork):
    """Share the topic with another network, after a page that shows the consequences."""

    consequences_template = "networkapp/discussion/topic_share.html"
    action, success_message = staticmethod(topics.share_topic), _("Topic shared.")

    def get_offered(self) -> QuerySet[Network]:
        return self.permissions.share_with

    def consequences(self, network: Network) -> Values:
        return {
            "gained": readers_gained(topic=self.object, network=network),
            "message_count": self.object.messages.count(),
        }


class UnshareTopic(ChooseNetwork):
    """Remove the topic from a network it is shared with."""

    consequences_template = "networkapp/discussion/unshare_topic.html"
    action = staticmethod(topics.unshare_topic)
    success_message = _("The topic has been removed from that network.")

    def get_offered(self) -> QuerySet[Network]:
        return self.permissions.unshare_from

    def consequences(self, network: Network) -> Values:
        return {
            "lost": readers_lost(
                topic=self.object, networks=[place for place in self.object.networks() if place != network]
            )
        }

    def get_success_url(self) -> str:
        return reverse("networkapp:topics", args=[self.object.read_in.slug])


class MoveTopic(ChooseNetwork):
    """Move the topic to another network."""

    consequences_template = "networkapp/discussion/topic_move.html"
    action, success_message = staticmethod(move_topic.move_topic), _("Topic moved.")

    def get_offered(self) -> QuerySet[Network]:
        return self.permissions.move_to

    def consequences(self, network: Network) -> Values:
        topic = self.object
        staying = [place for place in topic.networks() if place != topic.network]
        return {
            "gained": readers_gained(topic=topic, network=network),
            "lost": readers_lost(topic=topic, networks=[*staying, network]),
        }

    def get_success_url(self) -> str:
        return reverse("networkapp:topic", args=[self.object.network.slug, self.object.pk])


TOPIC = "networks/<slug:slug>/topics/<int:pk>"
urlpatterns = [
    path("topics/", AllTopics.as_view(), name="all_topics"),
    path("discuss/<slug:kind>/<int:pk>/", DiscussView.as_view(), name="discuss"),
    path("networks/<slug:slug>/topics/closed/", ClosedTopics.as_view(), name="closed_topics"),
    path(f"{TOPIC}/keep/", ManageTopic.as_view(), name="keep_topic"),
    path(f"{TOPIC}/rename/", RenameTopic.as_view(), name="rename_topic"),
    path(f"{TOPIC}/about/", ChangeSubject.as_view(), name="say_about"),
    path(f"{TOPIC}/about/shown/", SubjectPart.as_view(), name="topic_about"),
    path(f"{TOPIC}/state/", ChangeState.as_view(), name="change_topic_state"),
    path(f"{TOPIC}/pin/", PinTopic.as_view(), name="pin_topic"),
    path(f"{TOPIC}/share/", ShareTopic.as_view(), name="share_topic"),
    path(f"{TOPIC}/take-out/", UnshareTopic.as_view(), name="take_out_topic"),
    path(f"{TOPIC}/move/", MoveTopic.as_view(), name="move_topic"),
]
