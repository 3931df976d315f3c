// Search in the browser. `cchc/publish/search.py` writes the index; its first lines describe the format.
// Words are folded as there, so that «đất», «dat» and «ĐẤT» are one. Nothing found is ever put in as HTML.
(() => {
  "use strict";
  if (window.cchcSearch) return;
  const root = new URL("../../", document.currentScript.src);
  const folder = new URL("tim-kiem/chi-muc/", root);
  const PAGE = 10, BOX = 6, LONGEST = 12, BLOCK = 256, PAUSE = 40;
  const FRESH = 60000, YOUNG = 5000; // milliseconds that files are kept, and that nobody doubts them
  const FIRST = 0, QUICK = 1, ALL = 2; // how far to look: for a first name in one round trip, for a few, for everything

  // ---- words

  const MARKS = { "\u0302": "^", "\u0306": "(", "\u031b": "*", "\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "." };
  const SIGNS = /[^\p{L}\p{N}_ ]+/gu;
  const WORD = /[\p{L}\p{N}_]+/gu;
  const fold = (word) => word.replace(SIGNS, "");
  const marked = (word) => {
    const letters = word.normalize("NFD").replace(/\u0111/g, "d-").replace(/\p{M}/gu, (mark) => MARKS[mark] || "");
    return fold(letters) + (letters.match(SIGNS) || []).join("").split("").sort().join("");
  };
  const spelled = (text) => text.normalize("NFC").toLowerCase().normalize("NFC").replace(/\p{M}/gu, "");
  const slug = (text) => (spelled(text).match(WORD) || []).map((word) => fold(marked(word))).join("-");
  const words = (text) => (spelled(text).replace(/s\u1ed1 (?=[0-9])/g, "").match(WORD) || []).map(marked);
  const plain = (word) => word === fold(word);
  const head = (word, letters) => word.slice(0, /^\p{N}/u.test(word) ? 4 : letters === 1 && /^[cnt]/.test(word) ? 2 : letters);
  const key = (one, two) => (two ? `${fold(one)} ${head(fold(two), 1)}` : head(fold(one), 3));
  const hash = (text) => {
    let found = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) found = Math.imul(found ^ text.charCodeAt(at), 0x01000193);
    return found >>> 0;
  };

  // ---- files

  // What was loaded; `named`, by number, is what shards say of documents before anything else of them is there.
  const nothing = () => ({ files: new Map(), named: new Map(), index: null, since: Date.now() });
  let held = nothing();
  const load = (name, read) => {
    const { files } = held;
    if (!files.has(name)) {
      const file = fetch(new URL(name, folder), { cache: "no-cache" }).then((answer) => {
        if (!answer.ok) throw new Error(name);
        return answer.text();
      });
      files.set(name, file.then(read));
      files.get(name).catch(() => files.delete(name));
    }
    return files.get(name);
  };
  const manifest = () => {
    if (Date.now() - held.since > FRESH) held = nothing();
    const kept = held;
    return load("index.json", (text) => (kept.index = prepare(JSON.parse(text))));
  };
  const prepare = (index) => {
    index.blocks = index.blocks.map(([lengths, dated]) => ({ lengths, months: dated.flatMap(([month, documents]) => Array(documents).fill(month)) }));
    const months = index.blocks.flatMap((block) => block.months);
    index.count = months.length;
    index.newest = age(months[months.length - 1] || "");
    index.groups = index.synonyms.map((group) => group.map(words));
    return index;
  };
  // What a page knows of the index without asking: how many shards there were when it was made. What it leads to is
  // shown until the index itself is there; by then the shards are, too, as they need not wait for it.
  const told = document.querySelector("form[data-shards]");
  const guess = told && { shards: +told.dataset.shards, count: +told.dataset.shards, newest: 0, blocks: [], groups: [], facets: {} };
  const age = (month) => month && month.slice(0, 4) * 12 + +month.slice(5);
  const shard = (text) => {
    const lines = [];
    let block = 0;
    for (const line of text.split("\n")) {
      const tab = line.indexOf("\t");
      if (tab < 0) block = +line;
      else if (line[0] === "=") {
        const [at, title, url] = line.slice(1).split("\t");
        held.named.set(BLOCK * block + +at, { title, url });
      } else lines.push([line.slice(0, tab), BLOCK * block, line.slice(tab + 1)]);
    }
    return lines;
  };
  const shown = (id) => load(`${Math.floor(id / BLOCK)}-${id % BLOCK}.json`, JSON.parse);
  // Returns what is known of the first of some documents before they are loaded.
  const soon = (ids) => {
    const known = ids.map((id) => held.named.get(id)), end = known.indexOf(undefined);
    return (end < 0 ? known : known.slice(0, end)).map(({ title, url }) => ({ title, url: url.replace("*", () => slug(title)), text: "" }));
  };
  const month = (index, id) => (index.blocks[Math.floor(id / BLOCK)] || { months: [] }).months[id % BLOCK];
  const length = (index, id) => {
    const block = index.blocks[Math.floor(id / BLOCK)], named = held.named.get(id);
    return block ? block.lengths.charCodeAt(id % BLOCK) - 48 : named ? named.title.split(" ").length : LONGEST;
  };

  // ---- what was asked for

  const asked = (text) => {
    const short = text.slice(0, 200).replace(/(\d\.\d{6})[.\p{L}\d]*/gu, "$1"); // a code is known by its first digits
    return words(short.replace(/(^|[^\p{L}\p{N}])so (?=\d)/giu, "$1"));
  };
  const same = (typed, word) => typed === word || (plain(typed) && typed === fold(word));
  const passed = new Set(words("và của các những là được với để khi tại này đó từ có thì mà hoặc như đã sẽ")); // `STOP`
  const passedFolded = new Set([...passed].map(fold));
  const without = (said, passes) => said.filter((word, at) => !passes(word, at));
  // The ways to read a query: as typed, past words that may be mere links, with words that mean the same.
  const readings = (groups, text) => {
    const typed = asked(text);
    const left = without(typed, (word) => !plain(word) && passed.has(word));
    const said = (left.length ? left : typed).slice(0, LONGEST);
    const found = [{ said, weight: 1 }];
    const inner = without(said, (word, at) => at && at < said.length - 1 && plain(word) && passedFolded.has(word));
    if (inner.length < said.length && inner.length > 1) found.push({ said: inner, weight: 0.9 });
    let best = null;
    for (const group of groups) {
      for (const member of group) {
        if (best && member.length <= best.member.length) continue;
        for (let at = 0; at + member.length <= said.length; at++) {
          if (member.every((word, n) => same(said[at + n], word))) best = { group, member, at };
        }
      }
    }
    for (const other of best ? best.group : []) {
      // A long name in place of a part of a query costs more than it finds.
      if (other === best.member || found.length > 4 || (other.length > 4 && best.member.length < said.length)) continue;
      const other_said = [...said.slice(0, best.at), ...other, ...said.slice(best.at + best.member.length)];
      found.push({ said: other_said.slice(0, LONGEST), weight: 0.8 });
    }
    return found;
  };

  // ---- ranking

  const URGENT = 2, BEHIND = 60; // pairs that are asked for at once; milliseconds that the rest waits
  const LEVELS = [2.2, 1.3, 1], LEAST = 0.75; // the share of words that something has, beside what has most of them
  const bits = (mask) => {
    let count = 0;
    for (; mask; mask &= mask - 1) count++;
    return count;
  };
  // Returns, for each document that has a term, [weight, level]; the last word may be still unfinished.
  const lookup = async (index, one, two, open) => {
    const lines = await load(`${hash(key(one, two)) % index.shards}.txt`, shard);
    const typed = two ? `${one} ${two}` : one;
    const folded = fold(one) + (two ? " " + fold(two) : "");
    const exact = two ? (term) => { const at = term.indexOf(" "); return same(one, term.slice(0, at)) && same(two, term.slice(at + 1)); } : (term) => same(typed, term);
    const documents = new Map(), first = fold(one);
    for (const [term, block, postings] of lines) {
      if (!term.startsWith(first)) continue; // most are of other words; folding is slow
      const letters = fold(term), whole = letters === folded;
      if (!whole && !(open && letters.startsWith(folded))) continue;
      const weight = whole ? (exact(term) ? 1 : 0.5) : 0.6;
      let id = block;
      for (let at = 0; at < postings.length; at++) {
        const symbol = postings.charCodeAt(at), code = symbol < 127 ? symbol - 33 : symbol - 67;
        id += Math.floor(code / 3);
        const value = weight * LEVELS[code % 3], known = documents.get(id);
        if (!known || known[0] < value) documents.set(id, [value, code % 3]);
        id++;
      }
    }
    return documents;
  };
  const count = (index, scores, documents, mask) => {
    const rare = Math.log(1 + index.count / (documents.size || 1));
    for (const [id, [weight, level]] of documents) {
      let score = scores.get(id);
      if (!score) scores.set(id, (score = { sum: 0, mask: 0, title: 0 }));
      score.sum += rare * weight;
      score.mask |= mask;
      if (!level) score.title |= mask;
    }
  };
  // Returns how much more a document is worth for its title, of which so many words were asked for, and its day.
  const favour = (index, id, said, named) => {
    const share = named / said.length, long = Math.max(said.length, length(index, id)), day = month(index, id);
    const months = day ? index.newest - age(day) : 12;
    return (1 + 0.5 * share ** 2 + share * (named / long)) * (0.85 + 0.15 * 2 ** (-months / 24));
  };
  // Returns those of a pair's documents that a file has named already, and whose title has all words in a row.
  const titled = (index, documents, said, open) => {
    const is_plain = said.every(plain), means_little = (word) => passed.has(word) || (is_plain && passedFolded.has(fold(word)));
    const typed = without(said, means_little), end = typed.length - 1;
    const goes = (word, n) => word && (same(typed[n], word) || (open && n === end && fold(word).startsWith(fold(typed[n]))));
    const has = (title) => title.some((_, at) => typed.every((_, n) => goes(title[at + n], n)));
    const named = [...documents.keys()].filter((id) => !documents.get(id)[1] && held.named.has(id));
    const ids = end > 0 ? named.filter((id) => has(without(words(held.named.get(id).title), means_little))) : [];
    const worth = new Map(ids.map((id) => [id, favour(index, id, said, said.length)]));
    return ids.sort((a, b) => worth.get(b) - worth.get(a) || b - a);
  };
  // On a slow connection files that are asked for at once are in each other's way: those of the longest words, which
  // mostly are the rarest and name something first, go ahead.
  const later = () => new Promise((done) => setTimeout(done, BEHIND));
  const rarest = (said) => {
    const pairs = said.slice(1).map((two, at) => ({ at, letters: said[at].length + two.length }));
    return pairs.sort((one, other) => other.letters - one.letters).slice(0, URGENT).map(({ at }) => at);
  };
  const judged = async (index, { said, weight }, open, depth, tell) => {
    const scores = new Map(), last = said.length - 1, urgent = rarest(said);
    const pairs = said.slice(1).map(async (two, at) => {
      if (depth === FIRST && !urgent.includes(at)) await later();
      const documents = await lookup(index, said[at], two, open && at + 1 === last);
      if (depth === FIRST) tell(titled(index, documents, said, open));
      return documents;
    });
    (await Promise.all(pairs)).forEach((documents, at) => count(index, scores, documents, 3 << at));
    // A word that few have beside its neighbour may stand apart from it; not in a phrase that someone quotes, and
    // not while there is something to show that takes no second round of downloads.
    const quoted = (depth < ALL || last > 2) && [...scores.values()].some((score) => score.mask === (2 << last) - 1);
    const reach = said.map((_, at) => [...scores.values()].filter((score) => score.mask & (1 << at)).length);
    const alone = said.map((one, at) => {
      const means_little = last && plain(one) && passedFolded.has(one);
      return reach[at] < PAGE && !quoted && !means_little && (depth > FIRST || !last) ? lookup(index, one, "", open && at === last) : new Map();
    });
    (await Promise.all(alone)).forEach((documents, at) => {
      for (const [id, found] of documents) {
        if (scores.has(id) && scores.get(id).mask & (1 << at)) documents.delete(id);
        else if (last) found[0] /= 2;
      }
      count(index, scores, documents, 1 << at);
    });
    let most = 0;
    for (const score of scores.values()) most = Math.max(most, (score.covered = bits(score.mask) / said.length));
    for (const [id, score] of scores) {
      if (score.covered < LEAST * most) scores.delete(id);
      else score.value = weight * score.sum * score.covered ** 2 * favour(index, id, said, bits(score.title));
    }
    return scores;
  };
  const passes = async (index, wanted) => {
    const names = Object.keys(index.facets);
    const columns = wanted.some(([facet]) => facet !== "month") ? await load("columns.json", JSON.parse) : [];
    const tests = wanted.map(([facet, value]) => {
      if (facet === "month") return (id) => month(index, id) === value;
      const place = index.facets[facet].findIndex(([name]) => name === value) + 1, column = names.indexOf(facet);
      return (id) => place > 0 && (columns[Math.floor(id / BLOCK)] || [])[column].charCodeAt(id % BLOCK) - 48 === place;
    });
    return (id) => tests.every((test) => test(id));
  };
  // Returns { ids, words }: the documents found, best first, and what to highlight in them. At FIRST, tells of some
  // as soon as one file has come.
  const find = async (text, filters = {}, depth = ALL, tell = () => {}) => {
    const is_filtered = Object.values(filters).some(Boolean);
    const index = (is_filtered ? await manifest() : held.index) || (depth === FIRST && guess) || (await manifest());
    const wanted = Object.entries(filters).filter(([facet, value]) => value && (facet === "month" || index.facets[facet]));
    const ways = readings(depth === FIRST ? [] : index.groups, text), { said } = ways[0];
    const answer = { ids: [], words: [...new Set(ways.flatMap((way) => way.said.map(fold)))], open: /[\p{L}\p{M}\p{N}_]$/u.test(text), last: fold(said[said.length - 1] || "") };
    const hear = (ids) => is_filtered || !ids.length || tell({ ...answer, ids });
    const judging = said.length ? ways.map((way) => judged(index, way, answer.open, depth, hear)) : [];
    later().then(manifest).catch(() => {});
    const [keep, ...judgements] = await Promise.all([passes(index, wanted), ...judging]);
    if (!said.length) {
      const all = wanted.length ? index.blocks.flatMap(({ months }, block) => months.map((_, at) => BLOCK * block + at)) : [];
      return { ...answer, ids: all.reverse().filter(keep) };
    }
    const best = new Map();
    for (const [id, score] of judgements.flatMap((scores) => [...scores])) {
      const known = best.get(id);
      if (!known || known.value < score.value) best.set(id, score);
    }
    let most = 0;
    for (const score of best.values()) most = Math.max(most, score.covered);
    answer.ids = [...best.keys()].filter((id) => best.get(id).covered >= LEAST * most && keep(id));
    answer.ids.sort((a, b) => best.get(b).value - best.get(a).value || b - a);
    return answer;
  };
  // Finds in steps, and shows the names that are known after each: they come with the words, what else is shown of
  // documents takes more downloads. Returns what was found at last; nothing once `goes_on` says no.
  const inSteps = async (text, filters, deepest, goes_on, show) => {
    let names = "", answer = null;
    const tell = (next) => {
      const known = soon(next.ids.slice(0, PAGE)), now = known.map(({ url }) => url).join(" ");
      if (!now || now === names || !goes_on()) return;
      names = now;
      show(next, known);
    };
    for (let depth = FIRST; depth <= deepest; depth++) {
      let is_told = false;
      try {
        answer = await find(text, filters, depth, (next) => is_told || ((is_told = true), tell(next)));
      } catch (error) {
        if (depth === deepest) throw error; // a guess may be wrong
        continue;
      }
      if (!goes_on()) return null;
      tell(answer);
    }
    return answer;
  };
  window.cchcSearch = { words, fold, key, hash, passed, find, shown, soon };

  // ---- showing what was found

  const make = (name, className, ...inside) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...inside);
    return element;
  };
  const fill = (template, n) => template.replace("{n}", n);
  const PIECE = /[\p{L}\p{M}\p{N}_]+/gu;
  // Returns where the words of the query stand in a text; those that stand together, where any do.
  const hits = (text, found) => {
    const wanted = new Set(found.words), all = [];
    let number = 0;
    for (const piece of text.matchAll(PIECE)) {
      const word = fold(marked(spelled(piece[0])));
      const is_hit = wanted.has(word) || (found.open && word.length > found.last.length && word.startsWith(found.last));
      if (is_hit) all.push({ from: piece.index, to: piece.index + piece[0].length, number, word });
      number++;
    }
    const together = all.filter((hit, at) => [all[at - 1], all[at + 1]].some((other) => other && Math.abs(other.number - hit.number) === 1));
    return together.length ? together : all;
  };
  const highlighted = (text, marks, from = 0, to = text.length) => {
    const parts = [];
    let at = from, run = null;
    const close = () => {
      if (!run) return;
      parts.push(text.slice(at, run.from), make("mark", "", text.slice(run.from, run.to)));
      at = run.to;
    };
    for (const hit of marks.filter((hit) => hit.from >= from && hit.to <= to)) {
      if (run && hit.number === run.number + 1) Object.assign(run, { to: hit.to, number: hit.number });
      else {
        close();
        run = { ...hit };
      }
    }
    close();
    return [...parts, text.slice(at, to)];
  };
  // Returns the part of a text that holds most of what was asked for.
  const excerpt = (text, found) => {
    const AROUND = 60, LONG = 200, marks = hits(text, found);
    let best = 0, most = 0;
    marks.forEach((hit, at) => {
      const near = marks.slice(at, at + 20).filter((other) => other.to - hit.from < LONG - AROUND);
      const score = new Set(near.map((other) => other.word)).size + near.length / 100;
      if (score > most) [best, most] = [hit.from, score];
    });
    let from = best < AROUND ? 0 : text.indexOf(" ", best - AROUND) + 1;
    if (from > best) from = best;
    let to = Math.min(text.length, from + LONG);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), Math.min(to, best + 1));
    return [from ? "\u2026 " : "", ...highlighted(text, marks, from, to), to < text.length ? " \u2026" : ""];
  };
  const BLANK = "\u00a0"; // keeps the room of what is still to come
  const facts = (document) => {
    const label = (facet) => (((held.index && held.index.facets[facet]) || []).find(([name]) => name === document[facet]) || ["", ""])[1];
    return [label("type"), document.note, document.date, label("field"), label("unit")].filter(Boolean).join(" \u00b7 ") || BLANK;
  };
  const link = (document) => root.href + document.url; // always an address of this site
  const result = (document, found) => {
    const title = make("a", "", ...highlighted(document.title, hits(document.title, found)));
    title.href = link(document);
    const text = make("p", "cchc-result__text", ...excerpt(document.text.replace(/\s+/g, " "), found));
    if (document.lang) title.lang = text.lang = document.lang;
    return make("li", "cchc-result",
      make("h2", "cchc-result__title", title),
      make("p", "cchc-meta", facts(document)), text);
  };
  // Fills in a result that was shown by its name; a link that someone stands on stays.
  const renew = (item, whole) => {
    const [old, now] = [item, whole].map((one) => one.querySelector("a"));
    old.replaceChildren(...now.childNodes);
    old.href = now.href;
    old.lang = now.lang;
    [...whole.children].slice(1).forEach((part, at) => item.children[at + 1].replaceWith(part));
  };
  // Runs the newest of many calls: an answer that comes late is dropped. `work` says whether anything came of it. If
  // not, what is held may be older than what is there by now: all of it is asked for again, once.
  const latest = (work, fail) => {
    let turn = 0, timer;
    return (pause) => {
      const mine = ++turn, is_latest = () => mine === turn;
      const run = async () => {
        const is_old = Date.now() - held.since > YOUNG;
        let is_done = false, fault = null;
        try {
          is_done = await work(is_latest);
        } catch (error) {
          fault = error;
        }
        if (is_done || !is_latest()) return;
        if (is_old) {
          held = nothing();
          run();
        } else if (fault) fail();
      };
      clearTimeout(timer);
      if (pause) timer = setTimeout(run, pause);
      else run(); // not behind what the browser is drawing
    };
  };

  const pause = (event) => (event.inputType === "insertFromPaste" ? 0 : PAUSE);

  // ---- the box on every page: first results while typing

  const box = (form) => {
    const input = form.elements.q, { found, none, all, failed, name } = form.dataset;
    const list = make("div", "cchc-search__list"), status = make("p", "cchc-hidden");
    list.id = `${input.id}-list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", name);
    status.setAttribute("aria-live", "polite");
    form.append(list, status);
    const options = () => [...list.children];
    let chosen = -1;
    const choose = (at) => {
      chosen = at;
      options().forEach((option, n) => option.setAttribute("aria-selected", n === at));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", options()[at].id);
        options()[at].scrollIntoView({ block: "nearest" });
      }
    };
    const open = (is_open) => {
      list.hidden = !is_open;
      input.setAttribute("aria-expanded", is_open);
      if (!is_open) choose(-1);
    };
    const option = (href, ...inside) => {
      const made = make("a", "cchc-search__option", ...inside);
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      made.id = `${list.id}-${list.children.length}`;
      made.tabIndex = -1;
      made.href = href;
      list.append(made);
    };
    const offer = (text, answer, documents) => {
      const kept = chosen < 0 ? "" : options()[chosen].href;
      list.replaceChildren();
      documents.forEach((document) => {
        const title = make("span", "cchc-search__title", ...highlighted(document.title, hits(document.title, answer)));
        if (document.lang) title.lang = document.lang;
        option(link(document), title, make("span", "cchc-meta", facts(document)));
      });
      if (documents.length) option(`${form.action}?${new URLSearchParams({ q: text })}`, make("span", "cchc-search__all", all));
      open(documents.length > 0);
      choose(kept ? options().findIndex(({ href }) => href === kept) : -1);
    };
    const search = latest(async (is_latest) => {
      const text = input.value.trim();
      let is_offered = false;
      if (text.length < 2) return !open(false);
      const goes_on = () => is_latest() && !(is_offered && list.hidden);
      const answer = await inSteps(text, {}, QUICK, goes_on, (next, known) => {
        offer(text, next, known.slice(0, BOX));
        is_offered = true;
      });
      const documents = answer && (await Promise.all(answer.ids.slice(0, BOX).map(shown)));
      if (!documents || !goes_on()) return true;
      offer(text, answer, documents);
      status.textContent = documents.length ? fill(found, documents.length) : none;
      return documents.length > 0;
    }, () => {
      status.textContent = failed;
      open(false);
    });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    open(false);
    input.addEventListener("focus", () => {
      manifest().catch(() => {});
      readings([], input.value || input.placeholder); // what a browser does for the first time is slow
    }, { once: true });
    input.addEventListener("input", (event) => search(pause(event)));
    input.addEventListener("keydown", (event) => {
      const count = options().length;
      if (event.key === "Escape" && !list.hidden) open(false);
      else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
        if (list.hidden) open(true);
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose(((chosen + step + 1 + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Enter" && chosen >= 0) location.href = options()[chosen].href;
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || open(false));
  };

  // ---- the page of results

  const page = (form) => {
    const at = (id) => document.getElementById(id);
    const list = at("cchc-found"), status = at("cchc-found-count"), more = at("cchc-found-more");
    const empty = at("cchc-found-none"), start = at("cchc-found-start"), clear = at("cchc-found-clear");
    const filters = [...form.querySelectorAll("select")], { found, none, failed, month } = form.dataset;
    const asked_for = new URLSearchParams(location.search);
    let is_offered = false; // until then, what the address asks for
    const chosen = () => Object.fromEntries(filters.map((select) => [select.name, is_offered ? select.value : asked_for.get(select.name) || ""]));
    let answer = { ids: [], words: [] };
    const results = async (answer, first) => {
      const ids = answer.ids.slice(first, first + PAGE), [, ...documents] = await Promise.all([manifest(), ...ids.map(shown)]);
      return documents.map((document) => result(document, answer));
    };
    const search = latest(async (is_latest) => {
      const text = form.elements.q.value.trim(), wanted = chosen(), filtered = Object.values(wanted).some(Boolean);
      const address = new URL(location.href), said = Object.entries({ q: text, ...wanted }).filter(([, value]) => value);
      address.search = new URLSearchParams(said);
      if (address.href !== location.href) history.replaceState(null, "", address);
      clear.hidden = !filtered;
      const next = await inSteps(text, wanted, ALL, is_latest, (found, known) => {
        list.replaceChildren(...known.map((document) => result(document, found)));
        start.hidden = empty.hidden = more.hidden = true;
        status.textContent = ""; // not all are found yet
      });
      const whole = next && (await results(next, 0)), early = [...list.children];
      if (!whole || !is_latest()) return true;
      const address_of = (item) => item.querySelector("a").href;
      if (early.length <= whole.length && early.every((item, n) => address_of(item) === address_of(whole[n]))) {
        early.forEach((item, n) => renew(item, whole[n]));
        list.append(...whole.slice(early.length));
      } else list.replaceChildren(...whole);
      answer = next;
      const count = next.ids.length, is_asked = next.words.length > 0 || filtered;
      more.hidden = count <= PAGE;
      empty.hidden = !is_asked || count > 0;
      start.hidden = is_asked && count > 0;
      status.textContent = !is_asked ? "" : count ? fill(found, count) : none;
      return !is_asked || count > 0;
    }, () => (status.textContent = failed));
    const offer = async () => {
      const index = await manifest(), months = [...new Set(index.blocks.flatMap((block) => block.months))].filter(Boolean).reverse();
      for (const select of filters) {
        const values = select.name === "month" ? months.map((value) => [value, fill(month, `${+value.slice(5)}/${value.slice(0, 4)}`)]) : index.facets[select.name];
        for (const [value, label] of values) select.append(new Option(label, value));
        select.value = asked_for.get(select.name) || "";
        if (select.selectedIndex < 0) select.value = "";
        select.closest("label").hidden = values.length < 2;
      }
      is_offered = true;
      at("cchc-found-filters").open = Object.values(chosen()).some(Boolean);
      if (filters.some((select) => select.value !== (asked_for.get(select.name) || ""))) search(0);
    };
    form.elements.q.value = asked_for.get("q") || "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search(0);
    });
    form.elements.q.addEventListener("input", (event) => search(pause(event)));
    filters.forEach((select) => select.addEventListener("change", () => search(0)));
    clear.addEventListener("click", () => {
      filters.forEach((select) => (select.value = ""));
      form.elements.q.focus();
      search(0);
    });
    more.addEventListener("click", async () => {
      const shown_for = answer, first = list.children.length;
      const items = await results(answer, first).catch(() => []);
      if (!items.length) status.textContent = failed;
      else if (shown_for === answer && list.children.length === first) {
        list.append(...items);
        more.hidden = list.children.length >= answer.ids.length;
        items[0].querySelector("a").focus();
      }
    });
    search(0);
    offer().catch(() => (status.textContent = failed));
  };

  for (const form of document.querySelectorAll("form[data-cchc-search]")) (form.dataset.cchcSearch === "page" ? page : box)(form);
})();
