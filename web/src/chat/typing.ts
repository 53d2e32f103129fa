// Tells the peer that something is being written, and shows that the peer writes.
import { replace } from "../live/fragments";
import { Pace } from "./pace";

/** How long the peer is taken to write when nothing more is heard, in ms. */
const LONGEST = 60_000;

let ending: number | undefined;

function tell(composing: boolean): void {
  const form = document.querySelector<HTMLFormElement>("form[data-chat-form]");
  const address = form?.dataset["typing"];
  const csrf = form?.querySelector<HTMLInputElement>('[name="csrf"]')?.value;
  if (!address || !csrf) return;
  const body = new URLSearchParams({ csrf, composing: composing ? "1" : "0" });
  // nobody misses it when it fails
  fetch(address, { method: "POST", body, keepalive: true }).catch(() => undefined);
}

/** Shows what the stream says of the peer. */
export function show(root: HTMLElement): void {
  clearTimeout(ending);
  if (replace(root) && root.childElementCount > 0) ending = window.setTimeout(hide, LONGEST);
}

/** The peer stopped, or has sent what was being written. */
export function hide(): void {
  clearTimeout(ending);
  document.querySelector('[data-live="typing"] .typing')?.replaceChildren();
}

export function start(): void {
  const pace = new Pace(tell);
  const ours = (target: EventTarget | null) =>
    target instanceof HTMLTextAreaElement && target.form?.dataset["chatForm"] !== undefined;
  document.addEventListener("input", ({ target }) => {
    if (ours(target)) pace.typed((target as HTMLTextAreaElement).value.trim() === "");
  });
  document.addEventListener("submit", ({ target }) => {
    if (target instanceof HTMLFormElement && target.dataset["chatForm"] !== undefined) pace.sent();
  });
  window.addEventListener("pagehide", () => pace.stop());
}
