// What the tests rely on in the markup: forms by where they go, posts by their id. The Rust tests have the same list in
// tests/testpod/page.rs.

export const forms = {
  signIn: 'form[action="/login"]:has(input[name="jid"])',
  register: 'form[action="/register"]',
  publish: 'form[action="/publish"]',
  comment: 'form[action^="/post/"][action$="/comment"]',
  addContact: 'form[action="/contacts"]',
  profile: 'form[action="/settings/profile"]',
};

/** The post in which this is written. */
export const post = (page, text) => page.locator('article[id^="post-"]', { hasText: text }).first();

/** The card of the directory about the pod on this host. */
export const card = (page, host) => page.locator("article.pod", { has: page.locator(`.address bdi:text-is("${host}")`) });

/** The address of the post's own page. */
export const linkOf = (page, text) => post(page, text).locator('a[href^="/post/"]').first().getAttribute("href");

/** Fills in a form and sends it by its own button. */
export async function submit(page, selector, fields = {}) {
  const form = page.locator(selector).first();
  for (const [name, value] of Object.entries(fields)) {
    if (name === "audience") await choose(form, value);
    else if (await form.locator(`select[name="${name}"]`).count()) await form.locator(`select[name="${name}"]`).selectOption(value);
    else await form.locator(`[name="${name}"]`).fill(value);
  }
  await form.locator('button[type="submit"], button:not([type])').last().click();
}

/** Chooses an audience as a person does, in a menu, among radio buttons or in a list. */
async function choose(form, value) {
  const list = form.locator('select[name="audience"]');
  if (await list.count()) return list.selectOption(value);
  const menu = form.locator('details:has([name="audience"])');
  if ((await menu.count()) && (await menu.getAttribute("open")) === null) await menu.locator("summary").click();
  const input = form.locator(`[name="audience"][value="${value}"]`);
  const id = await input.getAttribute("id");
  const around = form.locator(`label:has([name="audience"][value="${value}"])`);
  const label = (await around.count()) ? around : form.locator(`label[for="${id}"]`);
  return label.first().click();
}
