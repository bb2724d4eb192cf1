/** Chance from a seed: the same seed gives the same run, everywhere. */
export class Random {
  constructor(private state: number) {}

  /** A number from 0 up to 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  upTo(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }
  chance(of: number): boolean {
    return this.next() < of;
  }
  pick<T>(some: readonly T[]): T {
    return some[this.upTo(some.length)] as T;
  }
}
