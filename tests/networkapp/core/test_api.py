"""The read API of the networks: its OpenAPI document, paging and errors."""

import re
import sys
from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from openapi_spec_validator import OpenAPIV31SpecValidator
from wagtail.models import PageViewRestriction

from networkapp.discussion.actions.attachment_versions import add_version
from networkapp.discussion.actions.topics import share_topic
from networkapp.discussion.models import Message
from networkapp.handbooks.models import Section
from networkapp.models import Network
from tests.factories.attachments import PDF, attach, upload
from tests.factories.discussion import add_message, start_topic
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.library import organisation
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.worlds import world

ROOT = "/api/v1"


@world
def joint(db: None) -> Network:
    return NetworkFactory(slug="joint", visibility="public")


def chapter(number: int) -> None:
    make_chapter(make_handbook(NetworkFactory(slug="joint", visibility="public")), number, "one", "two")


def delegation(number: int) -> None:
    network = NetworkFactory(slug=f"public-{number}", visibility="public")
    network.delegations.add(DelegationFactory(code=f"X{number}"))


@pytest.fixture
def openapi(client: Client, db: None) -> dict[str, Any]:
    document: dict[str, Any] = client.get(f"{ROOT}/openapi.json").json()
    return document


def test_openapi_document_is_valid(openapi: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(openapi).validate()


def test_every_operation_and_parameter_is_described(openapi: dict[str, Any]) -> None:
    operations = {path: methods["get"] for path, methods in openapi["paths"].items()}
    assert [path for path, operation in operations.items() if not operation.get("description")] == []
    silent = [
        (path, parameter["name"])
        for path, operation in operations.items()
        for parameter in operation.get("parameters", ())
        if not parameter.get("description")
    ]
    assert silent == []


def test_summary_of_every_operation_begins_with_a_verb(openapi: dict[str, Any]) -> None:
    summaries = [methods["get"]["summary"] for methods in openapi["paths"].values()]
    assert [summary for summary in summaries if summary.split()[0] not in ("List", "Show")] == []
    assert len(set(summaries)) == len(summaries)


def test_every_operation_is_named_after_what_it_shows(openapi: dict[str, Any]) -> None:
    """Generated clients name their functions after operation IDs."""
    names = [methods["get"]["operationId"] for methods in openapi["paths"].values()]
    assert [name for name in names if not re.search(r"_api_[a-z_]+_(show|list)_[a-z_]+$", name)] == []


def test_every_schema_is_described(openapi: dict[str, Any]) -> None:
    schemas = {name: schema for name, schema in openapi["components"]["schemas"].items() if name.endswith("Out")}
    silent = [name for name, schema in schemas.items() if not schema.get("description")]
    assert [name for name in silent if not name.startswith("Paged")] == []
    assert len(schemas) > 10


def test_schema_names_are_unique_across_plugins(openapi: dict[str, Any]) -> None:
    """Two schemas with the same name would become one in the document and describe each other's operations."""
    modules = [
        module
        for name, module in sys.modules.items()
        if name.startswith(("networkapp.", "evaluation.")) and "api" in name.split(".")
    ]
    schemas = {item for module in modules for item in vars(module).values() if isinstance(item, type)}
    names = Counter(item.__name__ for item in schemas if item.__name__ in openapi["components"]["schemas"])
    assert [name for name, number in names.items() if number > 1] == []
    assert len(names) > 10


def test_api_has_no_interactive_documentation_page(client: Client, db: None) -> None:
    assert client.get(f"{ROOT}/docs").status_code == 404


def test_messages_after_a_sequence_number_are_ordered_and_say_if_there_are_more(client: Client, joint: Network) -> None:
    chair = SeatFactory(network=joint, offices=["chair"])
    topic = start_topic(chair, body="**First** <script>")
    result = [topic.messages.get(), add_message(topic, chair, "Second"), add_message(topic, chair, "Third")]
    client.force_login(chair.user)
    path = f"{ROOT}/networks/joint/topics/{topic.pk}/messages/"
    page = client.get(path, {"limit": 2}).json()
    assert ([row["id"] for row in page["items"]], page["more"]) == ([result[0].pk, result[1].pk], True)
    assert page["items"][0]["body"] == "**First** <script>"
    assert page["items"][0]["html"] == "<p><strong>First</strong> &lt;script&gt;</p>\n"
    assert page["items"][0]["offices"] == ["chair"]
    rest = client.get(path, {"after": page["items"][-1]["sequence"]}).json()
    assert ([row["id"] for row in rest["items"]], rest["more"]) == ([result[2].pk], False)


@pytest.mark.parametrize("how", ["withdrawn_at", "hidden_at"])
def test_removed_message_has_no_text(client: Client, joint: Network, how: str) -> None:
    chair = SeatFactory(network=joint, offices=["chair"])
    topic = start_topic(chair, body="Sealed words")
    topic.messages.update(**{how: timezone.now()})
    client.force_login(chair.user)
    answer = client.get(f"{ROOT}/networks/joint/topics/{topic.pk}/messages/")
    (row,) = answer.json()["items"]
    assert (row["is_removed"], row["body"], row["html"]) == (True, "", "")
    assert "Sealed words" not in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("limit=201", ["limit"]),
        ("limit=0", ["limit"]),
        ("limit=many", ["limit"]),
        ("offset=-1", ["offset"]),
        ("offset=99999999999999999999999", ["offset"]),
        ("limit=x&offset=y", ["limit", "offset"]),
    ],
)
def test_invalid_parameters_are_named(client: Client, db: None, query: str, names: list[str]) -> None:
    answer = client.get(f"{ROOT}/networks/?{query}")
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_value"
    assert [error["name"] for error in answer.json()["errors"]] == names


def test_api_pages_do_not_overlap_and_count_all_rows(client: Client, db: None) -> None:
    for number in range(5):
        NetworkFactory(slug=f"n{number}", visibility="public")
    NetworkFactory(slug="closed")
    pages = [client.get(f"{ROOT}/networks/", {"limit": 2, "offset": offset}).json() for offset in (0, 2, 4, 6)]
    assert [[row["slug"] for row in page["items"]] for page in pages] == [["n0", "n1"], ["n2", "n3"], ["n4"], []]
    assert {page["count"] for page in pages} == {5}


def test_api_texts_are_in_the_language_of_the_reader(client: Client, db: None) -> None:
    organisation(1)
    russian = {"accept-language": "ru"}
    assert client.get(f"{ROOT}/organisations/", headers=russian).json()["items"][0]["name"] == "Организация 1"


def test_unknown_subject_is_refused_with_a_code(client: Client, db: None) -> None:
    for path in ("/meetings/", "/publications/", "/organisations/"):
        answer = client.get(f"{ROOT}{path}?subject=nonsense")
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_subject")


def test_restricted_api_path_returns_401_to_visitors(client: Client, joint: Network) -> None:
    answer = client.get(f"{ROOT}/networks/joint/topics/")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


def test_withdrawn_section_is_not_found_and_an_edited_one_keeps_its_id(client: Client, joint: Network) -> None:
    page = make_chapter(make_handbook(joint), 1, "kept", "dropped")
    kept, dropped = Section.objects.order_by("position")
    page.sections.pop()
    page.sections[0].value["title"] = "Edited"
    page.save_revision().publish()
    assert client.get(f"{ROOT}/sections/{dropped.pk}/").status_code == 404
    section = client.get(f"{ROOT}/sections/{kept.pk}/").json()
    assert (section["title"], section["text"], section["chapter"]) == ("Edited", "kept", page.pk)
    assert [row["id"] for row in client.get(f"{ROOT}/chapters/{page.pk}/").json()["sections"]] == [kept.pk]


def test_unpublished_chapters_and_handbooks_are_not_in_the_api(client: Client, joint: Network) -> None:
    book = make_handbook(joint)
    page = make_chapter(book, 1)
    section = Section.objects.get()
    page.unpublish()
    paths = [f"/chapters/{page.pk}/", f"/sections/{section.pk}/"]
    assert [client.get(ROOT + path).status_code for path in paths] == [404, 404]
    assert client.get(f"{ROOT}/handbooks/{book.pk}/").json()["chapters"] == []


@pytest.mark.parametrize("kind", ["password", "groups", "login"])
def test_wagtail_privacy_settings_apply_to_the_api(client: Client, joint: Network, kind: str) -> None:
    book = make_handbook(joint)
    page, other = make_chapter(book, 1), make_chapter(book, 2)
    section = Section.objects.get(page=page)
    barrier = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open")
    group = Group.objects.create(name="Readers")
    barrier.groups.add(group)
    paths = [f"/chapters/{page.pk}/", f"/sections/{section.pk}/"]

    def seen() -> list[Any]:
        chapters = client.get(f"{ROOT}/handbooks/{book.pk}/").json()["chapters"]
        return [*(client.get(ROOT + path).status_code for path in paths), [row["id"] for row in chapters]]

    closed, opened = [404, 404, [other.pk]], [200, 200, [page.pk, other.pk]]
    assert seen() == closed
    reader = SeatFactory(network=joint).user
    client.force_login(reader)
    assert seen() == (opened if kind == "login" else closed)
    reader.groups.add(group)
    assert seen() == (closed if kind == "password" else opened)


def test_api_gives_the_newest_version_of_attachments_and_none_of_a_hidden_message(
    client: Client, joint: Network, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    chair = SeatFactory(network=joint, offices=["chair"])
    topic = start_topic(chair)
    paper = attach(topic.messages.get(), "First.pdf")
    newest = add_version(attachment=paper, user=chair.user, file=upload("Second.pdf"), client_key=uuid4())
    sealed = add_message(topic, chair)
    attach(sealed, "Quetzal.pdf")
    Message.objects.filter(pk=sealed.pk).update(withdrawn_at=timezone.now())
    client.force_login(chair.user)
    answer = client.get(f"{ROOT}/networks/joint/topics/{topic.pk}/messages/")
    [[data], nothing] = [message["attachments"] for message in answer.json()["items"]]
    assert (data["id"], data["name"], data["version"], data["sha256"]) == (newest.pk, "Second.pdf", 2, newest.sha256)
    assert nothing == []
    assert "Quetzal" not in answer.content.decode()
    file = client.get(data["url"])
    assert (file["Content-Type"], b"".join(file.streaming_content)) == ("application/pdf", PDF)  # type: ignore[attr-defined]


def test_shared_topic_has_the_address_in_the_readers_network(client: Client, joint: Network) -> None:
    chair = SeatFactory(network=NetworkFactory(slug="home"), offices=["chair"])
    SeatFactory(user=chair.user, network=joint)
    topic = start_topic(chair)
    share_topic(topic=topic, network=joint, user=chair.user)
    client.force_login(SeatFactory(network=joint, capacity="observer", delegation=None).user)
    [row] = client.get(f"{ROOT}/networks/joint/topics/").json()["items"]
    assert row["url"] == f"/networks/joint/topics/{topic.pk}/"
    assert client.get(row["url"]).status_code == 200
