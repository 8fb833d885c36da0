"""What Telegram's updates and errors mean, in the words of the bot."""

from telegram import Message, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.adapters.platform import Later, Moved, Outcome, Refused, Unknown
from chat.message import Address, FileRef, Incoming

GONE = ("chat not found", "user is deactivated", "bot was blocked", "bot can't initiate")


def incoming_of(update: Update, at: Address) -> Incoming:
    """What the person did, without anything of Telegram in it."""
    delivery, message = str(update.update_id), update.message
    if update.callback_query is not None:
        return Incoming(at, delivery, tap=update.callback_query.data or "")
    if message is None:
        return Incoming(at, delivery)
    return Incoming(at, delivery, message.text or message.caption or "", files=_files(message))


def _files(message: Message) -> tuple[FileRef, ...]:
    if document := message.document:
        kind = document.mime_type or ""
        return (FileRef(document.file_id, document.file_name or "", document.file_size or 0, kind),)
    if message.photo:
        largest = message.photo[-1]
        return (FileRef(largest.file_id, "photo.jpg", largest.file_size or 0, "image/jpeg"),)
    return ()


def outcome_of(error: TelegramError) -> Outcome:
    """What an error means for the message (rules of the Bot API)."""
    reason = error.message.lower()
    match error:
        case RetryAfter():
            return Later(seconds_of(error))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden():
            return Refused(reason, gone=True)
        case BadRequest():
            return Refused(reason, gone=any(word in reason for word in GONE))
        case NetworkError():
            return Unknown(type(error).__name__)
    return Refused(reason)


def seconds_of(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
