"""Registration of this app with its host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkAppConfig(AppConfig):
    name = "networkapp"
    verbose_name = _("Networks")
    default_auto_field = "django.db.models.BigAutoField"
