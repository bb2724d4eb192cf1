"""A small server of map tiles on this machine, that remembers what it was asked for and by whom."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Event, Thread

from PIL import Image, ImageDraw

Answer = tuple[int, dict[str, str], bytes]


def picture(text: str = "") -> bytes:
    """Return a tile as PNG: fields in two greens, with words in its corner."""
    image = Image.new("RGB", (256, 256), (92, 118, 74))
    draw = ImageDraw.Draw(image)
    for left in range(0, 256, 32):
        draw.rectangle((left, 0, left + 15, 255), fill=(78, 102, 62))
    draw.rectangle((0, 0, 255, 255), outline=(140, 150, 120))
    draw.text((8, 8), text, fill=(240, 240, 220))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@dataclass
class TileServer:
    """Where it is, what it was asked for, and what it answers: by path, else a tile."""

    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    """Paths that are never answered."""
    over: Event = field(default_factory=Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/{{z}}/{{x}}/{{y}}.png"


@contextmanager
def tile_server(secured: ssl.SSLContext | None = None) -> Iterator[TileServer]:
    """Serve tiles on a free port."""
    told = TileServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told.asked.append((self.path, dict(self.headers)))
            if self.path in told.silent:
                told.over.wait()
                return
            status, headers, body = told.answers.get(self.path) or (
                200,
                {"Content-Type": "image/png"},
                picture(self.path),
            )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        told.port = server.server_port
        if secured is not None:
            server.socket = secured.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield told
        finally:
            told.over.set()
            server.shutdown()
