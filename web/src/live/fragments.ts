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

/** The child before which a new element goes, by the time that it carries. */
function neighbour(list: HTMLElement, root: HTMLElement): Element | null {
  const order: Order = list.dataset["liveOrder"] === "oldest" ? "oldest" : "newest";
  const dated = [...list.children].filter((child) => timeOf(child) !== "");
  const next = dated[place(dated.map(timeOf), timeOf(root), order)];
  return next ?? dated.at(-1)?.nextElementSibling ?? null;
}

/** Inserts a new element; nothing happens where the page has no place for it. */
export function insert(name: string, root: HTMLElement): void {
  const list = container(name, root);
  if (!list) return;
  list.querySelectorAll("[data-empty]").forEach((empty) => empty.remove());
  const element = document.importNode(root, true);
  element.dataset["fresh"] = "";
  list.insertBefore(element, neighbour(list, root));
  settle(element);
}

/** True where the page has a place for new elements of that name. */
export function hasPlace(name: string, root: HTMLElement): boolean {
  return container(name, root) !== null;
}

/** Takes an element away. */
export function remove(id: string): void {
  document.getElementById(id)?.remove();
}
