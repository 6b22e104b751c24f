"""What an installation turns on, and which anchor it means."""

from __future__ import annotations

import pytest

from feeds.catalogue import read_default
from tracker.anchor import load_packs
from tracker.errors import ConfigError
from tracker.installing import OUTSIDE, in_profile, with_default


def test_the_official_profile_leaves_governments_and_courts_only() -> None:
    catalogue = read_default().sources
    kept = in_profile(catalogue, "official")
    assert {source.profile for source in kept if source.enabled} == {"official"}
    off = [source for source, before in zip(kept, catalogue, strict=True) if before.enabled and not source.enabled]
    assert off and all(source.off_reason == OUTSIDE for source in off)
    assert in_profile(catalogue, "default") == list(catalogue)


def test_the_configured_anchor_is_the_default_one() -> None:
    packs = load_packs(())
    assert [pack.anchor.default for pack in with_default(packs, packs[0].anchor.id)] == [True]
    assert with_default(packs, "") == tuple(packs)
    with pytest.raises(ConfigError, match="us-japan-2025-04-16"):
        with_default(packs, "us-atlantis")
