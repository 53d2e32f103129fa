// `[data-chat-earlier]`: what was said before is put above, when its link is followed or the reader comes near it.
import { morph, parse } from "../morph";
import { fetchPart } from "../requests";
import { list, place, placed, takeEarlier } from "./list";
import { precedes } from "./order";
import { above, log } from "./view";

const NEAR = 400;

let busy = false;

function link(): HTMLAnchorElement | null {
  return document.querySelector<HTMLAnchorElement>('[data-live="messages"]')
    ? document.querySelector<HTMLAnchorElement>("a[data-chat-earlier]")
    : null;
}

function say(yes: boolean): void {
  // what was said long ago is not read out as if it had just come
  log()?.setAttribute("aria-busy", String(yes));
  document.getElementById("chat-earlier")?.setAttribute("aria-busy", String(yes));
}

/** What was said before, and what leads to what was said before that. */
async function read(address: string): Promise<{ messages: HTMLElement[]; next: HTMLElement }> {
  const answer = await fetchPart(address);
  const page = parse(await answer.text());
  const messages = page.querySelector<HTMLElement>("ol.messages");
  const next = page.getElementById("chat-earlier");
  if (!answer.ok || !messages || !next) throw new Error(String(answer.status));
  return { messages: placed(messages), next };
}

async function load(address: string): Promise<void> {
  busy = true;
  say(true);
  try {
    const { messages, next } = await read(address);
    takeEarlier(messages);
    const old = document.getElementById("chat-earlier");
    if (old) morph(old, next);
  } catch {
    // the link is still there
    failed = address;
  }
  say(false);
  busy = false;
}

/**
 * What is shown above the newest messages may have changed unseen, too: a newer version of the page gets it as it is now, if the
 * two join.
 */
export async function readAgain(page: Document): Promise<void> {
  const root = list();
  const next = root && page.getElementById(root.id);
  const oldest = root && placed(root)[0];
  const newest = next && placed(next)[0];
  if (!next || !oldest || !newest || !document.getElementById(newest.id)) return;
  for (let first = newest; precedes(place(oldest), place(first)); ) {
    const link = page.querySelector<HTMLAnchorElement>("a[data-chat-earlier]");
    // what cannot be had stays as it is
    const earlier = link && (await read(link.href).catch(() => null));
    if (!earlier?.messages[0]) return;
    first = earlier.messages[0];
    next.prepend(...earlier.messages);
    page.getElementById("chat-earlier")?.replaceWith(earlier.next);
  }
}

let failed = "";

export function start(): void {
  document.addEventListener("click", (event) => {
    const { target } = event;
    const followed = target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-chat-earlier]") : null;
    if (!followed || followed !== link() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!busy) void load(followed.href);
  });
  log()?.addEventListener("scroll", () => {
    const view = log();
    const next = link()?.href;
    if (view && next && next !== failed && !busy && above(view) < NEAR) void load(next);
  }, { passive: true });
}
