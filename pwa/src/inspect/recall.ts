/** A recall's clock and its list, as text. */

export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export interface ToNotify {
  name: string;
  contact: string;
  quantity: string;
  lots: string[];
  papers: string[];
}

/** The list to notify with a paragraph for each customer, to paste into a message. */
export function notifyText(customers: ToNotify[], title: string): string {
  const each = customers.map((one) =>
    [one.name, one.contact, one.quantity, one.lots.join(", "), one.papers.join(", ")]
      .filter((line) => line !== "" && line !== "–")
      .join("\n"),
  );
  return [title, ...each].join("\n\n");
}
