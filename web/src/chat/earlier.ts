// `[data-chat-earlier]`: what was said before is put above, when its link is followed or the reader comes near it.
import { morph, parse } from "../morph";
import { fetchPart } from "../requests";
import { placed, takeEarlier } from "./list";
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

async function load(address: string): Promise<void> {
  busy = true;
  say(true);
  try {
    const answer = await fetchPart(address);
    const page = parse(await answer.text());
    const messages = page.querySelector<HTMLElement>("ol.messages");
    const next = page.getElementById("chat-earlier");
    const old = document.getElementById("chat-earlier");
    if (!answer.ok || !messages || !next || !old) throw new Error(String(answer.status));
    takeEarlier(placed(messages));
    morph(old, next);
  } catch {
    // the link is still there
    failed = address;
  }
  say(false);
  busy = false;
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
