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

export const useTransport = (other: Transport): void => void (transport = other);
export const useCsrf = (token: string | null): void => void (csrf = token);

export interface Call {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
}

async function answer(path: string, call: Call, accept: string): Promise<Response> {
  const method = call.method ?? "GET";
  const headers: Record<string, string> = { accept, ...call.headers };
  if (call.body !== undefined) headers["content-type"] = "application/json";
  if (call.token !== undefined) headers["authorization"] = `Bearer ${call.token}`;
  else if (method !== "GET" && csrf !== null) headers["x-csrf"] = csrf;
  const init: RequestInit = {
    method,
    headers,
    redirect: "error",
    cache: "no-store",
    credentials: call.token === undefined ? "same-origin" : "omit",
  };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
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
  const response = await answer(path, call, "application/json");
  if (response.status === 204) return undefined as T;
  if (!(response.headers.get("content-type") ?? "").includes("application/json"))
    throw new NetworkFailure("not our answer");
  try {
    return (await response.json()) as T;
  } catch (cause) {
    throw new NetworkFailure("cut short", { cause });
  }
}

export async function pdf(path: string, body: unknown): Promise<Blob> {
  const response = await answer(path, { method: "POST", body }, "application/pdf");
  return response.blob();
}

/** A file, of whatever kind the server makes it. */
export async function blob(path: string): Promise<Blob> {
  const response = await answer(path, {}, "*/*");
  if ((response.headers.get("content-disposition") ?? "") === "") throw new NetworkFailure("not our answer");
  return response.blob();
}

export function query(parameters: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(parameters).flatMap(([key, value]) =>
    value === null || value === undefined || value === "" ? [] : [[key, String(value)]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}
