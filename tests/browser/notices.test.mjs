// What just happened is said on the page where one lands, once, with the script and without it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newcomer, open } from "./people.mjs";
import { forms, post, submit } from "./page.mjs";

const notice = (page) => page.locator("#notice");

/** Sends an empty post before the script is there: the page of `/publish` comes, with the form again. */
async function refusedEarly({ page }) {
  const late = (route) => route.abort();
  await page.route("**/*.js", late);
  await page.reload();
  await page.locator(forms.publish).evaluate((form) => form.submit());
  await page.waitForURL((url) => url.pathname === "/publish");
  await page.unroute("**/*.js", late);
}

/** The script, after all. */
async function lateScript({ page }) {
  const address = await page.locator("script[src]").getAttribute("src");
  await page.addScriptTag({ url: address, type: "module" });
}

test("a form that leads to another page brings its notice there", async () => {
  const alice = await newcomer("alice");
  await refusedEarly(alice);
  await lateScript(alice);
  await submit(alice.page, forms.publish, { body: "Second attempt" });
  await alice.page.waitForURL((url) => url.pathname === "/feed");
  await post(alice.page, "Second attempt").waitFor();
  assert.match(await notice(alice.page).innerText(), /Published/);
  await alice.page.reload();
  assert.equal(await notice(alice.page).count(), 0, "it is said once");
});

test("a form that leads to this page says so in place, and goes on saying it while the page renews itself", async () => {
  const alice = await newcomer("alice");
  const bob = await newcomer("bob");
  await open(alice, "/contacts");
  await alice.page.evaluate(() => (document.documentElement.dataset.untouched = "yes"));
  await submit(alice.page, forms.addContact, { jid: bob.jid });
  // the list is fetched anew when the contact is in it
  await alice.page.locator("main", { hasText: bob.jid }).waitFor();
  await notice(alice.page).waitFor();
  await alice.page.evaluate(() => {
    window.renewed = new Promise((done) => document.addEventListener("cosse:renewed", () => done(), { once: true }));
  });
  await open(bob, "/contacts");
  await bob.page.locator(`form[action="/contact/${alice.jid}/accept"] button`).first().click();
  await bob.page.waitForURL((url) => url.pathname === "/contacts");
  // the list is fetched anew when the two are contacts
  await alice.page.evaluate(() => window.renewed);
  assert.match(await notice(alice.page).innerText(), /asked/);
  assert.equal(await alice.page.locator("html").getAttribute("data-untouched"), "yes", "the page was not loaded again");
});

test("a notice is there without the script, too", async () => {
  const alice = await newcomer("alice", "cantine", { javaScriptEnabled: false });
  await submit(alice.page, forms.publish, { body: "By hand" });
  assert.match(await notice(alice.page).innerText(), /Published/);
  await alice.page.reload();
  assert.equal(await notice(alice.page).count(), 0, "it is said once");
});

test("what was written while one was signed out elsewhere is kept as a draft", async () => {
  const alice = await newcomer("alice");
  // the page does not find out by itself that she is signed out
  await alice.page.route("**/feed", (route) => route.abort());
  await alice.page.context().clearCookies({ name: "browser" });
  await submit(alice.page, forms.publish, { body: "Half a thought" });
  await alice.page.waitForURL((url) => url.pathname === "/login");
  const draft = await alice.page.evaluate(() => Object.values(localStorage));
  assert.ok(draft.includes("Half a thought"), `${draft}`);
});
