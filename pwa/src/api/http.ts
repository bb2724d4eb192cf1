/** Every call to the server passes here. Whatever is not an answer of ours is a failure of the network. */

export class NetworkFailure extends Error {
  override readonly name = "NetworkFailure";
}

/** A problem document (RFC 9457): the server understood and said no. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: Record<string, string[]>,
  ) {
    super(detail);
  }
}

export type Transport = (url: string, init: RequestInit) => Promise<Response>;

let transport: Transport = (url, init) => fetch(url, init);
let csrf: string | null = null;
let visit: string | null = null;

export const useTransport = (other: Transport): void => void (transport = other);
export const useCsrf = (token: string | null): void => void (csrf = token);
/** Ask everything that names no token of its own with that of an inspection link; null: as whoever is signed in. */
export const useVisit = (token: string | null): void => void (visit = token);

/** Hear of every call that may change something at the server. */
export const whenWritten = (then: () => void): void => void written.push(then);
const written: (() => void)[] = [];

export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  bytes?: ArrayBuffer;
  token?: string;
  headers?: Record<string, string>;
}

async function answer(path: string, call: Call, accept: string): Promise<Response> {
  const method = call.method ?? "GET";
  if (method !== "GET") for (const one of written) one();
  const token = call.token ?? visit;
  const headers: Record<string, string> = { accept, ...call.headers };
  if (call.body !== undefined) headers["content-type"] = "application/json";
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  else if (method !== "GET" && csrf !== null) headers["x-csrf"] = csrf;
  const init: RequestInit = {
    method,
    headers,
    redirect: "error",
    cache: "no-store",
    credentials: token === null ? "same-origin" : "omit",
  };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  if (call.bytes !== undefined) init.body = call.bytes;
  let response: Response;
  try {
    response = await transport(`/api/v1${path}`, init);
  } catch (cause) {
    throw new NetworkFailure("no answer", { cause });
  }
  if (response.redirected) throw new NetworkFailure("redirected");
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response: Response): Promise<Error> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return new NetworkFailure(`status ${response.status}`);
  const body = (await response.json().catch(() => null)) as {
    code?: string;
    detail?: string;
    title?: string;
    errors?: Record<string, string[]>;
  } | null;
  if (body === null) return new NetworkFailure(`status ${response.status}`);
  return new Refusal(response.status, body.code ?? "unknown", body.detail ?? body.title ?? "", body.errors ?? {});
}

/** JSON from the server. The caller names the shape, which the contract fixes. */
export async function json<T>(path: string, call: Call = {}): Promise<T> {
  const text = await jsonText(path, call);
  if (text === "") return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new NetworkFailure("cut short", { cause });
  }
}

/** The same as it travelled: whoever checks a hash needs the very bytes. Nothing where there is nothing to say. */
export async function jsonText(path: string, call: Call = {}): Promise<string> {
  const response = await answer(path, call, "application/json");
  if (response.status === 204) return "";
  if (!(response.headers.get("content-type") ?? "").includes("application/json"))
    throw new NetworkFailure("not our answer");
  return response.text().catch((cause: unknown) => {
    throw new NetworkFailure("cut short", { cause });
  });
}

/** Send the bytes of a file. A portal that answers in the server's place does not know these two answers. */
export async function upload(path: string, token: string | null, bytes: ArrayBuffer): Promise<void> {
  const headers = { "content-type": "application/octet-stream" };
  const call: Call = { method: "PUT", bytes, headers, ...(token === null ? {} : { token }) };
  const { status } = await answer(path, call, "*/*");
  if (status !== 201 && status !== 204) throw new NetworkFailure("not our answer");
}

export async function pdf(path: string, body: unknown): Promise<Blob> {
  const response = await answer(path, { method: "POST", body }, "application/pdf");
  return response.blob();
}

/** What a label printer takes, or a picture of it. */
export async function printed(path: string, body: unknown): Promise<Blob> {
  const response = await answer(path, { method: "POST", body }, "*/*");
  if ((response.headers.get("content-disposition") ?? "") === "") throw new NetworkFailure("not our answer");
  return response.blob();
}

/** A file, of whatever kind the server makes it; `onBytes` hears how much of it has come. */
export async function blob(path: string, onBytes: (bytes: number) => void = () => undefined): Promise<Blob> {
  const response = await answer(path, {}, "*/*");
  if ((response.headers.get("content-disposition") ?? "") === "") throw new NetworkFailure("not our answer");
  const type = response.headers.get("content-type") ?? "application/octet-stream";
  const reader = response.body?.getReader();
  if (reader === undefined) return response.blob();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts, { type });
      parts.push(value);
      bytes += value.length;
      onBytes(bytes);
    }
  } catch (cause) {
    throw new NetworkFailure("cut short", { cause });
  }
}

/** The bytes of a file, for whoever has a token of its own. */
export async function download(path: string, token: string): Promise<ArrayBuffer> {
  const response = await answer(path, { token }, "*/*");
  if ((response.headers.get("content-disposition") ?? "") === "") throw new NetworkFailure("not our answer");
  return response.arrayBuffer();
}

export function query(parameters: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(parameters).flatMap(([key, value]) =>
    value === null || value === undefined || value === "" ? [] : [[key, String(value)]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}
