"""A payment order goes its whole way at the page of payments, by whose work it is alone."""

from __future__ import annotations

from typing import Any

from orders import press


def test_a_payment_is_approved_carried_out_and_noted(site: Any, as_person: Any) -> None:
    """Carrying out is a wizard of Tryton's, which puts the order into a group for the bank."""
    accountant = as_person("accountant")
    number = site.shop.documents["payment"]["one"]
    payment = accountant.get(f"/api/documents/payment/{number}")
    steps = {"submit": "submitted", "approve": "approved", "process_wizard": "processing"}
    for button, state in {**steps, "succeed": "succeeded"}.items():
        assert not payment["states"]["buttons"][button]["invisible"], button
        payment = press(accountant, "payment", payment, button)
        assert payment["values"]["state"] == state
    assert payment["values"]["group"]["id"]


def test_who_only_reads_payments_is_not_offered_the_wizard(site: Any, as_person: Any) -> None:
    number = site.shop.documents["payment"]["one"]
    boss = as_person("boss")
    payment = boss.get(f"/api/documents/payment/{number}")
    assert "process_wizard" not in payment["states"]["buttons"]
    path = f"/api/documents/payment/{number}/buttons/process_wizard"
    boss.post(path, {"stamp": payment["stamp"]}, expect=403)
