"""What a column means by the words, the columns and the cells around it."""

from __future__ import annotations

from alignment_desktop.importing.header_words import readings
from tests.unit.importing.checked_sheets import LEADS, checked, told
from tests.unit.importing.test_sheet_kinds import found


def test_in_an_address_a_state_is_a_part_of_a_country() -> None:
    head = ["Lead ID", "Cidade", "Estado"]
    assert found(head, ["L1", "Campinas", "SP"]).mapping.columns == {"Lead ID": "lead_id"}
    alone = found([head[0], head[2]], ["L1", "Novo"]).mapping.columns
    assert alone == {"Lead ID": "lead_id", "Estado": "stage"}


def test_the_crm_of_a_customer_is_not_the_customer() -> None:
    assert readings("CRM Lead ID") == readings("Lead ID")
    assert readings("Client CRM") == readings("CRM") == frozenset()


def test_a_stage_that_tells_of_another_end_than_the_outcome_is_told() -> None:
    mapping = LEADS + 'Status = "outcome"\nPhase = "stage"\n[values.outcome]\nCustomer = "won"\n'
    rows = [
        ["L1", "Customer", "Won"],
        ["L2", "Open", "Closed Lost"],
        ["L3", "", "Won"],
        ["L4", "Lost", "Proposal"],
        ["L5", "Customer", "Lost"],
    ]
    result = checked(mapping, ["ID", "Status", "Phase"], *rows)
    assert [each for each in told(result.warnings) if each[2] == "stage-tells-other-end"] == [
        (3, "Phase", "stage-tells-other-end", "none")
    ]
    (one,) = (each for each in result.warnings if each.code == "stage-tells-other-end")
    assert one.facts == {"value": "Closed Lost", "rows": "3", "other": "Status"}
    alike = checked(mapping, ["ID", "Status", "Phase"], rows[0], rows[3])
    none = checked(mapping, ["ID", "Status", "Phase"], ["L1", "Customer", "Demo"])
    with_deals = mapping.replace("[values", 'Deal = "opportunity_id"\n[values')
    given_up = ["L2", "", "Closed Lost", ""]
    no_deal = checked(with_deals, ["ID", "Status", "Phase", "Deal"], given_up, [*rows[0], "D1"])
    codes = {each.code for result in (alike, none, no_deal) for each in result.warnings}
    assert "stage-tells-other-end" not in codes


def test_a_count_of_interactions_names_no_campaign() -> None:
    head = ["Day", "Campaign", "Interactions", "Impr."]
    row = ["2026-10-24", "", "20,127", "25,881"]
    named = ["2026-10-24", "Video", "1,934", "20,287"]
    assert "Interactions" in found(head, named, row, row).unplaced
