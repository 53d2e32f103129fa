// A deployment of its own for each test file: two pods and a directory on one Prosody, ended with the file.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { after, before } from "node:test";

/** What `testbed` printed: directory, cantine, lanterne (origins), operations (an address), domains, password. Filled in before the first test. */
export const bed = {};

let running, lines;

before(async () => {
  const program = process.env.TESTBED;
  if (!program) throw new Error("TESTBED must name the program testbed; `ops/test browser` sets it");
  running = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  Object.assign(bed, await said());
});

/** What the testbed says next. */
async function said() {
  const { value, done } = await lines.next();
  if (done) throw new Error("testbed ended before it was ready");
  return JSON.parse(value);
}

/** Has that account run the first pod, which has a past of forty days from here on. */
export async function operate(jid) {
  running.stdin.write(`${jid}\n`);
  await said();
}

/** A link by which an admin of the deployment signs in once. */
export async function adminLink() {
  running.stdin.write("admin\n");
  return (await said()).link;
}

/** Starts a second deployment, without pods, whose directory finds those of the first; its origin. */
export async function elsewhere() {
  running.stdin.write("elsewhere\n");
  return (await said()).directory;
}

let known;

/** Addresses at pods of another deployment, which sends mail: pods that nobody just walks into. One for each file that asks. */
export function doors() {
  if (!known) running.stdin.write("doors\n");
  return (known ??= said().then((it) => it.doors));
}

let keeper;

/** A full pod of a deployment that looks after its accounts: who runs it (`origin`, `jid`), what she is `asked` there, and where `links` lead that its people get. One for each file that asks. */
export function kept() {
  if (!keeper) running.stdin.write("kept\n");
  return (keeper ??= said());
}

after(async () => {
  if (!running || running.exitCode !== null) return;
  const ended = new Promise((resolve) => running.once("exit", resolve));
  running.stdin.end();
  await ended;
});
