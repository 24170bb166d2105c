"""OpenID providers in environment variables."""

import pytest
from config.sign_on import openid_apps
from django.core.exceptions import ImproperlyConfigured
from environ import Env

WHOLE = {
    "OIDC_PROVIDERS": "riksdag, fi-min",
    "OIDC_RIKSDAG_NAME": "Riksdag log-in",
    "OIDC_RIKSDAG_SERVER": "https://login.riksdag.example/",
    "OIDC_RIKSDAG_CLIENT_ID": "networks",
    "OIDC_RIKSDAG_CLIENT_SECRET": "s",
    "OIDC_RIKSDAG_DOMAINS": "Riksdag.example, party.example",
    "OIDC_FI_MIN_NAME": "Ministry",
    "OIDC_FI_MIN_SERVER": "http://localhost:9400",
    "OIDC_FI_MIN_CLIENT_ID": "n",
    "OIDC_FI_MIN_CLIENT_SECRET": "t",
    "OIDC_FI_MIN_DOMAINS": "*",
}


def env(**variables: str) -> Env:
    made = Env()
    made.ENVIRON = variables
    return made


def test_each_named_provider_is_read_from_its_variables() -> None:
    assert openid_apps(env(**WHOLE)) == [
        {
            "provider_id": "riksdag",
            "name": "Riksdag log-in",
            "client_id": "networks",
            "secret": "s",
            "settings": {
                "server_url": "https://login.riksdag.example",
                "mail_domains": ["riksdag.example", "party.example"],
            },
        },
        {
            "provider_id": "fi-min",
            "name": "Ministry",
            "client_id": "n",
            "secret": "t",
            "settings": {"server_url": "http://localhost:9400", "mail_domains": ["*"]},
        },
    ]


def test_without_providers_there_is_no_single_sign_on() -> None:
    assert openid_apps(env()) == []


@pytest.mark.parametrize("missing", sorted(name for name in WHOLE if "RIKSDAG" in name))
def test_missing_provider_variable_is_named_in_the_error(missing: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"^Set the environment variable {missing}\."):
        openid_apps(env(**{name: value for name, value in WHOLE.items() if name != missing}))


@pytest.mark.parametrize(
    ("variable", "value"), [("OIDC_RIKSDAG_SERVER", "http://login.riksdag.example"), ("OIDC_PROVIDERS", "Riks dag")]
)
def test_unsafe_server_and_invalid_provider_name_are_refused(variable: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^{variable}"):
        openid_apps(env(**{**WHOLE, variable: value}))
