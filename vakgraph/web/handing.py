"""What happens to a file that is handed in: it is judged, the page tells the outcome, and nothing of it is kept."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from vakgraph.errors import VakError
from vakgraph.sheets import COLUMNS
from vakgraph.web import apart
from vakgraph.web.addresses import LANGUAGES, Links
from vakgraph.web.examined import Examined, Job
from vakgraph.web.library import Library
from vakgraph.web.pages import steward
from vakgraph.web.upload import Refused, Sent, received
from vakgraph.web.views import Ask
from vakgraph.web.writing import written

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Nobody keeps this answer: no browser, nobody between.
UNKEPT = {"Cache-Control": "no-store"}


async def handed_in(request: Request) -> Response:
    """The answer to a form with a file: the page with the report, or the marked workbook."""
    language = request.path_params["language"]
    library: Library = request.app.state.library
    ask = Ask(library, Links("steward", language if language in LANGUAGES else "nl"))
    try:
        sent = await received(request)
        outcome = await run_in_threadpool(apart.examined, _job(ask, sent))
    except Refused as error:
        return _page(ask, None, error, error.status)
    except VakError as error:
        return _page(ask, None, error, 503 if isinstance(error, apart.Busy) else 400)
    if sent.fields.get("want") == "marked":
        return _workbook(ask, outcome)
    return _page(ask, outcome)


def _job(ask: Ask, sent: Sent) -> Job:
    kind = sent.fields.get("kind", "")
    return Job(str(ask.desk.checkout.root), sent.name, sent.data, kind if kind in COLUMNS else "", ask.language)


def _page(ask: Ask, outcome: Examined | None, error: VakError | None = None, status: int = 200) -> Response:
    view = steward.answered(ask, outcome, error.say(ask.language) if error else "", status)
    return Response(written(view, ask), status, UNKEPT | {"Content-Language": ask.language}, "text/html; charset=utf-8")


def _workbook(ask: Ask, outcome: Examined) -> Response:
    """The marked workbook; where there is nothing to mark, or no workbook, the page says so."""
    if not outcome.marked:
        return _page(ask, outcome)
    name = quote(steward.marked_name(ask, outcome.name))
    return Response(outcome.marked, 200, UNKEPT | {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}, XLSX)
