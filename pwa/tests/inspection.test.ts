import { beforeEach, describe, expect, it, vi } from "vitest";
import { resultBytes, useTransport, useVisit, type BalanceAnswer, type Entry, type LotStory } from "../src/api";
import { mockServer } from "../src/api/mock/server";
import { dateIn, dayBefore } from "../src/domain/clock";
import { sha256Hex } from "../src/domain/jws";
import { countLines } from "../src/inspect/counting";
import { placeOf, seedOf } from "../src/inspect/draws";
import { isTelling } from "../src/inspect/figures";
import { addressOf, filterOf } from "../src/inspect/filters";
import { numbersIn } from "../src/inspect/find";
import { formulaOf } from "../src/inspect/formula";
import { ownOrigin } from "../src/inspect/origin";
import {
  bearsNumber,
  keptUntil,
  lateDays,
  lotsOf,
  recordedHow,
  shipmentsOf,
  supplied,
} from "../src/inspect/provenance";
import { asked, fsma204Of, lotsIn, typedAgain } from "../src/inspect/questions";
import { clockText, notifyText } from "../src/inspect/recall";

const entry = (fields: Record<string, unknown>): Entry => ({ seq: 1, type: "event", ...fields });

class Kept implements Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  private readonly held = new Map<string, string>();
  getItem = (key: string): string | null => this.held.get(key) ?? null;
  setItem = (key: string, value: string): void => void this.held.set(key, value);
  removeItem = (key: string): void => void this.held.delete(key);
}

describe("the door", () => {
  let server = mockServer();
  let asking: { url: string; token: string | null }[] = [];
  const address = { hash: "", pathname: "/inspect", search: "" };

  beforeEach(async () => {
    server = mockServer();
    asking = [];
    vi.stubGlobal("sessionStorage", new Kept());
    vi.stubGlobal("localStorage", new Kept());
    vi.stubGlobal("history", { state: null, replaceState: () => void (address.hash = "") });
    vi.stubGlobal("location", address);
    vi.stubGlobal("addEventListener", () => undefined);
    useVisit(null);
    useTransport((url, init) => {
      asking.push({ url, token: new Headers(init.headers).get("authorization") });
      return server.answer(url, init);
    });
    server.book.operation = { code: "MOCK", name: "Farm", timezone: "America/Los_Angeles", mass_unit: "kg" };
    vi.resetModules();
  });

  // Signals and tokens live in the module: each test opens the door anew.
  const door = async () => {
    const api = await import("../src/api");
    api.useTransport((url, init) => {
      asking.push({ url, token: new Headers(init.headers).get("authorization") });
      return server.answer(url, init);
    });
    return import("../src/inspect/visit");
  };

  it("takes the secret out of the address at once", async () => {
    const { takeSecret } = await door();
    address.hash = "#MOCK.IOPEN";
    expect(takeSecret()).toBe("MOCK.IOPEN");
    expect(address.hash).toBe("");
    expect(takeSecret()).toBeNull();
  });

  it("takes a fragment that is no secret away, and asks nothing with it", async () => {
    const { takeSecret } = await door();
    address.hash = "#records";
    expect(takeSecret()).toBeNull();
    expect(asking).toEqual([]);
  });

  it("opens by a link, and everything after is asked with its token", async () => {
    const { enterByLink, byLink, visit, records } = await door();
    await enterByLink("MOCK.IOPEN", "");
    expect(visit.value?.operation.name).toBe("Farm");
    expect(byLink()).toBe(true);
    expect(records(["owner"])).toBe(false);
    expect(asking.slice(1).every((one) => one.token === "Bearer MOCK.V1")).toBe(true);
    expect(asking.length).toBeGreaterThan(1);
  });

  it("needs the passcode where there is one, and refuses a wrong one like a wrong link", async () => {
    const { enterByLink, visit } = await door();
    for (const [secret, passcode] of [
      ["MOCK.ILOCKED", ""],
      ["MOCK.ILOCKED", "4321"],
      ["MOCK.IGUESSED", "1234"],
    ] as const)
      await expect(enterByLink(secret, passcode)).rejects.toMatchObject({ code: "inspection_refused" });
    expect(visit.value).toBeNull();
    await enterByLink("MOCK.ILOCKED", "1234");
    expect(visit.value).not.toBeNull();
  });

  it("knows its visitor after a reload, and forgets one whose token is no longer good", async () => {
    const first = await door();
    await first.enterByLink("MOCK.IOPEN", "");
    const again = await door();
    expect(await again.enter(0)).toBe("open");
    expect(again.byLink()).toBe(true);
    sessionStorage.setItem("lotbook-visit", "MOCK.V99");
    again.visit.value = null;
    expect(await again.enter(0)).toBe("closed");
    expect(again.ended.value).toBe(true);
    expect(sessionStorage.getItem("lotbook-visit")).toBeNull();
  });

  it("keeps the token while there is no network", async () => {
    const first = await door();
    await first.enterByLink("MOCK.IOPEN", "");
    const { enter } = await door();
    (await import("../src/api")).useTransport(() => Promise.reject(new TypeError("no network")));
    expect(await enter(0)).toBe("unreachable");
    expect(sessionStorage.getItem("lotbook-visit")).toBe("MOCK.V1");
  });

  it("asks as somebody who is signed in once the visitor has stepped out", async () => {
    const { enterByLink, stepOut } = await door();
    await enterByLink("MOCK.IOPEN", "");
    stepOut();
    await (await import("../src/api")).json("/setup");
    expect(asking.at(-1)?.token).toBeNull();
  });
});

describe("an answer", () => {
  it("is hashed from the very bytes that travelled", async () => {
    const bytes = '{"a":1,"text":"},\\"result\\":{"}';
    const reply = `{"exercise":{"query":{"what":"x"},"result":"00","at":"now","as_of":{"seq":1}},"result":${bytes}}`;
    expect(resultBytes(reply)).toBe(bytes);
    expect(await sha256Hex(resultBytes(reply))).toBe(await sha256Hex(bytes));
  });

  it("obeys the inspector's formula, in its numbers and in its lines", () => {
    const of = (lines: [string, number][], closing: number): Pick<BalanceAnswer, "lines" | "closing"> => ({
      lines: lines.map(([account, mass_mg]) => ({ account, mass_mg, events: 1 })),
      closing: { mass_mg: closing, mass: "", in_process_mg: 0 },
    });
    const formula = formulaOf(
      of(
        [
          ["opening", 100],
          ["harvested", 500],
          ["shipped", -300],
          ["loss:cull", -50],
          ["unaccounted:gain", 10],
          ["adjusted", -5],
        ],
        255,
      ),
    );
    expect(formula).toEqual({ beginning: 100, incoming: 510, ending: 255, outgoing: 355, lines: 355 });
    expect(formulaOf(of([["opening", 100]], 90)).lines).not.toBe(10);
  });

  it("is drawn again from the word and the newest hash alone", async () => {
    const head = "2019556675cd8bc1c1b61d78a4e88dc9bd1d9dc8d88350adc5ff0bf8ff5a547a";
    const seed = await seedOf("moon", head);
    expect(seed).toBe("9c9c09ec4a4c95a41e51752a49f5e508c9dd6018c3f076ffdf0db89c38b63923");
    expect(placeOf(seed, 867)).toBe(327);
  });
});

describe("what has changed since", () => {
  it("tells masses, ends and the verdict, and not what is said twice", () => {
    const all = [
      "verdict",
      "closing.mass",
      "closing.mass_mg",
      "counted.closing.on",
      "reasons[stock_below_zero].about.on",
      "reasons[loss].about.loss_mg",
      "lines[shipped].mass_mg",
      "lines[shipped].events",
      "accounted.percent",
    ];
    expect(all.filter(isTelling)).toEqual([
      "verdict",
      "closing.mass_mg",
      "counted.closing.on",
      "lines[shipped].mass_mg",
      "accounted.percent",
    ]);
  });
});

describe("a question", () => {
  it("leaves out what was not typed, and says when the inspection began", () => {
    const typed = { scope: "product", what: " TOM ", from: "2026-09-01", to: "2026-09-30", status: "" };
    expect(asked("balance", typed, "2026-09-12T08:00:00Z")).toEqual({
      kind: "balance",
      query: { product: "TOM", from: "2026-09-01", to: "2026-09-30", began: "2026-09-12T08:00:00Z" },
    });
    expect(asked("fsma204", { lots: "a, b", from: "2026-09-01", to: "2026-09-30" }).query).toEqual({
      lots: ["a", "b"],
    });
    expect(lotsIn("a b;\na,,c")).toEqual(["a", "b", "c"]);
  });

  it("is typed again as it was asked", () => {
    const query = { commodity: "apple", from: "2026-09-01", to: "2026-09-30", began: "x" };
    const typed = typedAgain("balance", query);
    expect(asked("balance", typed, "x").query).toEqual(query);
    expect(typedAgain("recall", { lots: ["a", "b"] })).toEqual({ lots: "a, b" });
    expect(typedAgain("sales", { from: "1", to: "2", amounts: true })).toEqual({ from: "1", to: "2" });
  });

  it("leads to the FSMA 204 sheet of its lots, or of its period", () => {
    expect(fsma204Of("back", { lot: "P1" })).toEqual({ lots: "P1" });
    expect(fsma204Of("recall", { lots: ["P1", "P2"] })).toEqual({ lots: "P1, P2" });
    expect(fsma204Of("balance", { lot: "P1", from: "1", to: "2" })).toEqual({ lots: "P1" });
    expect(fsma204Of("sales", { from: "1", to: "2" })).toEqual({ from: "1", to: "2" });
    expect(fsma204Of("draw", { what: "lot", word: "x" })).toBeNull();
  });

  it("ends today at the farm, wherever the inspector's clock is", () => {
    const lateEvening = Date.parse("2026-09-13T05:30:00Z");
    expect(dateIn("America/Los_Angeles", lateEvening)).toBe("2026-09-12");
    expect(dateIn("Europe/Madrid", lateEvening)).toBe("2026-09-13");
    expect(dayBefore("2026-03-01")).toBe("2026-02-28");
  });

  it("looks for the last weeks where an address says nothing, and for everything where it says so", () => {
    const today = "2026-09-12";
    expect(filterOf(new URLSearchParams(""), today)).toEqual({ from: "2026-08-08" });
    expect(filterOf(new URLSearchParams("all=1"), today)).toEqual({});
    expect(filterOf(new URLSearchParams("q=77&kind="), today)).toEqual({ q: "77" });
    expect(addressOf({ q: " 77 ", lot: "" })).toEqual({ q: "77" });
    expect(addressOf({ lot: " " })).toEqual({ all: "1" });
  });
});

describe("a record", () => {
  it("says how it came, how late, and until when it is kept", () => {
    const late = entry({ at: "2026-09-12T09:00:00-07:00", received: "2026-09-14T16:00:01Z", jws: "a.b.c" });
    expect(recordedHow(late)).toBe("phone");
    expect(lateDays(late)).toBe(2);
    expect(keptUntil(late)).toEqual({ organic: "2031-09-14", fsma204: "2028-09-14" });
    expect(recordedHow(entry({ how: "import" }))).toBe("import");
    expect(lateDays(entry({}))).toBe(0);
    expect(keptUntil(entry({}))).toBeNull();
  });

  it("names its lots once, plantings too, and no places", () => {
    expect(
      lotsOf(
        entry({ lot: "H1", from: ["PL-1"], to: ["COOL"], lines: [{ lot: "H1" }, { lot: "A", to_lot: "B" }, null] }),
      ),
    ).toEqual(["H1", "A", "B", "PL-1"]);
  });

  it("is found by the number of its paper, however it is typed", () => {
    const invoice = entry({ kind: "invoice", number: "INV-9", lines: [{ shipment: "s1" }, { shipment: "s1" }, {}] });
    expect(bearsNumber(invoice, " inv-9 ")).toBe(true);
    expect(bearsNumber(entry({ refs: [{ kind: "bol", number: "77" }] }), "77")).toBe(true);
    expect(bearsNumber(entry({ refs: [{ kind: "bol", number: "770" }] }), "77")).toBe(false);
    expect(shipmentsOf(invoice)).toEqual(["s1"]);
  });

  it("is looked for with and without the word before its number", () => {
    expect(numbersIn("BOL 40748")).toEqual(["BOL 40748", "40748"]);
    expect(numbersIn("Invoice no. 2121")).toEqual(["Invoice no. 2121", "2121"]);
    expect(numbersIn("Factura n.º 2121")).toEqual(["Factura n.º 2121", "2121"]);
    expect(numbersIn("#77")).toEqual(["#77", "77"]);
    expect(numbersIn("PO-3317")).toEqual(["PO-3317"]);
  });

  it("of a receipt tells what is known of the supplier's lot", () => {
    const receipt = entry({
      kind: "receive",
      partner: "oak",
      lines: [{ lot: "R1", supplier_lot: "88", certificate: { number: "C-1", expires: "2027-01-01" }, tlc: null }],
    });
    expect(supplied(receipt)).toEqual([
      {
        lot: "R1",
        said: [
          ["supplier_lot", "88"],
          ["certificate", "C-1 2027-01-01"],
        ],
      },
    ]);
    const story = { lot: "R1", kind: "received", place: "COOL", events: [receipt] } as unknown as LotStory;
    expect(ownOrigin(story)).toMatchObject({ lot: "R1", partner: "oak", supplier_lot: "88", tlc: null });
    expect(ownOrigin({ ...story, kind: "packed" })).toBeNull();
  });
});

describe("on the spot", () => {
  it("a count leaves out what was not counted, and keeps a zero", () => {
    expect(
      countLines([
        { lot: "A", value: "", unit: "bin" },
        { lot: "B", value: "0", unit: "bin" },
        { lot: " C ", value: "1,5", unit: "lb " },
      ]),
    ).toEqual([
      { lot: "B", quantity: { value: "0", unit: "bin" } },
      { lot: "C", quantity: { value: "1.5", unit: "lb" } },
    ]);
  });

  it("a recall's clock runs past the hours, and its list has a paragraph for each customer", () => {
    expect(clockText(3_723_999)).toBe("1:02:03");
    expect(clockText(-5)).toBe("0:00:00");
    const one = { name: "Valley", contact: "555", quantity: "2 box", lots: ["P1"], papers: [] };
    expect(notifyText([one, { ...one, name: "Stand", contact: "–" }], "Recall of P1")).toBe(
      "Recall of P1\n\nValley\n555\n2 box\nP1\n\nStand\n2 box\nP1",
    );
  });
});
