"""Outgoing mail: `frappe.sendmail` writes into the Email Queue; a job delivers it."""

from frappe.email.queue import sendmail as sendmail
