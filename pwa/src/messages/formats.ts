/** Formats of a language. Each is dear to make, and a table of a page asks for the same one a thousand times. */

const made = new Map<string, unknown>();

function kept<Format>(key: string, make: () => Format): Format {
  const found = made.get(key) as Format | undefined;
  if (found !== undefined) return found;
  const format = make();
  made.set(key, format);
  return format;
}

export const numbers = (locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  kept(`number ${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options));
export const moments = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept(`moment ${locale} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options));
export const plurals = (locale: string): Intl.PluralRules =>
  kept(`plural ${locale}`, () => new Intl.PluralRules(locale));
