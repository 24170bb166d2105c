"""Runs in a process of its own with some apps of the suite: migrates, checks, fills and visits the site.

It writes to standard output, as JSON, what `check` found, the number of pages that opened, and every page that failed.
"""

import gc
import json
import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

# Migrations leave a great deal that is soon thrown away, and this process does not live long.
gc.disable()

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.checks import run_checks  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import URLPattern, URLResolver, get_resolver  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from evaluation import SUITE as EVALUATION  # noqa: E402
from networkapp import SUITE  # noqa: E402
from networkapp.discussion.actions.post import open_topic  # noqa: E402
from networkapp.models import Capacity, Delegation, Network, Seat, Subject  # noqa: E402

ANSWERS = {200, 301, 302, 401, 403, 404, 405, 422}
"""The status of pages that work; 404 and 422 are for addresses of things that are not there."""
BEGINNINGS = ("admin/", "documents/", "static/")
"""Routes of Wagtail itself; the lists and forms of its admin are visited as far as they are in ADMIN."""
ADMIN = ("snippets/", "reports/", "workflows/", "settings/", "users/", "groups/", "administrators/", "networks/")
ADDRESSES = (
    "/search/?q=hotlines",
    "/search/?q=&kind=topics",
    "/subjects/hotlines/",
    "/delegations/xa/",
    "/delegations/xar/",
    "/api/v1/openapi.json",
    "/api/v1/networks/",
)
VALUES = {"slug": "joint", "code": "xa", "country": "xa", "language": "en", "kind": "x", "form": "md"}
SECTION = {
    "type": "section",
    "id": "6c9f6d0e-2c1e-4b58-9f0c-5d1c9f6f9f10",
    "value": {"title": "Whom to call", "body": [{"type": "text", "value": "<p>Call the hotline.</p>"}]},
}


def fill() -> dict[str, Any]:
    """Create a network with two delegations, a subject, a topic, and what the installed apps add; return who visits."""
    people = get_user_model().objects
    network = Network.objects.create(slug="joint", name="Joint network", visibility=Network.Visibility.PUBLIC)
    national = Delegation.objects.create(code="XA", country="XA", name="Parliament of A", assessed=True)
    region = Delegation.objects.create(code="XAR", kind=Delegation.Kind.REGIONAL, name="Assembly of R")
    network.delegations.add(national, region)
    Subject.objects.create(slug="hotlines", title="Hotlines")
    administrator = people.create(username="administrator", email="administrator@example.org", is_superuser=True)
    member = people.create(username="member", email="member@example.org")
    since = timezone.now() - timedelta(days=1)
    Seat.objects.create(user=administrator, network=network, capacity=Capacity.SECRETARIAT, starts_at=since)
    Seat.objects.create(user=member, network=network, capacity=Capacity.MEMBER, delegation=national, starts_at=since)
    open_topic(network=network, user=administrator, title="Hotlines", body="Let us begin.", client_key=uuid4())
    for app, add in {"handbooks": add_handbook, "library": add_organisation, "meetings": add_meeting}.items():
        if apps.is_installed(f"networkapp.{app}"):
            add(network)
    return {"visitor": None, "member": member, "administrator": administrator}


def add_handbook(network: Network) -> None:
    """Publish a handbook of one chapter."""
    models = import_module("networkapp.handbooks.models")
    front = Site.objects.get(is_default_site=True).root_page
    index = front.add_child(instance=models.HandbookIndexPage(title="Handbooks", slug="handbooks"))
    handbook = index.add_child(instance=models.HandbookPage(title="Practice", slug="practice", network=network))
    chapter = models.ChapterPage(title="Hotlines", slug="hotlines", number=1, sections=[SECTION])
    handbook.add_child(instance=chapter).save_revision().publish()
    import_module("networkapp.editing.group_rights").sync_group_permissions(network=network)


def add_organisation(network: Network) -> None:
    """Add an organisation to the library."""
    apps.get_model("networkapp_library", "Organisation").objects.create(title="Hotlines of A", slug="joint")


def add_meeting(network: Network) -> None:
    """Call a meeting with one item on its agenda."""
    day = timezone.now() + timedelta(days=3)
    meeting = apps.get_model("networkapp_meetings", "Meeting").objects.create(
        network=network, slug="joint", number=1, title="First meeting", date=day.date(), place="Tallinn"
    )
    meeting.agenda.create(position=1, title="Hotlines")


def addresses(*, admin: bool) -> Iterator[str]:
    """Yield the addresses to visit: all that need no object, those of what was filled in, and lists of the admin."""
    yield from ADDRESSES
    for route in routes(get_resolver(), ""):
        if not route.startswith(BEGINNINGS):
            yield f"/{re.sub(r'<([^>]+)>', value_of, route)}"
        elif admin and "<" not in route and any(part in route for part in ADMIN):
            yield f"/{route}"
    for page in Page.objects.live().filter(depth__gt=1):
        yield page.get_url()
        if admin:
            yield f"/admin/pages/{page.pk}/edit/"
    if admin:
        yield from ("/admin/", "/admin/pages/", "/admin/images/", "/admin/documents/")


def value_of(found: re.Match[str]) -> str:
    """Return a value for this part of a route: that of a thing that was filled in, where there is one."""
    kind, _colon, name = found[1].rpartition(":")
    return {"int": "1", "uuid": str(UUID(int=1))}.get(kind) or VALUES.get(name, "joint")


def routes(resolver: URLResolver, above: str) -> Iterator[str]:
    """Yield the routes of the site without regular expressions."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern) and not set("^$\\") & set(route):
            yield route


def stray_models() -> list[str]:
    """Return the models of apps that are not installed: Django would add them to the app that contains theirs."""
    packages = {*EVALUATION, *SUITE[1:]} - {config.name for config in apps.get_app_configs()}
    return [model._meta.label for model in apps.get_models() if any(is_in(model, package) for package in packages)]


def is_in(model: Any, package: str) -> bool:
    """Return whether the model is defined in this package."""
    return f"{model.__module__}.".startswith(f"{package}.")


def visit(browser: Client, address: str) -> tuple[int, str]:
    """Return the status of the page, and why it failed."""
    try:
        answer = browser.get(address, headers={"accept-language": "en"})
        if answer.streaming:
            b"".join(answer.streaming_content)
    except Exception as error:
        return 500, f"{type(error).__name__}: {error}"[:300]
    return answer.status_code, ""


def visit_all(persons: dict[str, Any]) -> dict[str, Any]:
    """Visit the site as each of these people, and return which pages opened and which failed."""
    opened, failed = set(), []
    for name, user in persons.items():
        browser = Client()
        if user is not None:
            browser.force_login(user)
        for address in dict.fromkeys(addresses(admin=name == "administrator")):
            status, why = visit(browser, address)
            if status == 200:
                opened.add(address)
            elif status not in ANSWERS:
                failed.append(f"{name} {address} {status} {why}")
    return {"opened": sorted(opened), "failed": failed}


def migrate() -> None:
    """Migrate other apps first: with our models loaded, each of their many migrations would take longer."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(("networkapp", "evaluation"))}
    executor = MigrationExecutor(connection)
    executor.migrate([target for target in executor.loader.graph.leaf_nodes() if target[0] not in ours])
    call_command("migrate", verbosity=0, stdout=StringIO())


if __name__ == "__main__":
    migrate()
    setup_test_environment()
    found = [f"{message.id} {message.msg}" for message in run_checks(include_deployment_checks=False)]
    seen = visit_all(fill())
    call_command("run_clock", once=True, stdout=StringIO())
    json.dump({"check": found, "strays": stray_models(), **seen}, sys.stdout)
