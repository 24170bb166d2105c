"""The reference site's user: an address, a name to show, a language and a time zone."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from networkapp.host import FORGOTTEN_AT, FORMER_MEMBER
from networkapp.models import this_site


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create the account of this address (kept in lower case); without a password it has none to guess.

        Its time zone is that of the site unless another is given.
        """
        fields.setdefault("time_zone", this_site().zone.key)
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("E-mail address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=120)
    language = models.CharField(_("language of the interface"), max_length=12, default="en")
    time_zone = models.CharField(_("Time zone"), max_length=64, default="UTC")
    guide_put_aside = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Account")
        verbose_name_plural = _("Accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self) -> str:
        if self.email.endswith(FORGOTTEN_AT):
            return str(FORMER_MEMBER)
        return self.display_name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class KnownDevice(models.Model):
    """A browser in which the user signed in before; the key itself is in its cookie alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices", verbose_name=_("Account"))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("known browser")
        verbose_name_plural = _("Known browsers")

    def __str__(self) -> str:
        return f"{self.user}, {self.created_at:%Y-%m-%d}"
