"""Networks of parliaments: the core, and an app for each pillar."""

SUITE = (
    "networkapp",
    "networkapp.discussion",
    "networkapp.meetings",
    "networkapp.library",
    "networkapp.handbooks",
    "networkapp.news",
    "networkapp.hotlines",
    "networkapp.campaigns",
    "networkapp.decisions",
    "networkapp.inquiries",
    "networkapp.dossiers",
)
"""The apps, each after those that it needs; a site lists all of them in INSTALLED_APPS."""
