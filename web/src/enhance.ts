// `form[data-enhance]`: sent in place. The server answers as it would without this script: 303 to a page,
// or 422 with the form again. A form is never sent twice at once, and text is never lost.
// `[data-send-state]` in the form says how it goes, with its `data-sending`, `data-sent`, `data-not-sent`.
import * as drafts from "./drafts";
import { refresh } from "./live";
import { morph, morphPage, parse } from "./morph";

type State = "sending" | "sent" | "notSent";

const busy = new WeakSet<HTMLFormElement>();

function say(form: HTMLFormElement, state: State | null, reason = ""): void {
  const place = form.querySelector<HTMLElement>("[data-send-state]");
  if (!place) return;
  place.dataset["sendState"] = state === "notSent" ? "not-sent" : (state ?? "");
  place.textContent = state ? `${place.dataset[state] ?? ""} ${reason}`.trim() : "";
}

function buttons(form: HTMLFormElement): HTMLButtonElement[] {
  return [...form.querySelectorAll<HTMLButtonElement>('button:not([type="button"])')];
}

function lock(form: HTMLFormElement): void {
  busy.add(form);
  form.setAttribute("aria-busy", "true");
  buttons(form).forEach((button) => (button.disabled = true));
  say(form, "sending");
}

function unlock(form: HTMLFormElement): void {
  busy.delete(form);
  form.removeAttribute("aria-busy");
  buttons(form).forEach((button) => (button.disabled = false));
}

function request(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Response> {
  const data = new FormData(form, submitter);
  const plain = form.enctype !== "multipart/form-data";
  const body = plain ? new URLSearchParams([...data].map(([name, value]) => [name, String(value)])) : data;
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  return fetch(action, { method: "POST", body, headers: { Accept: "text/html" } });
}

/** The form as it is on another version of the page: by id, else by its address. */
function twin(form: HTMLFormElement, page: Document): HTMLFormElement | null {
  const byId = form.id ? page.getElementById(form.id) : null;
  if (byId instanceof HTMLFormElement) return byId;
  const action = form.getAttribute("action");
  return [...page.querySelectorAll("form")].find((other) => other.getAttribute("action") === action) ?? null;
}

/** The form comes back with its faults: they appear in place, and the first faulty field gets the focus. */
function refused(form: HTMLFormElement, page: Document): void {
  say(form, null);
  const next = twin(form, page);
  if (next) morph(form, next);
  else morphPage(page);
  const now = next ? (twin(form, document) ?? document) : document;
  now.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
}

/** Done: `go` loads the next page; else this one is brought up to date, with a new command id in its forms. */
async function accepted(form: HTMLFormElement, answer: Response, page: Document): Promise<void> {
  drafts.forget(form);
  const next = new URL(answer.url);
  if (form.dataset["enhance"] === "go") {
    location.assign(next.href);
    return;
  }
  form.reset();
  if (next.pathname !== location.pathname || !morphPage(page)) await refresh();
  say(form.isConnected ? form : (twin(form, document) ?? form), "sent");
}

/** What the page of an error says, in a sentence. */
function sentence(page: Document): string {
  return page.querySelector('main [role="alert"], main h1')?.textContent?.trim() ?? "";
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const answering = request(form, submitter);
  lock(form);
  try {
    const answer = await answering;
    const page = parse(await answer.text());
    unlock(form);
    if (answer.ok) await accepted(form, answer, page);
    else if (answer.status === 422) refused(form, page);
    else say(form, "notSent", sentence(page));
  } catch {
    unlock(form);
    say(form, "notSent");
  }
}

export function start(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["enhance"] === undefined) return;
    if (form.method !== "post" || event.defaultPrevented) return;
    event.preventDefault();
    if (!busy.has(form)) void send(form, event.submitter);
  });
}
