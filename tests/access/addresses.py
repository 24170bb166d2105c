"""Which address needs which action. Add a row for each new view, or the tests of completeness fail."""

from collections.abc import Mapping
from typing import Any

from evaluation.permissions import Action as Assess
from networkapp.permissions import Action
from tests.access.address import AnyAction
from tests.access.assessments import ASSESSMENTS
from tests.access.decisions import DECISIONS
from tests.access.discussion import DISCUSSION
from tests.access.frameworks import FRAMEWORKS
from tests.access.inquiries import INQUIRIES
from tests.access.meetings import MEETINGS
from tests.access.networks import NETWORKS
from tests.access.notes import NOTES
from tests.access.procedures import PROCEDURES
from tests.access.proposals import PROPOSALS
from tests.access.thread import THREAD

ADDRESSES = (
    *(*NETWORKS, *MEETINGS, *PROPOSALS, *PROCEDURES, *DECISIONS, *NOTES, *DISCUSSION, *THREAD),
    *(*INQUIRIES, *ASSESSMENTS, *FRAMEWORKS),
)

# Public addresses. Lists among them are checked in LISTS; the others contain nothing that a network restricts.
PUBLIC: Mapping[str, list[Any]] = {
    "networkapp:networks": [],
    "networkapp:meetings": [],
    "networkapp:campaigns": [],
    "networkapp:days": [],
    "networkapp:day": ["a-day"],
    "networkapp:day_in_year": ["a-day", 2026],
    "networkapp:decisions": [],
    "networkapp:follow_ups": [],
    "networkapp:calendar": [],
    "networkapp:calendar_month": [2026, 1],
    "networkapp:inquiries": [],
    "networkapp:parliament_instruments": [],
    "networkapp:search": [],
    "networkapp:signed_out": [],
    "networkapp:site_colours": [1],
    "networkapp:subjects": [],
    "networkapp:countries": [],
    "networkapp:help_start": ["vi"],
    "networkapp:help_page": ["fi", "vi"],
    "networkapp:news_feed": ["en"],
    "networkapp:library": [],
    "networkapp:glossary": [],
    "networkapp:references": ["json"],
    "networkapp:catalogue": [],
    "networkapp:organisations": [],
    "networkapp:set_interface_language": [],
    "networkapp:push_worker": [],
    "networkapp:handbooks_worker": [],
    "networkapp:on_this_device": [],
    "networkapp:copies_standing": [],
    "evaluation:overview": [],
    "evaluation:method": [],
    "evaluation:frameworks": [],
    "evaluation:data": [],
    "evaluation:data_package": [],
    "evaluation:data_catalogue": [],
    "evaluation:data_structure": [],
    "evaluation:data_table": ["answers", "json"],
    "evaluation:data_csvw": ["answers"],
    "evaluation:reports": [],
    "evaluation:treaties": [],
    "evaluation:treaty_country": ["xa"],
    "evaluation:findings": ["xa"],
    "evaluation:follow_up": [1],
    "evaluation:recommendation": [1],
}
# Public addresses that redirect, with the public page that each leads to.
PUBLIC_REDIRECTS: Mapping[str, tuple[list[Any], str]] = {
    "networkapp:help": ([], "/help/all/en/"),
    "networkapp:help_everywhere": ([], "/help/all/en/"),
    "networkapp:help_country": (["fi"], "/help/fi/en/"),
    "networkapp:help_in_language": (["ru"], "/help/all/ru/"),
}
# Public addresses of things that do not exist from the beginning.
PUBLIC_THINGS = {
    "networkapp:organisation",
    "networkapp:publication",
    "networkapp:subject",
    "networkapp:network_feed",
    "networkapp:subject_feed",
    "networkapp:editions_feed",
    "networkapp:country",
    "networkapp:delegation",
    "networkapp:card_picture",
    "evaluation:instrument",
    "evaluation:observations",
    "evaluation:bands_chart",
    "evaluation:country_chart",
    "evaluation:recommendation_chart",
    "evaluation:share_bands_chart",
    "evaluation:share_country_chart",
    "evaluation:share_recommendation_chart",
    "evaluation:data_version",
    "evaluation:data_version_csvw",
    "evaluation:data_version_package",
    "evaluation:data_version_structure",
    "evaluation:data_version_table",
    "evaluation:report_file",
    "evaluation:report_version_file",
    "evaluation:country_report",
    "evaluation:country_report_file",
}
# Addresses of the signed-in reader's own data.
OWN = {
    "networkapp:desk",
    "networkapp:all_topics",
    "networkapp:notes",
    "networkapp:notifications",
    "networkapp:notification_settings",
    "networkapp:own_data",
    "networkapp:own_seats",
    "networkapp:calendar_feed",
    "networkapp:reading_list",
    "networkapp:own_data_file",
    "evaluation:assessments",
    "evaluation:own_sections",
    "evaluation:peer_reviews",
}
# Signed-in readers do this to their own data, by POST; the expected response to an empty form.
OWN_ACTS = {
    "networkapp:devices": "422",
    "networkapp:remove_device": "302",
    "networkapp:withdraw_own_messages": "302",
}
# Lists of what the reader oversees, for people who oversee something; people who manage criteria in any network can
# start a version.
OVERSEERS = {
    "evaluation:oversight", "evaluation:first_version", "evaluation:next_version", "evaluation:reviews_overseen",
    "evaluation:cycles",
}  # fmt: skip
# For the author and the approver of a prepared message; tests/networkapp/discussion/views/test_prepared.py tests who
# else is refused.
FOR_TWO = {
    "networkapp:prepared",
    "networkapp:release_prepared",
    "networkapp:prepare_again",
    "networkapp:send_back_prepared",
    "networkapp:take_back_prepared",
}
# For the proposer; tests/evaluation/frameworks/test_agreement_proposals.py tests who may not.
FOR_TWO |= {"evaluation:withdraw_proposal"}
# For the person who imported a Word document; tests/networkapp/handbooks/word_import/test_importing.py tests who does
# not find it.
FOR_TWO |= {"networkapp:word_import"}
# For the author of a note; tests/networkapp/handbooks/notes/test_writing.py tests who may not.
FOR_TWO |= {"networkapp:body_note", "networkapp:share_note"}
# For the author and the approver of a drafted position; tests/networkapp/decisions/views/test_procedures.py tests who
# is refused.
FOR_TWO |= {
    f"networkapp:{name}"
    for name in (
        *("prepared_position", "release_position", "prepare_position_again"),
        *("send_back_position", "take_back_position"),
    )
}
# For the delegation it was drafted for; tests/networkapp/decisions/procedures/test_statements.py tests who is
# refused.
FOR_TWO |= {"networkapp:prepared_statement"}
# For the delegation of the amendment; tests/networkapp/decisions/proposals/test_amendments.py tests who is refused.
FOR_TWO |= {"networkapp:withdraw_amendment"}
# For the author and the approver of a prepared amendment; tests/networkapp/decisions/views/test_proposals.py tests
# who is refused.
FOR_TWO |= {
    "networkapp:prepared_amendment",
    "networkapp:release_amendment",
    "networkapp:send_amendment_back",
    "networkapp:take_amendment_back",
}
# For people who complete the brief of their country, and the brief as a file;
# tests/networkapp/core/views/test_country_briefs.py tests who may not.
FOR_TWO |= {"networkapp:country_brief_section", "networkapp:country_brief_file"}
# For people with the secret of an e-mail; tests of invitations and of notifications test what it opens.
BY_SECRET = {
    "networkapp:administrator_invitation",
    "networkapp:invitation",
    "networkapp:unsubscribe",
    "evaluation:section_link",
}
# tests/networkapp/meetings/test_feeds.py tests what the secret of a calendar opens.
BY_SECRET |= {"networkapp:calendar_feed_file"}

# For people who can see exactly what a pack contains; tests/networkapp/meetings/packs/test_packs.py tests who may not.
FOR_TWO |= {"networkapp:meeting_pack_file", "networkapp:meeting_pack_copy"}

# For site administrators; tests/networkapp/core/views/test_first_steps.py tests who is refused.
FOR_TWO |= {"networkapp:first_steps"}

# Lists that everybody can open: the bait of a network is in them for people who may do this there.
LISTS: Mapping[str, tuple[str, AnyAction]] = {
    "/evaluation/cycles/": ("/evaluation/cycles/the-{visibility}-one/", Assess.READ_CYCLES),
    "/networks/": ("the-{visibility}-one", Action.SEE),
    "/meetings/": ("Meeting {bait}", Action.SEE),
    "/campaigns/": ("Campaign {bait}", Action.SEE),
    "/days/a-day/2026/": ("Deed {bait}", Action.SEE),
    "/decisions/": ("Decision {bait}", Action.SEE),
    "/decisions/follow-up/": ("Task {bait}", Action.SEE),
    "/calendar/2026/1/": ("Meeting {bait}", Action.SEE),
    "/inquiries/": ("Inquiry {bait}", Action.SEE),
    "/handbooks/glossary/": ("Term {bait}", Action.READ_HANDBOOKS),
    "/handbooks/": ("Handbook {bait}", Action.READ_HANDBOOKS),
    "/news/": ("Article {bait}", Action.READ_NEWS),
    "/evaluation/": ("The {visibility} one", Action.SEE),
    "/evaluation/frameworks/": ("Criteria {bait}", Assess.READ_DRAFT),
}
# What the search box finds, by kind of thing.
FOUND: Mapping[str, AnyAction | None] = {
    "handbooks": Action.READ_HANDBOOKS,
    "glossary": Action.READ_HANDBOOKS,
    "campaigns": Action.SEE,
    "days": Action.SEE,
    "reports": Action.SEE,
    "news": Action.READ_NEWS,
    "meetings": Action.SEE,
    "minutes": Action.READ,
    "inquiries": Action.SEE,
    "decisions": Action.SEE,
    "topics": Action.READ,
    "messages": Action.READ,
    "papers": Action.READ,
    "proposals": Action.READ,
    "pages": None,
    "library": None,
    "organisations": None,
    "subjects": None,
    "countries": None,
    "hotlines": None,
    "evaluation": None,
}
# Each socket by its route, with the action it needs; the socket of a user accepts every signed-in user. Tested with
# commits in tests/evaluation/assessments/test_socket_access.py.
SOCKETS: Mapping[str, tuple[AnyAction, ...]] = {
    "ws/desk/": (),
    "ws/networks/<slug:slug>/": (Action.READ,),
    "ws/evaluation/<int:pk>/": (Assess.READ, Assess.WORK_ON_SECTION),
}
