"""Criteria as a draft, open for proposals, and put to the countries for positions."""

from evaluation.frameworks.agreement import open_proposals
from tests.factories.agreement import Agreeing, make_agreeing
from tests.worlds import world


@world
def draft() -> Agreeing:
    return make_agreeing()


@world
def proposing(draft: Agreeing) -> Agreeing:
    open_proposals(framework=draft.framework, user=draft.secretariat)
    return draft


@world
def consulting(draft: Agreeing) -> Agreeing:
    draft.ask()
    return draft
