"""Firms as things that hang together with everything else.

| module | what it is responsible for |
|---|---|
| `links` | what hangs on a firm, found from the DocTypes themselves |
| `merge` | two firms made one, and taken apart again |
| `assignment` | many firms handed to a rep at once |
| `reviews` | firms entered although a very similar one was there |
"""
