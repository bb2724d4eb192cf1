import {
  goesAgain,
  isLost,
  mayForget,
  NOTHING_TOLD,
  ranges,
  takenBack,
  type Kept as KeptRecord,
  type Range,
  type Told,
} from "../../src/domain/keeping";
import type { Heard, Lacking, Settled } from "../../src/sync/answers";
import { initial, step, type Input, type State, type Work } from "../../src/sync/core";
import type { Sent } from "./server";

/** A phone: a disk that outlives it, and the real core on top. What it does is the world's to carry out. */

export interface Kept extends KeptRecord {
  n: number;
  id: string;
  sha256: string;
  sent: Sent;
  saved_at: number;
}
export interface Disk {
  dev: string;
  head: number;
  records: Kept[];
  told: Told;
}

/** The rules that a run is played by; a test of the simulation breaks one of them. */
export interface Rules {
  step: typeof step;
  mayForget: typeof mayForget;
  goesAgain: typeof goesAgain;
  isLost: typeof isLost;
  takenBack: typeof takenBack;
  /** Whether a phone that was put back from an old copy finds out. */
  noticesCopies: boolean;
}
export const RULES: Rules = { step, mayForget, goesAgain, isLost, takenBack, noticesCopies: true };

const BATCH = 4; // small, so that a few records make several pushes

export class Phone {
  disk: Disk;
  /** What a restart forgets. */
  state: State = initial;
  /** Grows with every start: an answer to an earlier one reaches nobody. */
  life = 0;
  /** The phone's own clock, wrong by this much. */
  skew = 0;
  timer: number | null = null;

  constructor(
    readonly name: string,
    private readonly rules: Rules,
  ) {
    this.disk = { dev: name, head: 0, records: [], told: NOTHING_TOLD };
  }

  /** Tell the core, and return the work that it wants done; a ring sets the timer. */
  feed(input: Input): Work | null {
    const next = this.rules.step(this.state, input);
    this.state = next.state;
    let work: Work | null = null;
    for (const effect of next.effects)
      if (effect.kind === "ring") this.timer = effect.at;
      else work = effect;
    return work;
  }

  crash(): void {
    this.life += 1;
    this.state = initial;
    this.timer = null;
  }

  keep(sent: Sent, now: number): void {
    this.disk.head = sent.dseq;
    this.disk.records.push({
      n: (this.disk.records.at(-1)?.n ?? 0) + 1,
      dseq: sent.dseq,
      dev: sent.dev,
      id: sent.id,
      sha256: sent.sha256,
      sent,
      waiting: 1,
      saved_at: now,
      sent_at: null,
      seq: null,
      epoch: null,
    });
  }
  waiting(): Kept[] {
    return this.disk.records.filter((one) => one.waiting === 1);
  }
  batch(): Kept[] {
    return this.waiting().slice(0, BATCH);
  }
  have(): Range[] {
    const own = this.disk.records.filter((one) => one.dev === this.disk.dev).map((one) => one.dseq);
    return ranges(own.sort((a, b) => a - b));
  }

  /** The transaction of `keep`; true if the server lacks what it once took. */
  delivered(these: Settled[], word: Heard, doubt: boolean, now: number): boolean {
    const { disk, rules } = this;
    for (const { n, seq } of these)
      disk.records = disk.records.map((one) =>
        one.n === n ? { ...one, waiting: 0, sent_at: now, seq, epoch: word.epoch } : one,
      );
    const before = disk.told;
    const twice = rules.noticesCopies && (before.twice === true || word.twice || word.high > disk.head);
    disk.told = doubt
      ? { ...before, twice, doubt }
      : { epoch: word.epoch, high: Math.max(before.high, word.high), twice };
    if (rules.noticesCopies) disk.head = Math.max(disk.head, word.high);
    const lost = disk.records.some((one) => rules.isLost(one, disk.dev, word.missing));
    if (!doubt && !lost && !twice)
      disk.records = disk.records.filter(
        (one) => !rules.mayForget(one, disk.dev, now, word.epoch, word.durableThrough),
      );
    return lost;
  }
  takeBack({ missing, through }: Lacking, word: Heard): void {
    const { disk, rules } = this;
    const twice = disk.told.twice === true;
    disk.records = disk.records.map((one) =>
      rules.takenBack(one, rules.goesAgain(one, disk.dev, missing, twice), word.epoch, through),
    );
    disk.told = { epoch: word.epoch, high: word.high, twice };
  }
  /** Another key, another name; what was recorded before stays as it was signed. */
  enrolAnew(dev: string): void {
    this.disk = { ...this.disk, dev, head: 0, told: { ...this.disk.told, high: 0 } };
  }
  copyOfDisk(): Disk {
    return { ...this.disk, records: this.disk.records.map((one) => ({ ...one })) };
  }
}
