"""Who sees and changes what: one declarative rule per DocType feeds every way out of the system.

| module | what it is responsible for |
|---|---|
| `roles` | the three modes, and the decorator that states who may call an endpoint |
| `scope` | the reps whose rows a user reads and changes |
| `rules` | the rule of each DocType, as data |
| `conditions` | a rule as the SQL condition of lists, counts, link search and reports |
| `documents` | a rule evaluated on one document |
| `attachments` | files, comments and versions: as visible as the document they hang on |
| `mentions` | mentions in comments, kept to those who may see the document |
| `joins` | fields asked through a link (`firm.phone`), which lists would not check |
| `client` | the framework's calls that skip permissions, made to ask |
| `realtime` | events to the people who may see a document, and nobody else |
"""
