import { entries, record, type Finding } from "../api";
import { newId } from "../domain/ids";
import { session } from "../sheets/load";

/** What an entry says of itself beside the event: a correction is the office's own, signed by no phone. */
const NOT_THE_EVENT = new Set(
  "seq type jws received held stands how device replaced_by voided_by dev dseq prev mono off seen".split(" "),
);

/** Record again what a phone recorded by a wrong clock, as of the right time, in its place. */
export async function correctTime({ about, args }: Finding): Promise<void> {
  const id = String(about["event"]);
  const found = (await entries({ q: id })).entries.find((entry) => (entry as unknown as { id?: string }).id === id);
  if (found === undefined) throw new Error(`there is no event ${id}`);
  const said = Object.entries(found).filter(([name]) => !NOT_THE_EVENT.has(name));
  const head = { id: newId(Date.now()), at: args?.["corrected"], by: session.value?.person.code ?? null, replaces: id };
  await record([{ ...Object.fromEntries(said), ...head }]);
}
