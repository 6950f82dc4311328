"""Papers of a firm: photographed pages become one private PDF.

| module | what it is responsible for |
|---|---|
| `pages` | a picture straightened, compressed, without the camera's traces; pages as a PDF |
| `thumbnails` | small pictures as answers |
| `capture` | the pages and what is written on them as a `Firm Document` |
| `missing` | what a firm's type must have and is not there in force |
| `expiry` | telling that a document is about to expire |
"""
