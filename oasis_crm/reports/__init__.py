"""What the script reports share. A report's own module says what it shows; the rest is here.

| module | what it is responsible for |
|---|---|
| `filters` | the filters that all reports take, checked |
| `query` | queries within the reader's scope and those filters, and how many rows come back |
| `columns` | columns by fieldname, labelled as the DocType labels them |
| `answer` | rows, chart and summary in the shape the framework wants |
| `pipeline` | what happened to the firms by rep and stage, for SPANCOP |
"""
