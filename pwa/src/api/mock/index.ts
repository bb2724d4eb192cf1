import { useTransport } from "../http";
import { mockServer } from "./server";

/** Run the app without a server: `npm run demo`, or a test. */
export async function useMock(): Promise<void> {
  useTransport(mockServer().answer);
}
