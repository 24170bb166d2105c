"""Where somebody first confirms that it is herself, before an act that binds her delegation."""

from django.http import HttpRequest
from django.utils.module_loading import import_string

from networkapp.conf import setting


def confirm_first(request: HttpRequest) -> str:
    """The address to go to before, by the host's own rule (NETWORKAPP_STEP_UP); empty, where there is none to go to."""
    rule = setting("STEP_UP")
    return str(import_string(rule)(request)) if rule else ""
