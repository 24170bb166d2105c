"""Criteria as a draft, open for proposals, and put to the countries for positions."""

import pytest

from evaluation.frameworks.agreement import open_proposals
from tests.factories.agreement import Agreeing, make_agreeing


@pytest.fixture
def draft() -> Agreeing:
    return make_agreeing()


@pytest.fixture
def proposing(draft: Agreeing) -> Agreeing:
    open_proposals(framework=draft.framework, user=draft.secretariat)
    return draft


@pytest.fixture
def asked(draft: Agreeing) -> Agreeing:
    draft.ask()
    return draft
