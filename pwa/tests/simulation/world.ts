import type { Input, Work } from "../../src/sync/core";
import { Phone, RULES, type Disk, type Kept, type Rules } from "./phone";
import { Random } from "./random";
import { Server, Unknown, type Sent } from "./server";
import { PORTALS, spoilt } from "./strangers";

/**
 * Some phones, one server, and everything that goes wrong between and in them, from one seed. While it lasts, safety
 * is checked at each step; then the faults end, and liveness is: every record must come home.
 */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Happening {
  at: number;
  order: number;
  what: () => void;
}
export class Violation extends Error {}

export class World {
  private readonly random: Random;
  private readonly server = new Server();
  private readonly phones: Phone[] = [];
  private queue: Happening[] = [];
  private order = 0;
  private now = 0;
  private records = 0;
  private devices = 0;
  private faults = true;
  private byHand = false;
  /** What was beeped for, and by whom; less what was lost with a disk, which no sync can help. */
  private readonly green = new Map<string, Phone>();
  private readonly copies = new Map<Phone, Disk>();
  private readonly putBack = new Set<Phone>();
  readonly story: string[] = [];
  readonly counts = { recorded: 0, faults: 0, restores: 0, steps: 0 };

  constructor(
    readonly seed: number,
    private readonly rules: Rules = RULES,
  ) {
    this.random = new Random(seed);
  }

  /** Play a whole run; throws Violation, whose message begins with the seed. */
  run(): void {
    const count = 1 + this.random.upTo(3);
    for (let i = 0; i < count; i += 1) {
      const phone = new Phone(this.newDevice(), this.rules);
      this.phones.push(phone);
      this.server.letIn(phone.disk.dev);
      this.wake(phone, "opened");
    }
    const length = this.random.pick([20, 60]) * MINUTE;
    const tricks = 4 + this.random.upTo(22);
    for (let i = 0; i < tricks; i += 1) this.later(this.random.between(0, length), () => this.trick());
    const saved = 3 + this.random.upTo(14);
    for (let i = 0; i < saved; i += 1)
      this.later(this.random.between(0, length), () => this.record(this.random.pick(this.phones)));
    this.play(length);
    this.faults = false;
    this.settleDown();
  }

  private play(until: number): void {
    for (;;) {
      const next = this.nextThing();
      if (next === null || next.at > until) break;
      this.now = Math.max(this.now, next.at);
      next.what();
      this.counts.steps += 1;
      this.checkSafety();
    }
    this.now = until;
  }

  /** The faults are over: within an hour every phone has sent what it had, and is idle. */
  private settleDown(): void {
    for (const phone of this.phones) {
      // The office lets in whoever is not known any more; phones come back to life.
      this.server.letIn(phone.disk.dev);
      if (phone.state.doing === "nothing" && phone.timer === null) this.wake(phone, "visible");
    }
    this.play(this.now + 60 * MINUTE);
    for (const phone of this.phones) {
      const left = phone.waiting().length;
      if (left > 0) this.violated(`liveness: ${left} records still wait on ${phone.name}`);
    }
    for (const sha256 of this.green.keys())
      if (!this.server.has(sha256) && !this.inBackup(sha256) && !this.byHand)
        this.violated(`liveness: ${sha256} never came home`);
    for (const phone of this.phones)
      for (const one of phone.disk.records)
        if (!this.server.has(one.sha256) && !this.unnoticed(phone, one))
          this.violated(`liveness: ${one.sha256} is on ${phone.name} alone`);
  }

  private checkSafety(): void {
    const onPhones = new Set(this.phones.flatMap((phone) => phone.disk.records.map((one) => one.sha256)));
    for (const sha256 of this.green.keys())
      if (!onPhones.has(sha256) && !this.server.has(sha256) && !this.inBackup(sha256))
        this.violated(`safety: ${sha256} was acknowledged and is nowhere`);
    const { entries } = this.server.book;
    if (new Set(entries.map((one) => one.sha256)).size < entries.length)
      this.violated("safety: a record is there twice");
  }
  /**
   * A restore by hand shows in the numbers alone. Where those say nothing (an earlier name of the phone) or belong to
   * two records (an old copy of its disk), what it lost stays on the phone: there it is kept for ever.
   */
  private unnoticed(phone: Phone, one: Kept): boolean {
    return this.byHand && (one.dev !== phone.disk.dev || this.putBack.has(phone));
  }
  private inBackup(sha256: string): boolean {
    return this.server.backups.some((book) => book.entries.some((one) => one.sha256 === sha256));
  }
  private violated(what: string): never {
    throw new Violation(`seed ${this.seed}: ${what}\n  ${this.story.slice(-60).join("\n  ")}`);
  }

  // What people and machines do.

  private record(phone: Phone): void {
    const life = phone.life;
    // On the disk after a moment; a crash before that is a record that was never beeped for.
    this.later(this.random.between(5, 40), () => {
      if (phone.life !== life) return;
      this.records += 1;
      const id = `r${this.records}`;
      const fate = this.random.pick(["accepted", "accepted", "accepted", "held", "quarantined"] as const);
      const sent: Sent = { id, sha256: `hash-${id}`, dev: phone.disk.dev, dseq: phone.disk.head + 1, fate };
      phone.keep(sent, this.now + phone.skew);
      this.green.set(sent.sha256, phone);
      this.counts.recorded += 1;
      this.told(`${id} is number ${sent.dseq} of ${sent.dev} (${phone.name})`);
      this.feed(phone, { kind: "recorded", ...this.chance() });
    });
  }

  private trick(): void {
    this.counts.faults += 1;
    const phone = this.random.pick(this.phones);
    const tricks: [string, () => void][] = [
      ["restart", () => this.restart(phone)],
      ["restart", () => this.restart(phone)],
      ["wake", () => this.wake(phone, this.random.pick(["visible", "online", "asked"] as const))],
      ["set the clock", () => void (phone.skew = this.random.between(-400, 400) * DAY)],
      ["back up", () => this.server.backUp()],
      ["back up", () => this.server.backUp()],
      ["restore", () => this.restore(false)],
      ["restore by hand", () => this.restore(true)],
      ["revoke", () => this.server.revoke(phone.disk.dev)],
      ["enrol anew", () => this.enrolAnew(phone)],
      ["copy the disk", () => void this.copies.set(phone, phone.copyOfDisk())],
      ["put the disk back", () => this.putBackDisk(phone)],
      ["record", () => this.record(phone)],
    ];
    const [name, play] = this.random.pick(tricks);
    this.told(`${name} (${phone.name})`);
    play();
  }

  /** What happened, for whoever plays one seed again. */
  private told(what: string): void {
    this.story.push(`${(this.now / MINUTE).toFixed(2)} min: ${what}`);
  }

  private restart(phone: Phone): void {
    phone.crash();
    this.later(this.random.between(100, 5 * MINUTE), () => phone.timer === null && this.wake(phone, "opened"));
  }
  private restore(byHand: boolean): void {
    this.counts.restores += 1;
    this.byHand ||= byHand;
    this.server.restore(this.random, byHand);
    // The office lets a phone in again that was enrolled after the backup: some time later.
    for (const phone of this.phones)
      this.later(this.random.between(MINUTE, 10 * MINUTE), () => this.server.letIn(phone.disk.dev));
  }
  private enrolAnew(phone: Phone): void {
    const dev = this.newDevice();
    this.server.letIn(dev);
    phone.crash();
    phone.enrolAnew(dev);
    this.copies.delete(phone); // whose name that copy has is another story
    this.wake(phone, "opened");
  }
  /** The phone's storage is put back from an old copy: what it recorded since, and did not send, is gone for good. */
  private putBackDisk(phone: Phone): void {
    const copy = this.copies.get(phone);
    if (copy === undefined) return;
    this.putBack.add(phone);
    for (const one of phone.disk.records)
      if (!copy.records.some((kept) => kept.sha256 === one.sha256)) this.green.delete(one.sha256);
    phone.crash();
    phone.disk = { ...copy, records: copy.records.map((one) => ({ ...one })) };
    this.wake(phone, "opened");
  }

  // The phone's work, carried out with everything that can go wrong.

  private wake(phone: Phone, kind: "opened" | "visible" | "online" | "asked" | "rang"): void {
    this.feed(phone, { kind, ...this.chance() });
  }
  private feed(phone: Phone, input: Input): void {
    const work = phone.feed(input);
    if (work !== null) this.perform(phone, work);
  }
  private chance(): { now: number; random: number } {
    return { now: this.now, random: this.random.next() };
  }

  private perform(phone: Phone, work: Work): void {
    switch (work.kind) {
      case "push": {
        const batch = phone.batch();
        const { told } = phone.disk;
        const sent = batch.map(({ n, id, sha256 }) => ({ n, id, sha256 }));
        if (sent.length > 0) this.told(`push ${sent.map((one) => one.id).join(" ")} (${phone.name})`);
        this.call(
          phone,
          () =>
            this.server.push(
              phone.disk.dev,
              batch.map((one) => one.sent),
            ),
          (reply) => ({ kind: "replied", sent, told, reply, ...this.chance() }),
        );
        return;
      }
      case "keep":
        return this.onDisk(phone, () => {
          if (work.settled.length > 0 || work.doubt) this.told(`keep ${JSON.stringify({ ...work, kind: phone.name })}`);
          const lost = phone.delivered(work.settled, work.heard, work.doubt, this.now + phone.skew);
          return { kind: "kept", waiting: phone.waiting().length, lost, ...this.chance() };
        });
      case "ask": {
        const have = phone.have();
        this.call(
          phone,
          () => this.server.reconcile(phone.disk.dev, have),
          (reply) => ({ kind: "answered", reply, ...this.chance() }),
        );
        return;
      }
      case "take back":
        return this.onDisk(phone, () => {
          phone.takeBack(work.lacks, work.heard);
          this.told(`take back ${JSON.stringify(work.lacks)} (${phone.name})`);
          return { kind: "took back", waiting: phone.waiting().length, ...this.chance() };
        });
      case "read":
        return this.onDisk(phone, () => ({ kind: "read", ...this.chance() }));
    }
  }

  /** A transaction: all of it or, when the phone dies or its disk is full, nothing. */
  private onDisk(phone: Phone, transaction: () => Input): void {
    const life = phone.life;
    this.later(this.random.between(1, 30), () => {
      if (phone.life !== life) return;
      if (this.strikes(0.05)) this.feed(phone, { kind: "failed", ...this.chance() });
      else this.feed(phone, transaction());
    });
  }

  /** A call over the network: request and reply each may be lost, late, doubled, or answered by somebody else. */
  private call(phone: Phone, request: () => unknown, told: (reply: unknown) => Input): void {
    const life = phone.life;
    let over = false;
    const answer = (input: () => Input): void => {
      if (over || phone.life !== life) return;
      over = true;
      this.feed(phone, input());
    };
    const fail = (): void => answer(() => ({ kind: "failed", ...this.chance() }));
    const failLater = (): void => this.later(this.random.between(100, 30_000), fail);
    const ask = (): unknown => {
      try {
        return request();
      } catch (cause) {
        if (cause instanceof Unknown) return null; // 401: the phone is not known (any more)
        throw cause;
      }
    };

    if (this.strikes(0.12)) return failLater(); // the request is lost
    if (this.strikes(0.08)) {
      const reply = this.random.pick(PORTALS);
      return this.later(50, () => answer(() => told(reply))); // somebody else answers
    }
    const arrives = this.random.between(20, this.strikes(0.1) ? 10 * MINUTE : 400);
    // Whoever waits too long hangs up; the request may arrive all the same, after others.
    this.later(60_000, fail);
    if (this.strikes(0.08)) this.later(arrives + this.random.between(1, 20 * MINUTE), () => void ask()); // again, later
    this.later(arrives, () => {
      if (this.strikes(0.05)) return failLater(); // the server dies before it commits
      const reply = ask();
      if (reply === null || this.strikes(0.12)) return failLater(); // the reply is lost
      const travels = this.random.between(20, 400);
      if (this.strikes(0.05)) return this.later(travels, () => answer(() => told(spoilt(reply, this.random))));
      this.later(travels, () => answer(() => told(reply)));
    });
  }

  private strikes(chance: number): boolean {
    const struck = this.random.chance(chance);
    return struck && this.faults;
  }

  // Time.

  private later(delay: number, what: () => void): void {
    this.order += 1;
    this.queue.push({ at: this.now + delay, order: this.order, what });
  }
  private nextThing(): Happening | null {
    let first = -1;
    for (let i = 0; i < this.queue.length; i += 1) if (first < 0 || before(this.queue[i], this.queue[first])) first = i;
    const rings = this.phones
      .filter((phone) => phone.timer !== null)
      .sort((a, b) => (a.timer ?? 0) - (b.timer ?? 0))[0];
    const thing = this.queue[first];
    if (rings !== undefined && rings.timer !== null && (thing === undefined || rings.timer <= thing.at)) {
      const at = rings.timer;
      return {
        at,
        order: 0,
        what: () => {
          rings.timer = null;
          this.wake(rings, "rang");
        },
      };
    }
    if (thing === undefined) return null;
    return { ...thing, what: () => (this.take(thing), thing.what()) };
  }
  private take(thing: Happening): void {
    this.queue = this.queue.filter((one) => one !== thing);
  }
  private newDevice(): string {
    this.devices += 1;
    return `d${this.devices}`;
  }
}

const before = (one: Happening | undefined, other: Happening | undefined): boolean =>
  one !== undefined && other !== undefined && (one.at < other.at || (one.at === other.at && one.order < other.order));
