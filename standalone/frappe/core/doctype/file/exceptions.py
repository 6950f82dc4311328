from frappe.exceptions import ValidationError


class MaxFileSizeReachedError(ValidationError):
    """More bytes than the site takes."""


class FolderNotEmpty(ValidationError):
    pass


class FileTypeNotAllowed(ValidationError):
    pass


class AttachmentLimitReached(ValidationError):
    """The document already has as many files as its type allows."""
