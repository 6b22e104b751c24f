"""The pages on rates: every class at once, and a sheet for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.connection import Connection
from db.queries.pages import event_titles
from db.queries.rate_documents import rate_documents
from tracker.errors import UnknownName
from tracker.publish.answers import Answer, Asked, Sheet, Way
from tracker.publish.pages import table_ways
from tracker.publish.rates_asked import RatesRead, answers_in, documents_known, rates_asked, rates_read
from tracker.publish.rates_data import rates_ways
from tracker.publish.resting_said import resting_on
from tracker.publish.stock import anchor_of, today_of
from tracker.publish.view_rate_sheet import SheetParts, sheet_view
from tracker.publish.view_rates import RatesAsked
from tracker.publish.view_rates_page import RatesParts, rates_view
from tracker.rates import Answer as RateAnswer
from tracker.rates import rate_on, rows_of


def rates_page(conn: Connection, asked: Asked) -> Answer:
    """`/rates`: the answer for each class. Raises BadParameter for a day or a duty that is none, and StoreError's children."""
    anchor = anchor_of(conn, asked)
    question = rates_asked(asked, today_of(conn, asked))
    read, later = _tables(conn, anchor.id, question)
    parts = RatesParts(answers_in(read, question), read.rates, later.rates, documents_known(conn, read.rates, read.known))
    rests = _resting(conn, asked, question, [answer for _, answer in parts.answers])
    return Sheet("tracker/rates.html", rates_view(asked.r, question, parts), _ways(asked, question), resting=rests)


def rate_sheet(conn: Connection, asked: Asked) -> Answer:
    """`/rates/<class>`: one class's answer with its proof. Raises UnknownName, BadParameter and StoreError's children."""
    anchor = anchor_of(conn, asked)
    question = rates_asked(asked, today_of(conn, asked))
    read, later = _tables(conn, anchor.id, question)
    one = next((each for each in read.classes if each.id == asked.name), None)
    if one is None:
        raise UnknownName(asked.name, "no class of goods has this name", f"there are {', '.join(each.id for each in read.classes)}")
    answer = rate_on(read.rates, one, question.on, question.known, question.normal_duty)
    documents = documents_known(conn, rows_of(read.rates, one), read.known, kept=True)
    law = answer.law
    titles = event_titles(conn, [law.event_id]) if law and law.event_id else {}
    parts = SheetParts(
        anchor=anchor,
        one=one,
        answer=answer,
        rates=read.rates,
        later=later.rates,
        documents=documents,
        left_out=len(rate_documents(conn, [law.id])) - len(documents.get(law.id, ())) if law else 0,
        event=titles.get(law.event_id or "", (None, None)) if law else (None, None),
    )
    rests = _resting(conn, asked, question, [answer])
    return Sheet("tracker/rate_sheet.html", sheet_view(asked, question, parts), _ways(asked, question), resting=rests)


def _tables(conn: Connection, anchor_id: str, question: RatesAsked) -> tuple[RatesRead, RatesRead]:
    """The table of rates as known on the day that is asked about, and on the day it is compared with where that one is later."""
    read = rates_read(conn, anchor_id, question.known)
    return read, rates_read(conn, anchor_id, question.known_b) if question.known_b > question.known else read


def _resting(conn: Connection, asked: Asked, question: RatesAsked, answers: Iterable[RateAnswer]) -> Mapping[str, object]:
    """Which rows of law rest on text that was changed since, as one could know it on the day of knowledge, by the row's id."""
    ids = [answer.law.id for answer in answers if answer.law]
    return resting_on(conn, asked, "rate", ids, "" if question.known == question.today else question.known)


def _ways(asked: Asked, question: RatesAsked) -> tuple[Way, ...]:
    """The same answers as data, and the statement behind them."""
    r = asked.r
    pairs = [("on", question.on), ("known", question.known), ("normal_duty", question.typed_duty)]
    ways = [*rates_ways(asked, question), Way(r.t("way_sql"), r.at("/tracker/rates_as_of", pairs))]
    if question.known_b:
        revised = [("known_a", min(question.known, question.known_b)), ("known_b", max(question.known, question.known_b))]
        ways.append(Way(r.t("way_revised"), r.at("/tracker/rates_revised", revised)))
    return (*ways, *table_ways(asked, "rates"))
