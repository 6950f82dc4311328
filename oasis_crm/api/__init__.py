"""The endpoints of our own: parse, check permission, call, answer. What they promise is in `docs/api.md`."""
