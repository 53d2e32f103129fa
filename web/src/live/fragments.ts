// Puts a fragment of the stream into the page: in the place of the element with its id, or new into the
// container `[data-live=NAME]`. A container with `data-live-for` takes only elements with the same `data-for`.
import { morph, parse, settle } from "../morph";
import { place, type Order } from "./order";

/** The elements of a fragment. */
export function roots(html: string): HTMLElement[] {
  return [...parse(html).body.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
}

function container(name: string, root: HTMLElement): HTMLElement | null {
  for (const candidate of document.querySelectorAll<HTMLElement>(`[data-live="${name}"]`)) {
    const only = candidate.dataset["liveFor"];
    if (only === undefined || only === root.dataset["for"]) return candidate;
  }
  return null;
}

/** Replaces the element that the page has already; false when it has none. Only inside a live container. */
export function replace(root: HTMLElement): boolean {
  const old = root.id ? document.getElementById(root.id) : null;
  if (!old?.closest("[data-live]")) return false;
  morph(old, root);
  return true;
}

function timeOf(element: Element): string {
  return element.querySelector("time")?.dateTime ?? "";
}

/** Inserts an element where its time says; false when the page has no place for it. */
export function insert(name: string, root: HTMLElement): boolean {
  const list = container(name, root);
  if (!list) return false;
  list.querySelectorAll(":scope > [data-empty]").forEach((empty) => empty.remove());
  const order: Order = list.dataset["liveOrder"] === "oldest" ? "oldest" : "newest";
  const others = [...list.children].filter((child) => child.id && child.querySelector("time"));
  const next = others[place(others.map(timeOf), timeOf(root), order)];
  const element = document.importNode(root, true);
  element.dataset["fresh"] = "";
  if (next) next.before(element);
  else if (order === "oldest" || others.length > 0) list.append(element);
  else list.prepend(element);
  settle(element.parentElement ?? element);
  return true;
}

/** True where the page has a place for new elements of that name. */
export function hasPlace(name: string, root: HTMLElement): boolean {
  return container(name, root) !== null;
}

/** Takes an element away, with what a reader of screens may have had in focus moved to its list. */
export function remove(id: string): void {
  const old = document.getElementById(id);
  if (!old?.closest("[data-live]")) return;
  old.remove();
}
