// Fields for writing: they grow with the text, count only near the limit, and send on Ctrl+Enter.
import { fill } from "./texts";

const NEAR = 0.9;

/** How many characters are left, once nine tenths are used; null before that. */
export function left(length: number, limit: number): number | null {
  return limit > 0 && length >= limit * NEAR ? limit - length : null;
}

function grow(field: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

/** Says in `[data-count-for=ID]` how many are left, with its text `data-count-text`. */
function count(field: HTMLTextAreaElement | HTMLInputElement): void {
  const output = field.id ? document.querySelector<HTMLElement>(`[data-count-for="${CSS.escape(field.id)}"]`) : null;
  if (!output) return;
  const n = left(field.value.length, field.maxLength);
  output.hidden = n === null;
  output.textContent = n === null ? "" : fill(output.dataset["countText"] ?? "{n}", { n });
}

function update(field: Element): void {
  if (field instanceof HTMLTextAreaElement && field.dataset["grow"] !== undefined) grow(field);
  const counted = field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement;
  if (counted && field.dataset["countNearLimit"] !== undefined) count(field);
}

/** Sizes and counts the fields inside `root`. */
export function settle(root: ParentNode): void {
  root.querySelectorAll("[data-grow], [data-count-near-limit]").forEach(update);
}

export function start(): void {
  settle(document);
  document.addEventListener("input", ({ target }) => {
    if (target instanceof Element) update(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    if (!(event.target instanceof HTMLTextAreaElement) || !event.target.form) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
}
