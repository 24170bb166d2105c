"""The plugins, as packages: an app belongs to a plugin if its package is one of these or lies below one.

Ask these functions instead of listing labels of apps: a plugin may consist of several apps, and a forgotten one would
lose data without an error.
"""

from django.apps import AppConfig, apps
from django.db.models import Model

plugins: set[str] = {"networkapp"}


def register_plugin(package: str) -> None:
    """Let networkapp treat the views, pages and rows of this package as its own.

    Its middleware changes their responses, and the export of personal data contains their rows.
    """
    plugins.add(package)


def plugin_apps() -> list[AppConfig]:
    """Return the installed apps of all plugins."""
    return [config for config in apps.get_app_configs() if _is_plugin(config)]


def is_of_plugin(model: type[Model] | Model) -> bool:
    """Return whether an app of a plugin defines the model, or the model of this row."""
    return _is_plugin(apps.get_app_config(model._meta.app_label))


def _is_plugin(config: AppConfig) -> bool:
    return config.name.partition(".")[0] in plugins
