"""The engine's errors, each with the HTTP status that a request answers with."""

from __future__ import annotations


class ValidationError(Exception):
    """A rule refuses what was asked; nothing has changed."""

    http_status_code = 417


class FrappeTypeError(TypeError):
    http_status_code = 417


class AuthenticationError(Exception):
    http_status_code = 401


class SessionExpired(Exception):
    http_status_code = 401


class PermissionError(Exception):
    http_status_code = 403


class DoesNotExistError(ValidationError):
    http_status_code = 404


class PageDoesNotExistError(ValidationError):
    http_status_code = 404


class NameError(Exception):
    http_status_code = 409


class DuplicateEntryError(NameError):
    pass


class OutgoingEmailError(Exception):
    http_status_code = 501


class SessionStopped(Exception):
    http_status_code = 503


class UnsupportedMediaType(Exception):
    http_status_code = 415


class CSRFTokenError(Exception):
    http_status_code = 400


class InvalidAuthorizationHeader(CSRFTokenError):
    pass


class InvalidAuthorizationPrefix(CSRFTokenError):
    pass


class InvalidAuthorizationToken(CSRFTokenError):
    pass


class TooManyRequestsError(Exception):
    http_status_code = 429


class RateLimitExceededError(ValidationError):
    http_status_code = 429


class Redirect(Exception):
    def __init__(self, http_status_code: int = 301) -> None:
        super().__init__()
        self.http_status_code = http_status_code


class DataError(ValidationError):
    pass


class MandatoryError(ValidationError):
    pass


class NonNegativeError(ValidationError):
    pass


class CannotChangeConstantError(ValidationError):
    pass


class CharacterLengthExceededError(ValidationError):
    pass


class UpdateAfterSubmitError(ValidationError):
    pass


class LinkValidationError(ValidationError):
    pass


class CancelledLinkError(LinkValidationError):
    pass


class LinkExistsError(ValidationError):
    pass


class DocstatusTransitionError(ValidationError):
    pass


class TimestampMismatchError(ValidationError):
    pass


class UniqueValidationError(ValidationError):
    pass


class InvalidNameError(ValidationError):
    pass


class InvalidEmailAddressError(ValidationError):
    pass


class InvalidPhoneNumberError(ValidationError):
    pass


class AppNotInstalledError(ValidationError):
    pass


class AttachmentLimitReached(ValidationError):
    pass


class RetryBackgroundJobError(Exception):
    """A job asks to be run once more."""


class QueryTimeoutError(Exception):
    """The database stayed locked for longer than the busy timeout."""


class QueryDeadlockError(Exception):
    pass


class IncorrectSitePath(Exception):
    http_status_code = 404


class SecurityException(Exception):
    pass


class NotInSliceError(NotImplementedError, AttributeError):
    """A name that this engine does not have. An AttributeError too, as the import of a submodule asks so."""
