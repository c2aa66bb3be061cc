// The page of `plangen watch` in a real browser, over a small plan. PLANGEN names the program,
// CHROMIUM the browser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const program = resolve(process.env.PLANGEN ?? "../../target/debug/plangen");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const patience = { timeout: 120_000 };

let browser, place;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
  place = mkdtempSync(join(tmpdir(), "plangen-watch-"));
  cpSync("../plans/minimal", join(place, "plan-source"), { recursive: true });
});
after(async () => {
  await browser.close();
  rmSync(place, { recursive: true });
});

/** Starts the program; gives its process and the address it tells. */
async function start(port) {
  const options = ["watch", "--no-open", "--lang", "zh", "--only", "official,cards,html", "--port", String(port)];
  const child = spawn(program, options, { cwd: place, stdio: ["ignore", "ignore", "pipe"] });
  const [line] = await once(createInterface(child.stderr), "line");
  child.stderr.resume();
  return { child, address: line.match(/http:\/\/127\.0\.0\.1:\d+\//)[0] };
}

async function end(child) {
  child.kill("SIGTERM");
  assert.equal((await once(child, "exit"))[0], 143);
}

/** Replaces a stretch of a file of the plan. */
function edit(path, from, to) {
  const file = join(place, "plan-source", path);
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(from), `${path}: ${from}`);
  writeFileSync(file, text.replace(from, to));
}

test("what is saved is seen without a touch of the page", async () => {
  let { child, address } = await start(0);
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  const faults = [];
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
  try {
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await page.locator("header.good").waitFor(patience);
    const view = () => page.locator("#view").evaluate((frame) => {
      try { return frame.contentWindow.location.pathname; } catch { return "a viewer"; }
    });
    const shown = () => page.locator("#bar output").textContent();
    const cards = page.locator("details[data-key^=internal]").first();
    assert.equal(await shown(), "internal/official.pdf");

    // What was opened stays open, and the page of the document stays.
    await cards.locator("summary").click();
    await page.locator("#bar input").fill("2");
    await page.locator("#bar input").press("Enter");
    const before = await page.locator("[data-path='internal/official.pdf']").getAttribute("href");
    edit("text/01-总则.md", "\n\n", "\n\n本预案由办公室负责解释。\n\n");
    await page.locator("[data-path='internal/official.pdf'] .changed").waitFor(patience);
    assert.notEqual(await page.locator("[data-path='internal/official.pdf']").getAttribute("href"), before);
    assert.equal(await page.locator("#bar input").inputValue(), "2");
    assert.ok(await cards.evaluate((own) => own.open));
    assert.ok((await page.locator("#bar a").getAttribute("href")).startsWith("/internal/official.pdf?v="));

    // Errors stand above, the files stay.
    edit("org/roles.yaml", "holder: p001", "holdr: p001");
    await page.locator("header.bad").waitFor(patience);
    assert.match(await page.locator("article.error").first().textContent(), /不认识的键“holdr”[^]*roles\.yaml:6:5[^]*改法/);
    assert.equal(await page.locator("article.error mark").first().textContent(), "holdr");
    assert.match(await page.title(), /^●/);
    assert.equal(await shown(), "internal/official.pdf");
    edit("org/roles.yaml", "holdr: p001", "holder: p001");
    await page.locator("header.good").waitFor(patience);
    assert.equal(await page.locator("article").count(), 0);

    // The page for a telephone works in its frame.
    await page.locator("[data-path='internal/plan.html']").click();
    await page.frameLocator("#view").locator("#search").waitFor(patience);
    assert.equal(await view(), "/internal/plan.html");
    assert.ok(await page.locator("#bar label").isHidden());
    assert.equal(await page.evaluate(() => history.length), 2, "Back leaves the page");

    assert.deepEqual(faults, []);

    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      // The policy of the page lets no other script in; this one is evaluated.
      await page.evaluate(axe);
      const report = await page.evaluate(() => window.axe.run({ exclude: ["iframe"] }, { resultTypes: ["violations"] }));
      const serious = report.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
      assert.ok(report.passes.length > 10, `only ${report.passes.length} rules had something to judge`);
    }

    // A program that ended is told, and found again.
    await end(child);
    await page.locator(".gone").waitFor({ state: "visible", ...patience });
    ({ child } = await start(new URL(address).port));
    await page.locator(".gone").waitFor({ state: "hidden", ...patience });
    await page.locator("header.good").waitFor(patience);
    // A viewer for PDF is a page of the browser itself, which asks for its own parts.
    const outside = asked.filter((url) => /^(https?|wss?|ftp):/.test(url) && !url.startsWith(address));
    assert.deepEqual(outside, [], "the page asked for something elsewhere");
    assert.deepEqual(faults.filter((fault) => !fault.startsWith("Failed to load resource: net::ERR_")), []);
  } finally {
    await context.close();
    if (child.exitCode === null) await end(child);
  }
});
