"""Is it an e-mail address, a phone number, a name, a web address?"""

from __future__ import annotations

import re
from collections.abc import Container
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlparse

from frappe.exceptions import InvalidEmailAddressError, InvalidNameError, InvalidPhoneNumberError
from frappe.messages import throw as refuse
from frappe.translate import _
from frappe.utils.text import escape_html

EMAIL = re.compile(
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$"
)
PHONE = re.compile(r"^([0-9 +_\-,.*#()]){1,20}$")
PERSON = re.compile(r"^[\w][\w'\-. ]*$")


def validate_email_address(email_str: Any, throw: bool = False) -> str:
    """The valid addresses of a comma-separated list, joined again; an empty string where there is none."""
    valid = []
    for part in (email_str or "").strip().split(",") if email_str else [""]:
        address = _address(part.strip())
        if address:
            valid.append(address)
        elif throw and (part.strip() or not email_str):
            refuse(_("{0} is not an e-mail address").format(escape_html(part)), InvalidEmailAddressError)
    return ", ".join(valid)


def _address(text: str) -> str | None:
    if " " in text and "<" not in text:
        return None
    address = parseaddr(text)[1]
    return address if EMAIL.match(address) else None


def validate_phone_number(phone_number: Any, throw: bool = False) -> bool:
    """Digits, spaces and the marks that phone numbers are written with, up to 20."""
    if not phone_number:
        return False
    valid = bool(PHONE.match(str(phone_number).strip()))
    if not valid and throw:
        refuse(_("{0} is not a phone number").format(phone_number), InvalidPhoneNumberError)
    return valid


def validate_name(name: Any, throw: bool = False) -> bool:
    if not name:
        return False
    valid = bool(PERSON.match(str(name).strip()))
    if not valid and throw:
        refuse(_("{0} is not a name of a person").format(name), InvalidNameError)
    return valid


def validate_url(txt: str, throw: bool = False, valid_schemes: str | Container[str] | None = None) -> bool:
    parts = urlparse(txt)
    valid = bool(parts.netloc) or bool(txt and txt.startswith("/"))
    if isinstance(valid_schemes, str):
        valid = valid and parts.scheme == valid_schemes
    elif valid_schemes:
        valid = valid and parts.scheme in valid_schemes
    if not valid and throw:
        refuse(_("{0} is not a web address").format(txt))
    return valid
