"""Documents and what describes them."""
