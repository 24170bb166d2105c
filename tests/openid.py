"""A real OpenID provider for tests: it registers clients, signs tokens, and checks secrets and addresses to return to.

Started by `provider()`. Tests fill in its people with `knows`, and go through its sign-in form with `approve`.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import requests

CALLBACK = "{}/account/oidc/parliament/login/callback/"


@dataclass(frozen=True)
class Provider:
    url: str
    client_id: str
    password_hash: str

    def settings(self, **settings: Any) -> dict[str, Any]:
        """Return SOCIALACCOUNT_PROVIDERS with this provider alone, which may verify addresses of example.org."""
        values = {"server_url": self.url, "mail_domains": ["example.org"], **settings}
        app = {"provider_id": "parliament", "name": "Parliament log-in", "settings": values}
        apps = [{**app, "client_id": self.client_id, "secret": self.password_hash}]
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": apps}}

    def environment(self) -> dict[str, str]:
        """Return the variables that make the reference site use this provider."""
        return {
            "OIDC_PROVIDERS": "parliament",
            "OIDC_PARLIAMENT_NAME": "Parliament log-in",
            "OIDC_PARLIAMENT_SERVER": self.url,
            "OIDC_PARLIAMENT_CLIENT_ID": self.client_id,
            "OIDC_PARLIAMENT_CLIENT_SECRET": self.password_hash,
            "OIDC_PARLIAMENT_DOMAINS": "example.org,demo.example",
        }

    def knows(self, person: str, **claims: Any) -> None:
        """Add a person to the provider, with the claims about them."""
        requests.put(f"{self.url}/users/{quote(person)}", json=claims, timeout=5).raise_for_status()

    def approve(self, address: str, person: str) -> str:
        """Sign in at the provider as this person, and return the address that it redirects the browser to."""
        answer = requests.post(address, data={"sub": person}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def deny(self, address: str) -> str:
        """Refuse at the provider, and return the address that it redirects the browser to."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=5)
        # The standard requires the provider to return `state`; this provider forgets it.
        state = parse_qs(urlsplit(address).query)["state"][0]
        return f"{answer.headers['Location']}&state={state}"


@contextmanager
def provider(site: str) -> Iterator[Provider]:
    """Run a provider in its own process that knows one client, the site at this address."""
    port = _free_port()
    url = f"http://localhost:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-registration", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(url, process)
        values = {"redirect_uris": [CALLBACK.format(site)], "token_endpoint_auth_method": "client_secret_post"}
        client = requests.post(f"{url}/oauth2/clients", json=values, timeout=5).json()
        yield Provider(url, client["client_id"], client["client_secret"])
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "oidc-provider-mock did not start: is requirements-dev.txt installed?"
        with suppress(requests.ConnectionError):
            requests.get(url, timeout=5)
            return
        time.sleep(0.1)
    raise TimeoutError(url)
