"""How allauth's second step names this site: to authenticator apps and to browsers that store passkeys."""

from allauth.mfa.adapter import DefaultMFAAdapter

from networkapp.models import this_site


class MFAAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        """Return the name of this site; allauth also gives it to browsers as that of the relying party."""
        return str(this_site().local_name)
