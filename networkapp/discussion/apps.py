"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class DiscussionConfig(SuiteAppConfig):
    """The app of topics and messages."""

    default = True
    name = "networkapp.discussion"
    label = "networkapp_discussion"
    verbose_name = _("Topics")

    def ready(self) -> None:
        from networkapp.discussion import registrations

        registrations.register_all()
