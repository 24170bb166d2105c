"""The first steps of a new site that evaluation adds: criteria, and the first cycle."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.assessments.cycles import networks_where
from evaluation.models import Cycle, Framework, FrameworkStatus
from evaluation.permissions import Action
from networkapp.models import this_site
from networkapp.registry.site_administration import FirstStep, StepState, register_first_step
from networkapp.registry.site_parts import SitePart
from networkapp.users import AnyUser


def criteria() -> StepState | None:
    """Return the state of the step "criteria", done when some are adopted; None if the site has no evaluation."""
    if not this_site().shows(SitePart.EVALUATION):
        return None
    states = list(Framework.objects.values_list("status", flat=True))
    adopted = states.count(FrameworkStatus.ADOPTED)
    if adopted:
        words = ngettext("%(n)s version adopted", "%(n)s versions adopted", adopted) % {"n": adopted}
    elif states:
        words = _("Draft, not adopted yet")
    else:
        words = _("No criteria yet. The secretariat of a network can start a draft.")
    return StepState(words=words, is_done=bool(adopted))


def cycle() -> StepState | None:
    """Return the state of the step "cycle", done when one was opened; None if the site has no evaluation."""
    if not this_site().shows(SitePart.EVALUATION):
        return None
    number = Cycle.objects.count()
    opened = ngettext("%(n)s cycle", "%(n)s cycles", number) % {"n": number}
    none = _("No cycles yet. Cycles of your networks appear here.")
    return StepState(words=opened if number else none, is_done=number > 0)


def cycles_address(user: AnyUser) -> str:
    """Return the list of cycles, where a seat of `user` opens it; else the overview, which names the next step."""
    may = networks_where(user=user, may=Action.READ_CYCLES).exists()
    return reverse("evaluation:cycles" if may else "evaluation:overview")


def register_steps() -> None:
    """Register the first steps of the evaluation: agreeing on criteria, and opening the first cycle."""
    register_first_step(
        FirstStep(
            key="criteria",
            title=gettext_lazy("Agree on criteria"),
            order=80,
            state=criteria,
            address=lambda _user: reverse("evaluation:frameworks"),
        )
    )
    register_first_step(
        FirstStep(
            key="cycle",
            title=gettext_lazy("Open a cycle"),
            order=90,
            state=cycle,
            address=cycles_address,
        )
    )
