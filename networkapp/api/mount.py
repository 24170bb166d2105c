"""The API as a site mounts it: `path("api/v1/", api.urls)`.

To be imported from a urls.py: by then every installed plugin has registered its part.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from ninja import NinjaAPI, Router
from ninja.renderers import JSONRenderer

from networkapp.api import (
    campaigns,
    days,
    decisions,
    discussion,
    editions,
    glossary,
    handbooks,
    hotlines,
    inquiries,
    library,
    meetings,
    networks,
    news,
    strands,
)
from networkapp.api.problems import register_problems
from networkapp.models import is_open, this_site
from networkapp.registry import api_parts

ABOUT = """
What the pages of this site show, for programs. The API only reads.

**Who sees what.** Without a log-in: what is public. With the session of the site's own log-in: what the seats held
today let this person see. Everything else does not exist here (404), is in no list and in no count.

**Form.** Addresses end in a slash. Texts are in the reader's language (her account's, or `Accept-Language`) where there
is a translation. Moments are in UTC (ISO 8601), days as `2026-05-31`, countries as two letters of ISO 3166-1, languages
as codes of BCP 47. Numbers with decimals are exact decimal texts such as `"59.4"`, so that no program rounds them.
Lists come in pages of `limit` (200 at most) from `offset` on.

**Errors.** 401 sign in; 404 not there, or not for you; 422 a value in the address cannot be used. Each is a `Problem`.
""".strip()


def build() -> NinjaAPI:
    """The routers of this plugin and all that were registered, with problems as JSON, and without a page of docs.

    ninja's own page of docs would load its scripts from a third party.
    """
    api = SiteAPI(
        version="1",
        description=ABOUT,
        docs_url=None,
        urls_namespace="networkapp_api",
        renderer=Readable(),
    )
    register_problems(api)
    api.add_decorator(kept_to_its_reader, mode="view")
    api.add_decorator(of_an_open_part)
    published = (handbooks, editions, glossary, hotlines, library, news, campaigns, days)
    for part in (networks, strands, decisions, *published, meetings, inquiries, discussion):
        api.add_router("", part.router)
    for path in api_parts:
        api.add_router("", path)
    api.add_router("", nowhere)
    return api


class SiteAPI(NinjaAPI):
    """An API that is called as the site is called at the moment."""

    @property
    def title(self) -> str:
        return f"{this_site().local_name}: read API"

    @title.setter
    def title(self, title: str) -> None:
        """Leave it as the site is called; NinjaAPI sets a title of its own when it is made."""


class Readable(JSONRenderer):
    """Keep characters of all languages unescaped."""

    json_dumps_params = {"ensure_ascii": False}


def kept_to_its_reader(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No shared cache keeps what somebody saw who was signed in, nor gives one reader's language to another."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        if request.user.is_authenticated:
            patch_cache_control(response, private=True)
        return response

    return answer


def of_an_open_part(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Return the operation so that it answers 404 while its part of the site is switched off."""

    @wraps(operation)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_open(operation):
            raise Http404
        return operation(request, *args, **kwargs)

    return answer


nowhere = Router()


@nowhere.get("/{path:rest}", include_in_schema=False)
def nothing(request: HttpRequest, rest: str) -> None:
    raise Http404


api = build()
