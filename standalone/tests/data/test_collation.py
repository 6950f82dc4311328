"""How text compares in the database."""

import pytest

from frappe.database.collation import collate, fold, like


@pytest.mark.parametrize(
    ("one", "other"),
    [("İZMİR", "izmir"), ("Şişli", "sisli"), ("çöğü", "COGU"), ("a", "a "), ("É", "e"), ("ß", "ss")],
)
def test_these_are_the_same(one, other):
    assert collate(one, other) == 0
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("ı", "i"), ("a", "b"), ("a b", "ab"), (" a", "a")])
def test_these_are_not(one, other):
    assert collate(one, other) != 0


def test_order_is_by_the_folded_letters():
    assert sorted(["Zeynep", "Çiğdem", "ahmet", "Şule", "Sema"], key=fold) == [
        "ahmet",
        "Çiğdem",
        "Sema",
        "Şule",
        "Zeynep",
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("%sti%", "Delta Şti", True),
        ("delta%", "DELTA Ltd", True),
        ("d_lta", "Delta", True),
        ("delta", "Delta Ltd", False),
        (r"100\%", "100%", True),
        (r"100\%", "1000", False),
        ("a %", "a b", True),
        ("a %", "ab", False),
        ("%", "", True),
        ("%a\nb%", "xa\nby", True),
    ],
)
def test_patterns(pattern, text, found):
    assert like(pattern, text) is found


def test_nothing_is_like_nothing():
    assert like("%", None) is None
