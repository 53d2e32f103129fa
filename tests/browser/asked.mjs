// What consoles ask before something goes that does not come back, and pages that are there only once somebody made something.
import assert from "node:assert/strict";
import { bed, doors } from "./testbed.mjs";
import { newcomer, open } from "./people.mjs";
import { submit } from "./page.mjs";

/** Opens an address, or what is asked when that form of it is sent. */
export async function visit(page, place) {
  const answer = await page.goto(place.at ?? place);
  if (!place.form) return answer;
  await send(page, place.form);
  assert.equal(await page.locator("#sure, #turn").count(), 1, `${place.form} of ${place.at} asks first`);
  return answer;
}

/** Sends a form that is not sent in place, and waits for the page that answers. */
async function send(page, form, fields) {
  await Promise.all([page.waitForEvent("load"), submit(page, form, fields)]);
}

/** Where the first such link of a page leads to; null where there is none. */
async function linkOf({ page, ...person }, path, selector) {
  await open({ page, ...person }, path);
  const link = page.locator(`main a${selector}`).first();
  return (await link.count()) ? link.getAttribute("href") : null;
}

/** The same where there is one. */
async function knownLinkOf(person, path, selector) {
  const link = await linkOf(person, path, selector);
  assert.ok(link, `${path} has a link ${selector}`);
  return link;
}

/** Pages of members and operators, for Alice, who runs the pod. */
export async function askedOfOperators({ alice }) {
  await open(alice, "/operate/invites");
  await send(alice.page, "#member-invites", { each: "3" });
  const invite = await made(alice, "/operate/invites", "#invite");
  await made(alice, "/settings/invites", "#own-invite");
  await open(alice, "/operate/announcements");
  await send(alice.page, "#announcement", { title: "No soup in August", from: "2099-08-01" });
  const asked = [
    await knownLinkOf(alice, "/operate/invites", '[href$="/revoke"]'),
    await knownLinkOf(alice, "/settings/invites", '[href$="/revoke"]'),
    await knownLinkOf(alice, "/operate/announcements", '[href$="/withdraw"]'),
    await logoBefore(alice),
    await guest(alice),
    await textBefore(alice),
    "/settings/invites",
    "/operate/invites/tree",
  ];
  return [invite, ...asked.map((path) => bed.cantine + path)];
}

/** Makes an invitation: where it leads to. */
async function made(person, path, form) {
  await open(person, path);
  await send(person.page, form);
  return person.page.locator(".notice-done a").first().getAttribute("href");
}

/** Gives the pod two logos, one after the other, where it had none: what is asked before the first is forgotten. */
async function logoBefore(operator) {
  const path = "/operate/branding";
  const found = await linkOf(operator, path, '[href$="/forget"]');
  if (found) return found;
  const { page } = operator;
  const pictures = [await page.screenshot(), await page.locator("h1").screenshot()];
  for (const buffer of pictures) {
    await open(operator, path);
    await page.locator("#logo-picture").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer });
    await Promise.all([page.waitForEvent("load"), page.locator('#logo button[type="submit"]').first().click()]);
  }
  return knownLinkOf(operator, path, '[href$="/forget"]');
}

/** Names a guest of the pod, where it had none: what is asked before it has none again. */
async function guest(operator) {
  const revoke = '[href$="/guest/revoke"]';
  const found = await linkOf(operator, "/operate/guest", revoke);
  if (found) return found;
  const { page, jid } = await newcomer("guest");
  await page.context().close();
  await send(operator.page, "#guest", { jid, password: bed.password });
  return knownLinkOf(operator, "/operate/guest", revoke);
}

/** Writes the legal notice twice, where nobody had: what it said at first. */
async function textBefore(operator) {
  const found = await linkOf(operator, "/legal", '[href^="/legal/"]');
  if (found) return found;
  for (const body of ["The co-op on rue des Lilas.", "The co-op on rue des *Lilas*, number 12."]) {
    await open(operator, "/operate/texts");
    await send(operator.page, "#legal", { body, days: "0" });
  }
  return knownLinkOf(operator, "/legal", '[href^="/legal/"]');
}
