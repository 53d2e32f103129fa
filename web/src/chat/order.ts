// The order of messages, and the days between them.

/** Where a message stands: by position, equal ones by id. */
export interface Place {
  position: number;
  id: string;
}

/** True when `one` stands before `other`. */
export function precedes(one: Place, other: Place): boolean {
  return one.position === other.position ? one.id < other.id : one.position < other.position;
}

/** The index before which a message goes. */
export function indexFor(places: Place[], one: Place): number {
  const index = places.findIndex((other) => precedes(one, other));
  return index < 0 ? places.length : index;
}

/** The day of a time in the reader's own time zone: `2026-11-22`. */
export function dayOf(time: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** A day in words: today and yesterday by the page's own, others with their date. */
export function dayWords(day: string, now: Date, words: { today: string; yesterday: string }, language: string): string {
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (day === dayOf(now)) return words.today;
  if (day === dayOf(yesterday)) return words.yesterday;
  const locale = language === "en" ? "en-GB" : language;
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return format.format(new Date(`${day}T12:00:00`)).replace(",", "");
}
