"""The library in Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from networkapp.editing.permission_policies import TablePolicy
from networkapp.library.editing import (
    OrganisationViewSet,
    PublicationViewSet,
    register_log_actions,
)
from networkapp.library.forms import LibraryForm
from networkapp.library.models import Organisation, Publication
from networkapp.permissions import Action
from networkapp.policies import register_policy

# Here, since models know no forms.
Organisation.base_form_class = Publication.base_form_class = LibraryForm
register_policy(Publication, TablePolicy(Publication, may=Action.EDIT_LIBRARY))
register_policy(Organisation, TablePolicy(Organisation, may=Action.EDIT_LIBRARY))
hooks.register("register_log_actions", register_log_actions)
register_snippet(PublicationViewSet)
register_snippet(OrganisationViewSet)
