"""Which of some texts are most about the words that were searched: BM25 over those texts alone. Pure.

A rank over all matches would read all of them; this one is of the newest matches, which the page says. Titles count double.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from db.search_text import cut

K1, B = 1.2, 0.75
"""The usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, section 3.1)."""
TITLE = 2.0
"""How much more a word in a title counts."""


def by_relevance(texts: Sequence[tuple[str, str]], terms: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The places of texts (title, the rest), the most relevant first; of equals the first stays first.

    terms: each a set of phrases of which any counts.
    """
    wanted = [[" ".join(cut(form).lower().split()) for form in term] for term in terms]
    bodies = [(_padded(title), _padded(rest)) for title, rest in texts]
    sizes = [len(title.split()) + len(rest.split()) for title, rest in bodies]
    mean = sum(sizes) / len(sizes) if sizes else 1.0
    scores = [0.0] * len(texts)
    for term in wanted:
        counted = [sum(TITLE * title.count(f" {form}") + rest.count(f" {form}") for form in term if form) for title, rest in bodies]
        having = sum(count > 0 for count in counted)
        rare = math.log(1 + (len(texts) - having + 0.5) / (having + 0.5))
        for place, count in enumerate(counted):
            weight = K1 * (1 - B + B * sizes[place] / (mean or 1.0))
            scores[place] += rare * count * (K1 + 1) / (count + weight)
    return tuple(sorted(range(len(texts)), key=lambda place: -scores[place]))


def _padded(text: str) -> str:
    return f" {cut(text).lower()} "
