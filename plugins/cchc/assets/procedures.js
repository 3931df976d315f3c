// Looks procedures up as words are typed, with or without diacritics, and by what the lists of the form offer. Without
// this script the first of them stand on the page, and lists lead to all. `publish/procedure_index.py` describes the
// file that holds them; it is fetched once somebody begins to ask. Nothing of it is ever put in as HTML.
(() => {
  "use strict";
  const { dataset: said } = document.currentScript;
  const form = document.getElementById("cchc-lookup");
  const section = document.getElementById("danh-muc");
  const status = document.getElementById("cchc-found");
  const none = document.getElementById("cchc-none");
  const pager = document.getElementById("cchc-pages");
  const table = section.querySelector(".cchc-table");
  const body = table.querySelector("tbody");
  const heads = [...table.querySelectorAll("th[data-sort]")];
  const words = form.elements.q;
  const order = form.elements.sort;
  const lists = [...form.querySelectorAll("select")].filter((list) => list !== order);
  const SIZE = 50, PAUSE = 120, DAYS = { giờ: 1 / 8, ngày: 1, tuần: 7, tháng: 30, năm: 365 };
  const tables = { field: "fields", agency: "agencies", level: "levels", online: "online", status: "statuses" };

  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/[^\p{L}\p{N}.]+/gu, " ").trim();

  // ---- what is asked for, and its address

  const keys = ["q", ...lists.map((list) => list.name), "sort", "page"];
  let asked = {};
  const read = () => {
    const given = new URLSearchParams(location.search);
    asked = Object.fromEntries(keys.map((key) => [key, given.get(key) || ""]));
    asked.page = Math.max(1, parseInt(asked.page, 10) || 1);
    fill();
  };
  const fill = () => {
    if (words.value !== asked.q) words.value = asked.q;
    for (const list of lists) list.value = asked[list.name];
    order.value = asked.sort;
  };
  const address = (page) => {
    const url = new URL(location);
    url.hash = "";
    for (const key of keys) {
      const value = key === "page" ? (page > 1 ? String(page) : "") : asked[key];
      if (value.trim()) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    }
    return url;
  };
  let typing = false; // whether the last step of the history is the words that are being typed
  let waiting = 0; // what a key need not wait for: the address, and the counts in lists that are closed
  const later = (work) => {
    clearTimeout(waiting);
    waiting = setTimeout(work, PAUSE);
  };
  const remember = (isTyped) => {
    const url = address(asked.page);
    if (url.search === location.search) return;
    try {
      if (isTyped && typing) history.replaceState(null, "", url);
      else history.pushState(null, "", url);
      typing = isTyped;
    } catch {
      // Some browsers take no more than a few steps a second; the next one says it all.
    }
  };
  const isAsked = () => Boolean(asked.q.trim() || lists.some((list) => asked[list.name]));
  const isFirst = () => !isAsked() && !asked.sort && asked.page === 1;

  // ---- the file

  let list = null, known = null;
  const load = () => {
    if (!list) {
      list = fetch(said.list, { cache: "no-cache" }).then((answer) => {
        if (!answer.ok) throw new Error(said.list);
        return answer.json();
      }).then((file) => (known = prepare(file)));
      list.catch(() => (list = null));
    }
    return list;
  };
  const prepare = (file) => {
    const fields = file.fields.map(([, name]) => fold(name));
    file.rows = file.rows.map(([code, name, place, field, level, agency, limit, fee, online, decision, stands], at) => ({
      at, code, name, place, limit, fee, decision,
      text: ` ${fold(name)} ${code} ${code.slice(2)} ${fields[field]}`,
      field: [field], level, agency, online: [online], status: [stands],
    }));
    file.places = Object.fromEntries(Object.entries(tables).map(([key, name]) => [key, new Map(file[name].map(([slug], place) => [slug, place]))]));
    file.ranks = {};
    return file;
  };
  const days = (text) => {
    const found = /(\d+(?:[.,]\d+)?)\s*(giờ|ngày|tuần|tháng|năm)/.exec(text.normalize("NFC").toLowerCase());
    if (found) return parseFloat(found[1].replace(",", ".")) * DAYS[found[2]];
    return /trong ngày|ngay/i.test(text) ? 1 : null;
  };
  const ranks = (column) => { // of texts that stand in many rows, each compared once
    const texts = [...new Set(known.rows.map((row) => row[column]))].sort(new Intl.Collator("vi", { numeric: true }).compare);
    return new Map(texts.map((text, rank) => [text, rank]));
  };
  const measure = (column) => {
    if (column === "name") return (row) => row.place;
    if (column === "field") return (row) => row.at;
    if (column === "online") return (row) => row.online[0];
    if (column === "limit") return (row) => days(row.limit);
    if (!["code", "fee", "decision"].includes(column)) return null;
    const ranked = (known.ranks[column] ||= ranks(column));
    return (row) => ranked.get(row[column]);
  };
  const sorted = (rows) => {
    const size = measure(asked.sort.replace(/^-/, ""));
    if (!size) return rows;
    const sign = asked.sort.startsWith("-") ? -1 : 1;
    return rows.map((row) => [size(row), row])
      .sort(([a, one], [b, two]) => (a === null) - (b === null) || sign * (a - b) || one.at - two.at)
      .map(([, row]) => row);
  };

  // ---- what is found: one pass finds the rows, and for each list how many rows each choice would leave

  const find = () => {
    const parts = fold(asked.q).split(" ").filter(Boolean).map((word) => ` ${word}`);
    const chosen = lists.map(({ name }) => [name, asked[name] ? known.places[name].get(asked[name]) : -1]);
    const counts = Object.fromEntries(lists.map(({ name }) => [name, new Array(known[tables[name]].length).fill(0)]));
    const found = [];
    const count = (row, name) => { for (const place of row[name]) counts[name][place]++; };
    for (const row of known.rows) {
      if (!parts.every((part) => row.text.includes(part))) continue;
      const misses = chosen.filter(([name, place]) => place !== -1 && !row[name].includes(place));
      if (!misses.length) {
        found.push(row);
        for (const [name] of chosen) count(row, name);
      } else if (misses.length === 1) count(row, misses[0][0]);
    }
    return [found, counts];
  };

  // ---- what is shown

  const pattern = body.rows[0].cloneNode(true);
  const lines = [...body.rows];
  const line = (at) => (lines[at] ||= pattern.cloneNode(true));
  const put = (cell, text) => { if (cell.textContent !== text) cell.textContent = text; };
  const names = (key, places) => places.map((place) => known[tables[key]][place][1]);
  const agencies = (row) => {
    const text = names("agency", row.agency.slice(0, 2)).join(", ");
    return row.agency.length > 2 ? said.more.replace("{names}", () => text).replace("{n}", row.agency.length - 2) : text;
  };
  const write = (cells, row, number) => {
    const link = cells[2].firstElementChild;
    link.setAttribute("href", `${row.code.slice(0, 8)}/`);
    [String(number), row.code, row.name, names("field", row.field)[0], names("level", row.level).join(", "), agencies(row),
      row.limit, row.fee, names("online", row.online)[0], row.decision, names("status", row.status)[0]]
      .forEach((text, column) => put(column === 2 ? link : cells[column], text));
  };
  const labels = new Map([...form.querySelectorAll("select option")].map((option) => [option, option.text.replace(/ \(\d+\)$/, "")]));
  const offer = (counts) => {
    for (const list of lists) {
      for (const option of list.options) {
        if (!option.value) continue;
        const count = counts[list.name][known.places[list.name].get(option.value)] || 0;
        const text = `${labels.get(option)} (${count})`;
        if (option.text !== text) option.text = text;
        option.disabled = option.hidden = !count && option.value !== asked[list.name];
      }
    }
  };
  // An address may ask for what the lists do not offer: the smallest of very many agencies, or what is no more.
  const admit = () => {
    for (const list of lists) {
      const value = asked[list.name], place = value ? known.places[list.name].get(value) : -1;
      if (place === undefined) asked[list.name] = "";
      else if (value && list.value !== value) {
        const option = new Option(known[tables[list.name]][place][1], value);
        labels.set(option, option.text);
        list.add(option);
      }
    }
    const head = heads.find((item) => item.dataset.sort === asked.sort.slice(1));
    if (order.value !== asked.sort && asked.sort.startsWith("-") && head) order.add(new Option(`${head.textContent.trim()} ↓`, asked.sort));
    else if (!measure(asked.sort.replace(/^-/, ""))) asked.sort = "";
    fill();
  };
  const mark = () => {
    const column = asked.sort.replace(/^-/, "") || "field";
    for (const head of heads) {
      if (head.dataset.sort === column) head.setAttribute("aria-sort", asked.sort.startsWith("-") ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
  const turn = (count) => {
    if (!pager) return;
    const all = Math.ceil(count / SIZE);
    const link = (page, text, rel) => {
      const made = document.createElement(page < 1 || page > all ? "span" : "a");
      made.textContent = text;
      if (made.localName === "a") {
        made.href = address(page);
        made.rel = rel;
        made.dataset.page = page;
      }
      return made;
    };
    const here = document.createElement("span");
    here.textContent = said.page.replace("{n}", asked.page).replace("{all}", all);
    pager.replaceChildren(link(asked.page - 1, `← ${said.previous}`, "prev"), here, link(asked.page + 1, `${said.next} →`, "next"));
    pager.hidden = all < 2;
  };
  const draw = (isTyped) => {
    if (!isTyped) admit();
    const [all, counts] = find();
    const found = sorted(all);
    asked.page = Math.min(asked.page, Math.max(1, Math.ceil(found.length / SIZE)));
    const first = (asked.page - 1) * SIZE;
    const shown = found.slice(first, first + SIZE);
    shown.forEach((row, at) => write(line(at).cells, row, first + at + 1));
    while (body.rows.length > shown.length) body.lastElementChild.remove();
    for (let at = body.rows.length; at < shown.length; at++) body.append(line(at));
    mark();
    turn(found.length);
    later(() => {
      if (isTyped) remember(true);
      offer(counts);
    });
    table.hidden = !shown.length;
    none.hidden = Boolean(shown.length);
    const text = found.length === 1 ? said.one : found.length ? said.found.replace("{n}", found.length) : said.none;
    put(status, isAsked() ? text : "");
  };
  const show = async (isTyped) => {
    if (!known) {
      if (isFirst()) return;
      put(status, said.loading);
      try {
        await load();
      } catch {
        put(status, said.failed);
        return;
      }
    }
    draw(isTyped);
  };

  // ---- what people do

  const toggle = form.querySelector("[aria-expanded]");
  const open = (isOpen) => {
    toggle.setAttribute("aria-expanded", isOpen);
    form.classList.toggle("cchc-lookup--open", isOpen);
  };
  toggle.addEventListener("click", () => open(toggle.getAttribute("aria-expanded") !== "true"));

  const ask = (changes, isTyped) => {
    asked = { ...asked, page: 1, ...changes };
    if (!isTyped) {
      clearTimeout(waiting);
      remember(false);
    }
    return show(isTyped);
  };
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => {
      const column = head.dataset.sort, now = asked.sort || "field";
      const next = now === column ? `-${column}` : now === `-${column}` ? "" : column;
      ask({ sort: next === "field" ? "" : next }, false);
    });
    head.append(button);
  }
  form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
  words.addEventListener("input", () => ask({ q: words.value }, true));
  words.addEventListener("change", () => {
    remember(true);
    typing = false;
  });
  for (const list of [...lists, order]) list.addEventListener("change", () => ask({ [list.name]: list.value }, false));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    asked = Object.fromEntries(keys.map((key) => [key, ""]));
    fill();
    ask({}, false);
    words.focus();
  });
  if (pager) {
    pager.addEventListener("click", async (event) => {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      await ask({ page: +link.dataset.page }, false);
      section.focus({ preventScroll: true });
      section.scrollIntoView();
    });
  }
  addEventListener("popstate", () => {
    typing = false;
    read();
    show();
  });
  read();
  if (lists.some((list) => asked[list.name]) || asked.sort) open(true);
  mark();
  turn(+said.count);
  show();
})();
