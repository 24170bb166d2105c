"""Registers of the evaluation in Wagtail's admin: treaties, their kinds of actions, and sources of series."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from evaluation.sources.views.register_editors import (
    RegisterGroup,
    refuse_deletion_of_used,
    register_forms_and_policies,
)
from evaluation.sources.views.table_imports import addresses

register_forms_and_policies()
register_snippet(RegisterGroup)
hooks.register("before_delete_snippet", refuse_deletion_of_used)
hooks.register("register_admin_urls", addresses)
