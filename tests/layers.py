"""Which modules of the plugins are a boundary: they clean input, call one function of the domain, and
answer.
"""

BOUNDARY = frozenset(
    {
        *("admin", "api", "apps", "checks", "consumers", "editing", "forms", "management", "middleware"),
        *("draft_mails", "page_guards", "review_names"),
        *(
            "migrations",
            "models",
            "redirects",
            "registrations",
            "routing",
            "templatetags",
            "urls",
            "views",
            "wagtail_hooks",
        ),
    }
)
TOOLS = frozenset({"db", "documents", "events", "exchange", "four_eyes", "registry", "scoring", "text", "values"})
"""What knows nothing of networks and their rules."""


def is_domain(module: str) -> bool:
    """Return whether this module of a plugin, by its dotted name, belongs to the domain."""
    plugin, *parts = module.split(".")
    if plugin not in ("networkapp", "evaluation") or not parts or parts[0] in TOOLS or "live" in parts[:2]:
        return False
    return (BOUNDARY | {"rules"}).isdisjoint(parts[1:] if parts[0] == "editing" else parts)
