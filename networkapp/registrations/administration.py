"""What site administrators manage in networkapp, and the first steps that it adds to their desk."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, post_delete, post_save

from networkapp.administration.own_steps import register_steps
from networkapp.administration.rights import MEMBERS
from networkapp.models import Delegation, Network, SiteSettings, Subject
from networkapp.registry.site_administration import register_site_administration


def register_all() -> None:
    for model in (Delegation, Network):
        register_site_administration(model, "add", "change", "view")
    register_site_administration(SiteSettings, "change", "view")
    register_site_administration(Subject)
    register_steps()
    m2m_changed.connect(MEMBERS.forget, sender=get_user_model().groups.through, dispatch_uid="administrators changed")
    for changed in (post_save, post_delete):
        changed.connect(MEMBERS.forget, sender=Group, dispatch_uid="a group was saved or deleted")
