"""Errors of the API: one schema for all of them, with messages in the user's language."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError

from networkapp.errors import Refused


class ParameterError(Schema):
    """A parameter that is not valid, and the reason."""

    name: str = Field(description="Name of the parameter.")
    detail: str = Field(description="What is wrong, in a sentence in your language.")


class Problem(Schema):
    """An error. Programs should use `code`, which does not change; `detail` is for people."""

    code: str = Field(description="For example `not_found`, `sign_in`, `invalid_value`, `without_ranking`.")
    detail: str = Field(description="What is wrong, in a sentence in your language.")
    errors: list[ParameterError] = Field([], description="The parameters that are not valid, if any.")


NOT_FOUND = {404: Problem}
NOT_VALID = {422: Problem}
FOR_MEMBERS = {401: Problem, **NOT_FOUND, **NOT_VALID}

ERROR_WORDS: Mapping[str, str | Promise] = {
    "int_parsing": gettext_lazy("Enter a whole number."),
    "int_parsing_size": gettext_lazy("Enter a smaller number."),
    "bool_parsing": gettext_lazy("Enter true or false."),
    "date_from_datetime_parsing": gettext_lazy("Enter a date such as 2026-05-31."),
    "greater_than_equal": gettext_lazy("Enter a number of %(ge)s or more."),
    "less_than_equal": gettext_lazy("Enter a number of %(le)s or less."),
    "string_too_long": gettext_lazy("Use %(max_length)s characters or fewer."),
}


def register_problems(api: NinjaAPI) -> None:
    """Answer every exception that operations of `api` raise with a Problem."""

    def answer(request: HttpRequest, status: int, code: str, detail: str, errors: list[Any] | None = None) -> Any:
        problem = {"code": code, "detail": detail, "errors": errors or []}
        return api.create_response(request, problem, status=status)

    @api.exception_handler(Http404)
    def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", _("Not found, or you do not have access."))

    @api.exception_handler(AuthenticationError)
    def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, 401, "sign_in", _("Sign in first. Only members have access."))

    @api.exception_handler(PermissionDenied)
    def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return answer(request, 403, "not_allowed", _("You do not have permission to do that here."))

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return answer(request, 422, error.code, str(error))

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [_parameter_error(found) for found in error.errors]
        return answer(request, 422, "invalid_value", _("Some parameters in the address are not valid."), errors)


def _parameter_error(found: Mapping[str, Any]) -> dict[str, str]:
    words = ERROR_WORDS.get(found["type"], gettext_lazy("Enter a valid value."))
    return {"name": str(found["loc"][-1]), "detail": str(words) % found.get("ctx", {})}
