// Builds web/dist: the scripts, the style sheet with its fonts, the icon sprite, the images, and the
// manifest that maps each logical name to its file. A file's name carries the hash of its content, so it
// may be cached for ever; a file that did not change is not written again.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = join(root, "dist");
const icons = join(root, "node_modules/lucide-static/icons");

/** @type {Map<string, Uint8Array>} what dist shall hold, by file name */
const files = new Map();
/** @type {Record<string, string>} logical name → file name */
const manifest = {};

function hashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  return `${basename(name, extension)}-${hash}${extension}`;
}

function add(logical, content) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const file = hashed(logical, bytes);
  files.set(file, bytes);
  manifest[logical] = file;
  return file;
}

/** Takes over a file that esbuild has named `NAME-HASH.EXTENSION`. */
function keep(file, content) {
  files.set(file, content);
  manifest[file.replace(/-[A-Z0-9]{8}(\.\w+)$/, "$1")] = file;
}

/** Bundles one entry point, and keeps what it refers to (fonts, pictures) beside it. */
async function bundle(logical, entry, define = {}) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: "dist",
    format: "iife",
    target: ["es2021", "chrome100", "firefox100", "safari15"],
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file", ".svg": "file", ".png": "file", ".webp": "file" },
    legalComments: "none",
    logLevel: "warning",
    define,
  });
  const main = result.outputFiles.find((file) => extname(file.path) === extname(logical));
  if (!main) throw new Error(`${entry} produced no ${logical}`);
  for (const file of result.outputFiles) {
    if (file !== main) keep(basename(file.path), file.contents);
  }
  return add(logical, main.contents);
}

async function scripts() {
  const worker = await bundle("events.js", "src/events-worker.ts");
  await bundle("main.js", "src/main.ts", { EVENTS_WORKER: JSON.stringify(worker) });
}

async function styles() {
  if (existsSync(join(root, "css/main.css"))) await bundle("main.css", "css/main.css");
}

/** One `<symbol id=NAME>` for each name in icons.txt; blank lines and lines with # are skipped. */
async function sprite() {
  const list = join(root, "icons.txt");
  if (!existsSync(list)) return;
  const lines = (await readFile(list, "utf8")).split("\n").map((line) => line.trim());
  const names = [...new Set(lines.filter((line) => line && !line.startsWith("#")))].sort();
  const symbols = await Promise.all(names.map(symbol));
  add("sprite.svg", `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
}

async function symbol(name) {
  const path = join(icons, `${name}.svg`);
  if (!existsSync(path)) throw new Error(`icons.txt: lucide has no icon "${name}"`);
  const svg = await readFile(path, "utf8");
  const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const stroke = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${stroke}>${inner.replace(/\s+/g, " ").trim()}</symbol>`;
}

async function images() {
  const folder = join(root, "images");
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isFile()) add(entry.name, await readFile(join(folder, entry.name)));
  }
}

/** The notices that the licences of the bundled packages ask for. */
async function licences() {
  const packages = ["idiomorph", "lucide-static", "@fontsource-variable/bricolage-grotesque"];
  const texts = packages.map(async (name) => {
    const text = await readFile(join(root, "node_modules", name, "LICENSE"), "utf8");
    return `${name}\n${"=".repeat(name.length)}\n\n${text.trim()}\n`;
  });
  add("licences.txt", (await Promise.all(texts)).join("\n\n"));
}

/** Writes what is new, removes what is old, and leaves the rest with its time stamp. */
async function write() {
  files.set("manifest.json", Buffer.from(`${JSON.stringify(manifest, Object.keys(manifest).sort(), 2)}\n`));
  await mkdir(dist, { recursive: true });
  for (const name of await readdir(dist)) {
    if (!files.has(name)) await rm(join(dist, name), { recursive: true });
  }
  let written = 0;
  for (const [name, content] of files) {
    const path = join(dist, name);
    if (existsSync(path) && Buffer.compare(await readFile(path), content) === 0) continue;
    await writeFile(path, content);
    written += 1;
  }
  console.log(`web/dist: ${files.size} files, ${written} written`);
}

try {
  await scripts();
  await styles();
  await sprite();
  await images();
  await licences();
  await write();
} catch (error) {
  console.error(`web: the bundle was not built: ${error.message}`);
  process.exit(1);
}
