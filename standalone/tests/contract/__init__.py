"""What the engine promises of the framework's behaviour, by the public API: runs on a bench by hand too."""
