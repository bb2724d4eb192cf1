import type { Enrolment, LotRow, Operation, PushReply, Q, SnapshotPage, TodayPage } from "../types";
import { MockBook } from "./book";

/** One mock of the server, with the shapes of ../types: for development without a server, and for tests. */

type Body = Record<string, unknown>;
type Handler = (request: { body: Body; path: string[]; query: URLSearchParams; token: string | null }) => unknown;

export interface MockServer {
  answer: (url: string, init: RequestInit) => Promise<Response>;
  book: MockBook;
}

class No extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

const EPOCH = "mock";
const REGISTRY: Record<string, string> = {
  places: "place",
  products: "product",
  partners: "partner",
  people: "person",
};

export function mockServer(): MockServer {
  const book = new MockBook();
  const codes = new Map<string, string | null>();
  let signedIn = false;
  let phones = 0;
  let visits = 0;
  const inspection = () => ({
    operation: book.operation,
    parts: ["balance", "trace", "sales", "records"],
    amounts: false,
    began: "2026-09-12T08:00:00-07:00",
    expires_at: "2026-10-12T08:00:00-07:00",
  });

  const session = () => {
    if (!signedIn || book.operation === null) throw new No(401, "sign_in_needed");
    const [owner] = book.records("person");
    return {
      person: { code: owner?.code ?? "o1", name: "Owner", roles: ["owner"] },
      operation: book.operation,
      csrf: "mock",
      public_url: location.origin,
      secure: true,
    };
  };

  const routes: Record<string, Handler> = {
    "GET setup": () => ({ empty: book.operation === null }),
    "POST setup": ({ body }) => {
      book.operation = body["operation"] as Operation;
      book.append("operation", body["operation"] as Body);
      book.append("person", { ...(body["person"] as Body), roles: ["owner"] });
      return {};
    },
    "GET session": session,
    "POST session": () => ((signedIn = true), session()),
    "DELETE session": () => ((signedIn = false), {}),
    "POST enrolments": (): Enrolment => {
      const code = `${book.operation?.code.toUpperCase() ?? "MOCK"}.${crypto.randomUUID().replace(/-/g, "").toUpperCase().slice(0, 26)}`;
      codes.set(code, null);
      return {
        code,
        url: `${location.origin}/E/${code.replace(".", "/")}`,
        expires_at: new Date(Date.now() + 600_000).toISOString(),
      };
    },
    "POST devices": ({ body }) => {
      const code = String(body["code"]);
      const key = JSON.stringify(body["jwk"]);
      const used = codes.get(code);
      if (used === undefined || (used !== null && used !== key)) throw new No(403, "enrolment_refused");
      if (used === null) phones += 1;
      codes.set(code, key);
      if (used === null)
        book.append("device", { code: `d${phones}`, name: body["name"], jwk: body["jwk"], status: "active" });
      return { device: `d${phones}`, token: `MOCK.${phones}`, operation: book.operation, epoch: EPOCH, log_key: null };
    },
    "GET devices": () => ({
      devices: book.records("device").map(({ code, body }) => ({
        code,
        name: body["name"],
        role: "crew",
        state: "active",
        seen_at: null,
        missing: [],
      })),
    }),
    "POST sync/push": ({ body }) => push(book, body["events"] as string[]),
    "GET sync/snapshot": (): SnapshotPage => ({
      cursor: book.cursor(EPOCH),
      records: Object.values(REGISTRY).flatMap((type) => book.records(type)),
      lots: openLots(book),
      tags: tags(book),
      next: null,
    }),
    "GET sync/pull": ({ query }) => book.pull(query.get("cursor") ?? "", EPOCH),
    "POST inspection": ({ body }) => {
      // One link is open, one needs a passcode, and every other is refused like a wrong passcode.
      const secret = String(body["secret"]);
      const good = secret === "MOCK.IOPEN" || (secret === "MOCK.ILOCKED" && body["passcode"] === "1234");
      if (!good || book.operation === null) throw new No(403, "inspection_refused");
      visits += 1;
      return { ...inspection(), token: `MOCK.V${visits}` };
    },
    "GET inspection": ({ token }) => {
      if (token === null ? !signedIn : token !== `MOCK.V${visits}`) throw new No(401, "bad_token");
      return inspection();
    },
    "GET exercises": () => ({ exercises: [], next: null }),
    "GET today": (): TodayPage => ({
      day: new Date().toISOString().slice(0, 10),
      harvested: [],
      packed: [],
      runs: [],
      devices: [],
      findings: {},
      waiting: 0,
    }),
    "GET lots": () => ({ lots: lots(book), next: null }),
    "GET findings": () => ({ findings: [], next: null }),
    "GET quarantine": () => ({ entries: [] }),
    "GET entries": () => ({ entries: book.entries, next: null }),
    "POST events": ({ body }) =>
      (body as unknown as Body[]).map((event) => ({
        id: event["id"],
        sha256: "",
        status: "accepted",
        seq: book.append("event", event),
      })),
  };

  const answer = async (url: string, init: RequestInit): Promise<Response> => {
    const parsed = new URL(url, "http://mock");
    const path = parsed.pathname.replace("/api/v1/", "").split("/").map(decodeURIComponent);
    const token = new Headers(init.headers).get("authorization")?.replace("Bearer ", "") ?? null;
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Body) : {};
    try {
      const type = REGISTRY[path[0] ?? ""];
      const handler = routes[`${init.method} ${path.join("/")}`];
      if (handler !== undefined) return reply(200, await handler({ body, path, query: parsed.searchParams, token }));
      if (type !== undefined && init.method === "PUT")
        return reply(200, { seq: book.append(type, { ...body, code: path[1] }) });
      if (type !== undefined)
        return reply(200, { [path[0] ?? ""]: book.records(type).map((one) => one.body), next: null });
      throw new No(404, "not_found");
    } catch (cause) {
      if (!(cause instanceof No)) throw cause;
      return reply(
        cause.status,
        { code: cause.code, status: cause.status, title: cause.code, detail: cause.code },
        "application/problem+json",
      );
    }
  };
  return { answer, book };
}

const reply = (status: number, body: unknown, type = "application/json"): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

async function push(book: MockBook, events: string[]): Promise<PushReply> {
  const results: PushReply["results"] = [];
  for (const jws of events) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(jws));
    const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const payload = (jws.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const event = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0)))) as Body;
    const id = String(event["id"]);
    const known = book.known.get(id);
    const seq = known?.seq ?? book.append("event", event);
    book.known.set(id, { sha256, seq });
    results.push({
      id,
      sha256,
      status: known === undefined ? "accepted" : known.sha256 === sha256 ? "duplicate" : "quarantined",
      seq,
      reason: null,
    });
  }
  const numbers = book.events().map((event) => Number(event["dseq"] ?? 0));
  const device = { high: Math.max(0, ...numbers), missing: [], state: "active" };
  return { epoch: EPOCH, server_time: new Date().toISOString(), results, device, durable_through: null };
}

/** Lots by what made them; the mock does not weigh. */
function lots(book: MockBook): LotRow[] {
  const made = new Map<string, LotRow>();
  for (const entry of book.standing()) {
    const lines =
      entry.kind === "pack"
        ? (entry["outputs"] as Body[])
        : entry.kind === "harvest" || entry.kind === "plant"
          ? [entry as Body]
          : [];
    for (const line of lines) {
      const lot = String(line["lot"]);
      const quantity = line["quantity"] as Q | undefined;
      const row = made.get(lot) ?? {
        lot,
        kind: entry.kind === "pack" ? "packed" : entry.kind === "plant" ? "planting" : "harvest",
        product: String(line["product"]),
        status: null,
        place: entry.place ?? null,
        made_at: entry.at ?? null,
        mass_mg: null,
        units: {},
      };
      if (quantity !== undefined)
        row.units[quantity.unit] = String(Number(row.units[quantity.unit] ?? 0) + Number(quantity.value));
      made.set(lot, row);
    }
  }
  return [...made.values()];
}

/** What each tag was last bound to, unless a later event took it. */
function tags(book: MockBook): SnapshotPage["tags"] {
  const held = new Map<string, SnapshotPage["tags"][number]>();
  const bind = (line: Body): void => {
    for (const { tag, quantity } of (line["tags"] as { tag: string; quantity: Q }[] | undefined) ?? [])
      held.set(tag, { tag, lot: String(line["lot"]), quantity, state: "bound" });
  };
  for (const entry of book.standing()) {
    bind(entry);
    for (const line of (entry["outputs"] as Body[] | undefined) ?? []) bind(line);
    for (const { tag } of [
      ...((entry["inputs"] as { tag?: string }[] | undefined) ?? []),
      ...((entry["lines"] as { tag?: string }[] | undefined) ?? []),
    ])
      if (tag) held.set(tag, { tag, lot: null, quantity: null, state: "free" });
  }
  return [...held.values()];
}

const openLots = (book: MockBook): SnapshotPage["lots"] =>
  lots(book).map(({ lot, kind, product, place, made_at }) => ({
    lot,
    kind: kind ?? "harvest",
    product: product ?? "",
    status: null,
    place,
    units: null,
    unit: null,
    mass_mg: null,
    made_on: made_at?.slice(0, 10) ?? null,
  }));
