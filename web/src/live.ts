// Live pages: what happens on the member's XMPP session appears in every open tab.
// `body[data-events]` is the stream's address, with `?after=ID` of the last event that the page holds.
import * as drafts from "./drafts";
import { connect, type Connection } from "./live/connection";
import type { LiveEvent } from "./live/backlog";
import type { ToTab } from "./live/hub";
import { insert, listOf, remove, replace, roots } from "./live/fragments";
import { resync } from "./live/resync";
import { Waiting } from "./live/waiting";

const waiting = new Waiting((root) => void (replace(root) || insert(root)));
let last = "";
/** Events that came while the page was fetched anew: they are applied after it. */
let held: LiveEvent[] | null = null;
let busy = false;

/** Fetches the page anew. */
export async function refresh(): Promise<void> {
  if (busy) return;
  busy = true;
  await resync(() => (held = []));
  const events = held ?? [];
  held = null;
  busy = false;
  events.forEach(apply);
}

function fragment(root: HTMLElement): void {
  if (replace(root)) return;
  if (listOf(root)?.dataset["live"] === "posts") waiting.take(root);
  else insert(root);
}

function gone(id: string): void {
  waiting.drop(id);
  remove(id);
}

/** Signed out: the server says which page there is instead. */
function leave(): void {
  location.reload();
}

/** Does what an event says. An event twice does no harm. */
function apply({ name, data }: LiveEvent): void {
  if (name === "fragment") roots(data).forEach(fragment);
  else if (name === "gone") gone(data);
  else if (name === "resync") void refresh();
  else if (name === "signed-out") leave();
}

function hear(message: ToTab): void {
  if (message.kind === "signed-out") {
    window.setTimeout(leave, 1_000);
    return;
  }
  last = message.event.id || last;
  if (held) held.push(message.event);
  else apply(message.event);
}

function open(connection: Connection): void {
  const { events, member } = document.body.dataset;
  if (events === undefined) return;
  const url = new URL(events, location.href);
  if (last) url.searchParams.set("after", last);
  connection.say({ kind: "open", url: url.href, member: member ?? "", after: last });
}

/** Opens the stream when the page is shown, gives it back when it is left, ends it at sign-out. */
function follow(connection: Connection, alone: boolean): void {
  open(connection);
  window.addEventListener("pagehide", () => connection.say({ kind: "close" }));
  window.addEventListener("pageshow", ({ persisted }) => persisted && open(connection));
  document.addEventListener("visibilitychange", () => {
    if (!alone) return;
    if (document.hidden) connection.say({ kind: "close" });
    else open(connection);
  });
  document.addEventListener("submit", ({ target }) => {
    if (!(target instanceof HTMLFormElement) || !target.matches('form[action$="/logout"]')) return;
    drafts.forgetAll();
    connection.say({ kind: "sign-out" });
  });
}

export function start(): void {
  const { events } = document.body.dataset;
  if (events === undefined) return;
  last = new URL(events, location.href).searchParams.get("after") ?? "";
  const { connection, alone } = connect(hear);
  follow(connection, alone);
}
