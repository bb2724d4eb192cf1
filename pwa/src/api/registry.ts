import { json, query } from "./http";
import type { RegistryName, RegistryTypes } from "./types";

/** A list page is either the list itself or an object that holds it under the registry's name. */
type ListPage<T> = T[] | (Record<string, T[]> & { next?: string | null });

export async function registry<N extends RegistryName>(name: N): Promise<RegistryTypes[N][]> {
  const all: RegistryTypes[N][] = [];
  for (let after: string | null = null; ;) {
    const page: ListPage<RegistryTypes[N]> = await json(`/${name}${query({ after, limit: 500 })}`);
    const rows = Array.isArray(page) ? page : (page[name] ?? []);
    all.push(...rows);
    after = Array.isArray(page) ? null : (page.next ?? null);
    if (after === null || rows.length === 0) return all;
  }
}

export function putRecord<N extends RegistryName>(name: N, body: RegistryTypes[N]): Promise<unknown> {
  return json(`/${name}/${encodeURIComponent(body.code)}`, { method: "PUT", body });
}
