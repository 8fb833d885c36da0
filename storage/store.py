"""Everything a conversation may ask of the database: each question has a name."""

from storage.assessing import Assessing
from storage.criteria import Criteria
from storage.deciding import Deciding
from storage.figures import YearFigures
from storage.notices import Notices
from storage.privacy import Privacy
from storage.progress import Progress
from storage.rating_lines import RatingLines
from storage.remarks import Remarks
from storage.supplements import Supplements
from storage.votes import Votes


class Store(
    Criteria,
    Privacy,
    Supplements,
    Deciding,
    Assessing,
    Notices,
    Progress,
    RatingLines,
    Remarks,
    Votes,
    YearFigures,
):
    """The questions of one turn, by subject: criteria, joining and privacy, forms and their decisions, notices."""
