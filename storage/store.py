"""Everything a conversation may ask of the database: each question has a name."""

from storage.activities import Activities
from storage.announcements import Announcements
from storage.assessing import Assessing
from storage.attendances import Attendances
from storage.bulk import Bulk
from storage.candour import Candour
from storage.care import Care
from storage.checkins import CheckIns
from storage.checks import Checks
from storage.closing import Closing
from storage.confirmations import Confirmations
from storage.criteria import Criteria
from storage.deciding import Deciding
from storage.digests import Digests
from storage.escalations import Escalations
from storage.figures import YearFigures
from storage.forecasts import Forecasts
from storage.gates import Gates
from storage.inspections import Inspections
from storage.interims import Interims
from storage.lagging import Lagging
from storage.linking import Linking
from storage.live_figures import LiveFigures
from storage.logbook import Logbook
from storage.notices import Notices
from storage.open_items import OpenItems
from storage.outcomes import Outcomes
from storage.oversight import Oversight
from storage.pairing import Pairings
from storage.papers import Papers
from storage.phones import Phones
from storage.privacy import Privacy
from storage.progress import Progress
from storage.proposals import Proposals
from storage.quizzes import Quizzes
from storage.rating_batch import RatingBatch
from storage.remarks import Remarks
from storage.responsible import Responsible
from storage.settings import Settings
from storage.supplements import Supplements
from storage.together import Together
from storage.told import ToldOf
from storage.votes import Votes
from storage.wishes import WishesAsked
from storage.year_forms import YearForms


class Store(
    Privacy,
    Phones,
    Linking,
    Supplements,
    Pairings,
    Papers,
    Checks,
    Deciding,
    RatingBatch,
    Assessing,
    Closing,
    Remarks,
    Care,
    Interims,
    CheckIns,
    Confirmations,
    Gates,
    Activities,
    Attendances,
    Quizzes,
    Proposals,
    Inspections,
    Settings,
    Oversight,
    Together,
    Criteria,
    Notices,
    Announcements,
    Progress,
    Votes,
    YearFigures,
    LiveFigures,
    OpenItems,
    Bulk,
    Candour,
    Outcomes,
    Responsible,
    Logbook,
    Lagging,
    WishesAsked,
    Digests,
    Escalations,
    Forecasts,
    ToldOf,
    YearForms,
):
    """The questions of one turn, by subject: criteria, joining and privacy, forms and their decisions, notices."""
