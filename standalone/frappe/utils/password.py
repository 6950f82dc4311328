"""Passwords of users, hashed; secrets of documents, encrypted."""

from __future__ import annotations

from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from cryptography.fernet import Fernet, InvalidToken

from frappe.context import local
from frappe.exceptions import AuthenticationError, ValidationError
from frappe.installer import update_site_config
from frappe.messages import throw
from frappe.translate import _

STORE = (
    "INSERT INTO __Auth (doctype, name, fieldname, password, encrypted) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (doctype, name, fieldname) "
    "DO UPDATE SET password=excluded.password, encrypted=excluded.encrypted"
)
READ = "SELECT name, password FROM __Auth WHERE doctype=? AND name=? AND fieldname=? AND encrypted=?"
_hasher = PasswordHasher()


def update_password(user: str, pwd: str) -> None:
    local.db.execute(STORE, ("User", user, "password", _hasher.hash(pwd), 0))


def check_password(user: str, pwd: str) -> str:
    """The user's name as it is written; AuthenticationError where name or password is wrong."""
    found = local.db.execute(READ, ("User", user, "password", 0)).fetchone()
    try:
        if found is None:
            # as slow as for a known user, so that the time tells nothing
            _hasher.hash(pwd)
            raise VerificationError
        _hasher.verify(found[1], pwd)
    except (VerificationError, InvalidHashError) as error:
        raise AuthenticationError(_("Wrong user or password")) from error
    if _hasher.check_needs_rehash(found[1]):
        update_password(found[0], pwd)
    return str(found[0])


def set_encrypted_password(doctype: str, name: str, pwd: str, fieldname: str = "password") -> None:
    local.db.execute(STORE, (doctype, name, fieldname, encrypt(pwd), 1))


def get_decrypted_password(
    doctype: str, name: str, fieldname: str = "password", raise_exception: bool = True
) -> str | None:
    found = local.db.execute(READ, (doctype, name, fieldname, 1)).fetchone()
    if found is not None and found[1]:
        try:
            return decrypt(found[1])
        except ValidationError:
            if raise_exception:
                raise
            return None
    if raise_exception:
        throw(_("No password is kept for {0} {1}").format(_(doctype), name), AuthenticationError)
    return None


def remove_encrypted_password(doctype: str, name: str, fieldname: str = "password") -> None:
    local.db.execute(
        "DELETE FROM __Auth WHERE doctype=? AND name=? AND fieldname=?", (doctype, name, fieldname)
    )


def delete_all_passwords_for(doctype: str, name: Any) -> None:
    local.db.execute("DELETE FROM __Auth WHERE doctype=? AND name=?", (doctype, str(name)))


def encrypt(txt: str) -> str:
    return Fernet(get_encryption_key().encode()).encrypt(txt.encode()).decode()


def decrypt(txt: str) -> str:
    try:
        return Fernet(get_encryption_key().encode()).decrypt(txt.encode()).decode()
    except InvalidToken:
        throw(_("A kept secret cannot be read: the encryption_key of site_config.json is another"))


def get_encryption_key() -> str:
    """The site's key; made at the first need."""
    if not local.conf.get("encryption_key"):
        update_site_config("encryption_key", Fernet.generate_key().decode())
    key = str(local.conf["encryption_key"])
    return key + "=" * (-len(key) % 4)
