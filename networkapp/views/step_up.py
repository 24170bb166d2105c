"""Where somebody first confirms that it is herself, before an act that binds her delegation."""

from django.http import HttpRequest
from django.utils.module_loading import import_string

from networkapp.conf import setting
from networkapp.models import Proposal, ProposalState


def confirm_first(request: HttpRequest) -> str:
    """The address to go to before, by the host's own rule (NETWORKAPP_STEP_UP); empty, where there is none to go to."""
    rule = setting("STEP_UP")
    return str(import_string(rule)(request)) if rule else ""


def confirm_breaking(request: HttpRequest, proposal: Proposal) -> str:
    """Where somebody first confirms that it is herself: an amendment to a text that is decided on breaks its silence,
    as an objection does. Empty, where she need not."""
    return confirm_first(request) if proposal.state == ProposalState.OPEN else ""
