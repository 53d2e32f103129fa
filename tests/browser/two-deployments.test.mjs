// From the directory of one deployment to a first post on a pod of another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./axe.mjs";
import { context } from "./chromium.mjs";
import { forms, post, submit } from "./page.mjs";
import { until } from "./people.mjs";
import { bed, elsewhere } from "./testbed.mjs";

/** A page in a window of somebody who was never here. */
const stranger = async (wishes) => (await context(wishes)).newPage();

/** The pod's card in a directory. */
const card = (page) => page.locator("article.pod", { hasText: "La Cantine" });

test("a newcomer finds a pod of another deployment, joins it, and writes", async (t) => {
  const directory = await elsewhere();
  const host = new URL(bed.cantine).hostname;
  assert.notEqual(new URL(directory).port, new URL(bed.cantine).port);

  await t.test("somebody names the pod, and the directory looks at it", async () => {
    const page = await stranger();
    await page.goto(`${directory}/add`);
    await submit(page, "#add", { domain: host });
    await page.getByText(host).first().waitFor();
    await until("the pod is in the directory", async () => {
      await page.goto(directory);
      return (await card(page).count()) === 1;
    });
    assert.match(await card(page).innerText(), /Served elsewhere/);
    assert.deepEqual(await violations(page), []);
  });

  for (const javaScriptEnabled of [true, false]) {
    await t.test(`a newcomer signs up there, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async () => {
      const page = await stranger({ javaScriptEnabled });
      await page.goto(directory);
      await card(page).locator(".pod-join a, .pod-join button").first().click();
      await page.waitForURL(`${bed.cantine}/**`);
      if (!page.url().includes("/register")) await page.locator('a[href="/register"]').first().click();
      const username = `elsewhere${javaScriptEnabled ? "" : "plain"}${process.pid}`;
      await submit(page, forms.register, { username, password: bed.password });
      await page.waitForURL((url) => url.pathname !== "/register");
      await page.goto(`${bed.cantine}/feed`);
      await submit(page, forms.publish, { body: `Hello from ${username}`, audience: "contacts" });
      await post(page, `Hello from ${username}`).waitFor();
    });
  }
});
