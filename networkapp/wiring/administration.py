"""The models of networkapp that site administrators manage."""

from networkapp.models import Delegation, Network, Subject
from networkapp.registry.site_administration import register_site_administration


def register_all() -> None:
    for model in (Delegation, Network):
        register_site_administration(model, "add", "change", "view")
    register_site_administration(Subject)
