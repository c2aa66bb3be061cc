// Brings the page up to date when there is something new. The server gives it whole; its parts are
// taken over, and the file that is shown is loaded again only where it changed.
"use strict";

const at = (id) => document.getElementById(id);
const bar = at("bar");
const page = bar.querySelector("input");
/** From which page each file is shown; a viewer does not tell where its reader is. */
const pages = new Map();
let shown = first(document);
let times = 0;

function first(from) {
  return (from.getElementById("view").getAttribute("src") ?? "").split("#")[0];
}
const path = (target) => target.split("?")[0];
const links = () => [...document.querySelectorAll("a[target=view]")];
const link = (target) => links().find((own) => path(own.getAttribute("href")) === path(target));

/** Says which file is shown. */
function mark() {
  for (const own of links()) own.removeAttribute("aria-current");
  const own = link(shown);
  own?.setAttribute("aria-current", "true");
  bar.hidden = !own;
  bar.querySelector("output").value = own?.dataset.path ?? "";
  bar.querySelector("a").href = shown;
  bar.querySelector("label").hidden = !path(shown).endsWith(".pdf");
  page.value = pages.get(path(shown)) ?? "";
}

/** Shows a file without a step in the history, so that Back leaves the page. */
function show(target) {
  shown = target;
  const from = pages.get(path(target));
  // A viewer does not look at a fragment that changes alone.
  const fragment = path(target).endsWith(".pdf") ? `&n=${++times}#navpanes=0${from ? `&page=${from}` : ""}` : "";
  at("view").contentWindow.location.replace(target ? target + fragment : "about:blank");
  mark();
}

document.addEventListener("click", (event) => {
  const own = event.target.closest("a[target=view]");
  if (!own || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(own.getAttribute("href"));
});
bar.addEventListener("submit", (event) => event.preventDefault());
page.addEventListener("change", () => {
  pages.set(path(shown), page.valueAsNumber > 0 ? page.valueAsNumber : undefined);
  show(shown);
});

/** Takes over what another page says. */
function take(html) {
  const other = new DOMParser().parseFromString(html, "text/html");
  const open = new Map([...document.querySelectorAll("details[data-key]")].map((own) => [own.dataset.key, own.open]));
  const scrolled = at("files").scrollTop;
  for (const id of ["head", "found", "files"]) at(id).replaceWith(document.adoptNode(other.getElementById(id)));
  for (const own of document.querySelectorAll("details[data-key]")) own.open = open.get(own.dataset.key) ?? own.open;
  at("files").scrollTop = scrolled;
  document.title = other.title;
  document.documentElement.dataset.name = other.documentElement.dataset.name;
  // A file that is no longer made gives way to the first.
  const now = link(shown)?.getAttribute("href") ?? first(other);
  if (now === shown) mark(); else show(now);
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
/** A page that nobody sees does not ask: a browser has few connections for all its pages. */
const seen = () => document.visibilityState === "visible"
  ? Promise.resolve()
  : new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));

async function fetched(target) {
  const reply = await fetch(target);
  if (!reply.ok) throw new Error(reply.statusText);
  return reply.text();
}

async function follow() {
  for (;;) {
    await seen();
    try {
      const name = document.documentElement.dataset.name;
      if (await fetched(`/news?${name}`) !== name) take(await fetched("/"));
      document.querySelector(".gone").hidden = true;
    } catch {
      document.querySelector(".gone").hidden = false;
      await pause(2000);
    }
  }
}

mark();
follow();
