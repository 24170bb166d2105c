"""System checks report everything that a host can forget, and nothing for a complete configuration."""

from collections.abc import Callable, Iterable

import pytest
from django.core.checks import CheckMessage, run_checks
from django.template import engines
from pytest_django import Settings

from networkapp import checks
from tests.factories.networks import DelegationFactory


def ids(found: Iterable[CheckMessage]) -> list[str]:
    messages = list(found)
    assert [message for message in messages if not message.hint] == []
    return [str(message.id) for message in messages]


@pytest.mark.django_db
def test_complete_configuration_has_no_check_messages() -> None:
    assert run_checks(tags=["networkapp", "evaluation"]) == []


@pytest.mark.parametrize("app", checks.NEEDED_APPS)
def test_missing_app_is_reported(app: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = [config for config in checks.apps.get_app_configs() if config.name != app]
    monkeypatch.setattr(checks.apps, "get_app_configs", lambda: there)
    (message,) = checks.check_installed()
    assert (message.id, message.msg) == ("networkapp.E001", f"{app} is missing in INSTALLED_APPS.")


@pytest.mark.parametrize("name", checks.NEEDED_MIDDLEWARE)
def test_missing_middleware_is_reported(name: str, settings: Settings) -> None:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != name]
    (message,) = checks.check_installed()
    assert (message.id, message.msg) == ("networkapp.E002", f"{name} is missing in MIDDLEWARE.")


@pytest.mark.parametrize("name", checks.NEEDED_PROCESSORS)
def test_missing_context_processor_is_reported(name: str, settings: Settings) -> None:
    kept = [one for one in checks.NEEDED_PROCESSORS if one != name]
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": {"context_processors": kept}}]
    (message,) = checks.check_installed()
    assert message.id == "networkapp.E003"
    assert name in message.msg


def test_disabled_time_zones_are_an_error(settings: Settings) -> None:
    settings.USE_TZ = False
    assert ids(checks.check_languages_and_time_zones()) == ["networkapp.E004"]


def test_missing_language_middleware_is_a_warning(settings: Settings) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != checks.LANGUAGE_MIDDLEWARE]
    assert ids(checks.check_languages_and_time_zones()) == ["networkapp.W001"]


@pytest.mark.parametrize("place", [None, -1])
def test_missing_or_late_traceless_middleware_is_a_warning(place: int | None, settings: Settings) -> None:
    others = [name for name in settings.MIDDLEWARE if name != checks.TRACELESS_MIDDLEWARE]
    settings.MIDDLEWARE = others if place is None else [*others, checks.TRACELESS_MIDDLEWARE]
    assert ids(checks.check_hotlines_without_session()) == ["networkapp.W009"]


def test_custom_page_model_is_an_error(settings: Settings) -> None:
    settings.WAGTAIL_PAGE_MODEL = "people.PageOfOurs"
    (message,) = checks.check_page_model()
    assert (message.id, "people.PageOfOurs" in message.msg) == ("networkapp.E009", True)


@pytest.mark.django_db
def test_urls_that_are_not_included_are_reported(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.networkapp.core.urls_without_plugins"
    assert sorted(ids(run_checks(tags=["networkapp"]))) == ["networkapp.E005", "networkapp.W008"]
    assert ids(run_checks(tags=["evaluation"])) == ["evaluation.E001"]


@pytest.mark.parametrize("forgotten", ["tests.networkapp.core.urls_below", "tests.networkapp.core.urls_open_pictures"])
def test_unprotected_media_urls_are_a_warning(forgotten: str, settings: Settings) -> None:
    settings.ROOT_URLCONF = forgotten
    assert ids(checks.check_urls()) == ["networkapp.W002"]


def test_media_on_another_server_are_a_warning(settings: Settings) -> None:
    settings.MEDIA_URL = "https://pictures.example/"
    assert ids(checks.check_urls()) == ["networkapp.W002"]


def test_missing_asgi_application_and_channel_layer_are_reported(settings: Settings) -> None:
    settings.ASGI_APPLICATION = None
    settings.CHANNEL_LAYERS = {}
    assert ids(checks.check_live_updates()) == ["networkapp.I001", "networkapp.W003"]


@pytest.mark.parametrize(("processes", "heard"), [("1", []), ("nonsense", []), ("3", ["networkapp.W004"])])
def test_in_memory_channel_layer_with_several_processes_is_a_warning(
    processes: str, heard: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": checks.IN_MEMORY}}
    monkeypatch.setenv("WEB_CONCURRENCY", processes)
    assert ids(checks.check_live_updates()) == heard


@pytest.mark.parametrize("name", ["HOST_ACCOUNTS", "SOCKET_GUARD"])
def test_setting_with_a_path_that_cannot_be_imported_is_an_error(name: str, settings: Settings) -> None:
    setattr(settings, f"NETWORKAPP_{name}", "people.nobody.Here")
    (message,) = checks.check_settings()
    assert (message.id, f"NETWORKAPP_{name}" in message.msg) == ("networkapp.E006", True)


def test_unknown_setting_is_a_warning(settings: Settings) -> None:
    settings.NETWORKAPP_INVITATION_LIFETIMES = 3
    (message,) = checks.check_settings()
    assert (message.id, message.msg) == (
        "networkapp.W005",
        "NETWORKAPP_INVITATION_LIFETIMES is not a setting of networkapp.",
    )


def test_user_model_without_an_e_mail_field_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.get_user_model(), "EMAIL_FIELD", "mailbox")
    assert ids(checks.check_user_model()) == ["networkapp.E007"]


@pytest.mark.parametrize(
    ("address", "heard"),
    [
        ("/accounts/login/", ["networkapp.W008"]),
        ("nobody_has_this_name", ["networkapp.W008"]),
        ("wagtailadmin_login", []),
        ("/account/login/", []),
        ("https://log-in.example/", []),
    ],
)
def test_login_url_that_leads_nowhere_is_a_warning(address: str, heard: list[str], settings: Settings) -> None:
    settings.LOGIN_URL = address
    assert ids(checks.check_sign_in_page()) == heard


@pytest.fixture
def base(settings: Settings) -> Callable[[dict[str, str]], None]:
    """Return a function that sets the host's templates beside those of the apps."""

    def put(templates: dict[str, str]) -> None:
        loaders = [
            ("django.template.loaders.locmem.Loader", templates),
            "django.template.loaders.app_directories.Loader",
        ]
        settings.TEMPLATES = [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": loaders, "context_processors": list(checks.NEEDED_PROCESSORS)},
            }
        ]

    return put


ALL_BLOCKS = "".join(f"{{% block {name} %}}{{% endblock %}}" for name in checks.NEEDED_BLOCKS)


def test_missing_base_template_is_an_error(base: Callable[[dict[str, str]], None]) -> None:
    base({})
    (message,) = checks.check_base_template()
    assert (message.id, message.msg) == (
        "networkapp.E008",
        "The template base.html is missing. The plugin's pages extend it.",
    )


def test_missing_block_in_the_base_template_is_a_warning(base: Callable[[dict[str, str]], None]) -> None:
    base({"base.html": ALL_BLOCKS.replace("extra_js", "scripts")})
    (message,) = checks.check_base_template()
    assert message.id == "networkapp.W006"
    assert message.msg.startswith("base.html lacks the blocks extra_js. ")


@pytest.mark.parametrize(
    "templates",
    [
        {"base.html": ALL_BLOCKS},
        {"base.html": "{% extends 'frame.html' %}", "frame.html": ALL_BLOCKS},
        {"base.html": "{% block main %}{% endblock %}", "networkapp/base.html": "{% extends 'base.html' %}"},
    ],
    ids=["its own blocks", "those of its frame", "a bridge of the host's"],
)
def test_base_template_with_all_blocks_has_no_warning(
    templates: dict[str, str], base: Callable[[dict[str, str]], None]
) -> None:
    base(templates)
    assert engines["django"].get_template("base.html")
    assert checks.check_base_template() == []


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "heard"), [("XA", []), ("XX", ["networkapp.W007"]), ("", [])])
def test_unknown_country_code_is_reported_by_database_checks(code: str, heard: list[str]) -> None:
    DelegationFactory(code="ONE", country=code, assessed=False)
    DelegationFactory(code="TWO", country=code, assessed=False)
    assert ids(checks.check_country_names(databases=["default"])) == heard
    assert ids(checks.check_country_names(databases=None)) == []
