"""E-mail by a mail server: plain text and HTML, RFC 5322 and RFC 5321 by Python's own library."""

from __future__ import annotations

import hashlib
import html
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate

from baton.services.alerts.channel import Channel
from baton.services.alerts.senders.http import check_host
from baton.services.alerts.senders.message import DeliveryError, Outgoing, shortened

SECONDS = 10.0
"""Longest wait for each answer of the server."""
TEMPORARY = range(400, 500)
"""Replies after which a mail server wants to be asked again."""


def send(channel: Channel, message: Outgoing) -> str:
    """Hand the message to the mail server."""
    if not message.to:
        raise DeliveryError("the recipient has no e-mail address", permanent=True)
    settings = channel.settings
    host, port = str(settings["host"]), int(settings["port"])
    check_host(host, port)
    mail = compose(channel, message)
    try:
        with _connect(host, port, str(settings.get("security", "none"))) as server:
            if settings.get("username"):
                server.login(str(settings["username"]), channel.secret)
            server.send_message(mail)
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(_told(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        raise DeliveryError(_told(code, text), permanent=code not in TEMPORARY) from error
    except (smtplib.SMTPException, OSError, ssl.SSLError, ValueError) as error:
        raise DeliveryError(f"{type(error).__name__}: {error}") from error
    return "250"


def compose(channel: Channel, message: Outgoing) -> EmailMessage:
    """The message as a mail; its ``Message-ID`` is the same at every try.

    Raises:
        DeliveryError: an address is none.
    """
    sender = str(channel.settings["sender"])
    mail = EmailMessage()
    try:
        mail["From"] = Address(channel.name, addr_spec=sender)
        mail["To"] = Address(addr_spec=message.to)
    except Exception as error:  # the library raises errors of several kinds
        raise DeliveryError(f"{sender} → {message.to}: {error}", permanent=True) from error
    mail["Subject"] = " ".join(message.title.split())
    mail["Date"] = formatdate()
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    mail["Message-ID"] = f"<{name}@{sender.partition('@')[2] or 'baton'}>"
    mail["Auto-Submitted"] = "auto-generated"
    link = f"\n\n{message.open_label}: {message.link}" if message.absolute else ""
    mail.set_content(f"{message.title}\n\n{message.text}{link}\n")
    mail.add_alternative(_html(message), subtype="html")
    return mail


def _html(message: Outgoing) -> str:
    text = "<br>".join(html.escape(line) for line in message.text.splitlines())
    link = (
        f'<p><a href="{html.escape(message.link)}">{html.escape(message.open_label)}</a></p>'
        if message.absolute
        else ""
    )
    return f"<h3>{html.escape(message.title)}</h3><p>{text}</p>{link}"


def _connect(host: str, port: int, security: str) -> smtplib.SMTP:
    if security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=SECONDS)
    if security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server


def _told(code: int, text: bytes | str) -> str:
    """A reply of the server as the log keeps it."""
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return shortened(f"{code} {shown}")
