"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class MeetingsConfig(SuiteAppConfig):
    default = True
    name = "networkapp.meetings"
    label = "networkapp_meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from networkapp.meetings import registrations

        registrations.register_all()
