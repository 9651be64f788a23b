"""Receivers of messages on loopback: an HTTP server and a mail server that answer as told."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class HttpReceiver:
    """Keeps what it gets; ``answers`` is worked off, the last one stays."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.answers: list[tuple[int, str] | str] = [(200, '{"errcode": 0, "code": 0}')]
        self.url = ""

    def next(self) -> tuple[int, str] | str:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def http_receiver() -> Iterator[HttpReceiver]:
    """A server on loopback; the answers ``hang`` and ``drip`` never end by themselves."""
    receiver = HttpReceiver()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append(
                {
                    "path": urlsplit(self.path).path,
                    "query": parse_qs(urlsplit(self.path).query),
                    "headers": dict(self.headers),
                    "raw": body,
                    "body": json.loads(body),
                }
            )
            answer = receiver.next()
            if answer == "hang":
                over.wait(60)
                return
            if answer == "drip":
                self.send_response(200)
                self.end_headers()
                while not over.wait(0.2):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                return
            assert not isinstance(answer, str)
            status, text = answer
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", receiver.url + "elsewhere")
            data = text.encode()
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.url = f"http://127.0.0.1:{server.server_address[1]}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        over.set()
        server.shutdown()
        server.server_close()


class MailReceiver:
    """Keeps the mails it gets; ``replies`` overrides the answer to a command."""

    def __init__(self) -> None:
        self.mails: list[dict[str, Any]] = []
        self.replies: dict[str, str] = {}
        self.port = 0
        self.hang = False


@contextmanager
def mail_receiver() -> Iterator[MailReceiver]:
    """As much of SMTP (RFC 5321) as a sender needs."""
    receiver = MailReceiver()

    class Handler(socketserver.StreamRequestHandler):
        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

        def handle(self) -> None:
            if receiver.hang:
                time.sleep(30)
                return
            self.say("220 receiver")
            mail: dict[str, Any] = {"to": []}
            for line in self.rfile:
                text = line.decode().strip()
                verb = text.split(" ")[0].upper()
                if verb in receiver.replies:
                    self.say(receiver.replies[verb])
                elif verb == "EHLO":
                    self.say("250 receiver")
                elif verb == "MAIL":
                    mail["from"] = text
                    self.say("250 ok")
                elif verb == "RCPT":
                    mail["to"].append(text.partition("<")[2].partition(">")[0])
                    self.say("250 ok")
                elif verb == "DATA":
                    self.say("354 go on")
                    lines = []
                    for part in self.rfile:
                        if part.strip() == b".":
                            break
                        lines.append(part)
                    receiver.mails.append({**mail, "data": b"".join(lines)})
                    self.say("250 kept")
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    server = Server(("127.0.0.1", 0), Handler)
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
