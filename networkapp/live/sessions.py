"""Return the user of a session cookie as Django's middleware would."""

from collections.abc import Mapping
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest


def request_from_cookies(cookies: Mapping[str, str]) -> HttpRequest:
    """Return a request with the session and user of these cookies, as Django's middleware would make it."""
    request = HttpRequest()
    request.COOKIES = dict(cookies)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(cookies.get(settings.SESSION_COOKIE_NAME))
    request.user = get_user(request)
    return request
