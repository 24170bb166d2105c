"""System checks: what a host still has to set up. docs/install.md lists the steps in order."""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import global_settings, settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.core.exceptions import FieldDoesNotExist
from django.db import connections
from django.db.utils import DatabaseError
from django.shortcuts import resolve_url
from django.template import TemplateDoesNotExist
from django.template.backends.django import Template
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.module_loading import import_string

from networkapp.conf import DEFAULTS, setting
from networkapp.models import Delegation

NEEDED_APPS = (
    "channels",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_countries",
    "django_htmx",
    "wagtail.admin",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
)
SESSION_MIDDLEWARE = "django.contrib.sessions.middleware.SessionMiddleware"
NEEDED_MIDDLEWARE = (
    SESSION_MIDDLEWARE,
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
)
TRACELESS_MIDDLEWARE = "networkapp.middleware.AnonymousVisitorMiddleware"
LANGUAGE_MIDDLEWARE = "networkapp.middleware.InterfaceMiddleware"
NEEDED_PROCESSORS = (
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
)
NEEDED_BLOCKS = ("title", "extra_css", "content", "extra_js")
BRIDGE = "networkapp/base.html"
WAGTAILS_PAGE = "wagtailcore.Page"
IN_MEMORY = "channels.layers.InMemoryChannelLayer"


@register("networkapp")
def check_installed(**options: Any) -> list[CheckMessage]:
    """Check that the apps, middleware and context processors that the plugin needs are installed."""
    engines: list[dict[str, Any]] = settings.TEMPLATES  # type: ignore[assignment]
    processors = {
        processor for engine in engines for processor in engine.get("OPTIONS", {}).get("context_processors", ())
    }
    return [
        *_missing("E001", "INSTALLED_APPS", NEEDED_APPS, {config.name for config in apps.get_app_configs()}),
        *_missing("E002", "MIDDLEWARE", NEEDED_MIDDLEWARE, set(settings.MIDDLEWARE)),
        *_missing("E003", "the context processors in TEMPLATES", NEEDED_PROCESSORS, processors),
    ]


def _missing(id: str, where: str, needed: tuple[str, ...], there: set[str]) -> Iterator[CheckMessage]:
    for name in needed:
        if name not in there:
            yield Error(f"{name} is missing in {where}.", hint=f'Add "{name}" to {where}.', id=f"networkapp.{id}")


@register("networkapp")
def check_page_model(**options: Any) -> list[CheckMessage]:
    """Check that the site uses Wagtail's own Page model, which handbooks are based on."""
    kind = getattr(settings, "WAGTAIL_PAGE_MODEL", WAGTAILS_PAGE)
    if not apps.is_installed("networkapp.handbooks") or kind.lower() == WAGTAILS_PAGE.lower():
        return []
    return [
        Error(
            f"WAGTAIL_PAGE_MODEL is {kind}. Handbooks are based on Wagtail's own Page model and do not work with it.",
            hint=f'Remove WAGTAIL_PAGE_MODEL from the settings, or set it to "{WAGTAILS_PAGE}".',
            id="networkapp.E009",
        )
    ]


@register("networkapp")
def check_languages_and_time_zones(**options: Any) -> Iterator[CheckMessage]:
    """Check that times have a time zone, and that pages use the user's language and time zone."""
    if not settings.USE_TZ:
        yield Error(
            "USE_TZ is False. Terms and deadlines would end at a different time on every server.",
            hint="Set USE_TZ = True.",
            id="networkapp.E004",
        )
    if LANGUAGE_MIDDLEWARE not in settings.MIDDLEWARE:
        yield Warning(
            "Pages are not shown in the user's language and time zone.",
            hint=f'Add "{LANGUAGE_MIDDLEWARE}" to MIDDLEWARE, after AuthenticationMiddleware and LocaleMiddleware.',
            id="networkapp.W001",
        )


@register("networkapp")
def check_hotlines_without_session(**options: Any) -> Iterator[CheckMessage]:
    """Check that pages with hotlines are requested without a session."""
    order = list(settings.MIDDLEWARE)
    before = order[: order.index(SESSION_MIDDLEWARE)] if SESSION_MIDDLEWARE in order else order
    if TRACELESS_MIDDLEWARE in before or not apps.is_installed("networkapp.hotlines"):
        return
    yield Warning(
        "Visitors of the hotline pages can be recognised by their session.",
        hint=f'Add "{TRACELESS_MIDDLEWARE}" to MIDDLEWARE, before SessionMiddleware and visit counters.',
        id="networkapp.W009",
    )


@register("networkapp")
def check_urls(**options: Any) -> Iterator[CheckMessage]:
    """Check that the plugin's URLs are included, and that uploaded pictures pass its permission check."""
    try:
        reverse("networkapp:networks")
    except NoReverseMatch:
        yield Error(
            "The URLs of networkapp are not included.",
            hint='Add path("", include("networkapp.urls")) to the root urls.py, before the URLs of Wagtail.',
            id="networkapp.E005",
        )
        return
    if not _pictures_are_checked():
        yield Warning(
            "Pictures at MEDIA_URL are served without networkapp's permission check, also those of closed networks.",
            hint=(
                'Include "networkapp.urls" at "", before any other view for MEDIA_URL. Do not let the web server serve '
                "pictures from the folder. MEDIA_URL must be an address of this site."
            ),
            id="networkapp.W002",
        )


def _pictures_are_checked() -> bool:
    try:
        return resolve(f"{settings.MEDIA_URL}images/example.png").view_name == "networkapp:media"
    except Resolver404:
        return False


@register("networkapp")
def check_live_updates(**options: Any) -> Iterator[CheckMessage]:
    """Check that WebSockets have an ASGI application, and that processes notify each other of new events."""
    if not getattr(settings, "ASGI_APPLICATION", None):
        yield Info(
            "ASGI_APPLICATION is not set. Pages work, but show news only after they are reloaded.",
            hint="Add networkapp.routing.websocket_urlpatterns to an ASGI application; see docs/install.md.",
            id="networkapp.I001",
        )
    layer = getattr(settings, "CHANNEL_LAYERS", {}).get("default", {}).get("BACKEND", "")
    if not layer:
        yield Warning(
            "There is no channel layer. Open pages are updated only every two seconds.",
            hint=f'Set CHANNEL_LAYERS = {{"default": {{"BACKEND": "{IN_MEMORY}"}}}}, or a channel layer with Redis.',
            id="networkapp.W003",
        )
    if layer == IN_MEMORY and _processes() > 1:
        yield Warning(
            f"The site runs in {_processes()} processes, but the in-memory channel layer works only within one.",
            hint="Set channels_redis.pubsub.RedisPubSubChannelLayer in CHANNEL_LAYERS.",
            id="networkapp.W004",
        )


def _processes() -> int:
    wanted = os.environ.get("WEB_CONCURRENCY", "1")
    return int(wanted) if wanted.isdigit() else 1


@register("networkapp")
def check_settings(**options: Any) -> Iterator[CheckMessage]:
    """Check that the dotted paths in NETWORKAPP_... settings can be imported, and that all these settings exist."""
    for name in ("HOST_ACCOUNTS", "SOCKET_GUARD", "STEP_UP"):
        path = setting(name)
        try:
            import_string(path) if path else None
        except ImportError as error:
            yield Error(
                f"NETWORKAPP_{name}: {path} cannot be imported: {error}",
                hint="Use the full dotted path of a class or function.",
                id="networkapp.E006",
            )
    known = {f"NETWORKAPP_{name}" for name in DEFAULTS}
    for name in sorted(name for name in dir(settings) if name.startswith("NETWORKAPP_") and name not in known):
        yield Warning(f"{name} is not a setting of networkapp.", hint="See docs/install.md.", id="networkapp.W005")


@register("networkapp")
def check_user_model(**options: Any) -> list[CheckMessage]:
    """Check that the user model has an e-mail address, which invitations need."""
    model = get_user_model()
    field = model.get_email_field_name()
    try:
        model._meta.get_field(field)
    except FieldDoesNotExist:
        message = f"{model._meta.label} has no field {field}, so people cannot be invited by e-mail."
        hint = "Set EMAIL_FIELD on the user model, or set NETWORKAPP_HOST_ACCOUNTS to a class of your own."
        return [Error(message, hint=hint, id="networkapp.E007")]
    return []


@register("networkapp")
def check_sign_in_page(**options: Any) -> list[CheckMessage]:
    """Check that LOGIN_URL leads to a page. Django's default does not in a site created by `wagtail start`."""
    try:
        found = resolve(urlsplit(resolve_url(settings.LOGIN_URL)).path).view_name
    except (NoReverseMatch, Resolver404):
        found = ""
    elsewhere = "://" in str(settings.LOGIN_URL)
    by_default = settings.LOGIN_URL == global_settings.LOGIN_URL and found == "wagtail_serve"
    if elsewhere or (found and not by_default):
        return []
    return [
        Warning(
            f"LOGIN_URL is {settings.LOGIN_URL}, but there is no such page for users who must sign in.",
            hint='Set LOGIN_URL to the address of the sign-in page, for example "wagtailadmin_login".',
            id="networkapp.W008",
        )
    ]


@register("networkapp", Tags.templates)
def check_base_template(**options: Any) -> list[CheckMessage]:
    """Check that the host has a base.html with the blocks that the plugin's pages fill."""
    try:
        bridge = get_template(BRIDGE)
        blocks = set(_blocks(get_template("base.html"))) if _is_ours(bridge) else set(NEEDED_BLOCKS)
    except TemplateDoesNotExist as error:
        return [
            Error(
                f"The template {error} is missing. The plugin's pages extend it.",
                hint=f"Create a base.html with the blocks {', '.join(NEEDED_BLOCKS)}, or your own {BRIDGE}.",
                id="networkapp.E008",
            )
        ]
    missing = [block for block in NEEDED_BLOCKS if block not in blocks]
    if not missing:
        return []
    return [
        Warning(
            f"base.html lacks the blocks {', '.join(missing)}. Parts of the plugin's pages are not shown.",
            hint=f"Add the blocks to base.html, or add your own {BRIDGE} to your templates.",
            id="networkapp.W006",
        )
    ]


def _is_ours(bridge: Any) -> bool:
    folder = apps.get_app_config("networkapp").path
    return str(bridge.origin.name).startswith(folder)


def _blocks(template: Any) -> Iterator[str]:
    """Yield the names of all blocks of a template and of the templates that it extends by name."""
    if not isinstance(template, Template):  # templates of other engines cannot be extended
        return
    nodes: Any = template.template.nodelist
    for block in nodes.get_nodes_by_type(BlockNode):
        yield block.name
    for parent in nodes.get_nodes_by_type(ExtendsNode):
        if isinstance(parent.parent_name.var, str):
            yield from _blocks(get_template(parent.parent_name.var))


@register("networkapp", Tags.database)
def check_country_names(databases: Any = None, **options: Any) -> Iterator[CheckMessage]:
    """Check that every country of a delegation has a name. Sample countries get theirs from COUNTRIES_OVERRIDE."""
    for alias in databases or ():
        try:
            with connections[alias].cursor() as cursor:
                there = Delegation._meta.db_table in connections[alias].introspection.table_names(cursor)
            delegations = Delegation.objects.using(alias).exclude(country="") if there else []
            countries: list[Any] = [delegation.country for delegation in delegations]
        except DatabaseError:  # reported by Django's own checks
            continue
        for code in sorted({country.code for country in countries if not country.name}):
            yield Warning(
                f"The country {code} has a delegation but no name.",
                hint=f'Add its name to the settings: COUNTRIES_OVERRIDE = {{"{code}": "Sample country ..."}}.',
                id="networkapp.W007",
            )
