from frappe.types.frappedict import _dict

__all__ = ["_dict"]
