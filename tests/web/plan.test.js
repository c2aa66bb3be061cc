// plan.html in a real browser, as it lies in the output folder. PLANGEN_OUTPUT names that folder,
// CHROMIUM the browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const output = resolve(process.env.PLANGEN_OUTPUT ?? "../../output");
const address = (edition) => pathToFileURL(join(output, edition, "plan.html")).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: "zh-CN" };

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync",
    ],
  });
});
after(() => browser.close());

/** Runs `act` on a fresh page and expects that nothing but the page itself was asked for. */
async function on(edition, act, { init, ...options } = {}) {
  const context = await browser.newContext({ ...phone, ...options });
  if (init) await context.addInitScript(init);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const asked = [];
  const faults = [];
  context.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
  await page.goto(address(edition));
  await act(page, context);
  const others = asked.filter((url) => url.split("#")[0] !== address(edition));
  assert.deepEqual(others, [], "the page asked for something");
  assert.ok(asked.length >= 1, "the log of requests saw the page itself");
  assert.deepEqual(faults, []);
  await context.close();
}

/** Opens the first playbook whose first step with a deadline counts from the start. */
async function guide(page) {
  const found = page.locator(".guide").filter({ has: page.locator('.timer[data-since="start"]') }).first();
  const id = await found.getAttribute("id");
  await page.locator(`#contents a[href="#${id}"]`).tap();
  await found.locator(".start").waitFor({ state: "visible" });
  return found;
}

test("search finds a step and leads to it", () => on("internal", async (page) => {
  const step = page.locator(".step").nth(5);
  const action = (await step.locator(".action").textContent()).trim();
  assert.ok(!(await step.isVisible()), "the step stands in a closed playbook");
  await page.locator("#search").fill(action.slice(0, 8));
  const hit = page.locator("#hits a").filter({ hasText: action.slice(0, 8) }).first();
  await hit.waitFor({ state: "visible" });
  await page.locator("#search").fill(action);
  const id = await step.getAttribute("id");
  await page.locator("#hits a").evaluateAll((links, id) => {
    const link = links.find((link) => decodeURIComponent(link.hash.slice(1)) === id);
    if (!link) throw new Error(`no result leads to ${id}`);
    link.click();
  }, id);
  assert.ok(await step.isVisible());
  assert.ok(await step.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < innerHeight;
  }), "the step is on the screen");
  await page.locator("#search").fill("绝无此词绝无此词");
  assert.match(await page.locator("#count").textContent(), /没有找到/);
  await page.locator("#search").press("Escape");
  assert.ok(await page.locator("#contents").isVisible());
}));

async function survives(page) {
  const found = await guide(page);
  await found.locator(".start").tap();
  const timed = found.locator('.step:has(.timer[data-since="start"])').first();
  const timer = timed.locator(".timer");
  assert.match(await timer.textContent(), /^剩 /);
  const due = (await timer.textContent()).split("截止")[1];
  const own = found.locator(".timer:not(.runs)").first();
  const number = await own.evaluate((element) => element.closest(".step").dataset.step);
  await own.tap();
  assert.match(await found.locator(`.step[data-step="${number}"] .timer`).textContent(), /^剩 /);
  const step = found.locator(".step").first();
  await step.locator(".done").tap();
  assert.ok(await step.locator(".done").isChecked());
  await page.reload();
  await page.waitForFunction(() => document.querySelector(".event:not([hidden])"));
  assert.ok(await step.locator(".done").isChecked(), "the tick survives a reload");
  assert.ok(!(await found.locator(".elapsed").getAttribute("hidden")), "the event goes on");
  const again = found.locator(`.step[data-step="${number}"] .timer`);
  assert.match(await again.textContent(), /^剩 |用时/, "the timer survives a reload");
  const since = found.locator('.timer[data-since="start"]').first();
  const told = await since.textContent();
  assert.ok(told.includes("用时") || told.endsWith(due), `${told} ends at ${due}`);
  const id = await found.getAttribute("id");
  assert.ok(await page.locator(`[data-running="${id}"]`).evaluate((mark) => !mark.hidden));

  await found.evaluate((element) => (element.open = true));
  const reset = found.locator(".reset");
  await reset.tap();
  assert.ok(await step.locator(".done").isChecked(), "one tap clears nothing");
  await reset.tap();
  assert.ok(!(await step.locator(".done").isChecked()));
  assert.ok(await found.locator(".start").isVisible());
  await page.reload();
  assert.ok(!(await step.locator(".done").isChecked()), "what was cleared stays cleared");
}

test("ticks and timers survive a reload; a new event begins with two taps", () => on("internal", async (page) => {
  await survives(page);
  assert.ok(await page.locator("#unsaved").isHidden());
}));

test("where storage is forbidden they still survive a reload, and the reader is told", () =>
  on("internal", async (page) => {
    assert.match(await page.locator("#unsaved").textContent(), /关闭本页后/);
    await survives(page);
  }, {
    init: () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }),
  }));

test("a deadline that passes is said in words", () => on("internal", async (page, context) => {
  await page.clock.install();
  await page.reload();
  const found = await guide(page);
  await found.locator(".start").tap();
  const timer = found.locator('.timer[data-since="start"]').first();
  await page.clock.fastForward((Number(await timer.getAttribute("data-seconds")) + 61) * 1000);
  assert.match(await timer.textContent(), /已超时 01:0/);
}));

test("a decision leads to its step and remembers the way", () => on("internal", async (page) => {
  const decision = page.locator('.step.decide:has(.way[href*="/"])').first();
  const id = await decision.evaluate((element) => element.closest(".guide").id);
  await page.locator(`#contents a[href="#${id}"]`).tap();
  const way = decision.locator(".way").first();
  const goal = decodeURIComponent((await way.getAttribute("href")).slice(1));
  await way.tap();
  assert.equal(decodeURIComponent(new URL(page.url()).hash.slice(1)), goal);
  await page.reload();
  assert.equal(await way.getAttribute("aria-current"), "true");
  assert.ok(await decision.locator(".done").isChecked());
}));

test("every link leads somewhere, and nowhere outside", () => on("internal", async (page) => {
  const lost = await page.locator("a").evaluateAll((links) => links
    .map((link) => link.getAttribute("href"))
    .filter((href) => !/^tel:\+?[0-9,]{3,}$/.test(href))
    .filter((href) => !href.startsWith("#") || !document.getElementById(decodeURIComponent(href.slice(1)))));
  assert.deepEqual(lost, []);
  assert.ok((await page.locator('a[href^="tel:"]').count()) > 10);
  assert.ok((await page.locator('.step a[href^="tel:"]').count()) > 0);
}));

test("lives come first and are marked", () => on("internal", async (page) => {
  const life = await page.locator(".guide").evaluateAll((all) => all.map((guide) => guide.classList.contains("life")));
  assert.ok(life.includes(true));
  assert.deepEqual(life, [...life].sort((a, b) => Number(b) - Number(a)));
  assert.ok((await page.locator(".step.safety .sign").count()) > 0);
}));

test("on paper there are steps and no controls", () => on("internal", async (page) => {
  const found = await guide(page);
  await page.emulateMedia({ media: "print" });
  for (const control of [".bar", ".start", "#contents", ".timing"]) {
    const shown = await page.locator(control).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    assert.equal(shown, 0, control);
  }
  assert.ok(await found.locator(".action").first().isVisible());
  assert.ok(await found.locator(".done").first().isVisible());
}));

test("it can be used with the keyboard alone", () => on("internal", async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search");
  const found = await guide(page);
  await found.locator(".done").first().focus();
  await page.keyboard.press("Space");
  assert.ok(await found.locator(".done").first().isChecked());
}));

test("what is touched is large", () => on("internal", async (page) => {
  await page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  const small = await page.locator("a:not(.skip), button, summary, select, .tick, .verify, #search").evaluateAll((all) => all
    .filter((one) => one.checkVisibility())
    .filter((one) => one.getBoundingClientRect().height < 44)
    .map((one) => one.outerHTML.slice(0, 120)));
  assert.deepEqual(small, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing hangs over the edge");
}));

for (const edition of ["internal", "public"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing serious: ${edition}, ${colorScheme}`, () => on(edition, async (page) => {
      await page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
      // The policy of the page lets no script in from a frame or an address; this one is evaluated.
      await page.evaluate(axe);
      const report = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      const serious = report.violations.filter((one) => ["serious", "critical"].includes(one.impact));
      assert.deepEqual(serious.map((one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 160)]), []);
      assert.ok(report.passes.length > 15, `only ${report.passes.length} rules had something to judge`);
    }, { colorScheme, reducedMotion: "reduce" }));
  }
}

test("the public page has neither steps nor inside numbers", () => on("public", async (page) => {
  assert.equal(await page.locator(".step").count(), 0);
  assert.match(await page.locator(".guide").first().textContent(), /不予公开/);
  assert.ok((await page.locator('a[href^="tel:"]').count()) > 0);
}));
