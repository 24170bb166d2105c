"""Registration of this app with its host."""

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Apps without which our models cannot even be read; checks.py reports what else is missing.
BUILT_ON = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "modelcluster",
    "taggit",
    "wagtail",
    "wagtail.documents",
    "wagtail.images",
)


def require_apps(plugin: str, needed: tuple[str, ...]) -> None:
    """Refused, in words: a host that lacks an app which the models of `plugin` are built on."""
    missing = [name for name in needed if not apps.is_installed(name)]
    if missing:
        raise ImproperlyConfigured(f"{plugin} needs these apps. Add them to INSTALLED_APPS: {', '.join(missing)}.")


class NetworkAppConfig(AppConfig):
    name = "networkapp"
    verbose_name = _("Networks")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        require_apps(self.name, BUILT_ON)
        super().import_models()

    def ready(self) -> None:
        from networkapp import checks, registrations  # noqa: F401  (checks register themselves)
        from networkapp.logs import keep_secrets_out

        keep_secrets_out()
        registrations.register_all(self)
