"""The five-minute guide for editors and translators."""

from django.utils.translation import gettext_lazy as _

from home.domain.guide_steps.places import DESK
from home.domain.guides import Guide, Step
from networkapp.permissions import Role

EDITOR = Guide(
    slug="editor",
    title=_("Guide for editors"),
    says=_("Editors and translators: write a handbook, keep its law and its translations current, publish editions."),
    roles=frozenset({Role.EDITOR, Role.TRANSLATOR}),
    account="editor@demo.example",
    on_phone=False,
    steps=(
        Step(says=_("Your desk names the sections whose law is to be looked at, and the translations behind."), **DESK),
        Step(
            title=_("The law of a section"),
            says=_("Read the source again, then say that the law is unchanged, or write what has changed."),
            address="/desk/",
            press=("role=link[name=/is the law still as described/]",),
            shows="role=heading[name=/the law is unchanged/]",
        ),
        Step(
            title=_("Handbook"),
            says=_("In the editor a handbook is a page with its chapters below it."),
            address="/handbooks/working-handbook/",
            press=("main >> role=link[name='Edit']",),
            shows="role=heading[name=/Working handbook/]",
        ),
        Step(
            title=_("Style guide"),
            says=_("How we write and which parts a section can have stands in the menu of the editor."),
            address="/admin/style-guide/",
            shows="role=heading[name='Style guide']",
        ),
        Step(
            title=_("Translate"),
            says=_(
                "“Translate”, beside a handbook or chapter, makes a draft of it in any language for you to translate."
            ),
            address="/handbooks/working-handbook/",
            press=("main >> role=link[name='Translate']",),
            shows="role=heading[name='Translate this page']",
        ),
        Step(
            title=_("Translation"),
            says=_("A translation stands beside its original, section by section; what is behind is marked."),
            address="/desk/",
            press=("role=link[name=/in Deutsch/]",),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Editions"),
            says=_("An edition keeps the handbook as it is on that day; it can be cited for good."),
            address="/handbooks/working-handbook/",
            press=("role=link[name=/^Edition/]",),
            shows="role=heading[name='Publish the next edition']",
        ),
    ),
)
