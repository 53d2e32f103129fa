// Puts a fragment of the stream into the page: in the place of the element with its id, or, when it is new,
// into the list that its `data-into` names.
import { morph, parse, settle } from "../morph";
import { place } from "./order";

/** The elements of a fragment. */
export function roots(html: string): HTMLElement[] {
  return [...parse(html).body.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
}

/** The list that `data-into` names: its `data-live`, or `name#id` where it must be the one of that id. */
export function listOf(root: HTMLElement): HTMLElement | null {
  const [name, id] = (root.dataset["into"] ?? "").split("#", 2);
  const lists = [...document.querySelectorAll<HTMLElement>("[data-live]")];
  return lists.find((list) => list.dataset["live"] === name && (id === undefined || list.id === id)) ?? null;
}

/** Replaces the element that the page has already; false when it has none. */
export function replace(root: HTMLElement): boolean {
  const old = root.id ? document.getElementById(root.id) : null;
  if (old) morph(old, root);
  return old !== null;
}

function timeOf(element: Element): string {
  return element.querySelector("time")?.dateTime ?? "";
}

/** The child before which a new element goes: by time where both have one, else at the list's own end. */
function neighbour(list: HTMLElement, root: HTMLElement): Element | null {
  const atEnd = list.dataset["liveAt"] === "end";
  const time = timeOf(root);
  if (time === "") return atEnd ? null : list.firstElementChild;
  const dated = [...list.children].filter((child) => timeOf(child) !== "");
  const next = dated[place(dated.map(timeOf), time, atEnd ? "oldest" : "newest")];
  return next ?? dated.at(-1)?.nextElementSibling ?? null;
}

/** Inserts a new element; nothing happens where the page has no list for it. */
export function insert(root: HTMLElement): void {
  const list = listOf(root);
  if (!list) return;
  list.querySelectorAll("[data-empty]").forEach((empty) => empty.remove());
  const element = document.importNode(root, true);
  element.dataset["fresh"] = "";
  list.insertBefore(element, neighbour(list, root));
  settle(element);
}

/** Takes an element away. */
export function remove(id: string): void {
  document.getElementById(id)?.remove();
}
