// `time[data-relative]`: the words for "three minutes ago" stay true while the page is open. The exact time in
// every `time[datetime]`'s title becomes that of the reader's own time zone, as does the hour in `time[data-clock]`.
import { language } from "./texts";

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const WEEK = 7 * 86_400;

/** How long before `now` it was, in words; null when it is so long ago that the date says more. */
export function relative(then: Date, now: Date, locale: string): string | null {
  const seconds = Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
  if (Number.isNaN(seconds) || seconds >= WEEK) return null;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  for (const [unit, length] of STEPS) {
    if (seconds >= length) return format.format(-Math.floor(seconds / length), unit);
  }
  return format.format(0, "second");
}

function localise(root: ParentNode): void {
  const format = new Intl.DateTimeFormat(language(), { dateStyle: "full", timeStyle: "short" });
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[datetime][title]")) {
    const then = new Date(time.dateTime);
    if (!Number.isNaN(then.getTime())) time.title = format.format(then);
  }
}

/** The hour in the reader's own time zone, in every `time[data-clock]`. */
function clocks(root: ParentNode): void {
  const format = new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-clock][datetime]")) {
    const then = new Date(time.dateTime);
    const words = Number.isNaN(then.getTime()) ? time.textContent : format.format(then);
    if (time.textContent !== words) time.textContent = words;
  }
}

/** Brings every time inside `root` up to date. */
export function refresh(root: ParentNode = document, now = new Date()): void {
  localise(root);
  clocks(root);
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
    const words = relative(new Date(time.dateTime), now, language());
    if (words !== null && time.textContent !== words) time.textContent = words;
  }
}

export function start(): void {
  refresh();
  setInterval(() => {
    if (!document.hidden) refresh();
  }, 30_000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) refresh();
  });
}
