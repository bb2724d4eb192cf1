import { saveFile } from "../device";

/** RFC 4180, in UTF-8 with a mark, so that spreadsheets read it as such. A text that would be a formula stays a text. */
export function csvText(lines: (string | number)[][]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return `\uFEFF${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

export const saveCsv = (name: string, lines: (string | number)[][]): void =>
  saveFile(`${name}.csv`, new Blob([csvText(lines)], { type: "text/csv;charset=utf-8" }));
