"""What site administrators manage in networkapp, and the first steps that it adds to their desk."""

from networkapp.domain.administration.own_steps import register_steps
from networkapp.models import Delegation, Network, SiteSettings, Subject
from networkapp.registry.site_administration import register_site_administration


def register_all() -> None:
    for model in (Delegation, Network):
        register_site_administration(model, "add", "change", "view")
    register_site_administration(SiteSettings, "change", "view")
    register_site_administration(Subject)
    register_steps()
