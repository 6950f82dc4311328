"""SQL functions that mean the same on MariaDB and SQLite."""

from pypika.functions import (
    Abs,
    Avg,
    Cast,
    Ceil,
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
    NullIf,
    Now,
    Round,
    Substring,
    Sum,
    Trim,
    Upper,
)

Ifnull = IfNull

__all__ = [
    "Abs", "Avg", "Cast", "Ceil", "Coalesce", "Concat", "Count", "Date", "Floor", "IfNull", "Ifnull", "Length", "Lower",
    "Max", "Min", "Now", "NullIf", "Round", "Substring", "Sum", "Trim", "Upper",
]  # fmt: skip
