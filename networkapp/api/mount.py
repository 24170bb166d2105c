"""The API, to be mounted in a urls.py: `path("api/v1/", api.urls)`.

Import it from there only: by then every installed plugin has registered its routers.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from ninja import NinjaAPI, Router
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from networkapp.api import networks, overviews
from networkapp.api.problems import register_problems
from networkapp.models import is_open, this_site
from networkapp.registry import api_parts

ABOUT = """
The content of this site as JSON. The API is read-only.

**Access.** Without signing in, you get public content. If you send the session cookie of the site's sign-in page, you
get what your current seats allow you to see. Everything else is left out of lists and counts, and its address returns
404.

**Requests.** Addresses end in a slash. Lists have the parameters `limit` (1 to 200 rows per page; 50 by default) and
`offset` (rows to skip), and return `items` and `count`, the number of rows on all pages.

**Values.** Texts are in your language if there is a translation: the language of your account or of the
`Accept-Language` header. Times are in UTC (ISO 8601), dates look like `2026-05-31`. Countries have ISO 3166-1
alpha-2 codes, languages have BCP 47 codes. Decimal numbers are strings such as `"59.4"`, so that no precision is lost.
Missing values are `null` where the type allows it, and empty strings otherwise.

**Errors.** 401: sign in first. 404: not found, or you do not have access. 422: a parameter is not valid, or the request
asks for a ranking or a figure that this site never calculates. Each error is a `Problem`.
""".strip()


def build() -> NinjaAPI:
    """Return the API with the routers that apps and plugins registered, with errors as JSON and without a docs page.

    The docs page of django-ninja would load scripts from a third party.
    """
    api = SiteAPI(
        version="1",
        description=ABOUT,
        docs_url=None,
        urls_namespace="networkapp_api",
        renderer=UnescapedRenderer(),
    )
    register_problems(api)
    api.add_decorator(with_private_caching, mode="view")
    api.add_decorator(only_while_open)
    for part in (networks, overviews):
        api.add_router("", part.router)
    for _order, path in api_parts:
        api.add_router("", path)
    api.add_router("", fallback)
    return api


class SiteAPI(NinjaAPI):
    """An API with the current name of the site in its title, and names of operations that survive a move of their
    module.
    """

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the plugin, the topic and the function: `networkapp_api_decisions_show_decision`."""
        plugin, *_, topic = (part for part in operation.view_func.__module__.split(".") if part != "api")
        return f"{plugin}_api_{topic}_{operation.view_func.__name__}"

    @property
    def title(self) -> str:
        return f"{this_site().local_name}: read API"

    @title.setter
    def title(self, title: str) -> None:
        """Ignore the title that NinjaAPI sets when it is created."""


class UnescapedRenderer(JSONRenderer):
    """Write characters of all languages as they are, without escapes."""

    json_dumps_params = {"ensure_ascii": False}


def with_private_caching(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Prevent shared caches from storing what signed-in users see, and from mixing up languages."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        if request.user.is_authenticated:
            patch_cache_control(response, private=True)
        return response

    return answer


def only_while_open(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Return the operation so that it answers with a 404 while its part of the site is switched off."""

    @wraps(operation)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not is_open(operation):
            raise Http404
        return operation(request, *args, **kwargs)

    return answer


fallback = Router()


@fallback.get("/{path:rest}", include_in_schema=False)
def not_found(request: HttpRequest, rest: str) -> None:
    """Raise Http404 for an address of the API that does not exist, so that the answer is JSON."""
    raise Http404


api = build()
