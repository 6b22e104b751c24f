"""Datasette's templates, as they are read under a policy without inline scripts and styles."""

import pytest

from tracker.publish.own_templates import guarded_source

NONCE = ' nonce="{{ tracker_nonce() }}"'


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("<script>one()</script>", f"<script{NONCE}>one()</script>"),
        ('<script src="a.js" defer></script>', f'<script{NONCE} src="a.js" defer></script>'),
        ("<STYLE>\np {}</STYLE>", f"<STYLE{NONCE}>\np {{}}</STYLE>"),
        ("<scripted>", "<scripted>"),
        ('<p style="margin: 1em" class="a">', '<p class="a">'),
        ('<h1 style="border: #{{ color("x") }}">', "<h1>"),
        ('<textarea{% if q %} style="height: {{ q.split("\\n")|length + 2 }}em"{% endif %}>',
         '<textarea{% if q %} rows="{{ q.split("\\n")|length + 2 }}"{% endif %}>'),
    ],
)  # fmt: skip
def test_elements_get_the_nonce_and_attributes_of_style_go(source, read):
    assert guarded_source(source) == read
