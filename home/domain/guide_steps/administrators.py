"""The five-minute guide for site administrators, from an empty site to networks that run themselves."""

from django.utils.translation import gettext_lazy as _

from home.domain.guides import Guide, Step

NETWORKS = "/admin/snippets/networkapp/network/"
MORE = ("role=button[name=/More options for .Joint Baltic Sea network/]",)

ADMINISTRATOR = Guide(
    slug="administrator",
    title=_("Guide for site administrators"),
    says=_("Set up a new site, give each network its first seats, and hand over to the secretariats."),
    roles=frozenset(),
    is_for_administrators=True,
    account="administrator@demo.example",
    on_phone=False,
    steps=(
        Step(
            title=_("First steps"),
            says=_("Work through the list to set up the site. Each line links to its page."),
            address="/desk/first-steps/",
            shows="role=heading[name='First steps']",
        ),
        Step(
            title=_("This site"),
            says=_("Set the name, languages, time zone and colour, and choose the parts you need."),
            address="/admin/settings/networkapp/sitesettings/",
            shows="role=heading[name=/This site/]",
        ),
        Step(
            title=_("Subjects"),
            says=_("Add the subjects of your networks. Chapters, inquiries and meetings point to them."),
            address="/admin/snippets/networkapp/subject/",
            shows="role=heading[name=/Subjects/]",
        ),
        Step(
            title=_("Delegations"),
            says=_("Add each parliament or body that takes part."),
            address="/admin/snippets/networkapp/delegation/",
            shows="role=heading[name=/Delegations/]",
        ),
        Step(
            title=_("Networks"),
            says=_("Choose its delegations and who can read it."),
            address=f"{NETWORKS}add/",
            shows="#id_name",
        ),
        Step(
            title=_("First seats"),
            says=_("Invite the secretariat of each network by e-mail."),
            address=NETWORKS,
            press=MORE,
            shows="role=link[name='First seats']",
        ),
        Step(
            title=_("Front page"),
            says=_("Write the front page. Other pages are under “Pages”."),
            address="/desk/first-steps/",
            press=("role=link[name='Write the front page']",),
            shows="role=heading >> nth=0",
        ),
        Step(
            title=_("Handing over"),
            says=_("Once a network has a secretariat, it invites everyone else."),
            address=NETWORKS,
            press=(*MORE, "role=link[name='First seats']"),
            shows="text=This network has a secretariat",
        ),
    ),
)
