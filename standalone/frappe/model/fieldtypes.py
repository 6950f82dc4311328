"""The kinds of fields and the columns that every table has."""

WHOLE = ("Check", "Int", "Long Int")
FLOATS = ("Float", "Currency", "Percent", "Rating", "Duration")
TEMPORAL = {"Date": "DATE", "Datetime": "DATETIME", "Time": "TIME"}
KEYS = ("Link", "Dynamic Link", "Select", "Autocomplete", "Color", "Icon")
TABLES = ("Table", "Table MultiSelect")
LAYOUT = (
    "Section Break",
    "Column Break",
    "Tab Break",
    "HTML",
    "Heading",
    "Button",
    "Image",
    "Fold",
    "Table Break",
)
NO_VALUE = (*LAYOUT, *TABLES)
# texts whose columns hold at most this many characters unless the field says otherwise
SHORT_TEXTS = dict.fromkeys(
    (
        "Data", "Link", "Dynamic Link", "Password", "Select", "Read Only", "Color", "Icon", "Barcode",
        "Autocomplete",
    ),
    140,
)  # fmt: skip

DEFAULT_FIELDS = ("doctype", "name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
CHILD_TABLE_FIELDS = ("parent", "parentfield", "parenttype")
OPTIONAL_FIELDS = ("_user_tags", "_comments", "_assign", "_liked_by")
STANDARD_COLUMNS = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
STANDARD_TYPES = {
    "name": "Data",
    "owner": "Link",
    "creation": "Datetime",
    "modified": "Datetime",
    "modified_by": "Link",
    "docstatus": "Int",
    "idx": "Int",
    "parent": "Data",
    "parentfield": "Data",
    "parenttype": "Data",
}
MAX_INT = 2**31 - 1
MAX_LONG_INT = 2**63 - 1
