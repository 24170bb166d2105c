"""The first steps of a new site, on the desk of its administrators until they are done or put away."""

from dataclasses import dataclass

from networkapp.administration.rights import MEMBERS, is_site_administrator, require_administrator
from networkapp.models import FirstStepsPutAway
from networkapp.registry.site_administration import first_steps
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """A step as a site administrator sees it: what is there, and where to do it."""

    key: str
    title: str
    words: str
    url: str
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class FirstSteps:
    """The first steps of a new site, as a site administrator sees them."""

    lines: tuple[StepLine, ...]

    @property
    def done(self) -> int:
        return sum(line.is_done for line in self.lines)

    @property
    def are_done(self) -> bool:
        return self.done == len(self.lines)


def first_steps_for(*, user: AnyUser) -> FirstSteps:
    """Return all steps with what is there of each; NotAllowed for anyone but site administrators."""
    require_administrator(user)
    return _steps(user)


def steps_on_desk(*, user: AnyUser) -> FirstSteps | None:
    """Return the steps, for a site administrator who has not put them away, until all are done; else None."""
    if not user.is_superuser and user.pk not in MEMBERS.get():
        return None
    if not is_site_administrator(user) or are_first_steps_hidden(user=user):
        return None
    found = _steps(user)
    return None if found.are_done else found


def are_first_steps_hidden(*, user: User) -> bool:
    """Return whether `user` has hidden the first steps on their desk."""
    return FirstStepsPutAway.objects.filter(user=user).exists()


def hide_first_steps(*, user: User) -> None:
    """Hide the first steps on the desk of `user`. NotAllowed for anyone but site administrators."""
    require_administrator(user)
    FirstStepsPutAway.objects.get_or_create(user=user)


def show_first_steps_again(*, user: User) -> None:
    """Show the first steps on the desk of `user` until they are done. NotAllowed for anyone but site administrators."""
    require_administrator(user)
    FirstStepsPutAway.objects.filter(user=user).delete()


def _steps(user: AnyUser) -> FirstSteps:
    steps = ((step, step.state()) for step in sorted(first_steps.values(), key=lambda one: one.order))
    return FirstSteps(
        lines=tuple(
            StepLine(
                key=step.key,
                title=str(step.title),
                words=state.words,
                url=step.address(user),
                is_done=state.is_done,
            )
            for step, state in steps
            if state is not None
        )
    )
