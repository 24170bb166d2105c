"""The models of library, one file per topic."""

from networkapp.library.models.library import (
    Organisation,
    OrganisationTranslation,
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
