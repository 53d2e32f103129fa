// What axe-core finds, light and dark, and the keyboard's first steps.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bed } from "./testbed.mjs";
import { visit } from "./asked.mjs";
import { darkViolations, violations } from "./axe.mjs";
import { context } from "./chromium.mjs";
import { everywhere } from "./every-page.mjs";
import { forms, submit } from "./page.mjs";
import { newcomer, open } from "./people.mjs";
import { unopened } from "./routes.mjs";

const dresses = { "light and dark": [{}, violations, darkViolations], "in French": [{ locale: "fr-FR" }, violations] };

for (const [dress, [wishes, ...looks]] of Object.entries(dresses)) {
  test(`no page has a fault that axe-core finds (${dress})`, async () => {
    const [found, opened, sounds] = [[], [], []];
    for (const [page, places] of await everywhere(wishes)) {
      for (const place of places) {
        const answer = await visit(page, place);
        if (answer.ok()) opened.push(answer.url());
        assert.equal(await page.locator("html").getAttribute("lang"), wishes.locale ? "fr" : "en", page.url());
        for (const look of looks) found.push(...(await look(page)));
        if (await page.locator("main audio").count()) sounds.push(page.url());
      }
    }
    assert.deepEqual(found, []);
    assert.equal(sounds.length, 1, "a riddle to listen to is among them");
    assert.deepEqual(unopened(opened), []);
  });
}

test("a form that is refused is as accessible as before", async () => {
  const page = await (await context()).newPage();
  await page.goto(`${bed.cantine}/login`);
  const form = page.locator('form[action="/login"]').first();
  await form.locator('[name="jid"]').fill(`nobody@${bed.domains[0]}`);
  await form.locator('[name="password"]').fill("wrong");
  await form.locator("button").last().click();
  await page.locator('[role="alert"]').first().waitFor();
  assert.deepEqual(await violations(page), []);
});

test("a field that is refused in place is marked, named and has the focus", async () => {
  const person = await newcomer("alice");
  await open(person, "/contacts");
  await submit(person.page, forms.addContact, { jid: "no address" });
  const field = person.page.locator(`${forms.addContact} [name="jid"]`);
  await person.page.locator(`${forms.addContact} [name="jid"][aria-invalid="true"]:focus`).waitFor();
  assert.equal(await field.inputValue(), "no address");
  assert.match(await field.getAttribute("aria-describedby"), /error/);
  assert.deepEqual(await violations(person.page), []);
});

test("the first stop of the keyboard skips to the content", async () => {
  const page = await (await context()).newPage();
  await page.goto(`${bed.cantine}/`);
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
  assert.match(target, /^#./);
  assert.equal(await page.locator(target).count(), 1);
});
