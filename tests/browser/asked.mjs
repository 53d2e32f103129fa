// What consoles ask before something goes that does not come back, and pages that are there only once somebody made something.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { bed } from "./testbed.mjs";
import { newcomer, open } from "./people.mjs";
import { submit } from "./page.mjs";

/** Two pictures, for logos. */
const pictures = ["feed", "admin"].map((name) => fileURLToPath(new URL(`../../docs/images/${name}.png`, import.meta.url)));

/** Opens an address, or what is asked when a form of it is sent; its first answer. */
export async function visit(page, place) {
  const answer = await page.goto(typeof place === "string" ? place : place.at);
  if (place.form) {
    await send(page, place.form, place.fields);
    assert.equal(await page.locator("#sure, #turn").count(), 1, `${place.form} of ${place.at} asks first`);
  }
  return answer;
}

/** Does what leads to another page, and waits for that. None of these forms is sent in place. */
async function thenLoads(page, act) {
  await Promise.all([page.waitForEvent("load"), act]);
}

/** Sends a form by its last button. */
const send = (page, form, fields) => thenLoads(page, submit(page, form, fields));

/** Where the first such link of a page leads to; null where there is none. */
async function firstLink(person, path, selector) {
  await open(person, path);
  const link = person.page.locator(`main a${selector}`).first();
  return (await link.count()) ? link.getAttribute("href") : null;
}

/** The same where there is one. */
async function knownLink(person, path, selector) {
  const link = await firstLink(person, path, selector);
  assert.ok(link, `${path} has a link ${selector}`);
  return link;
}

/** Where an invitation leads to, and what Alice is asked, who runs the pod. */
export async function askedOfOperators({ alice }) {
  await open(alice, "/operate/invites");
  await send(alice.page, "#member-invites", { each: "3" });
  const invite = await made(alice, "/operate/invites", "#invite");
  await made(alice, "/settings/invites", "#own-invite");
  await open(alice, "/operate/announcements");
  await send(alice.page, "#announcement", { title: "No soup in August", from: "2099-08-01" });
  const asked = [
    await knownLink(alice, "/operate/invites", '[href$="/revoke"]'),
    await knownLink(alice, "/settings/invites", '[href$="/revoke"]'),
    await knownLink(alice, "/operate/announcements", '[href$="/withdraw"]'),
    await knownLink(alice, "/operate/requests", '[href$="/refuse"]'),
    await logoBefore(alice),
    await guest(alice),
    await textBefore(alice),
    await textAhead(alice),
  ];
  const role = { at: bed.cantine + (await ownPage(alice)), form: "#role", fields: { role: "member" } };
  return { invite, asked: [...asked.map((path) => bed.cantine + path), role] };
}

/** Where the console has the page of who looks at it. */
async function ownPage(operator) {
  await open(operator, `/operate/members?q=${encodeURIComponent(operator.jid)}`);
  return operator.page.locator("a.who").first().getAttribute("href");
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
  const found = await firstLink(operator, path, '[href$="/forget"]');
  if (found) return found;
  for (const picture of pictures) {
    await open(operator, path);
    await operator.page.locator("#logo-picture").setInputFiles(picture);
    // the last button takes the logo away
    await thenLoads(operator.page, operator.page.locator('#logo button[type="submit"]').first().click());
  }
  return knownLink(operator, path, '[href$="/forget"]');
}

/** Names a guest of the pod, where it had none: what is asked before it has none again. */
async function guest(operator) {
  const revoke = '[href$="/guest/revoke"]';
  const found = await firstLink(operator, "/operate/guest", revoke);
  if (found) return found;
  const { page, jid } = await newcomer("guest");
  await page.context().close();
  await send(operator.page, "#guest", { jid, password: bed.password });
  return knownLink(operator, "/operate/guest", revoke);
}

/** Writes the legal notice twice, where nobody had: what it said at first. */
async function textBefore(operator) {
  const found = await firstLink(operator, "/legal", '[href^="/legal/"]');
  if (found) return found;
  for (const body of ["The co-op on rue des Lilas.", "The co-op on rue des *Lilas*, number 12."]) {
    await open(operator, "/operate/texts");
    await send(operator.page, "#legal", { body, days: "0" });
  }
  return knownLink(operator, "/legal", '[href^="/legal/"]');
}

/** Announces rules, where nobody had: what is asked before they are taken back. */
async function textAhead(operator) {
  const [path, withdraw] = ["/operate/texts", '[href$="/withdraw"]'];
  const found = await firstLink(operator, path, withdraw);
  if (found) return found;
  await send(operator.page, "#rules", { body: "Be kind.", days: "14" });
  return knownLink(operator, path, withdraw);
}

/** Where the console of an admin who is signed in has the pod of that origin. */
async function podOf(page, origin) {
  await page.goto(`${bed.directory}/admin`);
  return page.locator("tr", { hasText: new URL(origin).hostname }).locator("a.who").first().getAttribute("href");
}

/** Begins a support visit: where its link leads. */
async function begin(page, origin) {
  await page.goto(`${bed.directory}${await podOf(page, origin)}/visit`);
  await submit(page, "#visit", { reason: "Sign-ups and mails" });
  return page.locator('.notice a[href*="/visit/"]').first().getAttribute("href");
}

/** Begins two support visits, as an admin who is signed in, of whom another window goes into one: what there is outside, and inside. */
export async function supportVisits(page, supporter) {
  const [ahead, link] = [await begin(page, bed.lanterne), await begin(page, bed.cantine)];
  await supporter.goto(link);
  await submit(supporter, "#visit");
  await supporter.waitForURL("**/operate");
  const [outside, inside] = [["/visit", "/visit/not-good"], ["/operate", "/operate/members", "/operate/reports", "/rules"]];
  const at = (path) => bed.cantine + path;
  return { outside: [ahead, ...outside.map(at)], inside: inside.map(at) };
}

/** What an admin is asked who is signed in. */
export async function askedOfAdmins(page) {
  const [cantine, lanterne] = [bed.cantine, bed.lanterne].map((origin) => new URL(origin).hostname);
  const at = (path) => `${bed.directory}${path}`;
  const pod = await podOf(page, bed.cantine);
  const plan = { name: "Small", members: "80", media: "500", sessions: "60", signups: "10" };
  for (const [path, form, fields] of [
    [pod, "#host-add", { host: `also-${cantine}` }],
    ["/admin/plans", "#plan", plan],
    ["/admin/announcements", "#announcement", { title: "We move on Sunday", pods: lanterne }],
  ]) {
    await page.goto(at(path));
    await send(page, form, fields);
  }
  return [
    { at: at(pod), form: 'form[action="/admin/turn"]' },
    { at: at(pod), form: 'form[action$="/hosts/remove"]' },
    { at: at(pod), form: "#domain-drop", fields: { given_up: "given-up.example" } },
    { at: at("/admin/plans"), form: 'form[action^="/admin/plans/"]' },
    { at: at("/admin/admins"), form: 'form[action^="/admin/admins/"]' },
    { at: at("/admin/announcements"), form: 'form[action^="/admin/announcements/"]' },
  ];
}
