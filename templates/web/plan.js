// The page works without this script: it then is a text with links and numbers to call. The script
// adds search, ticks, deadlines and the memory of an event. It asks no network for anything.
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const two = (number) => String(number).padStart(2, "0");
  const now = () => Date.now();

  // Memory. Where a browser forbids to keep anything, the entry of the page in its history still
  // lives through a reload; the reader is told that it does not live longer.
  const root = document.body.dataset.store;
  const kept = (() => {
    try {
      const probe = root + "/probe";
      localStorage.setItem(probe, "1");
      localStorage.removeItem(probe);
      return localStorage;
    } catch {
      return null;
    }
  })();
  let history_ = {};
  const unsaved = (words) => {
    const notice = one("#unsaved");
    notice.textContent = words;
    notice.hidden = false;
  };
  const remember = () => {
    try {
      history.replaceState({ plan: root, kept: history_ }, "");
    } catch {
      unsaved("浏览器不允许保存：刷新或关闭本页，勾选和计时就会丢失，请同时在纸质检查单上记录。");
    }
  };
  if (!kept) {
    if (history.state && history.state.plan === root) history_ = history.state.kept;
    unsaved("浏览器不允许长期保存：刷新不影响，关闭本页后勾选和计时会丢失，请同时在纸质检查单上记录。");
  }
  const read = (key) => {
    try {
      const text = kept ? kept.getItem(key) : history_[key];
      const state = text ? JSON.parse(text) : null;
      return state && typeof state === "object" ? state : null;
    } catch {
      return null;
    }
  };
  const write = (key, state) => {
    if (kept) {
      try {
        if (state) kept.setItem(key, JSON.stringify(state));
        else kept.removeItem(key);
      } catch {
        unsaved("这次没有保存成功（浏览器存储已满或被禁止），请同时在纸质检查单上记录。");
      }
      return;
    }
    if (state) history_[key] = JSON.stringify(state);
    else delete history_[key];
    remember();
  };

  // Times.
  const clock = (time) => {
    const date = new Date(time);
    const day = date.toDateString() === new Date().toDateString() ? "" : `${date.getMonth() + 1}月${date.getDate()}日 `;
    return `${day}${two(date.getHours())}:${two(date.getMinutes())}`;
  };
  const span = (milliseconds) => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const hours = Math.floor(seconds / 3600);
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  };

  // Playbooks.
  const fresh = () => ({ start: null, done: {}, timers: {}, ways: {}, fields: {} });
  const guides = all(".guide").filter((guide) => one(".steps", guide)).map((guide) => {
    const key = `${root}/${guide.id}/${guide.dataset.code}`;
    const steps = all(".step", guide);
    const event = one(".event", guide);
    const said = one(".said", guide);
    let state = Object.assign(fresh(), read(key));
    const save = () => write(key, state);
    const begin = () => {
      if (state.start === null) state.start = now();
    };

    // From when a deadline counts: the reader's tap, else the event or the end of another step.
    const from = (number, timer) => {
      if (state.timers[number]) return state.timers[number];
      const since = timer.dataset.since;
      if (since === "start") return state.start;
      return (since && state.done[since]) || null;
    };
    const limit = (step) => {
      const timer = one(".timer", step);
      if (!timer) return;
      const number = step.dataset.step;
      const began = from(number, timer);
      const total = Number(timer.dataset.seconds) * 1000;
      const done = state.done[number];
      const left = began === null ? 0 : began + total - (done || now());
      timer.classList.toggle("runs", began !== null && !done && left >= 0);
      timer.classList.toggle("over", began !== null && left < 0);
      timer.disabled = Boolean(done);
      if (began === null) timer.textContent = `开始计时（${span(total)}）`;
      else if (left < 0) timer.textContent = `${done ? "超时完成" : "▲ 已超时"} ${span(-left)}`;
      else if (done) timer.textContent = `按时完成，用时 ${span(done - began)}`;
      else timer.textContent = `剩 ${span(left)}，截止 ${clock(began + total)}`;
    };
    const tell = () => {
      const started = state.start !== null;
      one(".start", guide).hidden = started;
      one(".elapsed", guide).hidden = !started;
      one(".reset", guide).hidden = !started;
      if (started) {
        one(".from", guide).textContent = clock(state.start);
        one(".since", guide).textContent = span(now() - state.start);
      }
      one(`[data-running="${guide.id}"]`).hidden = !started;
      for (const step of steps) limit(step);
    };
    const show = () => {
      for (const step of steps) {
        const number = step.dataset.step;
        const done = state.done[number];
        one(".done", step).checked = Boolean(done);
        step.classList.toggle("ticked", Boolean(done));
        const at = one(".at", step);
        at.hidden = !done;
        at.textContent = done ? `完成于 ${clock(done)}` : "";
        all(".way", step).forEach((way, index) => {
          if (state.ways[number] === index) way.setAttribute("aria-current", "true");
          else way.removeAttribute("aria-current");
        });
        for (const field of all("[data-field]", step)) {
          const value = state.fields[`${number}/${field.dataset.field}`];
          if (field.type === "checkbox") field.checked = value === true;
          else field.value = value || "";
        }
      }
      tell();
    };
    const change = (act) => {
      begin();
      act();
      save();
      show();
    };

    for (const step of steps) {
      const number = step.dataset.step;
      one(".done", step).addEventListener("change", (event) => change(() => {
        if (event.target.checked) state.done[number] = now();
        else delete state.done[number];
      }));
      all(".way", step).forEach((way, index) => way.addEventListener("click", () => change(() => {
        state.ways[number] = index;
        state.done[number] = state.done[number] || now();
      })));
      const timer = one(".timer", step);
      if (timer) {
        timer.parentElement.hidden = false;
        timer.addEventListener("click", () => {
          if (state.start === null || from(number, timer) === null) change(() => {
            if (from(number, timer) === null) state.timers[number] = now();
          });
        });
      }
      for (const field of all("[data-field]", step)) {
        field.addEventListener("input", () => {
          begin();
          state.fields[`${number}/${field.dataset.field}`] = field.type === "checkbox" ? field.checked : field.value;
          save();
          tell();
        });
      }
    }
    for (const field of all(".steps [disabled]", guide)) field.disabled = false;
    event.hidden = false;
    one(".start", guide).addEventListener("click", () => {
      change(() => {});
      one(".reset", guide).focus({ preventScroll: true });
    });
    // Two taps: a thumb on the way must not wipe the record of an event.
    const reset = one(".reset", guide);
    let armed = 0;
    const disarm = () => {
      clearTimeout(armed);
      armed = 0;
      reset.textContent = "清空，用于新的事件";
    };
    reset.addEventListener("click", () => {
      if (!armed) {
        reset.textContent = "再点一次，清空本方案的勾选、读数和计时";
        said.textContent = "";
        armed = setTimeout(disarm, 8000);
        return;
      }
      disarm();
      state = fresh();
      write(key, null);
      show();
      said.textContent = "已清空。";
      one(".start", guide).focus({ preventScroll: true });
    });
    show();
    // Another window on the same page: what was ticked there is ticked here.
    addEventListener("storage", (event) => {
      if (event.key !== key) return;
      state = Object.assign(fresh(), read(key));
      show();
    });
    return { tell, runs: () => state.start !== null };
  });
  const tick = () => {
    for (const guide of guides) if (guide.runs()) guide.tell();
  };
  setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);

  // Places: what a link leads to is opened first.
  const open = (target) => {
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };
  const arrive = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      return;
    }
    const target = id && document.getElementById(id);
    if (target) open(target);
    if (!kept) remember();
  };
  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    // A second tap on the same link changes no hash.
    if (link && link.getAttribute("href") === location.hash) arrive();
  });
  arrive();

  // Search.
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const squeezed = (text) => plain(text).replace(/[\s-]/g, "");
  const index = all("[data-find]").map((element, at) => {
    if (!element.id) element.id = `t-${at}`;
    const parts = all("h4, .action, .who-when, .warning, .dial, .note, .verify span, .way, li, td", element);
    const leaf = parts.filter((part) => !parts.some((other) => other !== part && part.contains(other)));
    const texts = (leaf.length ? leaf : [element]).map((part) => part.textContent.replace(/\s+/g, " ").trim());
    const home = element.closest("details");
    const section = element.closest("section[id], main > section");
    const step = element.dataset.step ? `第${element.dataset.step}步` : "";
    const titles = [home && one("summary", home), !home && section && one("h2", section)].filter(Boolean);
    const where = [...titles.map((title) => title.textContent.trim()), step].filter(Boolean).join(" · ");
    const text = texts.join(" · ");
    return { id: element.id, text, where, keys: squeezed(`${where} ${text}`) };
  });
  const MOST = 60;
  const marked = (text, words) => {
    const low = plain(text);
    const out = document.createDocumentFragment();
    let at = 0;
    // Where folding changed the length, places would be wrong: then nothing is marked.
    while (low.length === text.length && at < text.length) {
      const hits = words.map((word) => [low.indexOf(word, at), word.length]).filter(([found]) => found >= 0);
      if (!hits.length) break;
      const [found, length] = hits.sort((a, b) => a[0] - b[0])[0];
      const mark = document.createElement("mark");
      mark.textContent = text.slice(found, found + length);
      out.append(text.slice(at, found), mark);
      at = found + length;
    }
    out.append(text.slice(at));
    return out;
  };
  const excerpt = (text, words) => {
    const low = plain(text);
    const first = Math.min(...words.map((word) => low.indexOf(word)).filter((found) => found >= 0), text.length);
    const from = first < text.length ? Math.max(0, first - 24) : 0;
    return (from ? "…" : "") + text.slice(from, from + 90) + (from + 90 < text.length ? "…" : "");
  };
  const field = one("#search");
  const search = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const found = one("#found");
    found.hidden = !words.length;
    one("#main").hidden = Boolean(words.length);
    if (!words.length) return;
    const hits = index.filter((entry) => words.every((word) => entry.keys.includes(squeezed(word))));
    const more = hits.length > MOST ? `，先列前${MOST}处，请多输几个字` : "";
    one("#count").textContent = hits.length ? `${hits.length}处${more}` : "没有找到，请换一个词。";
    found.scrollIntoView();
    one("#hits").replaceChildren(...hits.slice(0, MOST).map((hit) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${encodeURIComponent(hit.id)}`;
      const where = document.createElement("span");
      where.className = "where";
      where.textContent = hit.where;
      link.append(where, marked(excerpt(hit.text, words), words));
      row.append(link);
      return row;
    }));
  };
  const leave = () => {
    field.value = "";
    search();
  };
  one(".bar").hidden = false;
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
  });
  // Before the browser follows a link of the results or of the bar, the text it leads to is there.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('#hits a, .bar a');
    if (!link) return;
    leave();
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) {
      open(target);
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
  }, true);
})();
