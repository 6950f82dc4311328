"""Telling people: at once on their screens, and what fell due while nobody looked.

| module | what it is responsible for |
|---|---|
| `inbox` | a line in a user's notifications, live on his screens, and as push message |
| `receivers` | how users want to be told |
| `push`, `push_job` | browsers that take push messages; posting to them |
| `mail` | reminders by e-mail, for who wants them |
| `reminders` | personal reminders at their minute, once, also after downtime |
| `upcoming` | planned visits about to begin |
| `overdue` | work orders past their due date, once a day |
| `jobs` | going through what is due, one transaction each |
| `missed` | assigned and planned visits that nobody reported |
"""
