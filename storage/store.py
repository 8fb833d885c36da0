"""Everything a conversation may ask of the database: each question has a name."""

from storage.criteria import Criteria
from storage.deciding import Deciding
from storage.joining import Joining
from storage.notices import Notices


class Store(Criteria, Joining, Deciding, Notices):
    """The questions of one turn, by subject: criteria, joining, forms and their decisions, notices."""
