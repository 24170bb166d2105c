"""Forms for the list of notifications and their settings. The rules are in the domain; a form only cleans."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.queries.notification_list import NotificationKind, networks_notifying
from networkapp.models import EmailFrequency, Network, WatchLevel
from networkapp.users import AnyUser

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class SettingsForm(forms.Form):
    """A person's notification settings."""

    mail = forms.ChoiceField(label=_("Notification e-mails"), choices=EmailFrequency, widget=forms.RadioSelect)
    digest_hour = forms.TypedChoiceField(label=_("Digest time"), choices=HOURS, coerce=int)
    digest_weekday = forms.TypedChoiceField(label=_("Weekly digest day"), choices=list(WEEKDAYS.items()), coerce=int)
    push = forms.TypedChoiceField(
        label=_("Push notifications"),
        choices=WatchLevel,
        coerce=WatchLevel,
        widget=forms.RadioSelect,
        required=False,
        empty_value=WatchLevel.MENTIONS,
    )
    quiet_from = forms.TimeField(
        label=_("Quiet hours start"),
        required=False,
        widget=CLOCK,
        help_text=_("Instant e-mails and push notifications are held until your quiet hours end."),
    )
    quiet_until = forms.TimeField(label=_("Quiet hours end"), required=False, widget=CLOCK)
    shows_presence = forms.BooleanField(
        label=_("Show others when I am online and typing"),
        required=False,
        help_text=_("Only in networks that show presence. If you hide yours, you cannot see other people’s."),
    )

    def __init__(self, *args: Any, wakes_browsers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not wakes_browsers:
            del self.fields["push"]


class DeviceForm(forms.Form):
    endpoint = forms.CharField(max_length=500)
    p256dh = forms.CharField(max_length=120)
    auth = forms.CharField(max_length=60)


class LevelsForm(forms.Form):
    """The notification levels of a person's networks: one field a network, named by its slug."""

    def __init__(self, *args: Any, levels: Iterable[tuple[Network, WatchLevel]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {network.slug: network for network, _level in levels}
        for network, level in levels:
            self.fields[network.slug] = forms.ChoiceField(label=network.local_name, choices=WatchLevel, initial=level)

    @property
    def changed(self) -> list[tuple[Network, WatchLevel]]:
        """Return the settings that the user changed."""
        return [(self.networks[slug], WatchLevel(self.cleaned_data[slug])) for slug in self.changed_data]


class TopicLevelForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("Notify me about"),
        choices=[("", _("same as the network")), *WatchLevel.choices],
        required=False,
        coerce=WatchLevel,
        empty_value=None,
    )


class NotificationFilter(forms.Form):
    """The filters of the list of notifications; invalid values are ignored."""

    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All notifications")), ("unread", _("Unread"))], required=False
    )
    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network"), to_field_name="slug", empty_label=_("All networks"), required=False
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *NotificationKind.choices], required=False)

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks_notifying(user=user)  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return what `notification_groups` is narrowed by."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "is_unread": cleaned.get("status") == "unread",
            "network": cleaned.get("network"),
            "kind": cleaned.get("kind", ""),
        }
