"""A page in other languages, also in those that the interface does not speak.

Django and Wagtail find pages in languages of LANGUAGES whose front page is published. A page in another language has a
locale of its own, and its address begins with its code, as in /lld/handbooks/water/; `activate_beside` and
`route_beside` do for it what LocaleMiddleware and Wagtail do for the others (docs/decisions/0088).
"""

from collections.abc import Iterable
from typing import Any

from babel import Locale as LanguageData
from babel import UnknownLocaleError
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db.models.signals import post_delete, post_init, post_save
from django.http import Http404, HttpRequest
from django.utils import translation
from wagtail.models import Locale, Page, Site
from wagtail.signals import copy_for_translation_done, page_published, page_unpublished
from wagtail.url_routing import RouteResult

from networkapp.languages.codes import TAG, name_in, own_name, primary
from networkapp.memory_cache import ProcessCache

SECONDS_KNOWN = 1.0


def also_in(page: Page) -> list[Page]:
    """Return the published versions of `page` in other languages, each with its `locale`.

    Only those that the reader can read, if `known_readable` says which these are.
    """
    versions = page.get_translations().live()
    if hasattr(page, "known_readable"):
        versions = versions.filter(pk__in=page.known_readable())
    return list(versions.select_related("locale").order_by("locale__language_code"))


def original_among(versions: Iterable[Page], locale: int | None) -> Page | None:
    """Return the version in the language of the original, if there is one."""
    return next((version for version in versions if version.locale_id == locale), None)


def address_of_list(published: Any, page: Page, request: HttpRequest | None) -> str | None:
    """Return the address of the first list in `published`; None if the list above `page` is among them."""
    if published.filter(path=page.path[: -page.steplen]).exists():
        return None
    first = published.order_by("path").first()
    return first.get_url(request) if first else None


def _languages_beside() -> frozenset[str]:
    roots = Page.objects.filter(pk__in=Site.objects.values("root_page")).values("translation_key")
    fronts = Page.objects.filter(translation_key__in=roots).values_list("locale__language_code", "live")
    return frozenset(code for code, live in fronts if code not in dict(settings.LANGUAGES) or not live)


LANGUAGES_BESIDE: ProcessCache[frozenset[str]] = ProcessCache("locales", _languages_beside, seconds_known=SECONDS_KNOWN)
"""Languages whose pages Wagtail does not find: no language of the interface, or one whose front page is a draft."""


def language_beside(path: str) -> str:
    """Return the language at the beginning of `path` if it is one of LANGUAGES_BESIDE, else nothing."""
    code = path.lstrip("/").partition("/")[0]
    return code if TAG.fullmatch(code) and code in LANGUAGES_BESIDE.get() else ""


def activate_beside(request: HttpRequest) -> None:
    """Activate the language of the address, which LocaleMiddleware does not know, so that its addresses are known."""
    code = language_beside(request.path_info)
    if code:
        translation.activate(code)
        request.LANGUAGE_CODE = code  # type: ignore[attr-defined]


def route_beside(request: HttpRequest, path: str) -> None:
    """Note on the request which page is at `path` below the front page of the active language.

    For LANGUAGES_BESIDE alone: Wagtail would look below the front page of the default language. It keeps the page that
    it found for a request under this name, and takes what is there.
    """
    code = language_beside(request.path_info)
    site = Site.find_for_request(request) if code else None
    if site is not None:
        request._wagtail_route_for_request = _route(request, site, code, path)  # type: ignore[attr-defined]


def _route(request: HttpRequest, site: Site, code: str, path: str) -> RouteResult | None:
    fronts = Page.objects.translation_of(site.root_page).filter(locale__language_code=code)
    front = fronts.select_related("locale").specific().first()
    try:
        return front.route(request, [part for part in path.split("/") if part]) if front else None
    except Http404:
        return None


def name_language(*, instance: Locale, **message: Any) -> None:
    """Teach Django the name of the locale's language, if it knows none."""
    code = instance.language_code
    if code not in LANG_INFO and TAG.fullmatch(code):
        info = {"bidi": _is_written_leftwards(code), "code": code, "name": name_in(code, "en")}
        LANG_INFO[code] = {**info, "name_local": own_name(code)}


def _is_written_leftwards(code: str) -> bool:
    try:
        return bool(LanguageData.parse(code, sep="-").text_direction == "rtl")
    except (UnknownLocaleError, ValueError):
        return primary(code) in settings.LANGUAGES_BIDI


post_init.connect(name_language, sender=Locale, dispatch_uid="a locale has a name")
for changed in (post_save, post_delete):
    changed.connect(LANGUAGES_BESIDE.forget, sender=Locale, dispatch_uid="a locale was saved or deleted")
for changed in (page_published, page_unpublished, copy_for_translation_done):
    changed.connect(LANGUAGES_BESIDE.forget, dispatch_uid="there may be pages in another language")
