"""The OpenID providers that the environment names, as allauth's settings expect them."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def openid_apps(env: Env) -> list[dict[str, Any]]:
    """Return one entry for each name in OIDC_PROVIDERS, read from the variables that begin with OIDC_<NAME>_.

    Raises ImproperlyConfigured where one of them is missing, or where the server is not reached by HTTPS.
    """
    return [_app(env, name.strip()) for name in env.list("OIDC_PROVIDERS", default=[]) if name.strip()]


def _app(env: Env, name: str) -> dict[str, Any]:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ImproperlyConfigured(f"OIDC_PROVIDERS: “{name}” is not a valid name. Use a-z, digits and hyphens.")
    prefix = f"OIDC_{name.upper().replace('-', '_')}"
    return {
        "provider_id": name,
        "name": _required(env, f"{prefix}_NAME"),
        "client_id": _required(env, f"{prefix}_CLIENT_ID"),
        "secret": _required(env, f"{prefix}_CLIENT_SECRET"),
        "settings": {
            "server_url": _server(env, f"{prefix}_SERVER"),
            "mail_domains": [domain.strip().lower() for domain in _required(env, f"{prefix}_DOMAINS").split(",")],
        },
    }


def _server(env: Env, variable: str) -> str:
    # What the provider says is believed because the connection to it is encrypted.
    server = _required(env, variable).rstrip("/")
    address = urlsplit(server)
    if address.scheme != "https" and address.hostname not in LOCAL_HOSTS:
        raise ImproperlyConfigured(f"{variable}: use an address that begins with https://.")
    return server


def _required(env: Env, variable: str) -> str:
    value = str(env.str(variable, default="")).strip()
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {variable}. README.md lists all variables.")
    return value
