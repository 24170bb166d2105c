"""The steps of the five-minute guides, as a demonstration account can go them in the English interface."""

from home.domain.guide_steps.administrators import ADMINISTRATOR
from home.domain.guide_steps.assessments import DELEGATE, REVIEWER
from home.domain.guide_steps.editors import EDITOR
from home.domain.guide_steps.members import ADVISER, MEMBER
from home.domain.guide_steps.secretariats import CYCLES, SECRETARIAT

GUIDES = {
    guide.slug: guide for guide in (MEMBER, ADVISER, SECRETARIAT, CYCLES, EDITOR, DELEGATE, REVIEWER, ADMINISTRATOR)
}
"""By the last part of their address."""
