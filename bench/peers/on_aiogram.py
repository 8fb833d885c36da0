"""The talk on aiogram 3, as its guide has it: a router, states, long polling; the state in memory or in Redis."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

import uvloop
from aiogram import BaseMiddleware, Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageEntity,
    TelegramObject,
)

from bench.peers.options import Options, options
from bench.peers.registration import Registration
from bench.peers.screens import Screen, Screens
from bench.peers.slow import SECONDS, SlowReads
from bench.talk import COMMAND

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Register(StatesGroup):
    choosing = State()
    action = State()
    due = State()
    how = State()
    review = State()


router = Router()


@router.message(Command(COMMAND.removeprefix("/")))
async def begin(message: Message, state: FSMContext, screens: Screens) -> None:
    registration = Registration()
    name = registration.begin()
    await keep(state, registration, Register.choosing)
    await answer(message, screens[name], registration)


@router.callback_query(Register.choosing, F.data.startswith("r:.page"))
async def turn(query: CallbackQuery, state: FSMContext, screens: Screens) -> None:
    registration = Registration(**await state.get_data())
    name = registration.turn(int(query.data.removeprefix("r:.page")))
    await keep(state, registration)
    await edit(query, screens[name], registration)


@router.callback_query(Register.choosing, F.data.startswith("r:+"))
async def tick(query: CallbackQuery, state: FSMContext, screens: Screens) -> None:
    registration = Registration(**await state.get_data())
    name = registration.tick(query.data.removeprefix("r:+"))
    await keep(state, registration)
    await edit(query, screens[name], registration)


@router.callback_query(Register.choosing, F.data == "r:.done")
async def choose(query: CallbackQuery, state: FSMContext, screens: Screens) -> None:
    registration = Registration(**await state.get_data())
    name = registration.choose()
    await keep(state, registration, Register.action)
    await edit(query, screens[name], registration)


@router.message(Register.action, F.text)
async def hear_action(message: Message, state: FSMContext, screens: Screens) -> None:
    registration = Registration(**await state.get_data())
    name = registration.write("action", message.text)
    await keep(state, registration, Register.due)
    await answer(message, screens[name], registration)


@router.message(Register.due, F.text)
async def hear_due(message: Message, state: FSMContext, screens: Screens) -> None:
    registration = Registration(**await state.get_data())
    name = registration.write("due", message.text)
    await keep(state, registration, Register.how)
    await answer(message, screens[name], registration)


@router.message(Register.how, F.text)
async def hear_how(message: Message, state: FSMContext, screens: Screens) -> None:
    registration = Registration(**await state.get_data())
    name = registration.write("how", message.text)
    await keep(state, registration, Register.review if registration.written else Register.action)
    await answer(message, screens[name], registration)


@router.callback_query(Register.review, F.data == "r:send")
async def send(query: CallbackQuery, state: FSMContext, screens: Screens) -> None:
    registration = Registration(**await state.get_data())
    name = registration.send()
    await state.clear()
    await edit(query, screens[name], registration)


async def keep(state: FSMContext, registration: Registration, at: State | None = None) -> None:
    await state.set_data(asdict(registration))
    if at is not None:
        await state.set_state(at)


async def answer(message: Message, screen: Screen, registration: Registration) -> None:
    text = screen.with_words(registration.words)
    await message.answer(text, entities=bold(screen), reply_markup=keyboard(screen))


async def edit(query: CallbackQuery, screen: Screen, registration: Registration) -> None:
    await query.answer()
    text = screen.with_words(registration.words)
    await query.message.edit_text(text, entities=bold(screen), reply_markup=keyboard(screen))


def bold(screen: Screen) -> list[MessageEntity]:
    return [MessageEntity(type="bold", offset=0, length=screen.title)] if screen.title else []


def keyboard(screen: Screen) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in screen.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows)


class SlowTurns(BaseMiddleware):
    """Some turns wait for their state, wherever it is kept."""

    def __init__(self, slow: SlowReads) -> None:
        self._slow = slow

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        await self._slow.wait()
        return await handler(event, data)


def storage(given: Options) -> BaseStorage:
    if given.redis:
        return RedisStorage.from_url(given.redis)
    return MemoryStorage()


async def main(given: Options) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(given.url))
    dispatcher = Dispatcher(storage=storage(given))
    dispatcher.include_router(router)
    if given.slow:
        dispatcher.update.middleware(SlowTurns(SlowReads(given.slow, SECONDS)))
    await dispatcher.start_polling(Bot(given.token, session=session), screens=Screens.read(given.screens))


if __name__ == "__main__":
    logging.disable()
    uvloop.run(main(options(__doc__)))
