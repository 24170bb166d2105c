"""The addresses of networkapp that hold a secret."""

from networkapp.registry.secret_addresses import register_secret_address


def register_all() -> None:
    register_secret_address("networkapp:administrator_invitation")
    register_secret_address("networkapp:invitation")
    register_secret_address("networkapp:unsubscribe")
