// From the directory to a first post that a friend sees arrive.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bed } from "./testbed.mjs";
import { context } from "./chromium.mjs";
import { befriend, newcomer, open, publish, until } from "./people.mjs";
import { card, forms, linkOf, post, submit } from "./page.mjs";

test("a newcomer signs up from the directory and writes", async () => {
  const page = await (await context()).newPage();
  const inList = card(page, new URL(bed.cantine).hostname);
  await until("the pod is in the directory", async () => {
    await page.goto(bed.directory);
    return (await inList.count()) === 1;
  });
  await inList.locator(".pod-join a").click();
  await page.waitForURL(`${bed.cantine}/**`);
  if (!page.url().includes("/register")) await page.locator('a[href="/register"]').first().click();
  await submit(page, forms.register, { username: `newcomer${process.pid}`, password: bed.password });
  await page.waitForURL((url) => url.pathname !== "/register");
  await page.goto(`${bed.cantine}/feed`);
  await submit(page, forms.publish, { body: "Hello, neighbours", audience: "contacts" });
  await post(page, "Hello, neighbours").waitFor();
});

test("a friend sees a post arrive without reloading", async () => {
  const alice = await newcomer("alice", "cantine");
  const bob = await newcomer("bob", "lanterne");
  await befriend(alice, bob);
  await open(bob, "/feed");
  await bob.page.evaluate(() => (document.documentElement.dataset.untouched = "yes"));
  await publish(alice, "Straight from the oven", "contacts");
  await post(bob.page, "Straight from the oven").waitFor();
  assert.equal(await bob.page.locator("html").getAttribute("data-untouched"), "yes", "the page was not loaded again");
  assert.equal(await bob.page.locator('article[id^="post-"]', { hasText: "Straight from the oven" }).count(), 1);
});

test("a comment arrives under the post that is open", async () => {
  const alice = await newcomer("alice");
  const bob = await newcomer("bob");
  await befriend(alice, bob);
  await publish(alice, "What shall we read next?", "contacts");
  await open(alice, await linkOf(alice.page, "What shall we read next?"));
  await open(bob, "/feed");
  await open(bob, await linkOf(bob.page, "What shall we read next?"));
  await submit(bob.page, forms.comment, { body: "Something short" });
  await alice.page.getByText("Something short").first().waitFor();
});

test("what is for everyone is on the web, what is for contacts is not", async () => {
  const alice = await newcomer("alice");
  await publish(alice, "For the whole web", "everyone");
  await publish(alice, "For my friends alone", "contacts");
  const visitor = await (await context()).newPage();
  await visitor.goto(`${bed.cantine}/@${alice.name}`);
  await post(visitor, "For the whole web").waitFor();
  assert.equal(await visitor.getByText("For my friends alone").count(), 0);
});
