"""Settings of the plugin, with their defaults: `NETWORKAPP_<NAME>` in the host's settings."""

from datetime import timedelta
from typing import Any

from django.conf import settings

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

DEFAULTS: dict[str, Any] = {
    # Where links in e-mails begin, such as https://networks.example; empty takes the host of the request.
    "BASE_URL": "",
    # The class that connects the plugins with the host's accounts; it has the methods of the default.
    "HOST_ACCOUNTS": "networkapp.host.HostAccounts",
    # Whether the host's own pages, too, are shown in the language and time zone of their reader.
    "INTERFACE_EVERYWHERE": False,
    # How long the shared parts of a handbook page stay in the cache while nothing changes; 0: not at all.
    "KEEP_SECONDS": 300,
    # How long the review of a handbook draft may take; each step of a workflow can have its own number of days.
    "REVIEW_TIME": timedelta(days=7),
    # How long a check of a hotline is valid; afterwards the page says that the hotline was not checked.
    "HOTLINE_CHECK_TIME": timedelta(days=365),
    # Languages of the help pages, those of the interface among them or not, in the order in which they are offered.
    "HELP_LANGUAGES": (),
    # Languages in which a native speaker has read the texts of the help pages; in all others the pages say so.
    "HELP_LANGUAGES_READ": (),
    # Where the quick exit of the page with hotlines leads: a harmless site in all languages.
    "QUICK_EXIT": "https://www.wikipedia.org/",
    # The minimum time from the opening or extension of a procedure to its deadline.
    "SHORTEST_PROCEDURE": timedelta(hours=1),
    "INVITATION_LIFETIME": timedelta(days=14),
    # How long after posting a message can be edited without a reason, and without a mark beside it.
    "EDIT_WINDOW": timedelta(minutes=15),
    "MESSAGE_MAX_BYTES": 50_000,
    # Attachments: their maximum size, and their maximum number per message.
    "ATTACHMENT_MAX_BYTES": 10_000_000,
    "ATTACHMENTS_PER_MESSAGE": 10,
    # The maximum size of a Word document that an editor imports into a handbook.
    "WORD_MAX_BYTES": 50_000_000,
    # Where uploads are scanned for viruses: clamd at tcp://host:port or unix:///path, or the path of a function from a
    # file to a networkapp.files.scanning.Verdict. If neither is set, nothing is scanned; a scanner without a response
    # refuses.
    "CLAMD": "",
    "VIRUS_SCANNER": "",
    # How long clamd may take for one file, all in all.
    "SCAN_SECONDS": 30.0,
    # The function that checks whether web addresses still work: the path of a function from an address to a
    # networkapp.links.http.LinkState. Empty: no address is checked, and people report dead links.
    "LINK_READER": "networkapp.links.http.look_up",
    # Folders of uploaded files, other than pictures, that everyone may read: Wagtail stores portraits of editors here.
    "OPEN_MEDIA": ("avatar_images/",),
    # The only hosts that get push notifications: the push services of Chrome, Firefox, Safari and Edge.
    "PUSH_SERVICES": (
        "https://fcm.googleapis.com",
        "https://*.push.services.mozilla.com",
        "https://*.push.apple.com",
        "https://*.notify.windows.com",
    ),
    # Where replies to e-mails arrive, such as reply@networks.example; empty: people reply on the site.
    "REPLY_ADDRESS": "",
    # The mailbox in which they arrive: imaps://user:password@mail.example/INBOX; `fetch_replies` empties it.
    "REPLY_MAILBOX": "",
    # The address of the plugin's search page; with another one, the host keeps its own search at /search/.
    "SEARCH_PATH": "search/",
    "TOPIC_PAGE_SIZE": 50,
    # The maximum number of messages in one document of a topic; a longer topic is exported in parts.
    "EXPORT_MESSAGES": 500,
    # Where files of handbooks are stored: a name in STORAGES. They are delivered after a check, never by address.
    "FILE_STORAGE": "default",
    # The maximum number of such files in the queue; people who request another one are asked to come back later.
    "FILES_WAITING": 60,
    # How often one person may do something: at most this number of times in each of these spans; actions that are not
    # listed have no limit.
    "PACE": {
        "messages": ((20, MINUTE), (300, DAY)),
        "topics": ((5, MINUTE), (50, DAY)),
        "edits": ((20, MINUTE), (300, DAY)),
        "reactions": ((60, MINUTE), (1000, DAY)),
        "reports": ((5, MINUTE), (30, DAY)),
        "uploads": ((20, MINUTE), (200, DAY)),
        "emails": ((15, MINUTE), (150, DAY)),
        "notes": ((20, MINUTE), (300, DAY)),
        "proposals": ((20, MINUTE), (200, DAY)),
        "exports": ((6, MINUTE), (60, DAY)),
        # Requests for one calendar subscription.
        "calendars": ((20, MINUTE), (1000, DAY)),
        "files": ((20, MINUTE), (200, DAY)),
        # All visitors together, because they cannot be distinguished.
        "files_of_visitors": ((40, MINUTE), (4000, DAY)),
    },
    # How often a server process looks for new events without a wake-up, and how long a socket may read nothing.
    "POLL_SECONDS": 2.0,
    "STALL_SECONDS": 4.0,
    # Where a POST signs out and redirects to `next`: a URL name or an address, like LOGIN_URL.
    "SIGN_OUT_URL": "wagtailadmin_logout",
    # The host's rule for sockets, such as a second factor: the path of a function from a request to a bool.
    "SOCKET_GUARD": "",
    # Where a user confirms who they are before a binding act: the path of a function from a request to an address of
    # the host, or "" where they need not. A host with a class of its own in HOST_ACCOUNTS overrides `confirm_first`.
    "STEP_UP": "",
    # With a key of `make_vapid_keys`, users can turn on push notifications; the contact address for push services.
    "VAPID_PRIVATE_KEY": "",
    "VAPID_SUBJECT": "",
}


def setting(name: str) -> Any:
    """Return the host's value of a setting, or its default. KeyError for an unknown name."""
    return getattr(settings, f"NETWORKAPP_{name}", DEFAULTS[name])
