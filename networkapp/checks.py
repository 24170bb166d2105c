"""What a host has forgotten, in words, each time it starts; docs/install.md tells the same in order."""

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
TRACELESS_MIDDLEWARE = "networkapp.middleware.WithoutTrace"
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
def everything_is_installed(**options: Any) -> list[CheckMessage]:
    """Apps, middleware and context processors that pages of the plugin need."""
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
            yield Error(f"{where} lacks {name}.", hint=f'Add "{name}" to {where}.', id=f"networkapp.{id}")


@register("networkapp")
def pages_are_those_of_wagtail(**options: Any) -> list[CheckMessage]:
    """Handbooks are pages of Wagtail's own kind, so a site whose pages are of another kind cannot hold them."""
    kind = getattr(settings, "WAGTAIL_PAGE_MODEL", WAGTAILS_PAGE)
    if kind.lower() == WAGTAILS_PAGE.lower():
        return []
    return [
        Error(
            f"WAGTAIL_PAGE_MODEL is {kind}: handbooks are built on Wagtail's own Page and cannot stand in this site.",
            hint=f'Leave WAGTAIL_PAGE_MODEL away, or set it to "{WAGTAILS_PAGE}".',
            id="networkapp.E009",
        )
    ]


@register("networkapp")
def languages_and_moments_are_those_of_the_reader(**options: Any) -> Iterator[CheckMessage]:
    """Moments carry a zone; pages are shown in the language and zone of their reader."""
    if not settings.USE_TZ:
        yield Error(
            "USE_TZ is off, so that a term or a deadline would end at another moment for every server.",
            hint="Set USE_TZ = True.",
            id="networkapp.E004",
        )
    if LANGUAGE_MIDDLEWARE not in settings.MIDDLEWARE:
        yield Warning(
            "Pages are not shown in the language and time zone of their reader.",
            hint=f'Add "{LANGUAGE_MIDDLEWARE}" to MIDDLEWARE, after AuthenticationMiddleware and LocaleMiddleware.',
            id="networkapp.W001",
        )


@register("networkapp")
def nothing_is_kept_of_who_looks_for_help(**options: Any) -> Iterator[CheckMessage]:
    """The page with the hotlines is requested without a session, by everybody."""
    order = list(settings.MIDDLEWARE)
    before = order[: order.index(SESSION_MIDDLEWARE)] if SESSION_MIDDLEWARE in order else order
    if TRACELESS_MIDDLEWARE in before:
        return
    yield Warning(
        "Whoever looks at the hotlines is known by her session while she does.",
        hint=f'Put "{TRACELESS_MIDDLEWARE}" into MIDDLEWARE, before SessionMiddleware and whatever counts visits.',
        id="networkapp.W009",
    )


@register("networkapp")
def addresses_are_included(**options: Any) -> Iterator[CheckMessage]:
    """The plugin's addresses are among the host's, and uploaded pictures come through its check."""
    try:
        reverse("networkapp:networks")
    except NoReverseMatch:
        yield Error(
            "The addresses of networkapp are not among those of the site.",
            hint='Add path("", include("networkapp.urls")) to the root urls.py, before Wagtail\'s own addresses.',
            id="networkapp.E005",
        )
        return
    if not _pictures_are_checked():
        yield Warning(
            "Uploaded pictures at MEDIA_URL do not pass networkapp's check: those of closed networks are open to all.",
            hint=(
                'Include "networkapp.urls" at "" and before any other view of MEDIA_URL, serve no pictures straight '
                "from the folder, and let MEDIA_URL be an address of this site."
            ),
            id="networkapp.W002",
        )


def _pictures_are_checked() -> bool:
    try:
        return resolve(f"{settings.MEDIA_URL}images/example.png").view_name == "networkapp:media"
    except Resolver404:
        return False


@register("networkapp")
def open_pages_can_follow(**options: Any) -> Iterator[CheckMessage]:
    """Sockets have an application to run in, and every process hears of what another wrote."""
    if not getattr(settings, "ASGI_APPLICATION", None):
        yield Info(
            "ASGI_APPLICATION is not set: pages work, and show what is new when they are loaded again.",
            hint="Route networkapp.routing.websocket_urlpatterns in an ASGI application; see docs/install.md.",
            id="networkapp.I001",
        )
    layer = getattr(settings, "CHANNEL_LAYERS", {}).get("default", {}).get("BACKEND", "")
    if not layer:
        yield Warning(
            "There is no channel layer: open pages learn of something new only every two seconds.",
            hint=f'Set CHANNEL_LAYERS = {{"default": {{"BACKEND": "{IN_MEMORY}"}}}}, or one over Redis.',
            id="networkapp.W003",
        )
    if layer == IN_MEMORY and _processes() > 1:
        yield Warning(
            f"{_processes()} processes serve this site, and the channel layer in memory reaches only one of them.",
            hint="Use channels_redis.pubsub.RedisPubSubChannelLayer in CHANNEL_LAYERS.",
            id="networkapp.W004",
        )


def _processes() -> int:
    wanted = os.environ.get("WEB_CONCURRENCY", "1")
    return int(wanted) if wanted.isdigit() else 1


@register("networkapp")
def names_in_settings_can_be_imported(**options: Any) -> Iterator[CheckMessage]:
    """Every dotted name in NETWORKAPP_... leads to something, and every such setting is one we know."""
    for name in ("HOST_ACCOUNTS", "SOCKET_GUARD", "STEP_UP"):
        path = setting(name)
        try:
            import_string(path) if path else None
        except ImportError as error:
            yield Error(
                f"NETWORKAPP_{name} names {path}, which cannot be imported: {error}",
                hint="Name a class or function by its whole dotted path.",
                id="networkapp.E006",
            )
    known = {f"NETWORKAPP_{name}" for name in DEFAULTS}
    for name in sorted(name for name in dir(settings) if name.startswith("NETWORKAPP_") and name not in known):
        yield Warning(f"{name} is no setting of networkapp.", hint="docs/install.md lists them.", id="networkapp.W005")


@register("networkapp")
def accounts_have_an_address(**options: Any) -> list[CheckMessage]:
    """Invitations go to an address, so the host's user model has one, unless its own class knows better."""
    model = get_user_model()
    field = model.get_email_field_name()
    try:
        model._meta.get_field(field)
    except FieldDoesNotExist:
        return [
            Error(
                f"{model._meta.label} has no field {field}, so nobody can be invited by address.",
                hint="Set EMAIL_FIELD on the user model, or name a class of your own in NETWORKAPP_HOST_ACCOUNTS.",
                id="networkapp.E007",
            )
        ]
    return []


@register("networkapp")
def who_must_sign_in_finds_the_door(**options: Any) -> list[CheckMessage]:
    """LOGIN_URL leads to a page; Django's own default leads nowhere in a site that Wagtail has just made."""
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
            f"Who must sign in is sent to LOGIN_URL, {settings.LOGIN_URL}, and this site has no such page.",
            hint='Set LOGIN_URL to the address of your log-in, such as "wagtailadmin_login".',
            id="networkapp.W008",
        )
    ]


@register("networkapp", Tags.templates)
def pages_have_a_frame(**options: Any) -> list[CheckMessage]:
    """The host's base.html is there and has the blocks that the plugin's pages fill."""
    try:
        bridge = get_template(BRIDGE)
        blocks = set(_blocks(get_template("base.html"))) if _is_ours(bridge) else set(NEEDED_BLOCKS)
    except TemplateDoesNotExist as error:
        return [
            Error(
                f"There is no template {error}, which the plugin's pages stand in.",
                hint=f"Make a base.html with the blocks {', '.join(NEEDED_BLOCKS)}, or a {BRIDGE} of your own.",
                id="networkapp.E008",
            )
        ]
    missing = [block for block in NEEDED_BLOCKS if block not in blocks]
    if not missing:
        return []
    return [
        Warning(
            f"base.html lacks the blocks {', '.join(missing)}, so that parts of the plugin's pages are not shown.",
            hint=f"Add them to base.html, or put a {BRIDGE} of your own into your templates.",
            id="networkapp.W006",
        )
    ]


def _is_ours(bridge: Any) -> bool:
    folder = apps.get_app_config("networkapp").path
    return str(bridge.origin.name).startswith(folder)


def _blocks(template: Any) -> Iterator[str]:
    """Names of all blocks of a template and of those it extends by a plain name."""
    if not isinstance(template, Template):  # another engine's templates cannot be extended by ours
        return
    nodes: Any = template.template.nodelist
    for block in nodes.get_nodes_by_type(BlockNode):
        yield block.name
    for parent in nodes.get_nodes_by_type(ExtendsNode):
        if isinstance(parent.parent_name.var, str):
            yield from _blocks(get_template(parent.parent_name.var))


@register("networkapp", Tags.database)
def countries_have_names(databases: Any = None, **options: Any) -> Iterator[CheckMessage]:
    """Every country of a delegation has a name; sample countries get theirs from COUNTRIES_OVERRIDE."""
    for alias in databases or ():
        try:
            with connections[alias].cursor() as cursor:
                there = Delegation._meta.db_table in connections[alias].introspection.table_names(cursor)
            delegations = Delegation.objects.using(alias).exclude(country="") if there else []
            countries: list[Any] = [delegation.country for delegation in delegations]
        except DatabaseError:  # which Django's own checks put into words
            continue
        for code in sorted({country.code for country in countries if not country.name}):
            yield Warning(
                f"{code} is the country of a delegation and has no name.",
                hint=f'Give it one: COUNTRIES_OVERRIDE = {{"{code}": "Sample country ..."}}.',
                id="networkapp.W007",
            )
