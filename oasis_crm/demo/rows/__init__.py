"""The demo's things as rows of the site's tables: one module for each kind, plain tuples, no database."""
