// Messages on their way to the server. Each stands in the list at once; the field is emptied when the server has answered, or when
// the next message is begun. One goes out after the other, and what fails is in the field again or beside two buttons.
import * as compose from "../compose";
import * as drafts from "../drafts";
import { morph, parse } from "../morph";
import { sendForPart } from "../requests";
import { fill } from "../texts";
import { append, beingSent, list, placed, take, unmarkUnread } from "./list";
import { toEnd } from "./view";

interface Letter {
  command: string;
  text: string;
}

type Outcome = { taken: true } | { taken: false; reason: string; form?: Element };

const queue: Letter[] = [];
const failed = new Map<string, Letter>();
let busy = false;

function form(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>("form[data-chat-form]");
}

function field(of: HTMLFormElement): HTMLTextAreaElement | null {
  return of.querySelector("textarea");
}

/** An id that no other form has. */
function command(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(of: HTMLFormElement, state: "sending" | "failed" | null, reason = ""): void {
  if (state) of.dataset["state"] = state;
  else delete of.dataset["state"];
  const status = of.querySelector<HTMLElement>("[data-form-status]");
  if (status) status.textContent = state === "failed" ? fill(of.dataset["failed"] ?? "", { reason }).trim() : "";
}

function write(into: HTMLTextAreaElement, text: string): void {
  into.value = text;
  compose.settle(into.form ?? document);
}

/** The message as it stands in the list, until the server gives it back. */
function drawn(letter: Letter): HTMLElement | null {
  return document.getElementById(`sending-${letter.command}`);
}

function draw({ command: id, text }: Letter): void {
  const template = document.getElementById("message-being-sent");
  const model = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  if (!model) return;
  const element = document.importNode(model, true) as HTMLElement;
  element.id = `sending-${id}`;
  element.dataset["command"] = id;
  const body = element.querySelector("[data-text]");
  if (body) body.textContent = text;
  const time = element.querySelector("time");
  if (time) time.dateTime = new Date().toISOString();
  append(element);
  toEnd();
}

/** Takes what is in the field. The same text again after a failure is the same command. */
function post(of: HTMLFormElement, from: HTMLTextAreaElement): void {
  const text = from.value;
  const earlier = failed.get(text);
  failed.delete(text);
  const letter = { command: earlier?.command ?? command(), text };
  if (earlier) drawn(earlier)?.remove();
  unmarkUnread();
  draw(letter);
  queue.push(letter);
  say(of, "sending");
  void work();
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  for (let letter = queue[0]; letter; letter = queue[0]) {
    const of = form();
    if (!of) break;
    const outcome = await send(of, letter);
    queue.shift();
    if (outcome.taken) taken(of, letter);
    else [letter, ...queue.splice(0)].forEach((one) => lost(of, one, outcome));
  }
  busy = false;
}

async function send(of: HTMLFormElement, letter: Letter): Promise<Outcome> {
  const csrf = of.querySelector<HTMLInputElement>('[name="csrf"]')?.value ?? "";
  const body = new URLSearchParams({ csrf, command: letter.command, body: letter.text });
  const action = new URL(of.getAttribute("action") ?? "", location.href);
  try {
    const answer = await sendForPart(action, body);
    const page = parse(await answer.text());
    if (answer.ok && new URL(answer.url).pathname === action.pathname) {
      const given = [...page.querySelectorAll<HTMLElement>(".message[data-origin]")];
      // what the stream has brought meanwhile may be newer than this answer
      const missing = given.filter(({ id, dataset }) => dataset["origin"] === letter.command && !document.getElementById(id));
      missing.forEach(take);
      return { taken: true };
    }
    if (answer.ok) location.assign(answer.url);
    const again = page.getElementById(of.id);
    const reason = page.querySelector('main [role="alert"], main h1')?.textContent?.trim() ?? "";
    return again && answer.status === 422 ? { taken: false, reason: "", form: again } : { taken: false, reason };
  } catch {
    return { taken: false, reason: "" };
  }
}

function taken(of: HTMLFormElement, letter: Letter): void {
  const into = field(of);
  if (into && into.value === letter.text) {
    into.defaultValue = "";
    write(into, "");
    drafts.forget(of);
  }
  if (queue.length === 0 && of.dataset["state"] === "sending") say(of, null);
}

/** Back into the field, if nothing else is in it; else it stays in the list with a way to send it. */
function lost(of: HTMLFormElement, letter: Letter, { reason, form: next }: { reason: string; form?: Element }): void {
  const into = field(of);
  failed.set(letter.text, letter);
  if (into && (into.value === "" || into.value === letter.text)) {
    drawn(letter)?.remove();
    write(into, letter.text);
  } else trouble(letter, true);
  if (next) morph(of, next);
  say(of, next ? null : "failed", reason);
}

function trouble(letter: Letter, yes: boolean): void {
  const element = drawn(letter);
  if (!element) return;
  element.dataset["state"] = yes ? "failed" : "sending";
  element.querySelectorAll<HTMLElement>(".message-trouble").forEach((part) => (part.hidden = !yes));
  element.querySelectorAll<HTMLElement>(".message-state").forEach((part) => (part.hidden = yes));
}

/** The server has a message after all, though its answer was lost. */
export function given(origin: string | undefined): void {
  const letter = [...failed.values()].find(({ command: id }) => id === origin);
  const of = form();
  if (!letter || !of) return;
  failed.delete(letter.text);
  taken(of, letter);
  if (failed.size === 0) say(of, null);
}

/** The buttons beside a message that failed. */
function decide(button: Element): void {
  const element = button.closest<HTMLElement>("[data-command]");
  const letter = [...failed.values()].find((one) => drawn(one) === element);
  if (!letter) return;
  failed.delete(letter.text);
  if (button.matches("[data-send-not]")) element?.remove();
  else {
    trouble(letter, false);
    queue.push(letter);
    void work();
  }
}

/** While a message is on its way, what is typed begins the next one. */
function begin(target: EventTarget | null): void {
  if (!(target instanceof HTMLTextAreaElement) || target.form?.dataset["state"] !== "sending") return;
  if (queue.some(({ text }) => text === target.value)) write(target, "");
}

/** What a newer version of the page does not know of goes into it: earlier messages that join it, and what is being sent. */
export function carryOver(page: Document): void {
  const root = list();
  const next = root && page.getElementById(root.id);
  if (!root || !next) return;
  const first = placed(next)[0];
  const old = placed(root);
  const joint = first ? old.findIndex(({ id }) => id === first.id) : -1;
  if (joint > 0) {
    next.prepend(...old.slice(0, joint).map((one) => one.cloneNode(true)));
    const earlier = document.getElementById("chat-earlier");
    if (earlier) page.getElementById("chat-earlier")?.replaceWith(earlier.cloneNode(true));
  }
  const given = new Set(placed(next).map((one) => one.dataset["origin"]));
  const waiting = beingSent(root).filter((one) => !given.has(one.dataset["command"]));
  next.append(...waiting.map((one) => one.cloneNode(true)));
}

/** True where Enter begins a new line: on screens that are touched there is no Shift to hold. */
export function enterBreaks(): boolean {
  return matchMedia("(hover: none) and (pointer: coarse)").matches;
}

export function start(): void {
  document.addEventListener("submit", (event) => {
    const of = event.target;
    if (!(of instanceof HTMLFormElement) || of.dataset["chatForm"] === undefined || event.defaultPrevented) return;
    const from = field(of);
    if (!from || !list()) return;
    event.preventDefault();
    if (from.value.trim() !== "" && !(of.dataset["state"] === "sending" && queue.some(({ text }) => text === from.value))) post(of, from);
    from.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || enterBreaks()) return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const from = event.target;
    if (!(from instanceof HTMLTextAreaElement) || from.form?.dataset["chatForm"] === undefined) return;
    event.preventDefault();
    if (from.value.trim() !== "") from.form.requestSubmit();
  });
  document.addEventListener("beforeinput", ({ target }) => begin(target));
  document.addEventListener("compositionstart", ({ target }) => begin(target));
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-send-again], [data-send-not]") : null;
    if (button) decide(button);
  });
}
