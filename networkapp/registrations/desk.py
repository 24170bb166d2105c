"""The items that the core itself has on the desk."""

from networkapp.desk import desk
from networkapp.links import dead_links
from networkapp.permissions import Action, roles_with
from networkapp.registry import register_attention


def register_parts() -> None:
    register_attention(desk.invitations_that_expire, roles=roles_with(Action.INVITE), order=22)
    register_attention(
        dead_links.desk_items,
        roles=roles_with(Action.EDIT_LIBRARY, Action.EDIT_HOTLINES, Action.EDIT_HANDBOOKS),
        order=50,
    )
