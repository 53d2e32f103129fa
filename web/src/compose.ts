// Fields for writing: they grow with the text, count only near the limit, and send on Ctrl+Enter.
import { language, plural } from "./texts";

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

/** Shows what is left in the element that the field's `aria-describedby` names, or its `[data-count]` neighbour. */
function count(field: HTMLTextAreaElement | HTMLInputElement): void {
  const output = field.form?.querySelector<HTMLElement>(`[data-count-for="${field.name}"]`);
  if (!output) return;
  const limit = Number(field.dataset["countNearLimit"]) || field.maxLength;
  const n = left([...field.value].length, limit);
  output.hidden = n === null;
  if (n === null) return;
  const { one, other } = output.dataset;
  output.textContent = plural({ one, other }, n, language());
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
