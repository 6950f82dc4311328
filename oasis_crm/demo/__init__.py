"""Demo data that looks like the fuel trade in Turkey: made from a seed, the same every time for the same day.

| module | what it is responsible for |
|---|---|
| `world`, `cast` | how large, until which day, the working days; users, teams, who covers what |
| `places`, `stations` | provinces, districts, coordinates, territories; the distributors' stations |
| `numbers` | tax numbers, telephones, plates, codes that pass every check |
| `people`, `naming`, `sentences` | names of users and contacts, names of firms, what reps write down |
| `firms`, `journeys`, `visits`, `sales`, `standing`, `targets` | what happens to the firms |
| `rows/` | the same as rows of the site's tables |
| `lettering`, `papers`, `pictures` | pictures of papers, and putting them to documents |
| `records`, `writer`, `filling` | putting them into the site |

Every firm, person and number is invented.
"""

from oasis_crm.demo.filling import make

__all__ = ["make"]
