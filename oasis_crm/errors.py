"""The refusals of Oasis CRM, one class each, so that callers and tests match on the type."""

import frappe


class OasisError(frappe.ValidationError):
    """Root of every refusal of a business rule (HTTP 417 unless a subclass says otherwise)."""


class DuplicateFirmError(OasisError):
    """The firm is already there, or very likely is."""

    http_status_code = 409


class InvalidTaxIdError(OasisError):
    """Neither a VKN nor a TCKN, wrong check digits, or a placeholder."""


class InvalidPhoneError(OasisError):
    """Not a telephone number that could be dialled."""


class InvalidLocationError(OasisError):
    """Latitude or longitude out of range, or only one of the two."""


class StageMoveError(OasisError):
    """The stage table has no such move, or the firm lacks what the stage asks for."""


class VisitStatusError(OasisError):
    """A visit cannot go from its status to that one, or lacks what the status asks for."""


class WorkOrderStepError(OasisError):
    """A work order cannot take this step now."""


class TransferError(OasisError):
    """A firm cannot be handed over like this."""


class DateOrderError(OasisError):
    """A period ends before it begins."""


class PastDateError(OasisError):
    """A moment that has gone by where one to come is asked for."""


class FutureDateError(OasisError):
    """Something is said to have happened at a moment still to come."""


class RejectionReasonError(OasisError):
    """A rejection without saying why."""


class VerifiedError(OasisError):
    """A document that the office has verified, changed by somebody else."""


class TargetLineError(OasisError):
    """The lines or the owner of a sales target do not add up."""


class DuplicateRowError(OasisError):
    """The same thing twice where it may stand once."""


class SettingsError(OasisError):
    """A value in Oasis Settings that no rule could work with."""


class VisitOutcomeError(OasisError):
    """Not an outcome that may be chosen, or one that lacks what it asks for."""


class SlotTakenError(OasisError):
    """The rep has another visit at that time."""

    http_status_code = 409


class StaleCheckInError(OasisError):
    """A position that the device remembered from an earlier moment."""


class NotClaimableError(OasisError):
    """The firm is looked after, or is the claimer's already."""


class OfflineChangeError(OasisError):
    """A change from a device that cannot be understood."""


class UploadError(OasisError):
    """Pieces of a file that do not fit together."""


class RoutingError(OasisError):
    """A visit cannot be routed to that person."""


class AbsentError(RoutingError):
    """The rep is on leave on that day."""


class LeaveCoverError(OasisError):
    """A leave that cannot be covered like this."""


class VisitClosedError(VisitStatusError):
    """A visit that is done, declined, missed or cancelled is not moved any more."""


class MoveError(OasisError):
    """Something that does not move in a calendar like this."""


class MovedMeanwhileError(OasisError):
    """Somebody else moved the same thing first."""

    http_status_code = 409


class WorkbookError(OasisError):
    """A file from which no firms can be imported, or a mapping of its columns that makes no sense."""


class ImportStateError(OasisError):
    """An import that is not in a state for this."""


class PageError(OasisError):
    """A page of a document that cannot be kept."""


class MergeError(OasisError):
    """Two firms that cannot be merged, or a merge that cannot be taken back."""


class PushSubscriptionError(OasisError):
    """What a browser sent as its push subscription is none."""


class WorkOrderAssigneeError(OasisError):
    """A work order cannot be given to that person, or to nobody."""


class CommentError(OasisError):
    """A comment that says nothing, or too much."""


class OrderTalkError(OasisError):
    """A file that a work order does not take."""


class MentionError(OasisError):
    """Somebody is mentioned who may not see what is talked about."""


class PreferenceError(OasisError):
    """A preference that does not exist, or a value it cannot have."""
