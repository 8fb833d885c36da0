"""The talk on python-telegram-bot as it comes: ConversationHandler, its own updater and transport, state in memory."""

import logging
from typing import Any

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from bench.peers.options import options
from bench.peers.registration import Registration
from bench.peers.screens import Screen, Screens
from bench.peers.slow import SECONDS, SlowReads
from bench.talk import COMMAND

CHOOSING, ACTION, DUE, HOW, REVIEW = range(5)

Ctx = ContextTypes.DEFAULT_TYPE


async def begin(update: Update, ctx: Ctx) -> int:
    registration = _data(ctx)["registration"] = Registration()
    await answer(update, ctx, registration.begin())
    return CHOOSING


async def turn(update: Update, ctx: Ctx) -> int:
    await edit(update, ctx, kept(ctx).turn(int(pressed(update).removeprefix("r:.page"))))
    return CHOOSING


async def tick(update: Update, ctx: Ctx) -> int:
    await edit(update, ctx, kept(ctx).tick(pressed(update).removeprefix("r:+")))
    return CHOOSING


async def choose(update: Update, ctx: Ctx) -> int:
    await edit(update, ctx, kept(ctx).choose())
    return ACTION


async def hear_action(update: Update, ctx: Ctx) -> int:
    await answer(update, ctx, kept(ctx).write("action", said(update)))
    return DUE


async def hear_due(update: Update, ctx: Ctx) -> int:
    await answer(update, ctx, kept(ctx).write("due", said(update)))
    return HOW


async def hear_how(update: Update, ctx: Ctx) -> int:
    registration = kept(ctx)
    await answer(update, ctx, registration.write("how", said(update)))
    return REVIEW if registration.written else ACTION


async def send(update: Update, ctx: Ctx) -> int:
    await edit(update, ctx, kept(ctx).send())
    return ConversationHandler.END


def kept(ctx: Ctx) -> Registration:
    registration: Registration = _data(ctx)["registration"]
    return registration


def said(update: Update) -> str:
    return str(_message(update).text)


def pressed(update: Update) -> str:
    return str(_query(update).data)


async def answer(update: Update, ctx: Ctx, name: str) -> None:
    screen, text = await drawn(ctx, name)
    await _message(update).reply_text(text, entities=bold(screen), reply_markup=keyboard(screen))


async def edit(update: Update, ctx: Ctx, name: str) -> None:
    query = _query(update)
    await query.answer()
    screen, text = await drawn(ctx, name)
    await query.edit_message_text(text, entities=bold(screen), reply_markup=keyboard(screen))


async def drawn(ctx: Ctx, name: str) -> tuple[Screen, str]:
    await ctx.bot_data["slow"].wait()
    screen: Screen = ctx.bot_data["screens"][name]
    return screen, screen.with_words(kept(ctx).words)


def bold(screen: Screen) -> list[MessageEntity]:
    return [MessageEntity(MessageEntity.BOLD, 0, screen.title)] if screen.title else []


def keyboard(screen: Screen) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in screen.rows]
    )


def _data(ctx: Ctx) -> dict[Any, Any]:
    assert ctx.user_data is not None
    return ctx.user_data


def _message(update: Update) -> Message:
    assert update.message is not None
    return update.message


def _query(update: Update) -> CallbackQuery:
    assert update.callback_query is not None
    return update.callback_query


def conversation() -> ConversationHandler[Any]:
    command: BaseHandler[Update, Ctx, object] = CommandHandler(COMMAND.removeprefix("/"), begin)
    typed = filters.TEXT & ~filters.COMMAND
    return ConversationHandler(
        entry_points=[command],
        states={
            CHOOSING: [
                CallbackQueryHandler(turn, r"^r:\.page"),
                CallbackQueryHandler(tick, r"^r:\+"),
                CallbackQueryHandler(choose, r"^r:\.done$"),
            ],
            ACTION: [MessageHandler(typed, hear_action)],
            DUE: [MessageHandler(typed, hear_due)],
            HOW: [MessageHandler(typed, hear_how)],
            REVIEW: [CallbackQueryHandler(send, "^r:send$")],
        },
        fallbacks=[command],
        allow_reentry=True,
    )


def main() -> None:
    given = options(__doc__)
    app = Application.builder().token(given.token).base_url(f"{given.url}/bot").build()
    app.bot_data.update(screens=Screens.read(given.screens), slow=SlowReads(given.slow, SECONDS))
    app.add_handler(conversation())
    app.run_polling()


if __name__ == "__main__":
    logging.disable()
    main()
