// Where in a list a new element belongs, by the time it carries.

/** Which comes first: lists that grow at their start have the newest first. */
export type Order = "newest" | "oldest";

/** The index before which an element of time `time` goes in a list whose times are `times` (RFC 3339, UTC). */
export function place(times: string[], time: string, order: Order): number {
  const at = Date.parse(time);
  const later = (other: string) => (order === "newest" ? Date.parse(other) <= at : Date.parse(other) > at);
  const index = times.findIndex(later);
  return index < 0 ? times.length : index;
}
