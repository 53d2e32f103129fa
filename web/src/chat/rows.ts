// The list of chats: the one that something happened in last stands first.
import { morph, settle } from "../morph";
import { isReading } from "./reading";

function position(row: Element): number {
  return Number((row as HTMLElement).dataset["position"]);
}

/** True for the row of the chat that is open and being read: what it counts is about to be none. */
function isBeingRead(row: Element): boolean {
  return isReading() && document.getElementById(row.id)?.querySelector("[aria-current]") !== null;
}

function put(list: Element, row: Element): void {
  const others = [...list.children].filter((other) => other !== row);
  const next = others.find((other) => position(other) < position(row)) ?? null;
  if (row.nextElementSibling !== next || !row.isConnected) list.insertBefore(row, next);
}

/** Takes a row, new or changed. */
function take(list: Element, row: HTMLElement): void {
  const old = document.getElementById(row.id);
  const current = old?.querySelector("a")?.getAttribute("aria-current");
  if (current) row.querySelector("a")?.setAttribute("aria-current", current);
  if (old) morph(old, row);
  const element = document.getElementById(row.id) ?? document.importNode(row, true);
  put(list, element);
  if (!old) settle(element);
  list.parentElement?.querySelectorAll(":scope > [data-empty]").forEach((empty) => empty.remove());
}

/** What an event holds: a row, and the number of all unread messages, which `count` takes. */
export function apply(roots: HTMLElement[], count: (root: HTMLElement) => void): void {
  const list = document.querySelector('[data-live="chats"]');
  const rows = roots.filter(({ tagName }) => tagName === "LI");
  const stale = rows.some((row) => row.querySelector(".count-badge") !== null && isBeingRead(row));
  if (list) rows.forEach((row) => take(list, row));
  if (!stale) roots.filter((root) => !rows.includes(root)).forEach(count);
}
