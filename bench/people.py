"""The people of a run, with words of their own made from the catalogue's examples."""

from bench.talk import CATALOGUE, CHOICES, Person
from programmes import catalogue


def examples() -> dict[str, tuple[str, str]]:
    """What the catalogue suggests for the contents that are chosen: the action and the way."""
    read = catalogue.load(CATALOGUE)
    assert isinstance(read, catalogue.Catalogue), read
    wanted = {code for codes in CHOICES for code in codes}
    return {found.code: (found.examples[0], found.how_example) for found in read.criteria if found.code in wanted}


def people(count: int) -> list[Person]:
    suggested = examples()
    return [Person(number, suggested) for number in range(count)]
