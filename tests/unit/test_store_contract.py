"""The public SQL contract: tables and views may gain columns, and none is ever renamed or dropped."""

from __future__ import annotations

import pytest

from db.queries.schema import fresh_columns

# A name, then its columns; what is indented belongs to the line above.
CONTRACT = """
sources id kind format url homepage title publisher publisher_family country lang tier profile terms enabled off_reason
  poll_minutes selector json_fields notes state next_check_at next_check_why last_ok_at failures last_error etag last_modified
  body_sha256 validators_trusted unconditional_at watched_from
polls id source_id item_id started_at elapsed_ms http_status outcome conditional bytes items_new items_revised error warning
gaps source_id from_at to_at cause attempts
runs id pid host started_at beat_at ended_at
items id source_id guid url canonical_url publication_key title lang origin first_seen_at last_seen_at published_at published_date
  published_raw published_precision zone_from revision_id article_revision_id article_next_check_at article_checks noise
  withdrawn_at
item_aliases source_id item_id kind value
revisions id item_id origin seq observed_at observed_by title summary body author published_at updated_at content_hash snapshot
snapshots sha256 url retrieved_at media_type charset encoding size body
changes id item_id from_revision to_revision observed_at kind material notice reasons summary_en summary_ja
anchors id date timezone title_en title_ja summary_en summary_ja pack_version checked_until
links item_id anchor_id revision_id linked score relation topics decided_by linker_version decided_at
evidence item_id anchor_id seq concept form field start end weight
events id anchor_id origin date date_precision timezone occurred_at date_washington date_tokyo title_en title_ja summary_en
  summary_ja later_en later_ja later_from relation topics actors instruments products confidence status merged_into known_from
event_items event_id item_id anchor_id revision_id score reasons decided_by linker_version decided_at
event_history event_id at field before after why
event_sources event_id url publisher lang title tier published_at published_precision
threads id anchor_id title_en title_ja summary_en summary_ja product_classes
thread_steps thread_id event_id stage follows lag_days note_en note_ja
ahead anchor_id date timezone title_en title_ja event_id url confidence
product_classes id anchor_id title_en title_ja scope_en scope_ja excludes_en excludes_ja normal_duty_example official_list
  table_from default_law default_note_en default_note_ja
rates id anchor_id product_class status rate_percent basis value_base rate_note_en rate_note_ja later_en later_ja effective_from
  effective_to announced_on known_from known_to legal_basis legal_basis_ja instrument instrument_ja event_id checked_on official
  decided_by
rate_sources rate_id url publisher lang title tier locator gist_en snapshot
claims id anchor_id kind dimension topics statement_en statement_ja paragraph made_on check outcome outcome_note_en
  outcome_note_ja as_of
claim_outcomes claim_id outcome decided_on event_id note_en note_ja
claim_evidence claim_id event_id url stance why
corrections id made_at made_by target field value reason
resting id kind subject_id anchor_id change_id item_id via since settled_at settled_by settled_why settled_item
alerts id raised_at rule subject title url sent_at channel error
releases installed_at schema pack linker catalogue fingerprint
baseline_changes release table_name id column_name before after reason
clock now today_us today_jp
timeline event_id anchor_id date timezone relation title_en title_ja topics status items outlets families known_from
  last_change_at
linked_items item_id anchor_id guid url title summary lang source_id published_at score relation topics event_id decided_by
item_changes change_id item_id url source_id observed_at kind material notice reasons title_before title_after event_id
first_reports event_id publisher_family lang at precision basis
source_health source_id title state last_ok_at hours_since_ok failures last_error polls_24h items_24h next_check_at
coverage day lang sources_due sources_answered items
coverage_gaps source_id from_at to_at cause attempts
claim_board claim_id kind dimension statement_en statement_ja outcome evidence_for evidence_against as_of
rates_now product_class rate_percent basis effective_from legal_basis instrument event_id checked_on
"""
TABLES = {name: columns for name, *columns in (line.split() for line in CONTRACT.strip().replace("\n  ", " ").splitlines())}


@pytest.fixture(scope="module")
def columns() -> dict[str, tuple[str, ...]]:
    return fresh_columns()


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_the_contract_is_there(columns: dict[str, tuple[str, ...]], name: str) -> None:
    assert [column for column in TABLES[name] if column not in columns[name]] == []
