"""Firms in bulk from a workbook.

| module | what it is responsible for |
|---|---|
| `sniffing` | what a file really is, whatever its name says |
| `sheets` | reading a workbook, in a process of its own with bounded memory |
| `text_tables` | reading delimited text in any of the usual encodings |
| `reading` | a stored file as lines of cells |
| `wording` | problems and verdicts as sentences in the reader's language |
| `looking` | which stored firms are named like the lines: a few queries for thousands of lines |
| `remembering` | what a preview found, for the import that follows; what changed since |
| `matching` | which lines are firms that are already there |
| `judging` | lines of a file as rows with verdicts |
| `naming` | names for many firms in one step |
| `writing` | new firms in bulk, changed ones one by one |
| `batches` | the life of a `Firm Import`: start, cancel, resume |
| `job` | the work in the background, in small transactions |
| `undoing` | taking an import back |
| `workbooks` | the template, and the workbook of what did not go in |
"""
