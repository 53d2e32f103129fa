// The pages of chats: what the stream says of them, and what the reader does in them.
import * as earlier from "./chat/earlier";
import { days, drop, list, take } from "./chat/list";
import * as outbox from "./chat/outbox";
import * as reading from "./chat/reading";
import * as rows from "./chat/rows";
import * as typing from "./chat/typing";
import { toUnread } from "./chat/view";
import { replace, roots } from "./live/fragments";
import type { LiveEvent } from "./live/backlog";
import { beforeRenewal, RENEWED } from "./morph";

function message(root: HTMLElement): void {
  const incoming = root.dataset["state"] === undefined;
  outbox.given(root.dataset["origin"]);
  if (!take(root) || !incoming) return reading.look();
  typing.hide();
  reading.arrived(root.id);
}

/** Does what an event of a chat says; false for other events. */
export function apply(event: LiveEvent): boolean {
  if (event.name === "message") roots(event.data).forEach(message);
  else if (event.name === "message-gone") drop((JSON.parse(event.data) as { id: string }).id);
  else if (event.name === "chat") rows.apply(roots(event.data), replace);
  else if (event.name === "typing") roots(event.data).forEach(typing.show);
  else return false;
  return true;
}

/** Puts into a newer version of the page what the server had to be asked for besides. */
export const complete = earlier.readAgain;

/** Whoever opens a chat with a keyboard at hand wants to write. */
function ready(): void {
  const field = document.querySelector<HTMLTextAreaElement>("form[data-chat-form] textarea");
  if (!field || outbox.enterBreaks()) return;
  field.setAttribute("aria-describedby", "chat-form-hint");
  if (document.activeElement === document.body && location.hash === "") field.focus({ preventScroll: true });
}

export function start(): void {
  outbox.start();
  typing.start();
  earlier.start();
  const root = list();
  if (root) {
    days(root);
    toUnread();
  }
  reading.start();
  ready();
  beforeRenewal(outbox.carryOver);
  document.addEventListener(RENEWED, () => {
    const renewed = list();
    if (renewed) days(renewed);
    if (renewed?.dataset["unread"] !== undefined) reading.arrived();
    ready();
  });
}
