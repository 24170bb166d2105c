"""Addresses with a secret are not logged and not sent to other pages, also by the documented proxies."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from networkapp.logs import LOGGERS, without_secrets
from networkapp.registry.secret_addresses import path_prefixes, secret_addresses

OPERATE = (Path(__file__).parents[1] / "docs" / "operate.md").read_text()
SECRET_NAMES = re.compile(r"token|secret|uid|hash|seal|nonce|signature|(?<![a-z])(?:key|code)(?![a-z])")
# Arguments with names like secrets that are none: numbers of recommendations, countries, conventions, things.
NO_SECRETS = {
    "show_country", "show_instrument", "section", "section_ready", "section_not_ready", "peer_review_section",
    "propose", "correct", "correct_criterion", "workbook_of_section", "profile", "versions", "version",
    "findings", "record_finding", "follow_up", "verdict", "gaps", "observations", "recommendation", "instrument",
    "treaty_country", "record_act", "card_picture", "country", "inquire_from", "choose_section",
    "choose_section_in", "make_for_section", "dossier", "dossier_file", "cast_into", "delegation",
    "recommendation_chart", "country_chart", "share_recommendation_chart", "share_country_chart",
}  # fmt: skip
# Addresses in the session of a browser, which no other browser can use
NO_SECRETS |= {"accounts_resume"}
# Wagtail's own reset redirects to that of allauth, and no e-mail contains such an address.
NEVER_SENT = {"wagtailadmin_password_reset_confirm"}


def addresses(resolver: Any, around: str = "", space: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the full name, the short name and the path of each address."""
    for one in resolver.url_patterns:
        path = around + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from addresses(one, path, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name, one.name, path


def named_secret(path: str) -> bool:
    return any(SECRET_NAMES.search(name) for name in re.findall(r"<(?:\w+:)?(\w+)>", path))


def test_every_address_with_a_secret_is_registered() -> None:
    called_so = {(full, short) for full, short, path in addresses(get_resolver()) if named_secret(path)}
    unknown = {full for full, short in called_so if short not in NO_SECRETS | NEVER_SENT} - set(secret_addresses)
    assert unknown == set()
    assert set(secret_addresses) <= {full for full, _short in called_so}


def test_documented_proxies_do_not_log_addresses_with_a_secret() -> None:
    [listed] = re.findall(r"location ~ \^/\(([^)]+)\)/ \{\s+access_log off;\s+error_log /dev/null;", OPERATE)
    of_nginx = {f"/{path}/" for path in listed.split("|")}
    [line] = re.findall(r"@unlogged path (.+)", OPERATE)
    assert of_nginx == {*path_prefixes(), "/help/", "/[a-z]+/help/"}
    assert {path.rstrip("*") for path in line.split()} == {*path_prefixes(), "/help/", "/*/help/"}


@pytest.mark.parametrize("beginning", ["/invitations/", "/calendar/feed/", "/notifications/stop/"])
def test_secret_is_removed_from_a_log_line(beginning: str) -> None:
    signed = "MTI:1tA2bC:Hk_3-xyz"
    assert without_secrets(f"Gone: {beginning}{signed}/") == f"Gone: {beginning}…/"
    line = f'"GET /account/login/?next={beginning.replace("/", "%2F")}{signed}%2F&a=1 HTTP/1.1" 200'
    assert without_secrets(line) == line.replace(signed, "…")


def test_keys_in_e_mails_of_accounts_are_removed_from_the_log() -> None:
    assert without_secrets("Not Found: /account/password/reset/key/4-c1x2y-3f/") == (
        "Not Found: /account/password/reset/key/…/"
    )
    assert without_secrets("/calendar/feed/abc.ics") == "/calendar/feed/….ics"
    assert without_secrets("Not Found: /networks/joint/seats/invite/") == "Not Found: /networks/joint/seats/invite/"


@pytest.mark.parametrize("name", LOGGERS)
def test_server_loggers_do_not_write_secrets(name: str, caplog: pytest.LogCaptureFixture) -> None:
    logger, secret = logging.getLogger(name), "s3cr3t-of-mine"
    with caplog.at_level(logging.INFO, logger=name):
        logger.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1", "GET", f"/invitations/{secret}/", "1.1", 200)
        logger.info(
            "%(r)s %(f)s", {"r": f"GET /invitations/{secret}/", "f": f"https://a.example/invitations/{secret}/"}
        )
        logger.info(f"GET /notifications/stop/{secret}/ failed")
    assert len(caplog.records) == 3
    assert secret not in caplog.text


@pytest.mark.parametrize("path", ["/invitations/{}/", "/evaluation/sections/link/{}/", "/notifications/stop/{}/"])
def test_page_with_a_secret_in_its_address_sends_no_full_referrer(db: None, path: str) -> None:
    """The policy must let forms on the page send their origin, which "no-referrer" would not."""
    answer = Client().get(path.format("x" * 43))
    assert answer.status_code == 404
    assert answer["Referrer-Policy"] == "strict-origin"
    assert Client().get("/networks/")["Referrer-Policy"] == "same-origin"


def test_account_pages_with_a_secret_in_their_address_send_no_full_referrer(db: None) -> None:
    assert Client().get("/account/password/reset/key/4-c1x2y-3f/")["Referrer-Policy"] == "strict-origin"
