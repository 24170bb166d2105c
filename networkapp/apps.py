"""Registration of this app with its host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkAppConfig(AppConfig):
    name = "networkapp"
    verbose_name = _("Networks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done, page_published

        from networkapp import registry
        from networkapp.domain import desk
        from networkapp.domain.discussion import MESSAGE_POSTED, TOPIC_OPENED
        from networkapp.domain.handbooks import when_a_chapter_is_published, when_a_handbook_is_translated
        from networkapp.models import ChapterPage
        from networkapp.views import live

        registry.register_attention(desk.terms_that_end)
        registry.register_attention(desk.invitations_that_expire)
        registry.register_news(desk.unread)
        registry.register_event_view(TOPIC_OPENED, live.topic_opened)
        registry.register_event_view(MESSAGE_POSTED, live.message_posted)
        page_published.connect(when_a_chapter_is_published, sender=ChapterPage)
        copy_for_translation_done.connect(when_a_handbook_is_translated)
