// Every page and every act without a line of JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bed } from "./testbed.mjs";
import { visit } from "./asked.mjs";
import { open } from "./people.mjs";
import { everywhere, neighbours } from "./every-page.mjs";
import { forms, linkOf, post, submit } from "./page.mjs";

const plain = { javaScriptEnabled: false };

test("signing up, befriending, writing, commenting, deleting and signing out need none", async () => {
  // all that neighbours() does is done by plain forms here
  const { alice, bob } = await neighbours(plain);
  await open(alice, "/feed");
  const link = await linkOf(alice.page, "The first tomatoes");
  await open(alice, link);
  assert.equal(await alice.page.getByText("I took three").count(), 1);
  await open(alice, `${link}/delete`);
  await submit(alice.page, `form[action="${link}/delete"]`);
  await open(bob, "/feed");
  assert.equal(await post(bob.page, "The first tomatoes").count(), 0);
  await open(bob, "/logout");
  await submit(bob.page, 'main form[action="/logout"]');
  await open(bob, "/feed");
  assert.match(bob.page.url(), /\/login/);
  await submit(bob.page, forms.signIn, { jid: bob.jid, password: bed.password });
  assert.equal(new URL(bob.page.url()).pathname, "/feed");
});

test("every page is complete without it", async () => {
  for (const [page, places] of await everywhere(plain)) {
    for (const place of places) {
      const answer = await visit(page, place);
      const address = page.url();
      assert.ok(answer.status() < 500, `${address}: ${answer.status()}`);
      assert.equal(await page.locator("h1").count(), 1, `${address} has one heading`);
      assert.ok((await page.locator("main").innerText()).trim().length > 10, `${address} says something`);
    }
  }
});
