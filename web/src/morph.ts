// Changes the page into a newer version of itself, and leaves alone what the reader is doing in it.
import { Idiomorph } from "idiomorph";
import * as compose from "./compose";
import * as drafts from "./drafts";
import * as times from "./times";

/** Sent on the document when the page was turned into a newer version of itself. */
export const RENEWED = "cosse:renewed";

const preparations: ((page: Document) => void)[] = [];

/** `prepare` may put into a newer version of this page what only this one knows. */
export function beforeRenewal(prepare: (page: Document) => void): void {
  preparations.push(prepare);
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isField(node: Node): node is Field {
  return node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement;
}

/** True for a field that the reader has changed since the page gave it to her. */
function touched(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  }
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    return field.checked !== field.defaultChecked;
  }
  if (field instanceof HTMLInputElement && field.type === "hidden") return false;
  return field.value !== field.defaultValue;
}

/** What a field takes over even when the reader has changed it: whether it is wrong, and where that is said. */
const verdict = ["aria-invalid", "aria-describedby"];

function judge(old: Field, next: Field): void {
  for (const name of verdict) {
    const value = next.getAttribute(name);
    if (value === null) old.removeAttribute(name);
    else old.setAttribute(name, value);
  }
}

/** False for what stays as the reader has it. */
function changeable(old: Node, next: Node): boolean {
  if (!isField(old) || !touched(old)) return true;
  if (isField(next)) judge(old, next);
  return false;
}

const callbacks = {
  beforeNodeMorphed: changeable,
  beforeAttributeUpdated: (name: string, element: Element) => !(name === "open" && element.tagName === "DETAILS"),
};

/** Turns `old` into `next`, keeping typed text, focus, and what is folded open. */
export function morph(old: Element, next: Element): void {
  const parent = old.parentElement ?? document.body;
  Idiomorph.morph(old, next.outerHTML, { morphStyle: "outerHTML", restoreFocus: true, callbacks });
  settle(parent);
}

/** Does for new parts of the page what was done for the page when it came. */
export function settle(root: ParentNode): void {
  times.refresh(root);
  drafts.restore(root);
  compose.settle(root);
}

/** Parses a whole page or a fragment; scripts in it never run. */
export function parse(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

/** Puts the `<main>` and the title of another version of this page in the place of ours. */
export function morphPage(page: Document): boolean {
  const old = document.querySelector("main");
  const next = page.querySelector("main");
  if (!old || !next) return false;
  document.title = page.title;
  preparations.forEach((prepare) => prepare(page));
  morph(old, next);
  document.dispatchEvent(new Event(RENEWED));
  return true;
}
