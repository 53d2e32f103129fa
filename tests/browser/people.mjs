// People at their browsers, and what they do most.
import assert from "node:assert/strict";
import { bed } from "./testbed.mjs";
import { context } from "./chromium.mjs";
import { forms, post, submit } from "./page.mjs";

let number = 0;

/** Somebody new at a pod ("cantine" or "lanterne"): signed up, with the feed open. */
export async function newcomer(name, pod = "cantine", wishes = {}) {
  const window = await context(wishes);
  const page = await window.newPage();
  return signUp(page, name, pod);
}

/** The same in a window that is there, by an invitation or without. */
export async function signUp(page, name, pod = "cantine", username = `${name}${process.pid}x${(number += 1)}`, path = "/register") {
  await page.goto(bed[pod] + path);
  await submit(page, forms.register, { username, password: bed.password });
  await page.waitForURL((url) => url.pathname !== "/register");
  const person = { page, name: username, origin: bed[pod], jid: `${username}@${bed.domains[pod === "cantine" ? 0 : 1]}` };
  await open(person, "/feed");
  return person;
}

/** Opens an address of the person's pod. */
export async function open(person, path) {
  const answer = await person.page.goto(`${person.origin}${path}`);
  assert.ok(answer.status() < 500, `${path}: ${answer.status()}`);
  return answer;
}

/** The same person in another window. */
export async function signIn(person, wishes = {}) {
  const page = await (await context(wishes)).newPage();
  await page.goto(`${person.origin}/login`);
  await submit(page, forms.signIn, { jid: person.jid, password: bed.password });
  await page.waitForURL((url) => url.pathname !== "/login");
  return { ...person, page };
}

/** Writes a post in the feed and waits until its first line stands there. */
export async function publish(person, body, audience = "contacts", title = "") {
  await open(person, "/feed");
  if (title) await person.page.locator(".composer-more > summary").click();
  await submit(person.page, forms.publish, { audience, ...(title && { title }), body });
  await post(person.page, title || asRead(body)).waitFor();
}

/** The first line of a Markdown text as a reader sees it. */
function asRead(body) {
  return body.split("\n")[0].replace(/[*_`]+/g, "");
}

/** Makes two people each other's contacts, by the pages' own forms. */
export async function befriend(one, other) {
  await open(one, "/contacts");
  await submit(one.page, forms.addContact, { jid: other.jid });
  await until(`${other.jid} is asked`, () => accept(other, one.jid));
  await until("both are contacts", async () => {
    await accept(one, other.jid);
    return (await knows(one, other.jid)) && (await knows(other, one.jid));
  });
}

async function accept(person, jid) {
  await open(person, "/contacts");
  const form = person.page.locator(`form[action="/contact/${jid}/accept"]`);
  if (!(await form.count())) return false;
  await form.locator("button").first().click();
  await form.waitFor({ state: "detached" });
  return true;
}

async function knows(person, jid) {
  await open(person, "/contacts");
  return person.page.locator("main", { hasText: jid }).isVisible();
}

/** Asks again and again until it is so. */
export async function until(what, ask) {
  const end = Date.now() + 20_000;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`still waiting: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
