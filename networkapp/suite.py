"""Common base of the apps of the suite."""

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured

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
    """Raise ImproperlyConfigured if the host lacks an app that the models of `plugin` need."""
    missing = [name for name in needed if not apps.is_installed(name)]
    if missing:
        raise ImproperlyConfigured(f"{plugin} needs these apps. Add them to INSTALLED_APPS: {', '.join(missing)}.")


class SuiteAppConfig(AppConfig):
    """An app of the suite; `needs` are the apps that its models are built on."""

    default = False
    default_auto_field = "django.db.models.BigAutoField"
    needs: tuple[str, ...] = ("networkapp",)

    def import_models(self) -> None:
        require_apps(self.name, self.needs)
        super().import_models()
