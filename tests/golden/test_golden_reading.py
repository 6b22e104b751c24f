"""Golden pairs: documents in the forms that real ones have, and what they come to, over every road that bytes take to us."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace

import pytest
from golden_reading import NAMES, expected, input_of, read, response_of

from feeds.retrieve.limits import Limits
from feeds.retrieve.retriever import Retriever
from feeds.types import Response

MEANT = ("document", "entries")


async def _retrieved(url: str) -> Response:
    async with Retriever(Limits(allow_private=True)) as retriever:
        return await retriever.retrieve(url)


def test_there_are_enough_pairs_and_each_input_has_its_output():
    assert len(NAMES) >= 30
    assert {input_of(name).name.split(".in.")[0] for name in NAMES} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_comes_to_what_is_expected(name):
    case = expected(name)
    got = read(case, response_of(case, input_of(name).read_bytes()))
    assert got == {key: case[key] for key in MEANT}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_http_comes_to_the_same(name, packed, feed_server):
    case, body = expected(name), input_of(name).read_bytes()
    url = feed_server.put("/x", gzip.compress(body) if packed else body, content_type=case["content_type"])
    if packed:
        feed_server.answers["/x"].headers["Content-Encoding"] = "gzip"
    answer = asyncio.run(_retrieved(url))
    got = read(case, replace(answer, url=case["url"], final_url=case["url"]))
    assert got == {key: case[key] for key in MEANT}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wrong", ["text/html", "application/octet-stream", "text/plain; charset=us-ascii", ""])
def test_trap_39_a_wrong_type_changes_nothing(name, wrong):
    case = expected(name)
    got = read(case, response_of(case, input_of(name).read_bytes(), wrong))
    got["document"].pop("warnings", None)
    meant = {key: case[key] for key in MEANT}
    meant["document"].pop("warnings", None)
    assert got == meant
