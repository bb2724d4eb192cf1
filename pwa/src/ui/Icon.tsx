const SHAPES = {
  ok: "M4 12.5l5.5 5.5L20 7",
  warn: "M12 3l10 18H2zM12 10v5M12 18v.5",
  bad: "M5 5l14 14M19 5L5 19",
  harvest: "M4 10h16l-2 10H6zM8 10c0-4 2-6 4-6s4 2 4 6",
  pack: "M3 8l9-4 9 4v9l-9 4-9-4zM3 8l9 4 9-4M12 12v9",
  ship: "M2 7h12v9H2zM14 10h4l4 3v3h-8M6 19a2 2 0 1 0 0-.1M18 19a2 2 0 1 0 0-.1",
  place:
    "M12 21s7-6.5 7-11.5A7 7 0 0 0 5 9.500C5 14.500 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.500-6 8-6s8 2 8 6",
  send: "M12 20V5M5 11l7-7 7 7",
  undo: "M9 7L4 12l5 5M4 12h10a6 6 0 0 1 6 6",
  keys: "M3 6h18v12H3zM7 10h.1M11 10h.1M15 10h.1M8 14h8",
  torch: "M8 3h8v5l-2 3v10h-4V11L8 8zM8 7h8",
  list: "M4 6h16M4 12h16M4 18h10",
  back: "M15 5l-7 7 7 7",
  camera: "M3 8h4l2-3h6l2 3h4v11H3zM12 17a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7",
  move: "M3 12h17M14 6l6 6-6 6",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6",
  count: "M5 6l2 2 3-4M5 13l2 2 3-4M13 7h7M13 14h7M5 20h15",
  receive: "M12 3v11M7 9l5 5 5-5M4 16v4h16v-4",
  plant: "M12 21v-9M12 12c0-4-3-6-7-6 0 4 3 6 7 6zM12 10c0-4 3-6 7-6 0 4-3 6-7 6z",
  apply: "M8 9h7v12H8zM9.500 9V5h4v4M15 6h3M18 3v6",
  status: "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
  clean: "M14 3l-3 9M7 12h9l2 9H5z",
  note: "M5 3h14v18H5zM8 8h8M8 12h8M8 16h5",
  tag: "M3 12V4h8l10 10-8 8zM7.500 8.500h.1",
  find: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
  more: "M5 12h.1M12 12h.1M19 12h.1",
  sheet: "M4 4h16v16H4zM4 10h16M4 15h16M10 4v16",
} as const;
export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path
        d={SHAPES[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="2.2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
