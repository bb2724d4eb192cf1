import { json, useCsrf } from "./http";
import type { Operation, Session } from "./types";

export const isEmpty = (): Promise<{ empty: boolean }> => json("/setup");

export interface FirstRun {
  operation: Operation;
  person: { code: string; name: string };
  password: string;
}
export const setUp = (body: FirstRun): Promise<unknown> => json("/setup", { method: "POST", body });

export interface SignIn {
  operation: string;
  name: string;
  password: string;
}
export async function signIn(body: SignIn): Promise<Session> {
  return keep(await json<Session>("/session", { method: "POST", body }));
}

export async function currentSession(): Promise<Session> {
  return keep(await json<Session>("/session"));
}

let early: Promise<Session> | null = null;
/** Ask who is signed in while the desk itself is still on its way. */
export function askEarly(): void {
  early = currentSession();
  early.catch(() => undefined); // whoever takes the answer hears of it
}
/** The answer to the early question; asked anew by whoever comes later. */
export function openingSession(): Promise<Session> {
  const asked = early ?? currentSession();
  early = null;
  return asked;
}

export async function signOut(): Promise<void> {
  await json("/session", { method: "DELETE" });
  useCsrf(null);
}

function keep(session: Session): Session {
  useCsrf(session.csrf);
  return session;
}

export const setPassword = (person: string, password: string): Promise<unknown> =>
  json(`/people/${encodeURIComponent(person)}/password`, { method: "POST", body: { password } });
export const operation = (): Promise<Operation> => json("/operation");
export const putOperation = (body: Operation): Promise<unknown> => json("/operation", { method: "PUT", body });
