import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from iopdesk.domain.problems import UserProblem
from iopdesk.ui.background import Background, JobState, Progress


@pytest.fixture
def errors() -> list[BaseException]:
    return []


@pytest.fixture
def background(errors: list[BaseException], qtbot: QtBot) -> Iterator[Background]:
    made = Background(errors.append)
    yield made
    made.close()


def test_result_comes_back_on_the_windows_thread(background: Background, qtbot: QtBot) -> None:
    owner, seen = QObject(), []
    background.run(
        owner, threading.get_ident, lambda ident: seen.append((ident, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, here = seen[0]
    assert worker != here
    assert here == threading.get_ident()
    assert QThread.currentThread() is owner.thread()


def test_only_the_newest_of_a_ticket_is_shown(background: Background, qtbot: QtBot) -> None:
    owner, gate = QObject(), threading.Event()
    ran: list[str] = []
    shown: list[str] = []

    def search(text: str) -> str:
        ran.append(text)
        gate.wait(5)
        return text

    for text in ("d", "do", "dol"):
        background.run(owner, lambda text=text: search(text), shown.append, ticket="find")
    gate.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["dol"]
    assert "do" not in ran


def test_result_for_a_closed_screen_is_dropped(background: Background, qtbot: QtBot) -> None:
    parent = QObject()
    owner, gate, seen = QObject(parent), threading.Event(), []
    background.run(owner, lambda: gate.wait(5), lambda _: seen.append("shown"))
    parent.deleteLater()
    del parent
    qtbot.wait(1)
    gate.set()
    other = QObject()
    background.run(other, lambda: None, lambda _: seen.append("after"))
    qtbot.waitUntil(lambda: "after" in seen)
    assert seen == ["after"]


def test_error_goes_to_its_caller_or_to_the_one_path(
    background: Background, errors: list[BaseException], qtbot: QtBot
) -> None:
    owner, caught = QObject(), []

    def refuse() -> None:
        raise UserProblem("The disk is full.")

    background.run(owner, refuse, failed=caught.append)
    background.run(owner, refuse)
    qtbot.waitUntil(lambda: bool(errors))
    assert [str(each) for each in caught] == ["The disk is full."]
    assert [str(each) for each in errors] == ["The disk is full."]


def test_job_tells_progress_and_stops_when_cancelled(
    background: Background, errors: list[BaseException], qtbot: QtBot
) -> None:
    owner, gate = QObject(), threading.Event()
    told: list[JobState] = []
    results: list[object] = []
    background.job_told.connect(told.append)

    def job(progress: Progress) -> None:
        for step in range(1000):
            progress.step(step, 1000, "reading")
            gate.wait(5)

    progress = background.run_job(owner, job, results.append, title="Import")
    qtbot.waitUntil(lambda: bool(told))
    progress.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(told) and told[-1].is_over)
    assert told[0].title == "Import"
    assert results == []
    assert errors == []
