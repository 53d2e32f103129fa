// Says that what arrived was seen: when the page is visible and its end is in view. Elsewhere a button leads there.
import { list, markUnread } from "./list";
import { atEnd, below, log, toEnd } from "./view";

let unread = false;
let busy = false;

function button(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-chat-end]");
}

/** Whether the newest message is being seen right now. */
export function isReading(): boolean {
  return list() !== null && !document.hidden && atEnd();
}

/** Something new came from the peer; the first that is not seen at once gets a line above it. */
export function arrived(id = ""): void {
  if (id && !unread && !isReading()) markUnread(id, document.querySelector("[data-chat-new]")?.textContent ?? "");
  unread = true;
  look();
}

/** Says what was seen, and shows or hides the way to the end. */
export function look(): void {
  const view = log();
  if (!view || !list()) return;
  if (isReading()) document.body.dataset["reading"] = "";
  else delete document.body.dataset["reading"];
  const way = button();
  if (way) way.hidden = atEnd() || (!unread && below(view) < view.clientHeight);
  const fresh = document.querySelector<HTMLElement>("[data-chat-new]");
  if (fresh) fresh.hidden = !unread;
  const old = document.querySelector<HTMLElement>("[data-chat-old]");
  if (old) old.hidden = unread;
  if (unread && isReading()) void read();
}

async function read(): Promise<void> {
  const address = list()?.dataset["read"];
  const csrf = document.querySelector<HTMLInputElement>('form[data-chat-form] [name="csrf"]')?.value;
  if (busy || !address || !csrf) return;
  busy = true;
  unread = false;
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ csrf }), headers: { Accept: "*/*" } });
    if (!answer.ok) unread = true;
    busy = false;
    if (answer.ok && unread) look();
  } catch {
    // said at the next occasion
    unread = true;
    busy = false;
  }
}

export function start(): void {
  unread = list()?.dataset["unread"] !== undefined;
  look();
  log()?.addEventListener("scroll", look, { passive: true });
  document.addEventListener("visibilitychange", look);
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest("[data-chat-end]")) return;
    toEnd();
    look();
    log()?.focus({ preventScroll: true });
  });
}
