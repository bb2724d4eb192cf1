/** Shapes of the contract, as they travel. */

export interface Q {
  value: string;
  unit: string;
}
export type Status = "organic" | "transitional" | "nonorganic";

export interface Operation {
  seq?: number;
  code: string;
  name: string;
  timezone: string;
  mass_unit: string;
  /** It is an invented farm. */
  sample?: boolean | null;
  yields_by_person?: boolean | null;
  /** The company prefix that GS1 licensed to it, under which pallets are numbered. */
  gs1_prefix?: string | null;
  /** What the address on a label says to anybody. */
  public_page?: string[] | null;
  certifier?: string | null;
  certificate?: string | null;
  contact?: Record<string, string | null> | null;
  lot_codes?: Record<string, string | null> | null;
  prompts?: Record<string, string> | null;
  /** What lies under the map. */
  tiles?: { url: string; credit: string; zoom_max?: number | null } | null;
}
export interface Session {
  person: { code: string; name: string; roles: string[] };
  operation: Operation;
  csrf: string;
  /** Where phones reach this server, and whether they can be enrolled there. */
  public_url?: string;
  secure?: boolean;
}

export interface Phone {
  code: string;
  name: string | null;
  role: string | null;
  state: string;
  seen_at: string | null;
  missing: [number, number][];
  app: string | null;
  waiting: number | null;
  photos: number | null;
  /** How far its clock was behind the server's when it last called. */
  clock_ms: number | null;
}
export interface Enrolment {
  code: string;
  url: string;
  expires_at: string;
}
export interface Enrolled {
  device: string;
  token: string;
  operation: Operation;
  epoch: string;
}

export interface PushResult {
  id: string | null;
  sha256: string;
  status: string;
  seq: number | null;
  reason: string | null;
}
export interface PushReply {
  epoch: string;
  server_time: string;
  results: PushResult[];
  device: { high: number; missing: [number, number][]; state: string; twice?: boolean };
  durable_through: number | null;
  min_app?: string;
  backoff_s?: number;
}
export interface RegistryRecord {
  type: string;
  code: string;
  body: Record<string, unknown>;
}
export interface SnapshotPage {
  cursor: string;
  records: RegistryRecord[];
  lots: {
    lot: string;
    kind: string;
    product: string;
    status: string | null;
    place: string | null;
    units: string | null;
    unit: string | null;
    mass_mg: number | null;
    made_on: string | null;
    hold?: string | null;
  }[];
  tags: { tag: string; lot: string | null; quantity: Q | null; state: "blank" | "bound" | "retired" | "free" }[];
  next: string | null;
}
export interface PullPage {
  changes: { seq: number; type: string; body: Record<string, unknown> }[];
  /** Lots whose stock these changed, as they are now. */
  lots?: SnapshotPage["lots"];
  cursor: string;
  more: boolean;
  reset: boolean;
}

export interface Entry {
  seq: number;
  type: string;
  id?: string;
  kind?: string;
  at?: string;
  by?: string | null;
  place?: string | null;
  code?: string;
  received?: string | null;
  stands?: boolean;
  held?: boolean;
  replaces?: string | null;
  /** How it came into the book, and what corrected it since. */
  how?: "phone" | "desk" | "import";
  device?: string | null;
  replaced_by?: string | null;
  voided_by?: string | null;
  [field: string]: unknown;
}
export interface LotRow {
  lot: string;
  kind: string | null;
  product: string | null;
  product_name?: string | null;
  status: Status | null;
  claimed?: Status | null;
  place: string | null;
  made_at: string | null;
  mass_mg: number | null;
  mass?: string | null;
  units: Record<string, string>;
  in_process_mg?: number | null;
}
export interface LotLink {
  lot?: string;
  from?: string;
  to?: string;
  event?: string;
  mass_mg: number | null;
}
export interface Finding {
  key?: string;
  code: string;
  severity: string;
  about: Record<string, unknown>;
  args?: Record<string, unknown>;
  text?: string;
  acknowledged?: { by: string; reason: string; at: string } | null;
}
export interface LotStory extends LotRow {
  hold: { state: "hold" | "release"; reason: string | null; event: string; at: string } | null;
  stock: { place: string | null; mass_mg: number | null; units: Record<string, string> }[];
  events: Entry[];
  links: { from: LotLink[]; to: LotLink[] };
  tags: { tag: string; quantity: Q | null; state?: string }[];
  findings: Finding[];
}

export interface StatementLine {
  account: string;
  mass_mg: number;
  mass?: string;
  units?: Record<string, string>;
  events: number;
}
export interface Counted {
  mass_mg: number;
  mass?: string;
  on: string;
}
export interface Reason {
  code: string;
  severity: string;
  about: Record<string, unknown>;
  text: string;
}
export interface Statement {
  scope: Record<string, string>;
  from: string;
  to: string;
  mass_unit: string;
  lines: StatementLine[];
  closing: { mass_mg: number; mass: string; in_process_mg: number; units?: Record<string, string> };
  counted: { opening: Counted | null; closing: Counted | null };
  variance: { mass_mg: number; mass?: string } | null;
  weighed?: Record<string, number>;
  tolerance_percent?: string | null;
  verdict: "pass" | "fail" | "review" | "unproven";
  reasons: Reason[];
  as_of: { seq: number; rules: number };
}

export interface TracedLot {
  lot: string;
  kind: string | null;
  product: string | null;
  status: Status | null;
  place: string | null;
  at: string | null;
  mass_mg: number | null;
  share: string | null;
  depth: number;
}
export interface Trace {
  lot: string;
  direction: "back" | "forward";
  /** Left out of what is sealed: how long it took is not in the book. */
  elapsed_ms?: number;
  count: number;
  truncated: boolean;
  lots: TracedLot[];
  links: { from: string; to: string; event: string; mass_mg: number | null }[];
  origins: {
    lot: string;
    kind: string | null;
    place?: string | null;
    partner?: string | null;
    supplier_lot?: string | null;
    tlc?: string | null;
    certificate?: unknown;
    last_certified_operation?: string | null;
    refs?: { kind: string; number: string }[];
  }[];
  /** Who recorded what is on the way, and the papers of it; both by code. */
  people?: string[];
  documents?: { event: string; sha256?: string; name?: string; number?: string; kind: string }[];
  customers: {
    partner: string;
    event: string;
    at: string;
    lot: string;
    mass_mg: number | null;
    units: Record<string, string>;
    refs: { kind: string; number: string }[];
  }[];
  on_hand: { lot: string; place: string | null; mass_mg: number | null }[];
  accounted: { produced_mg: number; accounted_mg: number; percent: string | null } | null;
  gaps: { code: string; about: Record<string, unknown>; text: string }[];
  as_of: { seq: number; rules: number };
}

/** What was made of one product at one place on one day. */
export interface DaySum {
  product: string;
  place: string | null;
  mass_mg: number | null;
  units: Record<string, string>;
  events: number;
  /** On the same day of the week before. */
  before_mg: number;
}
export interface DayRun {
  run: string;
  place: string | null;
  first: string;
  last: string;
  closed: boolean;
  unaccounted_mg: number | null;
}
export interface TodayPage {
  day: string;
  harvested: DaySum[];
  packed: DaySum[];
  runs: DayRun[];
  devices: Phone[];
  findings: { critical?: number; warning?: number; info?: number };
  waiting: number;
}
export interface Quarantined {
  seq: number;
  sha256: string;
  state: string;
  reason: string | null;
  received: string | null;
  device: string | null;
  body: string | null;
  /** What the bytes say, where they are JSON at all. */
  event: Record<string, unknown> | null;
}
export interface EventResult {
  id: string | null;
  sha256: string;
  status: "accepted" | "duplicate" | "held" | "quarantined";
  seq: number | null;
  problem?: { detail?: string };
  reason?: string | null;
}
