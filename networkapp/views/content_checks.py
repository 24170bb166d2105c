"""What Wagtail's content checks look at beside its own rules, while a page is written; each says what to do.

Rules are axe's: a selector says where to look, a check what may not be there (axe knows no sentences, so that
static/networkapp/js/sentences.js marks those that are too long). They stop nobody from publishing; a
picture without an alternative text does that, in its form. How readable a text is, Wagtail counts itself.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

EMPTY_LINKS = (
    *("[Cc]lick here", "[Hh]ere", "[Mm]ore", "[Rr]ead more", "[Ll]ink", "[Tt]his link"),
    *("[Hh]ier", "[Mm]ehr", "[Mm]ehr lesen", "[Kk]licken Sie hier"),
    *("[Зз]десь", "[Тт]ут", "[Дд]алее", "[Пп]одробнее", "[Сс]сылка"),
    *("[Tt]äällä", "[Tt]ästä", "[Ll]ue lisää", "[Hh]är", "[Ll]äs mer", "[Hh]er", "[Ll]es mer", "[Ll]æs mere", "[Hh]ér"),
    *("[Ss]iin", "[Ll]oe edasi", "[Šš]eit", "[Čč]ia", "[Tt]utaj", "[Tt]u", "[Ww]ięcej"),
)
"""What says nothing of where a link leads, in the languages of the region."""
NOWHERE = {"nodeName": "nothing-is-called-so"}


def never(known: str) -> dict[str, Any]:
    """A check that nothing passes: what its rule selects is wrong already."""
    return {"id": known, "evaluate": "matches-definition-evaluate", "options": {"matcher": NOWHERE}}


def without(known: str, **matcher: Any) -> dict[str, Any]:
    """A check that everything passes but what the `matcher` of axe fits."""
    return {"id": known, "evaluate": "matches-definition-evaluate", "options": {"matcher": matcher}}


def rule(known: str, selector: str, impact: str, **checks: list[str]) -> dict[str, Any]:
    return {"id": known, "impact": impact, "selector": selector, "tags": ["best-practice"], "enabled": True, **checks}


class Checks(ContentCheckerItem):
    """Wagtail's checks of what is written, without the skin around it, and ours."""

    axe_include: ClassVar = ["main"]
    axe_run_only: ClassVar = [
        *(known for known in ContentCheckerItem.axe_run_only if known != "empty-meta-description"),
        *("image-alt", "link-says-nothing", "link-leads-nowhere", "address-without-https", "sentence-too-long"),
    ]
    axe_custom_rules: ClassVar = [
        *(known for known in ContentCheckerItem.axe_custom_rules if known["id"] != "empty-meta-description"),
        rule("link-says-nothing", "main a", "moderate", none=["is-an-empty-word"]),
        rule("link-leads-nowhere", "main a:not([href]):not([id]):not([name])", "serious", any=["nothing-passes"]),
        rule("address-without-https", 'main a[href^="http:"]', "moderate", any=["nothing-passes"]),
        rule("sentence-too-long", "main [data-long-sentence]", "minor", any=["nothing-passes"]),
    ]
    axe_custom_checks: ClassVar = [
        *ContentCheckerItem.axe_custom_checks,
        never("nothing-passes"),
        without("is-an-empty-word", accessibleName=rf"/^\s*({'|'.join(EMPTY_LINKS)})[\s.…→»]*$/"),
    ]
    axe_messages: ClassVar = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("A picture has no alternative text"),
            "help_text": _("Say in a sentence what it tells. Without it the page is not published."),
        },
        "link-says-nothing": {
            "error_name": _("A link does not say where it leads"),
            "help_text": _("Put the link on the words that name what is there, as in “the report of 2023”."),
        },
        "link-leads-nowhere": {
            "error_name": _("A link leads to a page that is gone"),
            "help_text": _("Choose the page that took its place, or take the link out."),
        },
        "address-without-https": {
            "error_name": _("An address without https"),
            "help_text": _("See whether it also works with https, and write it so."),
        },
        "sentence-too-long": {
            "error_name": _("A sentence is too long"),
            "help_text": _("It has more than 35 words. Make two of it; the verb stands early in each."),
        },
    }
