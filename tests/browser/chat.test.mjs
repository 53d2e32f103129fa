// A chat of two in two windows: live, typing, read, and what was typed is never lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { befriend, newcomer, open, until } from "./people.mjs";

const field = (person) => person.page.locator("#chat-form textarea");
const message = (person, text) => person.page.locator('li[id^="message-"]', { hasText: text });
const stateOf = (person, text) => message(person, text).getAttribute("data-state");

async function friends(wishes) {
  const [alice, bob] = [await newcomer("alice", "cantine", wishes), await newcomer("bob", "cantine", wishes)];
  await befriend(alice, bob);
  return { alice, bob };
}

async function say(person, text) {
  await field(person).fill(text);
  await field(person).press("Enter");
  await message(person, text).first().waitFor();
}

test("two who look at their chat see each other type, write and read", async () => {
  const { alice, bob } = await friends();
  await open(alice, `/chat/${bob.jid}`);
  await open(bob, `/chat/${alice.jid}`);
  await field(alice).pressSequentially("Soup is rea");
  await bob.page.locator('[data-live="typing"]', { hasText: alice.name }).waitFor();
  await say(alice, "Soup is ready");
  await message(bob, "Soup is ready").waitFor();
  assert.equal(await message(alice, "Soup is ready").count(), 1, "once, not as being sent and as sent");
  await until("she knows that he has seen it", async () => (await stateOf(alice, "Soup is ready")) === "displayed");
  await say(bob, "I bring bread");
  await message(alice, "I bring bread").waitFor();
  await until("the field is empty again", async () => (await field(bob).inputValue()) === "");
});

/** From now on the answer to this message is a page from before it was seen, and comes when the stream has said that it was. */
function answerLate(text) {
  const seen = () => [...document.querySelectorAll('li[data-state="displayed"]')].some((message) => message.innerText.includes(text));
  const ask = window.fetch;
  window.fetch = async (address, options) => {
    const answer = await ask(address, options);
    if (!String(options?.body).includes(text)) return answer;
    const early = (await answer.text()).replace(/data-state="(sent|received|displayed)"/g, 'data-state="sending"');
    while (!seen()) await new Promise((resolve) => setTimeout(resolve, 20));
    return Object.defineProperty(new Response(early, answer), "url", { value: answer.url });
  };
}

test("an answer that comes late does not take back how far a message came", async () => {
  const { alice, bob } = await friends();
  await open(alice, `/chat/${bob.jid}`);
  await open(bob, `/chat/${alice.jid}`);
  await alice.page.evaluate(answerLate, "slowly");
  await field(alice).fill("slowly");
  await field(alice).press("Enter");
  await until("the answer is here", async () => (await field(alice).inputValue()) === "");
  assert.equal(await stateOf(alice, "slowly"), "displayed");
});

/** The page's stream of events is its own, so that it can be told to fetch the page anew. */
function ownStream() {
  delete window.SharedWorker;
  window.EventSource = class extends EventSource {
    constructor(...address) {
      super(...address);
      window.stream = this;
    }
  };
}

test("what a page missed is made up for in all that it shows, not only in what is new", async () => {
  const { alice, bob } = await friends();
  await alice.page.addInitScript(ownStream);
  await open(alice, `/chat/${bob.jid}`);
  for (let number = 1; number <= 55; number += 1) await say(alice, `message ${number}.`);
  await open(alice, `/chat/${bob.jid}`);
  await alice.page.evaluate(() => document.querySelector(".chat-log").scrollTo({ top: -100_000 }));
  await message(alice, "message 1.").waitFor();
  await alice.page.evaluate(() => {
    const first = document.querySelector(".message");
    first.dataset.state = "sending";
    const gone = first.cloneNode(true);
    gone.id = "message-gone";
    gone.querySelector("p").textContent = "gone meanwhile";
    first.after(gone);
    window.stream.dispatchEvent(new MessageEvent("resync", { data: "" }));
  });
  await until("what is gone is not there", async () => (await message(alice, "gone meanwhile").count()) === 0);
  assert.notEqual(await stateOf(alice, "message 1."), "sending");
  assert.equal(await alice.page.locator(".message").count(), 55);
});

test("who looks at another page sees the number, and the chat where it was left", async () => {
  const { alice, bob } = await friends();
  await open(bob, "/feed");
  await open(alice, `/chat/${bob.jid}`);
  for (const text of ["one", "two"]) await say(alice, text);
  await bob.page.locator("#count-unread", { hasText: "2" }).waitFor();
  await bob.page.locator('a[href="/chat"]:visible').first().click();
  await bob.page.locator('li[id^="chat-"]', { hasText: "two" }).locator("a").first().click();
  await message(bob, "two").waitFor();
  await until("nothing is unread", async () => bob.page.locator("#count-unread").isHidden());
});

test("on a phone the chat is one pane with a way back, and Enter is a new line", async () => {
  const { alice, bob } = await friends({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  await open(alice, `/chat/${bob.jid}`);
  await field(alice).fill("first line");
  await field(alice).press("Enter");
  await field(alice).pressSequentially("second line");
  assert.equal(await field(alice).inputValue(), "first line\nsecond line");
  await alice.page.locator("#chat-form button[type=submit]").click();
  await message(alice, "second line").waitFor();
  await alice.page.locator("a.chat-back").click();
  await alice.page.waitForURL((url) => url.pathname === "/chat");
  await alice.page.locator('li[id^="chat-"]', { hasText: "first line" }).waitFor();
});

test("without the network what was written stays, and is sent once when it is back", async () => {
  const { alice, bob } = await friends();
  await open(alice, `/chat/${bob.jid}`);
  await alice.page.context().setOffline(true);
  await field(alice).fill("written in a tunnel");
  await field(alice).press("Enter");
  await until("it is in the field again", async () => (await field(alice).inputValue()) === "written in a tunnel");
  await alice.page.context().setOffline(false);
  await field(alice).press("Enter");
  await until("it is sent", async () => ["sent", "received"].includes(await stateOf(alice, "written in a tunnel")));
  await open(bob, `/chat/${alice.jid}`);
  assert.equal(await message(bob, "written in a tunnel").count(), 1);
});
