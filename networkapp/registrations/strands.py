"""What the core itself shows along a country, and in its brief."""

from networkapp.overviews import contacts, delegations
from networkapp.registry.overviews import Along, register_strand


def register_all() -> None:
    register_strand(delegations.delegations, along=[Along.COUNTRY], order=10)
    register_strand(contacts.contacts, along=[Along.BRIEF], order=22)
