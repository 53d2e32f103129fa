// Menus close as people expect it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { forms, post, submit } from "./page.mjs";
import { newcomer, open } from "./people.mjs";

const isOpen = (menu) => menu.evaluate((element) => element.open);

test("a menu closes on Escape, on a click beside it, and when the focus leaves", async () => {
  const { page } = await newcomer("alice");
  const menu = page.locator("details.me");
  const button = menu.locator("summary");

  await button.click();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await isOpen(menu), false, "Escape closes it");
  assert.ok(await button.evaluate((element) => element === document.activeElement), "the focus is back on its button");

  await button.click();
  await page.locator("footer").click({ position: { x: 2, y: 2 } });
  assert.equal(await isOpen(menu), false, "a click beside it closes it");

  await button.click();
  await page.locator('textarea[name="body"]').focus();
  assert.equal(await isOpen(menu), false, "it closes when the focus leaves");
});

test("Escape folds the choice of readers, and keeps what was chosen", async () => {
  const alice = await newcomer("alice");
  await open(alice, "/feed");
  const choice = alice.page.locator("details.audience-choice");
  await choice.locator("summary").click();
  await choice.locator("label", { has: alice.page.locator('[value="everyone"]') }).click();
  await alice.page.keyboard.press("Escape");
  assert.equal(await isOpen(choice), false);
  assert.ok(await choice.locator('[value="everyone"]').isChecked());
});

test("after a post the choice of readers is folded, and it is said once that it is published", async () => {
  const alice = await newcomer("alice");
  await open(alice, "/feed");
  await submit(alice.page, forms.publish, { audience: "everyone", body: "said once" });
  await post(alice.page, "said once").waitFor();
  await alice.page.locator("main > .notice[role=status]").waitFor();
  assert.equal(await isOpen(alice.page.locator("details.audience-choice")), false);
  assert.equal(await alice.page.locator(`${forms.publish} [data-form-status]`).innerText(), "");
});
