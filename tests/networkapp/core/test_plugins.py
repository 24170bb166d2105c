"""Which apps belong to the plugins."""

from typing import Any

from django.apps import apps
from wagtail.contrib.redirects.models import Redirect

from accounts.models import User
from evaluation.models import Cycle
from networkapp.models import Network
from networkapp.registry import plugins
from networkapp.registry.plugins import is_of_plugin, plugin_apps


def test_models_of_both_plugins_are_theirs_and_accounts_are_not() -> None:
    assert [is_of_plugin(model) for model in (Network, Cycle, User)] == [True, True, False]


def test_apps_below_the_package_of_a_plugin_belong_to_it(monkeypatch: Any) -> None:
    monkeypatch.setattr(plugins, "plugins", {"wagtail"})
    assert apps.get_app_config("wagtailredirects") in plugin_apps()
    assert [is_of_plugin(model) for model in (Redirect, Network)] == [True, False]
