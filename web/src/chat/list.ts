// The messages of the chat that is open: `ol[data-live="messages"]`.
import { morph, settle } from "../morph";
import { language } from "../texts";
import { dayOf, dayWords, indexFor, type Place } from "./order";
import { keep } from "./view";

export function list(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-live="messages"]');
}

export function place(message: HTMLElement): Place {
  return { position: Number(message.dataset["position"]), id: message.id };
}

/** The messages that have a place; those that are being sent have none yet. */
export function placed(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(":scope > .message[data-position]")];
}

/** The messages that the server has not given back yet. */
export function beingSent(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(":scope > .message[data-command]")];
}

/** Puts a message where its position says. Nothing moves that is in its place already. */
function put(root: HTMLElement, message: HTMLElement): void {
  const others = placed(root).filter((other) => other !== message);
  const next = others[indexFor(others.map(place), place(message))] ?? beingSent(root)[0] ?? null;
  const following = message.isConnected ? nextMessage(message) : undefined;
  if (following !== next) root.insertBefore(message, next);
}

function nextMessage(message: Element): Element | null {
  let next = message.nextElementSibling;
  while (next && !next.classList.contains("message")) next = next.nextElementSibling;
  return next;
}

/** What the page has of this message: by its id, or as the one that is being sent. */
function known(root: HTMLElement, message: HTMLElement): HTMLElement | null {
  const old = document.getElementById(message.id);
  if (old) return old;
  const { origin } = message.dataset;
  const sending = origin === undefined ? undefined : beingSent(root).find((one) => one.dataset["command"] === origin);
  if (sending) {
    sending.id = message.id;
    delete sending.dataset["command"];
  }
  return sending ?? null;
}

/** Takes a message of this chat; true when it is new here. */
export function take(message: HTMLElement): boolean {
  const root = list();
  if (!root || root.dataset["liveFor"] !== message.dataset["for"]) return false;
  let fresh = false;
  keep(() => {
    const old = known(root, message);
    if (old) morph(old, message);
    fresh = old === null;
    const element = document.getElementById(message.id) ?? (document.importNode(message, true) as HTMLElement);
    if (fresh) element.dataset["fresh"] = "";
    put(root, element);
    if (fresh) settle(element);
    document.querySelectorAll(".chat-flow [data-empty]").forEach((empty) => empty.remove());
    days(root);
  });
  return fresh;
}

/** Takes messages that came before those that are there. */
export function takeEarlier(messages: HTMLElement[]): void {
  const root = list();
  if (!root) return;
  for (const message of messages.filter(({ id }) => !document.getElementById(id))) {
    const element = document.importNode(message, true);
    put(root, element);
    settle(element);
  }
  days(root);
}

/** A message that is being sent stands below all others. */
export function append(message: HTMLElement): void {
  const root = list();
  if (!root) return;
  root.append(message);
  document.querySelectorAll(".chat-flow [data-empty]").forEach((empty) => empty.remove());
  settle(message);
  days(root);
}

/** Draws the line above the first message that was not seen. */
export function markUnread(id: string, words: string): void {
  const message = document.getElementById(id);
  if (!message || words === "") return;
  keep(() => {
    unmarkUnread();
    const line = document.createElement("li");
    line.id = "unread";
    line.className = "unread";
    line.append(Object.assign(document.createElement("span"), { textContent: words }));
    message.before(line);
  });
}

export function unmarkUnread(): void {
  document.getElementById("unread")?.remove();
}

export function drop(id: string): void {
  const root = list();
  if (!root) return;
  keep(() => {
    document.getElementById(id)?.remove();
    days(root);
  });
}

/** Sets the days between the messages anew, in the reader's own time zone. */
export function days(root: HTMLElement, now = new Date()): void {
  const old = [...root.querySelectorAll<HTMLElement>(":scope > .day")];
  const used = new Set<HTMLElement>();
  let before = "";
  for (const message of root.querySelectorAll<HTMLElement>(":scope > .message")) {
    const time = message.querySelector("time")?.dateTime ?? "";
    const day = time === "" ? before : dayOf(new Date(time));
    if (day !== before) used.add(daySign(root, message, day, old, now));
    before = day;
  }
  old.filter((sign) => !used.has(sign)).forEach((sign) => sign.remove());
}

function daySign(root: HTMLElement, message: HTMLElement, day: string, old: HTMLElement[], now: Date): HTMLElement {
  const sign = old.find((one) => one.dataset["day"] === day) ?? newSign(day);
  const words = dayWords(day, now, { today: root.dataset["today"] ?? "", yesterday: root.dataset["yesterday"] ?? "" }, language());
  const span = sign.firstElementChild;
  if (span && span.textContent !== words) span.textContent = words;
  const unread = message.previousElementSibling;
  const next = unread?.classList.contains("unread") ? unread : message;
  if (next.previousElementSibling !== sign) root.insertBefore(sign, next);
  return sign;
}

function newSign(day: string): HTMLElement {
  const sign = document.createElement("li");
  sign.className = "day";
  sign.dataset["day"] = day;
  sign.append(document.createElement("span"));
  return sign;
}
