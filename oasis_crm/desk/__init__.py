"""What the desk of a bench asks for; the web app has endpoints of its own."""
