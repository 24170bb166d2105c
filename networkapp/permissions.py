"""The permission table of networks, from which two questions are answered.

`Network.objects.where(user, may=action)` returns the networks in which they can; `network.require(user, action)` checks
this one, and asks the first. Roles come from the current seats of a person, never from a flag on the account. Plugins
with actions of their own bring a table of the same form.
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """A person's relation to a network: by its visibility, by the role of a seat in it, or by an office."""

    ANYONE = "anyone"
    """Anybody at all, where the network is public."""
    SEATED = "seated"
    """Everyone who currently holds a seat in any network, if this one is public or open to members."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    ADVISER = "adviser"
    SECRETARIAT = "secretariat"
    EXPERT = "expert"
    OBSERVER = "observer"
    GOVERNMENT = "government"

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    RAPPORTEUR = "rapporteur"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    ASSESSMENT_DELEGATE = "assessment_delegate"
    REVIEWER = "reviewer"


CAPACITIES = frozenset(
    {
        Role.MEMBER,
        Role.SUBSTITUTE,
        Role.ADVISER,
        Role.SECRETARIAT,
        Role.EXPERT,
        Role.OBSERVER,
        Role.GOVERNMENT,
    }
)
OFFICES = frozenset(Role) - CAPACITIES - {Role.ANYONE, Role.SEATED}

# Who can vote, who can only speak, who is a guest: the three styles of a delegation's code.
VOICES = frozenset({Role.MEMBER, Role.SUBSTITUTE})
STAFF = frozenset({Role.ADVISER, Role.SECRETARIAT})
GUESTS = frozenset({Role.EXPERT, Role.OBSERVER})
# Who acts for a delegation, and hears what concerns it alone; a guest or a secretariat that it sent does not.
OF_A_DELEGATION = VOICES | {Role.ADVISER, Role.GOVERNMENT}


class Action(StrEnum):
    """The actions in a network that need permission."""

    SEE = "see"
    """Know that the network exists; read its public face: purpose, delegations, offices."""
    READ = "read"
    """Read its topics and messages, follow them live, open its files."""
    POST = "post"
    OPEN_TOPIC = "open_topic"
    PREPARE = "prepare"
    """Write a message for somebody of the same delegation to release."""
    RELEASE = "release"
    """Post as your own what somebody of the same delegation has prepared; let them finish what you have begun."""
    KEEP_TOPIC = "keep_topic"
    """Rename a topic, close it and reopen it; its opener can, too (see OPENERS)."""
    MANAGE_TOPICS = "manage_topics"
    """Pin and archive topics, move them to another network, share them and take them out again."""
    MODERATE = "moderate"
    """Hide messages and show them again, decide about reports and appeals, read the log of all that."""
    REQUEST_RECEIPT = "request_receipt"
    """Ask every delegation to say that it has seen a message."""
    ACKNOWLEDGE = "acknowledge"
    """Say for one's delegation that it has seen a message."""
    KEEP_NETWORK = "keep_network"
    """Change the settings of the network, such as presence."""
    LIST_SEATS = "list_seats"
    """See who sits in it, by name."""
    INVITE = "invite"
    """Invite to a seat, send again, revoke; change the term or the offices of a seat, end it."""
    RECORD_PARTICIPATION = "record_participation"
    """Record that a delegation is suspended, has withdrawn or takes part again, and correct that."""
    READ_HANDBOOKS = "read_handbooks"
    """Read its handbooks, and the pictures and documents in them."""
    NOTE_TO_DELEGATION = "note_to_delegation"
    """Write notes on its handbooks for one's delegation, and see those of others for it."""
    NOTE_TO_NETWORK = "note_to_network"
    """Write notes on its handbooks for all who read the network; who reads it sees them."""
    EDIT_HANDBOOKS = "edit_handbooks"
    PUBLISH_HANDBOOKS = "publish_handbooks"
    PROPOSE = "propose"
    """Write a proposal, and change your own while it is a draft."""
    AMEND = "amend"
    """Propose other words for a text, in the name of one's delegation."""
    CONSOLIDATE = "consolidate"
    """Decide about amendments, write the consolidated text, and its texts in other languages."""
    OPEN_PROCEDURE = "open_procedure"
    """Put a text to the network, put off its expiry, withdraw it, close it at a meeting."""
    TAKE_POSITION = "take_position"
    """Say, prepare or release what one's delegation holds of a text; only who is on the roll."""
    PREPARE_POSITION = "prepare_position"
    STOP_CLOCK = "stop_clock"
    """Say that a text is missing in a language it has to be there in."""
    STATE = "state"
    """State how your delegation reads a decision, and report its follow-up."""
    DRAFT_STATEMENT = "draft_statement"
    KEEP_DECISIONS = "keep_decisions"
    """Write the outcome statement of a decision, and open what it asks of each delegation."""
    CONDUCT_MEETINGS = "conduct_meetings"
    """Call a meeting, keep its agenda, attendance, speaking list, minutes and actions."""
    ASK_FOR_FLOOR = "ask_for_floor"
    CORRECT_MINUTES = "correct_minutes"
    INQUIRE = "inquire"
    """Write an inquiry, and submit it to your own parliament."""
    KEEP_INQUIRIES = "keep_inquiries"
    """Approve the questions of an inquiry, and file for any parliament what came of it."""
    EDIT_MEETINGS = "edit_meetings"
    """Add, change and delete its meetings in Wagtail's admin."""
    EDIT_LIBRARY = "edit_library"
    """Add, change and delete publications and organisations. They belong to all networks: a seat in any is enough."""
    KEEP_SUBJECTS = "keep_subjects"
    """Add, change, order, retire and merge subjects, which belong to all networks: a seat in any of them will do."""
    EDIT_GLOSSARY = "edit_glossary"
    """Edit the terms of its glossary; those that all networks share, with such a seat in any of them."""
    EDIT_CAMPAIGNS = "edit_campaigns"
    """Edit its campaigns, and record what it did on an awareness day."""
    EDIT_HOTLINES = "edit_hotlines"
    """Keep its hotlines: edit, say that one was checked, withdraw it; those of no network, with such a seat in any."""
    EDIT_REPORTS = "edit_reports"
    """Write and publish its reports in Wagtail's admin."""
    READ_NEWS = "read_news"
    """Read its articles, and who signed them."""
    WRITE_NEWS = "write_news"
    """Write and publish its articles in Wagtail's admin, invite members to sign them, read the record of that."""
    SIGN_NEWS = "sign_news"
    """Be invited to sign an article of it, in your own name."""


_TALKING = VOICES | STAFF | {Role.EXPERT}
_PRESENT = VOICES | STAFF | GUESTS
_LEADING = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARIAT})

ALLOWED: Mapping[Action, frozenset[Role]] = {
    Action.SEE: frozenset(Role),
    Action.READ: _PRESENT,
    Action.POST: _TALKING,
    Action.OPEN_TOPIC: VOICES | STAFF,
    Action.PREPARE: VOICES | {Role.ADVISER},
    Action.RELEASE: VOICES,
    Action.KEEP_TOPIC: _LEADING,
    Action.MANAGE_TOPICS: _LEADING,
    Action.MODERATE: _LEADING,
    Action.REQUEST_RECEIPT: _LEADING,
    Action.ACKNOWLEDGE: VOICES | {Role.ADVISER},
    Action.KEEP_NETWORK: frozenset({Role.SECRETARIAT}),
    Action.LIST_SEATS: _PRESENT | {Role.GOVERNMENT},
    Action.INVITE: frozenset({Role.SECRETARIAT}),
    Action.RECORD_PARTICIPATION: frozenset({Role.SECRETARIAT}),
    Action.READ_HANDBOOKS: frozenset(Role),
    Action.NOTE_TO_DELEGATION: VOICES | {Role.ADVISER},
    Action.NOTE_TO_NETWORK: _TALKING,
    Action.EDIT_HANDBOOKS: frozenset({Role.EDITOR, Role.TRANSLATOR}),
    Action.PUBLISH_HANDBOOKS: frozenset({Role.EDITOR}),
    Action.PROPOSE: VOICES | STAFF,
    Action.AMEND: VOICES,
    Action.CONSOLIDATE: frozenset({Role.RAPPORTEUR}) | _LEADING,
    Action.OPEN_PROCEDURE: _LEADING,
    Action.TAKE_POSITION: VOICES,
    Action.PREPARE_POSITION: VOICES | {Role.ADVISER},
    Action.STOP_CLOCK: VOICES | _LEADING,
    Action.STATE: VOICES,
    Action.DRAFT_STATEMENT: VOICES | {Role.ADVISER},
    Action.KEEP_DECISIONS: _LEADING,
    Action.CONDUCT_MEETINGS: _LEADING,
    Action.ASK_FOR_FLOOR: _TALKING,
    Action.CORRECT_MINUTES: VOICES | {Role.ADVISER},
    Action.INQUIRE: VOICES | STAFF,
    Action.KEEP_INQUIRIES: _LEADING,
    Action.EDIT_MEETINGS: frozenset({Role.EDITOR, Role.SECRETARIAT}),
    Action.EDIT_LIBRARY: frozenset({Role.EDITOR, Role.SECRETARIAT}),
    Action.KEEP_SUBJECTS: frozenset({Role.SECRETARIAT}),
    Action.EDIT_GLOSSARY: frozenset({Role.EDITOR, Role.TRANSLATOR}),
    Action.EDIT_CAMPAIGNS: frozenset({Role.EDITOR, Role.SECRETARIAT}),
    Action.EDIT_HOTLINES: frozenset({Role.EDITOR, Role.SECRETARIAT}),
    Action.EDIT_REPORTS: frozenset({Role.RAPPORTEUR, Role.EDITOR, Role.SECRETARIAT}),
    Action.READ_NEWS: frozenset(Role),
    Action.WRITE_NEWS: frozenset({Role.RAPPORTEUR, Role.EDITOR, Role.SECRETARIAT}),
    Action.SIGN_NEWS: VOICES,
}

# What a seat may also do with a topic that is only shared with its network; all else is decided where it is at home.
TRAVELLING = frozenset({Action.READ, Action.POST, Action.PREPARE, Action.RELEASE, Action.ACKNOWLEDGE})
# What the opener of a topic can do with it without an office, if they can do the other action in its network.
OPENERS: Mapping[Action, Action] = {Action.KEEP_TOPIC: Action.OPEN_TOPIC}


def roles_with(*actions: Action) -> frozenset[Role]:
    """Return the roles that may do at least one of these actions."""
    return frozenset[Role]().union(*(ALLOWED[action] for action in actions))
