// `form[data-enhance]`: sent in place. The answer is the address of the next page, or 422 with the form again.
// A form is never sent twice at once, and text is never lost.
import * as drafts from "./drafts";
import { morph, morphPage, parse } from "./morph";
import { fetchNext, sendForm } from "./requests";
import { fill } from "./texts";

type State = "sending" | "sent" | "failed";

const busy = new WeakSet<HTMLFormElement>();

/** Says in `[data-form-status]` what the form's `data-sending`, `data-sent` or `data-failed` holds. */
function say(form: HTMLFormElement, state: State | null, reason = ""): void {
  if (state) form.dataset["state"] = state;
  else delete form.dataset["state"];
  const status = form.querySelector<HTMLElement>("[data-form-status]");
  if (status) status.textContent = state ? fill(form.dataset[state] ?? "", { reason }).trim() : "";
}

/** While a form is on its way nothing in it can be changed, so that nothing typed meanwhile is lost. */
function enable(form: HTMLFormElement, yes: boolean): void {
  if (yes) form.removeAttribute("aria-busy");
  else form.setAttribute("aria-busy", "true");
  for (const button of form.querySelectorAll<HTMLButtonElement>('button:not([type="button"])')) button.disabled = !yes;
  for (const field of form.querySelectorAll("textarea")) field.readOnly = !yes;
}

function request(form: HTMLFormElement, submitter: HTMLElement | null): Promise<Response> {
  const data = new FormData(form, submitter);
  const plain = form.enctype !== "multipart/form-data";
  const body = plain ? new URLSearchParams([...data].map(([name, value]) => [name, String(value)])) : data;
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  return sendForm(action, body);
}

/** The form of the answer that stands for ours: by id, else by its address. */
function twin(form: HTMLFormElement, page: Document): HTMLFormElement | null {
  const byId = form.id ? page.getElementById(form.id) : null;
  if (byId instanceof HTMLFormElement) return byId;
  const action = form.getAttribute("action");
  const forms = [...page.querySelectorAll<HTMLFormElement>("form")];
  return forms.find((other) => other.getAttribute("action") === action) ?? null;
}

/** The form comes back with its faults: they appear in place, and the first faulty field gets the focus. */
function refused(form: HTMLFormElement, page: Document): void {
  say(form, null);
  const next = twin(form, page);
  if (next) morph(form, next);
  else morphPage(page);
  const now = next ? twin(form, document) : null;
  (now ?? document).querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]')?.focus();
}

/** Done: the next page, in place where it is this one. */
async function accepted(form: HTMLFormElement, to: string): Promise<void> {
  drafts.forget(form);
  form.reset();
  for (const part of form.querySelectorAll("details")) part.open = false;
  const next = new URL(to, location.href);
  if (next.pathname !== location.pathname || !(await renewed(next))) {
    location.assign(next.href);
    return;
  }
  history.replaceState(history.state, "", next.pathname + next.search + next.hash);
  say(form.isConnected ? form : (twin(form, document) ?? form), "sent");
}

/** Turns this page into the newer one at an address. */
async function renewed(address: URL): Promise<boolean> {
  try {
    const answer = await fetchNext(address);
    return answer.ok && !answer.redirected && morphPage(parse(await answer.text()));
  } catch {
    // what was sent is sent: the browser says what is wrong with the way there
    return false;
  }
}

/** What the page of an error says, in a sentence. */
function sentence(page: Document): string {
  return page.querySelector('main [role="alert"], main h1')?.textContent?.trim() ?? "";
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const sending = request(form, submitter);
  busy.add(form);
  enable(form, false);
  say(form, "sending");
  try {
    const answer = await sending;
    const page = parse(await answer.text());
    enable(form, true);
    const next = answer.headers.get("Location");
    if (answer.status === 204 && next !== null) await accepted(form, next);
    else if (answer.status === 422) refused(form, page);
    // signed out meanwhile: the draft is kept
    else if (answer.redirected) location.assign(answer.url);
    else say(form, "failed", sentence(page));
  } catch {
    enable(form, true);
    say(form, "failed");
  } finally {
    busy.delete(form);
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
