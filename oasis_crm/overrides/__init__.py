"""Controllers of the framework that the app makes stricter, one module for each."""
