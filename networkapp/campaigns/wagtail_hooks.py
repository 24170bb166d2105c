"""Campaigns and awareness days in Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from networkapp.campaigns.editing import CampaignGroup, refuse_to_delete_used_days
from networkapp.campaigns.forms.campaigns import CampaignForm
from networkapp.campaigns.forms.days import DayActivityEditForm, DayForm
from networkapp.campaigns.models import AwarenessDay, Campaign, DayActivity
from networkapp.editing.permission_policies import TablePolicy
from networkapp.permissions import Action
from networkapp.policies import register_policy

# Here, since models know no forms.
Campaign.base_form_class = CampaignForm
AwarenessDay.base_form_class = DayForm
DayActivity.base_form_class = DayActivityEditForm
for of_network in (Campaign, DayActivity):
    register_policy(of_network, TablePolicy(of_network, may=Action.EDIT_CAMPAIGNS, network="network"))
register_policy(AwarenessDay, TablePolicy(AwarenessDay, may=Action.EDIT_CAMPAIGNS))
hooks.register("before_delete_snippet", refuse_to_delete_used_days)
register_snippet(CampaignGroup)
