"""The tables as statements are written with them; their columns are declared in storage.models and web_models."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage import models, web_models


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
attempt = _of(models.Attempt)
catalogue = _of(models.Catalogue)
criterion = _of(models.Criterion)
cycle = _of(models.Cycle)
setting = _of(models.Setting)
form = _of(models.Form)
line = _of(models.Line)
decision = _of(models.Decision)
talk = _of(models.Talk)
inbox = _of(models.Inbox)
outbox = _of(models.Outbox)
web_session = _of(web_models.WebSession)
web_message = _of(web_models.WebMessage)
web_upload = _of(web_models.WebUpload)
