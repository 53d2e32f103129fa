// Live pages: what happens on the member's XMPP session appears in every open tab.
// `body[data-events]` is the stream's address (with `?after=ID` of the last event that the page holds),
// `body[data-member]` says whose it is.
import * as chat from "./chat";
import * as drafts from "./drafts";
import { connect, type Connection } from "./live/connection";
import type { LiveEvent } from "./live/backlog";
import type { ToTab } from "./live/hub";
import { hasPlace, insert, remove, replace, roots } from "./live/fragments";
import { resync } from "./live/resync";
import { Waiting } from "./live/waiting";
import { morph } from "./morph";

const waiting = new Waiting((post) => void (replace(post) || insert("posts", post)));
let last = "";
let held: LiveEvent[] | null = null;
let busy = false;

/** Fetches the page anew; what comes meanwhile is applied after it. */
async function refresh(): Promise<void> {
  if (busy) return;
  busy = true;
  await resync(() => (held = []), chat.complete);
  const events = held ?? [];
  held = null;
  busy = false;
  events.forEach(apply);
}

function session(html: string): void {
  const banner = document.querySelector<HTMLElement>('[data-live="session"]');
  if (!banner) return;
  const root = roots(html)[0];
  if (root?.dataset["live"] === "session") morph(banner, root);
  else banner.replaceChildren(...roots(html).map((element) => document.importNode(element, true)));
}

function gone(data: string): void {
  const { id } = JSON.parse(data) as { id: string };
  waiting.drop(id);
  remove(id);
}

function post(root: HTMLElement): void {
  if (replace(root)) return;
  if (hasPlace("posts", root)) waiting.take(root);
}

/** Does what an event says. An event twice does no harm. */
function apply(event: LiveEvent): void {
  if (chat.apply(event)) return;
  if (event.name === "resync") void refresh();
  else if (event.name === "signed-out") location.reload();
  else if (event.name === "session") session(event.data);
  else if (event.name === "post-gone") gone(event.data);
  else if (event.name === "post") roots(event.data).forEach(post);
  else if (event.name === "comment") roots(event.data).forEach((root) => replace(root) || insert("comments", root));
  else roots(event.data).forEach(replace);
  if (event.name === "contact" && document.querySelector('[data-live="contacts"]')) void refresh();
}

/** A sentence that the stream is cut, shown only when it lasts. */
let sorry: number | undefined;
function connected(yes: boolean): void {
  clearTimeout(sorry);
  const show = (hidden: boolean) =>
    document.querySelectorAll<HTMLElement>("[data-live-lost]").forEach((notice) => (notice.hidden = hidden));
  if (yes) show(true);
  else sorry = window.setTimeout(() => show(false), 5_000);
}

function hear(message: ToTab): void {
  if (message.kind === "connected") connected(message.yes);
  else if (message.kind === "signed-out") window.setTimeout(() => location.reload(), 1_000);
  else {
    last = message.event.id || last;
    if (held) held.push(message.event);
    else apply(message.event);
  }
}

function open(connection: Connection): void {
  const { events, member } = document.body.dataset;
  if (events === undefined) return;
  const url = new URL(events, location.href);
  if (last) url.searchParams.set("after", last);
  connection.say({ kind: "open", url: url.href, member: member ?? "", after: last });
}

export function start(): void {
  const { events } = document.body.dataset;
  if (events === undefined) return;
  last = new URL(events, location.href).searchParams.get("after") ?? "";
  const { connection, alone } = connect(hear);
  open(connection);
  window.addEventListener("pagehide", () => connection.say({ kind: "close" }));
  window.addEventListener("pageshow", ({ persisted }) => persisted && open(connection));
  if (alone) {
    document.addEventListener("visibilitychange", () =>
      document.hidden ? connection.say({ kind: "close" }) : open(connection),
    );
  }
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.dataset["signOut"] === undefined) return;
    drafts.forgetAll();
    connection.say({ kind: "sign-out" });
  });
}
