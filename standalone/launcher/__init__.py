"""The command line of a standalone site: what `./oasis` runs once the Python environment stands."""
