"""The devices' copies of the data: what goes to them, and what comes back from them.

| module | what it is responsible for |
|---|---|
| `shapes` | which DocTypes and fields a device keeps |
| `audience` | who may learn that a document changed |
| `log` | the log of changes, written in the order in which they are committed |
| `cursor` | how far a device has read |
| `pull` | a first copy in pages, then what changed |
| `push` | a device's changes, each exactly once |
| `upload` | files in pieces, resumable |
| `guard` | salted hashes for the duplicate guard with no network |
"""
