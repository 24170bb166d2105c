"""Registration of this app with its host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkAppConfig(AppConfig):
    name = "networkapp"
    verbose_name = _("Networks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from networkapp import registry
        from networkapp.domain.discussion import MESSAGE_POSTED, TOPIC_OPENED
        from networkapp.views import live

        registry.register_event_view(TOPIC_OPENED, live.topic_opened)
        registry.register_event_view(MESSAGE_POSTED, live.message_posted)
