import { signal } from "@preact/signals";

/** Where the phone is, if somebody wants it in the records: taken as it comes, never waited for. */

export interface Position {
  lat: number;
  lon: number;
  accuracy_m: number;
  /** Milliseconds since 1970. */
  at: number;
}

const STORED = "lotbook-gps";
const FRESH_MS = 120_000;
let last: Position | null = null;
let watching: number | null = null;

export const following = signal(false);

export function startFollowing(): void {
  if (localStorage.getItem(STORED) === "on") setFollowing(true);
}

export function setFollowing(on: boolean): void {
  following.value = on && "geolocation" in navigator;
  localStorage.setItem(STORED, following.value ? "on" : "off");
  if (watching !== null) navigator.geolocation.clearWatch(watching);
  watching = null;
  last = null;
  if (!following.value) return;
  watching = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      last = { lat: coords.latitude, lon: coords.longitude, accuracy_m: Math.round(coords.accuracy), at: timestamp };
    },
    ({ code }) => {
      // Refused is refused; a sky that cannot be seen may be seen later.
      if (code === GeolocationPositionError.PERMISSION_DENIED) setFollowing(false);
    },
    { enableHighAccuracy: true, maximumAge: 60_000 },
  );
}

/** The last position, if it is not old. */
export const position = (now: number): Position | null => (last !== null && now - last.at < FRESH_MS ? last : null);
