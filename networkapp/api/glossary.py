"""The glossary, in all its languages."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import UNUSABLE
from networkapp.domain.handbooks.glossary import readable_terms
from networkapp.models import GlossaryTerm

router = Router(tags=["Glossary"])


class WordsOut(Schema):
    """A term in one language."""

    language: str
    term: str = Field(alias="title")
    definition: str = Field(alias="text")
    forms: list[str] = Field(description="Other forms, as they are found in texts.")
    taken_from: str = Field(description="Where the official name stands, in words.")

    @staticmethod
    def resolve_language(words: object) -> str:
        return str(getattr(words, "language", "en"))

    @staticmethod
    def resolve_forms(words: GlossaryTerm) -> list[str]:
        return words.forms.splitlines()


class TermOut(Schema):
    """A term in every language in which it is explained; the original is in English."""

    id: int
    words: list[WordsOut]
    network: str | None = Field(description="Slug of the network whose handbooks use it so; none: of all.")
    subject: str | None = Field(description="Slug of a subject.")
    link: str = Field(description="The address of the official source, or empty.")
    url: str = Field(alias="get_absolute_url")

    @staticmethod
    def resolve_words(term: GlossaryTerm) -> list[object]:
        return [term, *term.translations.all()]

    @staticmethod
    def resolve_network(term: GlossaryTerm) -> str | None:
        return term.network.slug if term.network else None

    @staticmethod
    def resolve_subject(term: GlossaryTerm) -> str | None:
        return term.subject.slug if term.subject else None


@router.get("/glossary/", response={200: list[TermOut], **UNUSABLE}, summary="Glossary")
@paginate(Pages)
def show_glossary(request: HttpRequest) -> QuerySet[GlossaryTerm]:
    """The terms that all networks share, and those of networks whose handbooks the reader may read, by English name."""
    return readable_terms(reader=request.user)
