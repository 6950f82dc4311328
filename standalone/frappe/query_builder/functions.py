"""SQL functions that mean the same on MariaDB and SQLite."""

from pypika.functions import (
    Abs,
    Avg,
    Cast,
    Coalesce,
    Concat,
    Count,
    Date,
    Floor,
    IfNull,
    Length,
    Lower,
    Max,
    Min,
    Now,
    NullIf,
    Substring,
    Sum,
    Trim,
    Upper,
)

Ifnull = IfNull

__all__ = [
    "Abs", "Avg", "Cast", "Coalesce", "Concat", "Count", "Date", "Floor", "IfNull", "Ifnull", "Length",
    "Lower", "Max", "Min", "Now", "NullIf", "Substring", "Sum", "Trim", "Upper",
]  # fmt: skip
