"""The addresses that accounts have verified."""

from allauth.account.models import EmailAddress

from networkapp.host import same_address


def verified_as(*, email: str) -> list[EmailAddress]:
    """Return the verified addresses that are `email`, each with its account; at most one, except in older data."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").order_by("pk")
    return [address for address in found if same_address(one=address.email, other=email)]
