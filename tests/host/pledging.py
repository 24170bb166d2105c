"""Runs inside the other site after visit.py: makes a pledge with the plugin of docs/plugin.md.

It writes who finds it where to standard output.
"""

import json
import re
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402
from pledges.domain import pledge  # noqa: E402

from networkapp.errors import NotAllowed  # noqa: E402
from networkapp.models import Network  # noqa: E402

WHERE = {"desk": "/desk/", "network": "/networks/joint/", "page": "/pledges/", "search": "/search/?query=shelter"}


def found(person: object, address: str) -> list[str]:
    browser = Client()
    browser.force_login(person)
    html = browser.get(address, headers={"accept-language": "en"}).content.decode()
    return sorted(set(re.findall(r"(?:Pledged: )?Visit the shelter", re.sub(r"</?mark>", "", html))))


if __name__ == "__main__":
    setup_test_environment()
    people, network = get_user_model().objects, Network.objects.get()
    persons = {
        "pledger": people.get(username="secretary"),
        "reader": people.get(email="member@example.org"),
        "stranger": people.create(username="stranger"),
    }
    later = timezone.now() + timedelta(days=9)
    pledge(network=network, user=persons["pledger"], title="Visit the shelter", due_at=later)
    seen = {
        place: {name: found(person, address) for name, person in persons.items()} for place, address in WHERE.items()
    }
    try:
        refused = str(pledge(network=network, user=persons["stranger"], title="None", due_at=later))
    except NotAllowed as refusal:
        refused = type(refusal).__name__
    json.dump(seen | {"stranger pledges": refused}, sys.stdout)
