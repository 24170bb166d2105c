"""Runs inside another site: runs its manage.py, creates some content, visits its pages, and writes the results to
standard output.

COMMANDS are command lines of manage.py, ADDRESSES are pages, both as JSON. All in one process, since a site takes
seconds to start. Copied beside the host's manage.py. What the plugins do not declare as needed cannot be imported here.
"""

import gc
import json
import os
import runpy
import sys
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO
from uuid import uuid4

FOR_MEMBERS = ("/desk/", "/calendar/", "/networks/joint/topics/")
OF_A_TOPIC = ("topic", "take_along")
FOR_EDITORS = ("wagtailadmin_home", "wagtailsnippets_networkapp_meeting:list", "wagtaildocs:index")
NOT_DECLARED = ("allauth", "csp", "environ", "whitenoise", "django_tasks_db", "accounts", "config", "tests")
sys.modules.update(dict.fromkeys(NOT_DECLARED))

# Migrations allocate many objects that are soon freed, and this process is short.
gc.disable()

import django  # noqa: E402

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core import mail  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

import networkapp  # noqa: E402
from networkapp.discussion.actions.post import open_topic  # noqa: E402
from networkapp.discussion.models import Topic  # noqa: E402
from networkapp.handbooks.models import ChapterPage, HandbookIndexPage, HandbookPage  # noqa: E402
from networkapp.models import Capacity, Delegation, Network, Seat  # noqa: E402
from networkapp.networks.actions.invitations import InvitedSeat, invite  # noqa: E402

SECTION = {
    "type": "section",
    "id": "6c9f6d0e-2c1e-4b58-9f0c-5d1c9f6f9f10",
    "value": {"title": "Whom to call", "body": [{"type": "text", "value": "<p>Call the hotline.</p>"}]},
}


@transaction.atomic
def fill() -> tuple[Network, Seat]:
    """Create a public network with a secretariat's seat, a topic, and a handbook with one chapter."""
    people = get_user_model()
    address = {people.USERNAME_FIELD: "secretary", people.get_email_field_name(): "secretary@example.org"}
    secretary = people.objects.create(**address)
    network = Network.objects.create(slug="joint", name="Joint network", visibility=Network.Visibility.PUBLIC)
    network.delegations.add(Delegation.objects.create(code="XA", country="XA", name="Parliament of A", assessed=True))
    since = timezone.now() - timedelta(days=1)
    seat = Seat.objects.create(user=secretary, network=network, capacity=Capacity.SECRETARIAT, starts_at=since)
    open_topic(network=network, user=secretary, title="Hotlines", body="Let us begin.", client_key=uuid4())
    front = Page.objects.filter(depth=2).get()
    index = front.add_child(instance=HandbookIndexPage(title="Handbooks", slug="handbooks"))
    handbook = index.add_child(instance=HandbookPage(title="Good practice", slug="practice", network=network))
    chapter = handbook.add_child(instance=ChapterPage(title="Hotlines", slug="hotlines", number=1, sections=[SECTION]))
    chapter.save_revision().publish()
    return network, seat


def make_superuser() -> object:
    people = get_user_model()
    named = {people.USERNAME_FIELD: "superuser", people.get_email_field_name(): "superuser@example.org"}
    return people.objects.create(**named, is_superuser=True)


def accept(network: Network, secretary: Seat) -> Client:
    """Return the browser of an invited person who has created an account from the e-mail."""
    place = InvitedSeat(capacity=Capacity.MEMBER, delegation=Delegation.objects.get())
    invite(network=network, email="member@example.org", place=place, user=secretary.user, base_url="http://testserver")
    link = next(word for word in mail.outbox[0].body.split() if "/invitations/" in word)
    browser = Client()
    answer = browser.post(
        link.removeprefix("http://testserver"),
        {
            "name": "A member",
            "language": "en",
            "time_zone": "Europe/Tallinn",
            "password": "a-long-and-unusual-sentence",
        },
    )
    assert answer.status_code == 302, (answer.status_code, answer.content.decode())
    return browser


def for_members(network: Network) -> list[str]:
    """Return the pages that a member opens every day: desk, calendar, topics, one topic, its export, and search."""
    topic = Topic.objects.get()
    of_topic = [reverse(f"networkapp:{name}", args=[network.slug, topic.pk]) for name in OF_A_TOPIC]
    return [*FOR_MEMBERS, *of_topic, f"{reverse('networkapp:search')}?q=hotlines"]


def export_topic(browser: Client) -> int:
    address = reverse("networkapp:export_topic", args=[Network.objects.get().slug, Topic.objects.get().pk, "md"])
    return browser.get(address).status_code


def for_editors() -> list[str]:
    """Return Wagtail's start page, lists, and the editor of a chapter."""
    return [*map(reverse, FOR_EDITORS), reverse("wagtailadmin_pages:edit", args=[ChapterPage.objects.get().pk])]


def manage(*arguments: str) -> str:
    """Return the output of the site's manage.py; end this process if it fails."""
    sys.argv = ["manage.py", *arguments]
    with redirect_stdout(StringIO()) as output:
        runpy.run_path("manage.py", run_name="__main__")
    return output.getvalue()


def visit(browser: Client, addresses: list[str]) -> dict[str, dict[str, object]]:
    seen = {}
    for address in addresses:
        answer = browser.get(address, headers={"accept-language": "en"})
        used = [template.name for template in getattr(answer, "templates", []) or [] if template.name]
        seen[address] = {"status": answer.status_code, "html": answer.content.decode(), "templates": used}
    return seen


if __name__ == "__main__":
    data = {command: manage(*command.split()) for command in json.loads(os.environ["COMMANDS"])}
    setup_test_environment()
    chapter = ChapterPage.objects.first()
    network, seat = (Network.objects.get(), Seat.objects.earliest("pk")) if chapter else fill()
    pages = {page.slug: page.get_url() for page in Page.objects.filter(slug__in=["handbooks", "practice", "hotlines"])}
    public = [*json.loads(os.environ["ADDRESSES"]), *pages.values(), "/networks/joint/"]
    member, editor = Client(), Client(raise_request_exception=False)
    member.force_login(seat.user)
    editor.force_login(get_user_model().objects.filter(is_superuser=True).first() or make_superuser())
    own = json.loads(os.environ.get("OWN", "[]"))
    newcomer = member if chapter else accept(network, seat)
    described = reverse("networkapp_api:openapi-json")
    report = {
        "said": data,
        "installed_in": networkapp.__file__,
        "chapter": pages.get("hotlines") or ChapterPage.objects.get().get_url(),
        "public": visit(Client(), public),
        "api": Client().get(described).json()["paths"],
        "networks": Client().get(described.replace("openapi.json", "networks/")).json(),
        "member": visit(newcomer, [*for_members(network), "/invitations/none/"]),
        "exported": export_topic(newcomer),
        "editor": {address: page["status"] for address, page in visit(editor, for_editors()).items()},
        "own": {address: [page["status"], page["html"]] for address, page in visit(editor, own).items()},
    }
    json.dump(report, sys.stdout)
