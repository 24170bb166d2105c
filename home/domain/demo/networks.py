"""Subjects, delegations and networks."""

from collections.abc import Mapping, Sequence

from home.domain.demo.content import by_key, items, translations
from networkapp.models import Delegation, Network, Subject, SubjectTranslation

SAMPLE = "sample"
SECRETARIAT_ZONE = "Europe/Helsinki"
HOURS_OF_SILENCE = 72
"""The shortest silence of real networks; in the sample network a silence can be tried out within minutes."""


def make_subjects() -> None:
    """Each recommendation has its subject; one that exists is left as it is."""
    there = set(Subject.objects.values_list("slug", flat=True))
    missing = [item for item in items("recommendations") if item["subject"]["slug"] not in there]
    rows = Subject.objects.bulk_create(
        Subject(slug=item["subject"]["slug"], title=item["subject"]["name"]["en"], position=item["number"])
        for item in missing
    )
    SubjectTranslation.objects.bulk_create(
        translation
        for row, item in zip(rows, missing, strict=True)
        for translation in translations(SubjectTranslation, row, item["subject"]["name"])
    )


def make_delegations() -> None:
    """The parliaments and bodies of the region, and the sample countries, are there."""
    there = set(Delegation.objects.values_list("code", flat=True))
    Delegation.objects.bulk_create(
        Delegation(
            code=item["code"],
            name=item["name"]["en"],
            names=in_other_languages(item["name"]),
            kind=item["kind"],
            country=item["country"],
            assessed=item["assessed"],
            time_zone=item["time_zone"],
        )
        for item in items("delegations")
        if item["code"] not in there
    )


def make_networks() -> None:
    """The joint network, one per national parliament and the sample network are there, each with its delegations."""
    there = set(Network.objects.values_list("slug", flat=True))
    codes = {item["slug"]: item["code"] for item in items("delegations")}
    delegations = by_key(Delegation.objects.all(), "code")
    for item in items("networks"):
        if item["slug"] not in there:
            network = Network.objects.create(
                slug=item["slug"],
                name=item["name"]["en"],
                names=in_other_languages(item["name"]),
                purpose=item["summary"]["en"],
                purposes=in_other_languages(item["summary"]),
                kind=Network.Kind.SAMPLE if item["slug"] == SAMPLE else item["kind"],
                visibility=item["visibility"],
                shortest_procedure_hours=0 if item["slug"] == SAMPLE else HOURS_OF_SILENCE,
                emails_carry_text=item["kind"] == Network.Kind.JOINT,
                time_zone=_zone_of([delegations[codes[slug]] for slug in item["delegations"]]),
            )
            network.delegations.set([delegations[codes[slug]] for slug in item["delegations"]])


def _zone_of(delegations: Sequence[Delegation]) -> str:
    """The zone of the only parliament of a national network; that of the secretariat, in Helsinki, of any other."""
    zones = {delegation.time_zone for delegation in delegations}
    return zones.pop() if len(zones) == 1 else SECRETARIAT_ZONE


def in_other_languages(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if language != "en"}
