"""The tables as statements are written with them; their columns are declared in the modules named *models."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage import (
    activity_models,
    decision_models,
    linking_models,
    models,
    oversight_models,
    paper_models,
    platform_models,
    progress_models,
    rating_models,
    reminder_models,
    web_models,
    zalo_models,
)


def _of(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


unit = _of(models.Unit)
unit_name = _of(models.UnitName)
unit_parent = _of(models.UnitParent)
person = _of(models.Person)
membership = _of(models.Membership)
role = _of(models.Role)
link = _of(models.Link)
consent = _of(models.Consent)
invitation = _of(models.Invitation)
attempt = _of(linking_models.Attempt)
link_code = _of(linking_models.LinkCode)
catalogue = _of(models.Catalogue)
criterion = _of(models.Criterion)
cycle = _of(models.Cycle)
setting = _of(models.Setting)
form = _of(models.Form)
line = _of(models.Line)
talk = _of(models.Talk)
inbox = _of(models.Inbox)
outbox = _of(models.Outbox)
decision = _of(decision_models.Decision)
chain = _of(decision_models.Chain)
progress = _of(progress_models.Progress)
evidence = _of(progress_models.Evidence)
evidence_content = _of(progress_models.EvidenceContent)
ticket = _of(progress_models.Ticket)
interim = _of(progress_models.Interim)
interim_line = _of(progress_models.InterimLine)
check_in = _of(progress_models.CheckIn)
check_in_member = _of(progress_models.CheckInMember)
pairing = _of(progress_models.Pairing)
supplement = _of(progress_models.Supplement)
proposal = _of(progress_models.Proposal)
assessment = _of(rating_models.Assessment)
assessment_line = _of(rating_models.AssessmentLine)
assessment_points = _of(rating_models.AssessmentPoints)
rating_round = _of(rating_models.RatingRound)
rating = _of(rating_models.Rating)
rating_line = _of(rating_models.RatingLine)
rating_points = _of(rating_models.RatingPoints)
vote = _of(rating_models.Vote)
remark = _of(rating_models.Remark)
appeal = _of(rating_models.Appeal)
confirmation = _of(rating_models.Confirmation)
activity = _of(activity_models.Activity)
activity_criterion = _of(activity_models.ActivityCriterion)
activity_unit = _of(activity_models.ActivityUnit)
attendance = _of(activity_models.Attendance)
quiz = _of(activity_models.Quiz)
quiz_result = _of(activity_models.QuizResult)
app_mark = _of(oversight_models.AppMark)
gate = _of(oversight_models.Gate)
official_entry = _of(oversight_models.OfficialEntry)
inspection = _of(oversight_models.Inspection)
finding = _of(oversight_models.Finding)
rollout = _of(oversight_models.Rollout)
unit_successor = _of(oversight_models.UnitSuccessor)
reminder = _of(reminder_models.Reminder)
telling = _of(reminder_models.Telling)
preference = _of(reminder_models.Preference)
announcement = _of(reminder_models.Announcement)
announced = _of(reminder_models.Announced)
web_session = _of(web_models.WebSession)
web_message = _of(web_models.WebMessage)
oa_token = _of(zalo_models.OaToken)
tally = _of(platform_models.Tally)
handout = _of(platform_models.Handout)
upload = _of(platform_models.Upload)
report = _of(paper_models.Report)
paper = _of(paper_models.Paper)
paper_content = _of(paper_models.PaperContent)
