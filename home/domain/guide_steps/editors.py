"""The five-minute guide for editors and translators."""

from django.utils.translation import gettext_lazy as _

from home.domain.guide_steps.places import DESK
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

EDITOR = Guide(
    slug="editor",
    title=_("Guide for editors"),
    says=_("Editors and translators: write handbooks, keep law and translations up to date, and publish editions."),
    roles=frozenset({Role.EDITOR, Role.TRANSLATOR}),
    account="editor@demo.example",
    on_phone=False,
    steps=(
        Step(says=_("Your desk lists sections due for legal review and outdated translations."), **DESK),
        Step(
            title=_("Legal review"),
            says=_("Check the source, then confirm that the law is unchanged or describe changes."),
            address="/desk/",
            press=("role=link[name=/Review the law in chapter/]",),
            shows="role=heading[name='Confirm law date']",
        ),
        Step(
            title=_("Handbook"),
            says=_("In the editor, a handbook is a page with its chapters below it."),
            address="/handbooks/working-handbook/",
            press=("main >> role=link[name='Edit']",),
            shows="role=heading[name=/Working handbook/]",
        ),
        Step(
            title=_("Style guide"),
            says=_("The editor’s menu has the style guide: how to write, and which parts a section can have."),
            address="/admin/style-guide/",
            shows="role=heading[name='Style guide']",
        ),
        Step(
            title=_("Translate"),
            says=_("Select “Translate” on a handbook or chapter to create a draft in any language."),
            address="/handbooks/working-handbook/",
            press=("main >> role=link[name='Translate']",),
            shows="role=heading[name='Translate this page']",
        ),
        Step(
            title=_("Translation"),
            says=_("The translation is shown beside the original, section by section. Outdated sections are marked."),
            address="/desk/",
            press=(r"role=link[name=/\(Deutsch\)/]",),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Editions"),
            says=_("An edition is the whole handbook on one day. It never changes and keeps its address."),
            address="/handbooks/working-handbook/",
            press=("role=link[name=/^Edition/]",),
            shows="role=heading[name='New edition']",
        ),
    ),
)
