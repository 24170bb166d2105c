"""An assessment from its questions to its publication, on the pages of the site."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from evaluation.assessments.signing import answers_hash
from evaluation.models import Assessment
from networkapp.models import Delegation, Network
from tests.factories.networks import SeatFactory

Said = Mapping[str, Mapping[str, Any]]


class CountryTeam:
    """The people of a country in a network, each with a browser, and the assessment they work on."""

    def __init__(self, network: Network, delegation: Delegation) -> None:
        seat = {"network": network, "delegation": delegation}
        people = {
            "delegate": SeatFactory(capacity="adviser", offices=["assessment_delegate"], **seat).user,
            "government": SeatFactory(capacity="government", **seat).user,
            "secretariat": SeatFactory(capacity="secretariat", network=network, delegation=None).user,
        }
        self.browsers = {name: Client() for name in people}
        for name, person in people.items():
            self.browsers[name].force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        self.pk = 0

    def send(self, who: str, where: str, **fields: Any) -> None:
        answer = self.browsers[who].post(f"/evaluation/assessments/{self.pk}/{where}/", fields)
        assert (where, answer.status_code) == (where, 302), answer.content.decode()

    def enter_answers(self, answers: Said) -> None:
        for series_id, fields in answers.items():
            self.send("delegate", f"answers/{series_id}", **{"status": "value", "base_version": 0, **fields})

    def import_workbook(self, answers: Said) -> None:
        """Enter the answers in the workbook, and import all of them."""
        page = f"/evaluation/assessments/{self.pk}/workbook/"
        book = load_workbook(BytesIO(self.browsers["delegate"].get(f"{page}file/").content))
        cells = {row[-1].value: row[2] for row in book["Answers"].iter_rows(max_col=6)}
        for series_id, fields in answers.items():
            for name, value in fields.items():
                for part in [f"ticks:{key}" for key in value] if name == "ticks" else [name]:
                    cells[f"{series_id}|{part}"].value = "x" if name == "ticks" else value
        file = BytesIO()
        book.save(file)
        self.send("delegate", "workbook", file=SimpleUploadedFile("back.xlsx", file.getvalue()))
        self.send("delegate", "workbook/take", take=list(answers), **{f"seen-{series_id}": 0 for series_id in answers})

    def publish(self, *, evidence: tuple[str, ...] = (), not_applicable: tuple[str, ...] = ()) -> None:
        """Publish the assessment: with a document for each of `evidence`, signed by both sides, `not_applicable`
        confirmed."""
        for series_id in evidence:
            self.send("delegate", f"answers/{series_id}/evidence", title="An act", url="https://law.example/act")
        for role in ("delegate", "government"):
            self.send(role, "sign", role=role, answers_hash=answers_hash(Assessment.objects.get(pk=self.pk)))
        for series_id in not_applicable:
            self.send("secretariat", f"confirm/{series_id}")
        self.send("secretariat", "publish", for_everybody="yes")
