"""Notifications of a user: the list, their settings, and the unsubscribe link in e-mails."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from networkapp.conf import setting
from networkapp.discussion.models import Topic
from networkapp.discussion.notices import mark_all_seen
from networkapp.discussion.queries.notification_list import notification_groups, render_groups
from networkapp.discussion.views.topics import find_topic
from networkapp.forms.attempt import run_action
from networkapp.notifications import devices, preferences
from networkapp.notifications.email import parse_unsubscribe_token
from networkapp.notifications.forms import DeviceForm, LevelsForm, NotificationFilter, SettingsForm, TopicLevelForm
from networkapp.notifications.push import public_key
from networkapp.views.action_view import ActionView, Value, Values


class Notifications(LoginRequiredMixin, View):
    """The user's notifications; a POST marks all as read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = NotificationFilter(request.GET, user=request.user)
        chosen = form.chosen()
        page = Paginator(notification_groups(user=request.user, **chosen), 50).get_page(request.GET.get("page"))
        groups = render_groups(user=request.user, rows=page, **chosen)
        context = {"page_obj": page, "groups": groups, "form": form}
        return render(request, "networkapp/notifications/list.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        mark_all_seen(user=request.user)
        return redirect("networkapp:notifications")


class NotificationSettingsView(ActionView[Any]):
    """The settings of a user, and beside them the level of each network."""

    template_name = "networkapp/notifications/settings.html"
    form_class, action = SettingsForm, staticmethod(preferences.choose_settings)
    success_message, success_url = _("Saved."), reverse_lazy("networkapp:notification_settings")

    def get_object(self) -> Any:
        user, data = self.request.user, self.request.POST if self.request.method == "POST" else None
        self.levels = LevelsForm(data, levels=preferences.network_levels(user), prefix="level")
        return user

    def get_initial(self) -> Values:
        now = preferences.settings_of(self.object)
        return {name: getattr(now, name) for name in SettingsForm.base_fields}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"wakes_browsers": bool(public_key())}

    def get_action_kwargs(self) -> Values:
        return {"user": self.object}

    def submit(self, form: SettingsForm) -> HttpResponse:
        return super().submit(form) if self.levels.is_valid() else self.form_invalid(form)

    def form_valid(self, form: SettingsForm) -> HttpResponse:
        for network, level in self.levels.changed:
            preferences.watch_network(user=self.object, network=network, level=level)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Value) -> Values:
        context = {
            "levels": self.levels,
            "replies_by_email": bool(setting("REPLY_ADDRESS")),
            "push_key": public_key(),
            "devices": devices.devices_of(self.object),
        }
        return super().get_context_data(**context, **kwargs)


class Devices(LoginRequiredMixin, View):
    """Turn on push notifications in the browser that the page's script reports; errors have an explanation."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DeviceForm(request.POST)
        run_action(form, devices.add_device, user=request.user)
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return HttpResponse(words, status=422 if words else 204, content_type="text/plain; charset=utf-8")


class RemoveDevice(LoginRequiredMixin, View):
    """Turn off push notifications in a browser."""

    def post(self, request: HttpRequest) -> HttpResponse:
        devices.remove_device(user=request.user, endpoint=request.POST.get("endpoint", "").replace("\x00", ""))
        messages.success(request, _("Push notifications turned off in that browser."))
        return redirect("networkapp:notification_settings")


@require_GET
def push_worker(request: HttpRequest) -> HttpResponse:
    """Send the script that shows push notifications, in the reader's language.

    Its scope is /notifications/, so that it does not replace a service worker of the host.
    """
    answer = render(request, "networkapp/notifications/worker.js", content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "private, no-cache"
    return answer


class WatchTopic(ActionView[Topic]):
    """Choose the notifications for one topic."""

    template_name = "networkapp/notifications/watch.html"
    form_class, action, success_message = TopicLevelForm, staticmethod(preferences.watch_topic), _("Saved.")

    def get_object(self) -> Topic:
        return find_topic(self.request, **self.kwargs)

    def get_initial(self) -> Values:
        return {"level": preferences.topic_level(self.request.user, self.object)}

    def get_action_kwargs(self) -> Values:
        return {"user": self.request.user, "topic": self.object}

    def get_success_url(self) -> str:
        return reverse("networkapp:topic", kwargs=self.kwargs)

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object.read_in, topic=self.object, **kwargs)


@method_decorator(csrf_exempt, name="dispatch")
class Unsubscribe(View):
    """Mail programs post here by themselves (RFC 8058), without a cookie; the token identifies the person."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return render(request, "networkapp/notifications/unsubscribe.html", {"person": self.person(token)})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        person = self.person(token)
        preferences.stop_emails(user=person)
        return render(request, "networkapp/notifications/unsubscribe.html", {"person": person, "is_done": True})

    def person(self, token: str) -> Any:
        pk = parse_unsubscribe_token(token)
        if pk is None:
            raise Http404
        return get_object_or_404(get_user_model(), pk=pk)


urlpatterns = [
    path("notifications/", Notifications.as_view(), name="notifications"),
    path("notifications/settings/", NotificationSettingsView.as_view(), name="notification_settings"),
    path("notifications/devices/", Devices.as_view(), name="devices"),
    path("notifications/devices/remove/", RemoveDevice.as_view(), name="remove_device"),
    path("notifications/worker.js", push_worker, name="push_worker"),
    path("notifications/stop/<str:token>/", Unsubscribe.as_view(), name="unsubscribe"),
    path("networks/<slug:slug>/topics/<int:pk>/watch/", WatchTopic.as_view(), name="watch_topic"),
]
