"""Every kind of channel against a receiver on loopback: what it sends, and how it fails."""

from __future__ import annotations

import base64
import email
import email.policy
import hashlib
import hmac
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from receivers import HttpReceiver, MailReceiver, http_receiver, mail_receiver

from baton.services.alerts.channel import Channel
from baton.services.alerts.senders import DeliveryError, Outgoing, dingtalk, feishu, http, send

MESSAGE = Outgoing(
    key="7:sales:1:1:4",
    title="销售收入转红",
    text="华东 2026-11 累计 ¥302.4 万\n目标 ¥500 万",
    link="https://baton.example.com/indicators/sales?period=2026-11",
    open_label="查看指标",
    to="li@example.com",
    figures={"indicator": "sales", "value": "3024000"},
)
ROBOTS = ["wecom", "dingtalk", "feishu"]


@pytest.fixture
def receiver() -> Iterator[HttpReceiver]:
    with http_receiver() as found:
        yield found


@pytest.fixture
def mailbox() -> Iterator[MailReceiver]:
    with mail_receiver() as found:
        yield found


def channel(kind: str, url: str = "", secret: str = "s3cret", **settings: Any) -> Channel:
    return Channel(
        id=1,
        name="经营群",
        kind=kind,
        url=url,
        language="zh_CN",
        reach=None,
        active=True,
        version=1,
        settings=settings,
        secret=secret,
    )


def mail_channel(mailbox: MailReceiver, **more: Any) -> Channel:
    settings = {"host": "127.0.0.1", "port": mailbox.port, "security": "none"}
    return channel("smtp", **{**settings, "sender": "baton@example.com", **more})


def test_wecom_gets_markdown_of_at_most_4096_bytes(receiver: HttpReceiver) -> None:
    send(channel("wecom", receiver.url + "send?key=abc"), MESSAGE)
    (got,) = receiver.got
    assert got["query"] == {"key": ["abc"]}
    assert got["body"]["msgtype"] == "markdown"
    text = got["body"]["markdown"]["content"]
    assert text.startswith("**销售收入转红**\n华东") and text.endswith(
        f"[查看指标]({MESSAGE.link})"
    )
    long = Outgoing(**{**MESSAGE.__dict__, "text": "长" * 5000})
    send(channel("wecom", receiver.url), long)
    text = receiver.got[1]["body"]["markdown"]["content"]
    assert 4000 < len(text.encode()) <= 4096 and text.endswith(")")


def test_dingtalk_gets_time_and_signature_in_the_address(receiver: HttpReceiver) -> None:
    send(channel("dingtalk", receiver.url + "send?access_token=t"), MESSAGE)
    (got,) = receiver.got
    (stamp,), (sign,) = got["query"]["timestamp"], got["query"]["sign"]
    assert abs(int(stamp) / 1000 - time.time()) < 60
    expected = hmac.new(b"s3cret", f"{stamp}\ns3cret".encode(), hashlib.sha256).digest()
    assert sign == base64.b64encode(expected).decode()
    assert got["query"]["access_token"] == ["t"]
    assert got["body"]["markdown"]["title"] == "销售收入转红"
    assert "¥302.4 万" in got["body"]["markdown"]["text"]


def test_feishu_gets_time_and_signature_in_the_body(receiver: HttpReceiver) -> None:
    send(channel("feishu", receiver.url), MESSAGE)
    (got,) = receiver.got
    stamp = got["body"]["timestamp"]
    assert abs(int(stamp) - time.time()) < 60
    expected = hmac.new(f"{stamp}\ns3cret".encode(), b"", hashlib.sha256).digest()
    assert got["body"]["sign"] == base64.b64encode(expected).decode()
    post = got["body"]["content"]["post"]["zh_cn"]
    assert post["title"] == "销售收入转红"
    assert [line[0]["tag"] for line in post["content"]] == ["text", "text", "a"]
    send(channel("feishu", receiver.url, secret=""), MESSAGE)
    assert "sign" not in receiver.got[1]["body"]


def test_signatures_of_a_known_moment() -> None:
    """Computed with ``openssl dgst -sha256 -hmac KEY -binary | base64``; one has + and / in it."""
    found = dingtalk.signature("this is secret", "1700000000000")
    assert found == "sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0="
    url = dingtalk.signed("http://x/?a=1", "this is secret", "1700000000001")
    assert "sign=aOZ0Y%2FR7BCg4xs87AcG5MYf26YmwfVRTLD0z3X%2Bp%2FmM%3D" in url
    found = feishu.signature("demo", "1599360473")
    assert found == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="


def test_a_web_hook_is_signed_and_repeats_its_key(receiver: HttpReceiver) -> None:
    for _ in range(2):
        send(channel("webhook", receiver.url + "hook"), MESSAGE)
    first, second = receiver.got
    headers = first["headers"]
    text = headers["X-Baton-Timestamp"].encode() + b"." + first["raw"]
    expected = hmac.new(b"s3cret", text, hashlib.sha256).hexdigest()
    assert headers["X-Baton-Signature"] == f"sha256={expected}"
    assert headers["X-Baton-Delivery"] == second["headers"]["X-Baton-Delivery"] == MESSAGE.key
    assert first["body"]["id"] == MESSAGE.key
    assert first["body"]["value"] == "3024000"


@pytest.mark.parametrize("kind", ROBOTS)
def test_a_robot_that_says_200_and_an_error_has_failed(receiver: HttpReceiver, kind: str) -> None:
    refusals = [
        '{"errcode": 93000, "code": 19021, "errmsg": "sign not match"}',
        "not json",
        "[]",
        "{}",
    ]
    for text in refusals:
        receiver.answers = [(200, text)]
        with pytest.raises(DeliveryError) as caught:
            send(channel(kind, receiver.url), MESSAGE)
        assert not caught.value.permanent
    receiver.answers = [(200, refusals[0])]
    with pytest.raises(DeliveryError, match="sign not match"):
        send(channel(kind, receiver.url), MESSAGE)


@pytest.mark.parametrize("kind", [*ROBOTS, "webhook"])
@pytest.mark.parametrize(
    ("status", "permanent"), [(500, False), (429, False), (404, False), (400, True)]
)
def test_an_answer_that_is_no_success_fails(
    receiver: HttpReceiver, kind: str, status: int, permanent: bool
) -> None:
    receiver.answers = [(status, "no")]
    with pytest.raises(DeliveryError, match=str(status)) as caught:
        send(channel(kind, receiver.url), MESSAGE)
    assert caught.value.permanent is permanent


@pytest.mark.parametrize("answer", ["hang", "drip"])
def test_a_receiver_that_never_answers_is_given_up(
    receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(http, "STEP_SECONDS", 0.5)
    monkeypatch.setattr(http, "TOTAL_SECONDS", 1.0)
    receiver.answers = [answer]
    began = time.monotonic()
    with pytest.raises(DeliveryError, match="in time"):
        send(channel("webhook", receiver.url), MESSAGE)
    assert time.monotonic() - began < 3


def test_a_redirect_is_not_followed(receiver: HttpReceiver) -> None:
    receiver.answers = [(302, "")]
    with pytest.raises(DeliveryError, match="302"):
        send(channel("webhook", receiver.url), MESSAGE)
    assert [got["path"] for got in receiver.got] == ["/"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "gopher://127.0.0.1/",
        "http://",
        "http://user:word@127.0.0.1/",
        "http://127.0.0.1:port/",
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://0.0.0.0/",
    ],
)
def test_addresses_that_are_none_of_a_receiver_are_refused(url: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        send(channel("webhook", url), MESSAGE)
    assert caught.value.permanent


def test_a_host_nobody_knows_may_be_known_later() -> None:
    with pytest.raises(DeliveryError) as caught:
        send(channel("webhook", "http://nobody.invalid/"), MESSAGE)
    assert not caught.value.permanent


def test_a_mail_has_text_and_html_and_the_same_name_at_every_try(mailbox: MailReceiver) -> None:
    one = mail_channel(mailbox)
    for _ in range(2):
        send(one, MESSAGE)
    first, second = (
        email.message_from_bytes(mail["data"], policy=email.policy.default)
        for mail in mailbox.mails
    )
    assert mailbox.mails[0]["to"] == ["li@example.com"]
    assert first["Subject"] == "销售收入转红"
    assert "baton@example.com" in first["From"] and "经营群" in first["From"]
    assert first["Message-ID"] == second["Message-ID"]
    plain = first.get_body(("plain",))
    html = first.get_body(("html",))
    assert plain is not None and html is not None
    assert "¥302.4 万" in plain.get_content() and MESSAGE.link in plain.get_content()
    assert f'href="{MESSAGE.link}"' in html.get_content()


def test_what_people_named_cannot_break_out_of_a_mail(mailbox: MailReceiver) -> None:
    evil = Outgoing(
        **{
            **MESSAGE.__dict__,
            "title": "转红\r\nBcc: all@example.com",
            "text": "<script>alert(1)</script>",
        }
    )
    send(mail_channel(mailbox), evil)
    mail = email.message_from_bytes(mailbox.mails[0]["data"], policy=email.policy.default)
    assert mail["Bcc"] is None
    html = mail.get_body(("html",))
    assert html is not None and "<script>" not in html.get_content()
    for address in ("", "nobody", "a@b.com\r\nRCPT TO:<x@y.z>"):
        with pytest.raises(DeliveryError) as caught:
            send(mail_channel(mailbox), Outgoing(**{**MESSAGE.__dict__, "to": address}))
        assert caught.value.permanent
    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    ("command", "reply", "permanent"),
    [
        ("RCPT", "550 no such mailbox", True),
        ("RCPT", "450 try later", False),
        ("DATA", "451 try later", False),
        ("EHLO", "554 go away", False),
    ],
)
def test_a_mail_server_that_refuses(
    mailbox: MailReceiver, command: str, reply: str, permanent: bool
) -> None:
    mailbox.replies = (
        {command: reply, "HELO": "554 go away"} if command == "EHLO" else {command: reply}
    )
    with pytest.raises(DeliveryError) as caught:
        send(mail_channel(mailbox), MESSAGE)
    assert caught.value.permanent is permanent


def test_a_mail_server_that_is_silent_or_gone(
    mailbox: MailReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baton.services.alerts.senders import smtp

    monkeypatch.setattr(smtp, "SECONDS", 0.5)
    mailbox.hang = True
    began = time.monotonic()
    with pytest.raises(DeliveryError):
        send(mail_channel(mailbox), MESSAGE)
    assert time.monotonic() - began < 3
    with pytest.raises(DeliveryError):
        send(mail_channel(mailbox, port=1), MESSAGE)


def test_the_secret_is_not_in_what_is_logged() -> None:
    assert "s3cret" not in repr(channel("webhook", "http://127.0.0.1/"))
