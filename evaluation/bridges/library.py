"""The library on result pages; a site without networkapp.library shows nothing of it."""

from django.apps import apps
from django.db.models import Model


def library_models() -> tuple[type[Model], ...]:
    """Return the models of the library whose changes show on result pages."""
    if not apps.is_installed("networkapp.library"):
        return ()
    label = "networkapp_library"
    return apps.get_model(label, "Organisation"), apps.get_model(label, "OrganisationTranslation")
