"""Between the rules and the endpoints: what reads and writes the database on a rule's behalf.

| module | what it is responsible for |
|---|---|
| `settings` | Oasis Settings as the values that the rules take |
| `people` | users' full names, modes and teams |
| `stored_files` | files as the user may read them, and files that the app makes |
| `locks` | rows that are held so that two requests do not decide at once |
| `wording` | a rule's reasons as sentences in the reader's language |
| `agenda` | a rep's open visits, and the next free slot among them |
| `recording` | a visit that took place, and the one that follows it |
| `routing` | visits assigned, accepted, declined, moved |
| `firm_keys` | the rows by which duplicates are found |
| `firm_search` | the candidates for a firm that is being typed, masked for the reader |
| `firm_entry` | quick entry, and the refusal of duplicates |
| `follow_up` | requests to take a firm over, and claims |
| `handover`, `transfers` | open visits that change hands; a firm that goes to another rep with its visits |
| `timeline` | everything that happened with a firm |
| `firm_changes` | who changed what in a firm, in words |
| `panels` | the instant info screen |
| `targets` | progress and pace of targets |
"""
