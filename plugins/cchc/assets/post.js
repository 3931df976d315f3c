// What a reader does with a post: share it, print it, hear it, copy it for another page. All of it works on
// what the page holds; nothing is fetched. Without this script the links are there, and the rest is not.
(() => {
  const BLOCKS = /^(?:P|H[1-6]|UL|OL|LI|DL|DT|DD|BLOCKQUOTE|PRE|DIV|TABLE|FIGURE|FIGCAPTION|DETAILS|SUMMARY|HR|CAPTION)$/;
  const LEAVES = /^(?:P|H[1-6]|DT|DD|PRE|FIGCAPTION|SUMMARY|CAPTION)$/;
  const KEPT = {
    A: ["href"], IMG: ["src", "alt"], OL: ["start"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan", "scope"],
  };
  for (const name of (
    "P H2 H3 H4 H5 H6 UL LI DL DT DD BLOCKQUOTE PRE CODE EM STRONG B I U S DEL INS SUB SUP SMALL MARK Q ABBR CITE KBD BR " +
    "HR FIGURE FIGCAPTION TABLE CAPTION THEAD TBODY TFOOT TR"
  ).split(" ")) KEPT[name] = [];

  const tools = document.querySelector("[data-cchc-tools]");
  const body = document.querySelector(".cchc-body");
  if (!tools || !body) return;
  const told = tools.dataset;

  // ---------------------------------------------------------------- what is copied and read

  const absolute = (target) => {
    try {
      const url = new URL(target, told.url);
      return /^(?:https?|mailto|tel):$/.test(url.protocol) ? url.href : "";
    } catch {
      return "";
    }
  };
  const isBack = (element) => element.classList.contains("footnote-backref");
  const squeeze = (words) => words.replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n").trim();

  // The words of a piece of the page; where `links` are wanted, each with its address behind it.
  const words = (node, links) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (node.nodeType !== Node.ELEMENT_NODE || isBack(node)) return "";
    if (node.tagName === "BR") return "\n";
    if (node.tagName === "PRE") return node.textContent;
    const inner = [...node.childNodes].map((child) => words(child, links)).join("");
    if (node.classList.contains("footnote-ref")) return `[${inner}]`;
    if (node.tagName !== "A" || !links) return inner;
    const address = (node.getAttribute("href") || "").startsWith("#") ? "" : absolute(node.getAttribute("href") || "");
    return !address || address.includes(inner.trim()) ? inner : `${inner} (${address.replace(/^(?:mailto|tel):/, "")})`;
  };

  // The paragraphs, items and rows of a piece of the page; `tight` ones follow the one before without a blank line.
  const paragraphs = (root, links, made = [], indent = "") => {
    let run = "";
    const add = (text, tight = false) => {
      const clean = squeeze(text);
      if (clean) made.push({ text: clean, indent, tight });
      run = "";
    };
    for (const child of root.childNodes) {
      const name = child.tagName;
      if (!BLOCKS.test(name || "")) {
        run += words(child, links);
        continue;
      }
      add(run);
      if (LEAVES.test(name)) add(words(child, links));
      else if (name === "UL" || name === "OL") items(child, links, made, indent);
      else if (name === "TABLE") {
        for (const row of child.rows) add([...row.cells].map((cell) => squeeze(words(cell, links))).join(" | "), row.rowIndex > 0);
      } else paragraphs(child, links, made, indent);
    }
    add(run);
    return made;
  };
  const items = (list, links, made, indent) => {
    let number = list.start || 1;
    let isFirst = !indent; // a list inside an item follows its words at once
    for (const item of list.children) {
      const inner = paragraphs(item, links, [], `${indent}  `);
      if (!inner.length) continue;
      const mark = list.tagName === "OL" ? `${number}. ` : "- ";
      inner[0] = { text: mark + inner[0].text, indent };
      inner.forEach((part, at) => {
        part.tight = at > 0 || !isFirst;
      });
      made.push(...inner);
      number += 1;
      isFirst = false;
    }
  };
  const joined = (parts) =>
    parts.map((part, at) => (at ? (part.tight ? "\n" : "\n\n") : "") + part.indent + part.text.replace(/\n/g, `\n${part.indent}`)).join("");

  const origin = () => [
    `${told.source} ${told.sourceName}${told.sourceUrl ? ` (${told.sourceUrl})` : ""}`,
    `${told.here} ${told.url}`,
  ];
  const whole = () =>
    [told.title, told.lead, joined(paragraphs(body, true)), origin().join("\n")].filter(Boolean).join("\n\n");
  const brief = () =>
    [told.title, told.lead, `${told.whole} ${told.url}`, told.sourceUrl ? origin()[0] : ""].filter(Boolean).join("\n\n");

  // Made of new elements that hold nothing but what is named above: nothing that only our own pages understand.
  const portable = () => {
    const page = document.implementation.createHTMLDocument("");
    const make = (name, text, into = page.body) => {
      const made = into.appendChild(page.createElement(name));
      made.textContent = text;
      if (into === page.body) into.append("\n");
      return made;
    };
    const copy = (node, into) => {
      if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (isBack(node)) {
        if (into.lastChild) into.lastChild.textContent = into.lastChild.textContent.trimEnd();
        return;
      }
      const address = node.getAttribute("href") || node.getAttribute("src") || "";
      const target = address.startsWith("#") ? "" : absolute(address);
      const isKept = node.tagName in KEPT && (!/^(?:A|IMG)$/.test(node.tagName) || target);
      const made = isKept ? into.appendChild(page.createElement(node.tagName)) : into;
      for (const name of isKept ? KEPT[node.tagName] : []) {
        if (node.hasAttribute(name)) made.setAttribute(name, /^(?:href|src)$/.test(name) ? target : node.getAttribute(name));
      }
      for (const child of node.childNodes) copy(child, made);
    };
    const link = (into, address, text) => {
      const made = make("a", text, into);
      made.setAttribute("href", address);
    };
    make("h2", told.title);
    if (told.lead) make("strong", told.lead, make("p"));
    if (told.image) {
      const picture = make("img", "", make("p"));
      picture.setAttribute("src", told.image);
      picture.setAttribute("alt", told.imageAlt || "");
    }
    for (const child of body.childNodes) copy(child, page.body);
    for (const empty of page.querySelectorAll("p:empty")) empty.remove();
    page.body.append("\n");
    const from = make("p", `${told.source} `);
    if (told.sourceUrl) link(from, told.sourceUrl, told.sourceName);
    else from.append(told.sourceName);
    link(make("p", `${told.here} `), told.url, told.url);
    return page.body.innerHTML.replace(/\n{2,}/g, "\n").trim();
  };

  // ---------------------------------------------------------------- copying

  const status = tools.querySelector(".cchc-tools__status");
  const box = tools.querySelector("textarea");
  box.lang = tools.dataset.language;
  const say = (text) => {
    status.textContent = text;
  };

  const put = async (plain, html) => {
    try {
      if (!html) await navigator.clipboard.writeText(plain);
      else {
        const kinds = { "text/plain": plain, "text/html": html };
        for (const kind in kinds) kinds[kind] = new Blob([kinds[kind]], { type: kind });
        await navigator.clipboard.write([new ClipboardItem(kinds)]);
      }
      return true;
    } catch {
      return byHand(plain, html);
    }
  };
  // Pages of a network without https have no clipboard of the newer kind.
  const byHand = (plain, html) => {
    let done = false;
    const fill = (event) => {
      event.clipboardData.setData("text/plain", plain);
      if (html) event.clipboardData.setData("text/html", html);
      event.preventDefault();
      done = true;
    };
    document.addEventListener("copy", fill);
    try {
      return document.execCommand("copy") && done;
    } catch {
      return false;
    } finally {
      document.removeEventListener("copy", fill);
    }
  };

  const forms = {
    portal: () => [whole(), portable()],
    html: () => [portable()],
    zalo: () => [whole()],
    facebook: () => [brief()],
  };
  for (const button of tools.querySelectorAll("[data-cchc-copy]")) {
    button.addEventListener("click", async () => {
      const [plain, html] = forms[button.dataset.cchcCopy]();
      box.value = plain;
      const done = await put(plain, html);
      if (!done) box.select();
      say(done ? told.copied : told.select);
    });
  }
  const on = (name, act) => tools.querySelector(`[data-cchc-${name}]`).addEventListener("click", act);
  on("print", () => window.print());
  on("link", async () => say((await put(told.url)) ? told.copiedLink : `${told.failed} ${told.url}`));

  // ---------------------------------------------------------------- sharing

  // Zalo documents no address that shares a link without its own script: on a telephone it is in the system's
  // list, elsewhere what is copied is pasted.
  const shared = { title: told.title, text: told.lead || told.title, url: told.url };
  const canShare = Boolean(navigator.share) && (!navigator.canShare || navigator.canShare(shared));
  const share = () => navigator.share(shared).catch(() => {}); // the reader closed the list
  const item = tools.querySelector("[data-cchc-share]");
  item.hidden = !canShare;
  item.addEventListener("click", share);
  on("zalo", async () => {
    if (canShare && matchMedia("(pointer: coarse)").matches) share();
    else say((await put(`${told.title}\n${told.url}`)) ? told.copiedZalo : `${told.failed} ${told.url}`);
  });
})();
