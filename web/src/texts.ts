// Texts come from data- attributes that the page carries in its own language; here they are filled in.

/** Puts values into `{name}` places. A name without a value stays as it is. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** The text for `n` things in `language`: `one`, `few`, … where the page has it, else `other`. */
export function plural(forms: Record<string, string | undefined>, n: number, language: string): string {
  const category = new Intl.PluralRules(language).select(n);
  return fill(forms[category] ?? forms["other"] ?? "", { n });
}

/** The page's language, for plurals and times. */
export function language(): string {
  return document.documentElement.lang || "en";
}
