"""Accounts that share no field with those of the reference site: they have a nickname and a mailbox."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class People(BaseUserManager):
    pass


class Person(AbstractBaseUser, PermissionsMixin):
    nickname = models.CharField(max_length=80, unique=True)
    mailbox = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = People()
    USERNAME_FIELD = "nickname"
    EMAIL_FIELD = "mailbox"

    def __str__(self) -> str:
        return self.nickname
