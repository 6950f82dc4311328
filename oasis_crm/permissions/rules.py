"""The rule of each DocType, as data. A DocType that is not here is open to whoever has a role on it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A document is visible when one of its people is in the reader's scope.

    own        fields that hold a user: the document is that user's
    firm       Link to Firm: what hangs on a firm is visible to whoever follows the firm
    visited    for Firm itself: read, not changed, by a rep who has an open visit there (docs/decisions/0008)
    team       Link to Sales Team: visible to whoever leads the team
    teams      for Sales Team itself: its name is one of the reader's teams
    parent     for child tables: visible as their parent is
    made_for   the field naming whom a document is made for; he must be in the maker's scope
    leaders    among field users, only leaders of a team make such documents
    personal   nobody's but the user's own, whatever his role
    """

    own: tuple[str, ...] = ()
    firm: str | None = None
    visited: bool = False
    team: str | None = None
    teams: bool = False
    parent: str | None = None
    made_for: str | None = None
    leaders: bool = False
    personal: bool = False

    @property
    def fields(self) -> list[str]:
        """The fields of a document that the rule looks at."""
        named = [*self.own, self.firm, self.team, self.made_for]
        return list(dict.fromkeys(["name", *(field for field in named if field)]))


RULES: dict[str, Rule] = {
    "Firm": Rule(own=("sales_rep",), made_for="sales_rep", visited=True),
    "Stage Change": Rule(own=("sales_rep",), firm="firm"),
    "Firm Transfer": Rule(own=("from_rep", "to_rep"), firm="firm"),
    "Firm Visit": Rule(own=("sales_rep",), firm="firm", made_for="sales_rep"),
    "Leave Cover": Rule(own=("rep", "cover"), made_for="rep", leaders=True),
    "Visit Batch": Rule(own=("owner",)),
    "Field Work Order": Rule(own=("assigned_to", "assigned_by"), made_for="assigned_to", leaders=True),
    "Personal Reminder": Rule(own=("user",), made_for="user", personal=True),
    # What the old rep photographed (identity papers among it) goes with the firm.
    "Firm Document": Rule(firm="firm"),
    "Fuel Contract": Rule(own=("sales_rep",), firm="firm"),
    "Fuel Sale": Rule(own=("sales_rep",), firm="firm"),
    "Sales Target": Rule(own=("sales_rep",), team="sales_team"),
    "Sales Team": Rule(own=("leader",), teams=True),
    "Firm Import": Rule(own=("owner",)),
    "Report Subscription": Rule(own=("owner",)),
    "Oasis Preference": Rule(own=("user",), made_for="user", personal=True),
    "Push Subscription": Rule(own=("user",), made_for="user", personal=True),
    "Offline Change": Rule(own=("user",)),
    "Firm Contact": Rule(parent="Firm"),
    "Firm Document Page": Rule(parent="Firm Document"),
    "Fuel Contract Price": Rule(parent="Fuel Contract"),
    "Sales Target Line": Rule(parent="Sales Target"),
    "Sales Team Member": Rule(parent="Sales Team"),
    "Firm Import Row": Rule(parent="Firm Import"),
    "Visit Batch Row": Rule(parent="Visit Batch"),
    "Report Recipient": Rule(parent="Report Subscription"),
}

#: DocTypes whose rows differ from reader to reader, without their child tables.
GUARDED = tuple(doctype for doctype, rule in RULES.items() if not rule.parent)
