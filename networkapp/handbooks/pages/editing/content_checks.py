"""Wagtail's content checks with rules of ours, run while a page is edited; each says what to do.

Rules are axe's: a selector says what is wrong, and static/networkapp/js/content_checks.js marks what none can find.
They stop nobody from publishing; a picture without an alternative text does that, in its form. How readable a text is,
Wagtail counts itself.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

NEVER_MATCHED_RULE = {"nodeName": "nothing-is-called-so"}


def axe_rule(known: str, selector: str, impact: str) -> dict[str, Any]:
    """Return a rule for axe that reports every element that `selector` finds."""
    rule = {"id": known, "impact": impact, "selector": selector}
    return {**rule, "tags": ["best-practice"], "enabled": True, "any": ["nothing-passes"]}


class HandbookContentChecks(ContentCheckerItem):
    """Wagtail's checks of what is written, without the skin around it, and ours."""

    # One selector: axe refuses to run where one of several finds nothing, and not every site has a main element.
    # Where there is one, what the site says around it is not the editor's.
    axe_include: ClassVar = ["main, .networkapp:not(:has(main))"]
    axe_run_only: ClassVar = [
        *(known for known in ContentCheckerItem.axe_run_only if known != "empty-meta-description"),
        *("image-alt", "link-says-nothing", "link-leads-nowhere", "address-without-https", "sentence-too-long"),
        "law-undecided",
    ]
    axe_custom_rules: ClassVar = [
        *(known for known in ContentCheckerItem.axe_custom_rules if known["id"] != "empty-meta-description"),
        axe_rule("link-says-nothing", "main a[data-says-nothing]", "moderate"),
        axe_rule("link-leads-nowhere", "main a:not([href]):not([id]):not([name])", "serious"),
        axe_rule("address-without-https", 'main a[href^="http:"]', "moderate"),
        axe_rule("sentence-too-long", "main [data-long-sentence]", "minor"),
        axe_rule("law-undecided", "main [data-law-undecided]", "moderate"),
    ]
    axe_custom_checks: ClassVar = [
        *ContentCheckerItem.axe_custom_checks,
        {"id": "nothing-passes", "evaluate": "matches-definition-evaluate", "options": {"matcher": NEVER_MATCHED_RULE}},
    ]
    axe_messages: ClassVar = {
        **ContentCheckerItem.axe_messages,
        "image-alt": {
            "error_name": _("A picture has no alternative text"),
            "help_text": _("Describe the picture in one sentence. The page cannot be published without it."),
        },
        "link-says-nothing": {
            "error_name": _("A link text is unclear"),
            "help_text": _("Use link text that names the target, for example “the 2023 report”."),
        },
        "link-leads-nowhere": {
            "error_name": _("A link leads to a page that is deleted or not published"),
            "help_text": _("Link to another page, publish the page, or remove the link."),
        },
        "address-without-https": {
            "error_name": _("A link without https"),
            "help_text": _("Use https if the page works with it."),
        },
        "sentence-too-long": {
            "error_name": _("A sentence is too long"),
            "help_text": _("The sentence has more than 35 words. Split it, and put each verb early."),
        },
        "law-undecided": {
            "error_name": _("The legal content of a section is not yet decided"),
            "help_text": _("Enter a law date, or clear the mark if the section has no legal content."),
        },
    }
