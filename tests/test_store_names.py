"""Every question to the database has a name, and no two have the same."""

from collections import Counter

from storage.store import Store


def test_no_two_subjects_of_the_store_share_a_name() -> None:
    named = Counter(
        name
        for subject in Store.__mro__
        for name, value in vars(subject).items()
        if callable(value) and not name.startswith("__")
    )
    assert [name for name, count in named.items() if count > 1] == []
