"""Sections of an assessment in other hands."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from evaluation.assessments.sections import ContributorDetails, accept_sections, assign_sections
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Criterion, Cycle, Recommendation, SectionHolder
from networkapp.host import Newcomer, host_accounts
from tests.factories.assessments import Work, draft_framework, make_work

ADDRESS = "person@ministry.example"


def two_sections() -> Work:
    """Return the world of `make_work` with a second recommendation, whose criteria 2.1 and 2.2 are yes or no."""
    framework = draft_framework()
    second = Recommendation.objects.create(framework=framework, code=2, title="Recommendation two")
    scored = {"recommendation": second, "kind": "yes_no", "scored": True}
    Criterion.objects.create(series_id="2.1", title="Criterion 2.1", essential=True, **scored)
    Criterion.objects.create(series_id="2.2", title="Criterion 2.2", position=1, **scored)
    return make_work(framework=adopt_framework(framework=framework, decision="By the conference"))


def sections_of(work: Work, *codes: int) -> list[Recommendation]:
    found = Recommendation.objects.filter(framework=work.framework).order_by("code")
    return list(found.filter(code__in=codes) if codes else found)


def give(
    work: Work, *codes: int, by: Any = None, due_at: datetime | None = None, email: str = ADDRESS
) -> SectionHolder:
    return assign_sections(
        assessment=work.assessment,
        person=ContributorDetails(email=email, name="A person", body="A ministry"),
        sections=sections_of(work, *codes) if codes else [],
        due_at=due_at or timezone.now() + timedelta(days=10),
        user=by or work.delegate,
        base_url="https://site.example",
    )


def account(email: str = ADDRESS) -> Any:
    """Create an account without a seat, whose address is verified."""
    newcomer = Newcomer(name="A person", language="en", time_zone="Europe/Helsinki", password="not to be guessed")
    return host_accounts().find(email) or host_accounts().create(email, newcomer)


def holder_of(work: Work, *codes: int, **kwargs: Any) -> SectionHolder:
    """Assign these sections and return their contributor, who has accepted."""
    holder = give(work, *codes, **kwargs)
    return accept_sections(invitation=holder, user=account(holder.email))


def link_in(text: str) -> str:
    """The secret of the link in an e-mail."""
    [secret] = re.findall(r"/evaluation/sections/link/([\w-]+)/", text)
    return str(secret)


def ends_in(work: Work, span: timedelta) -> None:
    """The cycle closes then."""
    moment = timezone.now() + span
    Cycle.objects.filter(pk=work.assessment.cycle_id).update(due_at=moment, locks_at=moment)
