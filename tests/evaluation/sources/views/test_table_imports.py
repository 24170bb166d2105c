"""Importing uploaded tables in Wagtail's admin after a preview that reports invalid rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from evaluation.models import ExternalObservation, Finding, Instrument, ObservationFile, TreatyAction, TreatyActKind
from evaluation.models.uploads import WAITS_A_DAY, UploadedTable
from evaluation.sources.uploads import import_table, pending_table, remove_expired_tables
from networkapp.errors import Refused
from networkapp.networks.actions.seats import sync_groups
from tests.factories.networks import SeatFactory, site_administrator

pytestmark = pytest.mark.django_db
HEADER = "country,instrument,act,date,source"
AT = "/admin/import/treaties/"


@pytest.fixture
def secretariat_user() -> Any:
    user = SeatFactory(capacity="secretariat").user
    sync_groups(user=user)
    return user


@pytest.fixture
def admin(client: Client, secretariat_user: Any) -> Client:
    client.force_login(secretariat_user)
    return client


@pytest.fixture
def water() -> Instrument:
    return Instrument.objects.create(key="water", symbol="Water Convention", title="Water", aliases=["27-99"])


def upload(client: Client, *rows: str, at: str = AT, header: str = HEADER, **fields: Any) -> Any:
    content = "\n".join((header, *rows, "")).encode()
    return client.post(at, {"file": SimpleUploadedFile("status.csv", content), **fields}, follow=True)


def test_uploaded_table_is_previewed_with_unrecognised_rows_and_then_imported(admin: Client, water: Instrument) -> None:
    page = upload(
        admin,
        "Estonia,Water Convention,ratification,2020-05-06,Lake office",
        "Atlantis,27-99,signature,2020-05-06,Lake office",
        "Latvia,Air Convention,signature,2020-05-06,Lake office",
        "Latvia,water,blessing,2020-05-06,Lake office",
        "Latvia,water,signature,yesterday,Lake office",
    ).content.decode()
    assert "Preview of status.csv" in page
    assert "5 rows read: 1 actions added" in page
    assert "Rows not recognised; they will be left out (4)" in page
    for words in (
        "Line 3: ",
        "Line 4: no treaty is registered as “Air Convention”",
        "Line 5: “blessing” is not a treaty action",
        "Line 6: “yesterday” is not a date",
    ):
        assert words in page, words
    assert not TreatyAction.objects.exists()
    assert not ObservationFile.objects.exists()
    taken = admin.post(f"{AT}take/", follow=True).content.decode()
    assert "5 rows read: 1 actions added" in taken
    assert [(str(one.country), one.kind) for one in TreatyAction.objects.all()] == [("EE", "ratified")]
    assert "5 rows, 1 added, 4 not recognised" in taken
    assert not UploadedTable.objects.exists()


def test_alias_of_a_kind_of_treaty_action_is_recognised_in_files(admin: Client, water: Instrument) -> None:
    kind = TreatyActKind.objects.create(
        key="confirmed", title="formally confirmed", works_as="ratified", aliases=["formal confirmation"]
    )
    upload(admin, "Estonia,water,Formal Confirmation,2020-05-06,Lake office")
    admin.post(f"{AT}take/")
    action = TreatyAction.objects.get()
    assert (action.kind, action.own_kind) == ("ratified", kind)


def test_cancelled_import_deletes_the_uploaded_table(admin: Client, water: Instrument) -> None:
    upload(admin, "Estonia,water,signature,2020-05-06,Lake office")
    page = admin.post(f"{AT}discard/", follow=True).content.decode()
    assert "The import was cancelled." in page
    assert "Preview of" not in page
    assert not UploadedTable.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b" \n", "The file is empty."),
        (b"a,b\n1,2\n", "Unknown columns."),
        ("country,instrument,act,date\nÅland,water,signature,2020-01-01\n".encode("latin-1"), "is not utf-8 text"),
    ],
)
def test_file_that_is_no_treaty_table_is_refused_and_entries_are_kept(
    admin: Client, content: bytes, words: str
) -> None:
    file = SimpleUploadedFile("status.csv", content)
    answer = admin.post(AT, {"file": file, "source": "Lake office"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Lake office" in answer.content.decode()
    assert not UploadedTable.objects.exists()


def test_form_without_a_file_asks_for_one(admin: Client) -> None:
    answer = admin.post(AT, {})
    assert answer.status_code == 422
    assert "Choose a file." in answer.content.decode()


def test_table_uploaded_by_another_user_cannot_be_imported(
    admin: Client, secretariat_user: Any, water: Instrument
) -> None:
    upload(admin, "Estonia,water,signature,2020-05-06,Lake office")
    other = SeatFactory(capacity="secretariat").user
    assert pending_table(kind="treaties", user=other) is None
    with pytest.raises(Refused, match="no longer available"):
        import_table(kind="treaties", user=other)
    import_table(kind="treaties", user=secretariat_user)
    with pytest.raises(Refused, match="no longer available"):
        import_table(kind="treaties", user=secretariat_user)
    assert TreatyAction.objects.count() == 1


def test_uploaded_table_expires_after_a_day(admin: Client, secretariat_user: Any, water: Instrument) -> None:
    upload(admin, "Estonia,water,signature,2020-05-06,Lake office")
    UploadedTable.objects.update(put_at=timezone.now() - WAITS_A_DAY - timedelta(minutes=1))
    assert pending_table(kind="treaties", user=secretariat_user) is None
    assert "no longer available" in admin.post(f"{AT}take/", follow=True).content.decode()
    assert remove_expired_tables(now=timezone.now()) == 1


def test_counts_and_findings_are_previewed_and_imported_in_the_same_way(admin: Client) -> None:
    counts = "/admin/import/observations/"
    page = upload(
        admin, "Estonia,Wells tested,2024,12", "Atlantis,Wells tested,2024,3", at=counts,
        header="country,indicator,year,value", source="Water office", retrieved_on="2026-01-01",
    ).content.decode()  # fmt: skip
    assert "Line 3: " in page
    admin.post(f"{counts}take/")
    assert [(one.source, one.indicator) for one in ExternalObservation.objects.all()] == [
        ("Water office", "Wells tested")
    ]
    found = "/admin/import/findings/"
    upload(admin, "Estonia,Test the wells.,2024-01-01", at=found, header="country,finding,date", body="Water body")
    admin.post(f"{found}take/")
    assert [one.body for one in Finding.objects.all()] == ["Water body"]


def test_site_administrators_can_import_without_a_seat(client: Client, water: Instrument) -> None:
    client.force_login(site_administrator())
    assert "Preview of" in upload(client, "Estonia,water,signature,2020-05-06,Lake office").content.decode()


@pytest.mark.parametrize("kind", ["treaties", "observations", "findings"])
def test_import_pages_are_closed_to_others(client: Client, kind: str) -> None:
    user = SeatFactory(capacity="adviser", offices=["rapporteur"]).user
    sync_groups(user=user)
    client.force_login(user)
    assert client.get(f"/admin/import/{kind}/").status_code == 302
    assert client.post(f"/admin/import/{kind}/take/").status_code == 302
    assert client.get("/admin/import/nothing/").status_code == 404
