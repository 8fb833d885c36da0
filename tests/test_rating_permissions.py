"""Who decides about whose year, and who votes about whom (domain.md 4.3, PN-23)."""

import pytest

from rules.permissions import RatingCase, obstacle_to_rate, obstacle_to_vote

ME, OTHER = 1, 2
BRANCH, ABOVE, ELSEWHERE = 10, 20, 30


def case(*, owner: int = OTHER, sits: bool = False, has_committee: bool = True) -> RatingCase:
    return RatingCase(owner, BRANCH, ABOVE, sits, has_committee)


@pytest.mark.parametrize(
    ("offices", "about", "obstacle"),
    [
        ({BRANCH}, case(), None),
        ({BRANCH}, case(sits=True), None),
        ({BRANCH}, case(owner=ME, sits=True), "own-rating"),
        ({ABOVE}, case(owner=ME), "own-rating"),
        ({ABOVE}, case(sits=True), None),
        ({ABOVE}, case(has_committee=False), None),
        ({ABOVE}, case(), "not-yours"),
        ({ELSEWHERE}, case(sits=True, has_committee=False), "not-yours"),
        (set(), case(), "not-yours"),
    ],
)
def test_own_results_are_for_the_others_and_a_branch_without_a_committee_for_the_level_above(
    offices: set[int], about: RatingCase, obstacle: str | None
) -> None:
    assert obstacle_to_rate(ME, offices, about) == obstacle


@pytest.mark.parametrize(
    ("owner", "branch", "obstacle"),
    [(OTHER, BRANCH, None), (ME, BRANCH, "own-rating"), (OTHER, ELSEWHERE, "not-yours")],
)
def test_members_of_the_branch_vote_about_each_other(owner: int, branch: int, obstacle: str | None) -> None:
    assert obstacle_to_vote(ME, BRANCH, owner, branch) == obstacle
