"""The models of library, one file per topic."""

from networkapp.library.models.organisations import Organisation, OrganisationTranslation
from networkapp.library.models.publications import (
    Publication,
    PublicationLanguage,
    PublicationTranslation,
    Relevance,
)

__all__ = [
    "Organisation",
    "OrganisationTranslation",
    "Publication",
    "PublicationLanguage",
    "PublicationTranslation",
    "Relevance",
]
