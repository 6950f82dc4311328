"""The records a new site starts with, as data. Admins change them afterwards; nothing puts them back."""
