"""A branch decides about many of its members in one turn."""

from collections.abc import Sequence

from storage.assessing import Assessing, AssessmentCard
from storage.rating import Rated, Rating, Verdict


class RatingBatch(Assessing, Rating):
    """Questions about many results."""

    async def decide_ratings(
        self, verdicts: Sequence[Verdict], read: Sequence[AssessmentCard], person: int, channel: str
    ) -> tuple[Rated, ...]:
        """Decide in one batch, by these self-assessments; those about whom somebody else has decided first.

        All rows are changed before the first link of a chain is taken, and in one order, so that two turns that decide
        about the same people never wait for each other.
        """
        opened = await self._take_up(read, person)
        ordered = sorted(verdicts, key=lambda verdict: verdict.rated.id)
        tried = [(verdict, await self._decide_on(verdict, person)) for verdict in ordered]
        await self._note_taken_up(opened, person, channel)
        batch: int | None = None
        for verdict, done in tried:
            if done:
                deed = await self._note_decided(verdict, person, channel, batch)
                batch = batch or deed
        return tuple(verdict.rated for verdict, done in tried if not done)
