"""The glossary, in all its languages."""

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import PAGE
from networkapp.api.problems import NOT_VALID
from networkapp.handbooks.glossary.actions import readable_terms
from networkapp.handbooks.models import GlossaryTerm

router = Router(tags=["Glossary"])


class TermTextOut(Schema):
    """A term in one language."""

    language: str = Field(description="Language code.")
    term: str = Field(alias="title")
    definition: str = Field(alias="text")
    forms: list[str] = Field(description="Other forms of the term, for example plurals.")
    source: str = Field(alias="taken_from", description="Source of the official term.")

    @staticmethod
    def resolve_language(words: object) -> str:
        return str(getattr(words, "language", "en"))

    @staticmethod
    def resolve_forms(words: GlossaryTerm) -> list[str]:
        return words.forms.splitlines()


class TermOut(Schema):
    """A term of the glossary in all its languages."""

    id: int
    texts: list[TermTextOut] = Field(description="The term by language, the English original first.")
    network: str | None = Field(description="Slug of the network that uses the term. Null: all networks.")
    subject: str | None = Field(description="Slug of its subject, if any.")
    link: str = Field(description="Web address of the official source, or empty.")
    url: str = Field(alias="get_absolute_url", description=PAGE)

    @staticmethod
    def resolve_texts(term: GlossaryTerm) -> list[object]:
        return [term, *term.translations.all()]

    @staticmethod
    def resolve_network(term: GlossaryTerm) -> str | None:
        return term.network.slug if term.network else None

    @staticmethod
    def resolve_subject(term: GlossaryTerm) -> str | None:
        return term.subject.slug if term.subject else None


@router.get("/glossary/", response={200: list[TermOut], **NOT_VALID}, summary="List the terms of the glossary")
@paginate(Pages)
def show_glossary(request: HttpRequest) -> QuerySet[GlossaryTerm]:
    """Return the terms of all networks, and of networks whose handbooks you can read, ordered by English term."""
    return readable_terms(user=request.user)
