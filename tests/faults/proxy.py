"""A proxy that lies: between a browser and the server it delays, throttles, cuts, resets, repeats, and stands in.

It understands as much of HTTP/1.1 as it must: a request and a reply each have a head and a length. Each call for sync
meets the next fault of a row that a seed shuffled; what else passes is left alone, so that the app itself arrives.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field


def reply(status: str, *fields: str, body: bytes = b"") -> bytes:
    """Write a reply as somebody else's server does."""
    head = "\r\n".join((f"HTTP/1.1 {status}", *fields, f"Content-Length: {len(body)}", "Connection: close"))
    return head.encode() + b"\r\n\r\n" + body


PORTAL = reply("200 OK", "Content-Type: text/html", body=b"<html>Welcome to the hotel</html>")
CLEVER = reply("200 OK", "Content-Type: application/json", body=b'{"status":"ok","results":[]}')
ELSEWHERE = reply("302 Found", "Location: /welcome")


@dataclass
class Wire:
    """One connection of a browser, with the request that just came, and a way to ask the server."""

    writer: asyncio.StreamWriter
    request: bytes
    ask: Callable[[bytes], Awaitable[bytes]]

    async def say(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Close as if the cable was pulled: no goodbye."""
        connection = self.writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


async def delay(wire: Wire) -> None:
    await asyncio.sleep(0.7)
    await wire.say(await wire.ask(wire.request))


async def throttle(wire: Wire) -> None:
    answer = await wire.ask(wire.request)
    step = max(1, len(answer) // 20)
    for start in range(0, len(answer), step):
        await wire.say(answer[start : start + step])
        await asyncio.sleep(0.02)


async def reset(wire: Wire) -> None:
    wire.reset()


async def cut(wire: Wire) -> None:
    """The server has it, and nobody hears so."""
    await wire.ask(wire.request)
    wire.reset()


async def cut_short(wire: Wire) -> None:
    answer = await wire.ask(wire.request)
    await wire.say(answer[: len(answer) - 20])
    wire.reset()


async def replay(wire: Wire) -> None:
    await wire.ask(wire.request)
    await wire.say(await wire.ask(wire.request))


async def replay_later(wire: Wire) -> None:
    """The same request arrives once more, long after its answer."""
    await wire.say(await wire.ask(wire.request))
    await asyncio.sleep(1.5)
    await wire.ask(wire.request)


async def portal(wire: Wire) -> None:
    await wire.say(PORTAL)
    wire.writer.close()


async def clever_box(wire: Wire) -> None:
    await wire.say(CLEVER)
    wire.writer.close()


async def elsewhere(wire: Wire) -> None:
    await wire.say(ELSEWHERE)
    wire.writer.close()


FAULTS = (delay, throttle, reset, cut, cut_short, replay, replay_later, portal, clever_box, elsewhere)


@dataclass
class Proxy:
    """Stands between a port of its own and the server's; runs in a thread."""

    server_port: int
    seed: int
    port: int = 0
    faulty: bool = False
    met: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._row: list[Callable[[Wire], Awaitable[None]]] = []

    @contextlib.contextmanager
    def running(self) -> Iterator[Proxy]:
        ready = threading.Event()
        thread = threading.Thread(target=lambda: asyncio.run(self._stand(ready)))
        thread.start()
        ready.wait(10)
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._over.set)
            thread.join()

    async def _stand(self, ready: threading.Event) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with await asyncio.start_server(self._serve, "127.0.0.1", self.port) as server:
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await self._over.wait()

    def _next_fault(self) -> Callable[[Wire], Awaitable[None]]:
        if not self._row:
            self._row = list(FAULTS)
            self._chance.shuffle(self._row)
        return self._row.pop()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError), contextlib.closing(writer):
            while True:
                request = await read_message(reader)
                wire = Wire(writer, request, self._ask)
                if self.faulty and b"/api/v1/sync/" in request.split(b"\r\n", 1)[0]:
                    fault = self._next_fault()
                    self.met[fault.__name__] += 1
                    await fault(wire)
                    if writer.transport.is_closing():
                        return
                else:
                    await wire.say(await self._ask(request))

    async def _ask(self, request: bytes) -> bytes:
        """Ask the server on a connection of its own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        try:
            writer.write(request)
            await writer.drain()
            return await read_message(reader, of_reply=not request.startswith(b"HEAD "))
        finally:
            writer.close()


async def read_message(reader: asyncio.StreamReader, *, of_reply: bool = True) -> bytes:
    """Read a request or a reply whole, chunks and all."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(b":") for line in head.split(b"\r\n")[1:])
    }
    if not of_reply or head.split(b" ", 2)[1] in (b"204", b"304"):
        return head
    if fields.get(b"transfer-encoding", b"").lower() == b"chunked":
        body = b""
        while True:
            size = await reader.readline()
            chunk = await reader.readexactly(int(size, 16) + 2)
            body += size + chunk
            if int(size, 16) == 0:
                return head + body
    return head + await reader.readexactly(int(fields.get(b"content-length", b"0")))
