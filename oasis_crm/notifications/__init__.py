"""Telling people: at once on their screens, and what fell due while nobody looked.

| module | what it is responsible for |
|---|---|
| `inbox` | a line in a user's notifications, live on his screens |
| `reminders` | personal reminders at their minute, once, also after downtime |
| `missed` | assigned and planned visits that nobody reported |
"""
