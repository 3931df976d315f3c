// What is pasted from Word: its lists are paragraphs with a bullet typed in front, its tables have no head (without
// one Markdown has no table), and its largest heading is the page's own title.
const ITEM = 'p[style*="mso-list"]';
const ours = new WeakSet();

function ranked(tree) {
  if (!tree.querySelector('h1')) return;
  for (const heading of [...tree.querySelectorAll('h1, h2, h3')]) {
    const lower = tree.createElement(`h${Number(heading.localName[1]) + 1}`);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}

function level(item) {
  return Number(/level(\d)/.exec(item.getAttribute('style'))?.[1] ?? 1);
}

function listed(tree) {
  for (const first of tree.querySelectorAll(ITEM)) {
    if (!first.isConnected) continue; // it went into the list of one before it
    const lists = []; // one for each level that is open
    const group = [];
    for (let item = first; item?.matches(ITEM); item = item.nextElementSibling) group.push(item);
    const place = tree.createComment('');
    first.before(place);
    for (const item of group) {
      const mark = item.querySelector('[style*="mso-list:Ignore"]');
      const kind = /^\s*\w{1,4}[.)]/.test(mark?.textContent ?? '') ? 'ol' : 'ul';
      mark?.remove();
      lists.length = Math.min(lists.length, level(item));
      if (lists.length && lists.length === level(item) && lists.at(-1).localName !== kind) lists.pop();
      while (lists.length < level(item)) {
        const list = tree.createElement(kind);
        const above = lists.at(-1);
        if (above) (above.lastElementChild ?? above).append(list);
        else place.before(list);
        lists.push(list);
      }
      const entry = tree.createElement('li');
      entry.append(...item.childNodes);
      lists.at(-1).append(entry);
      item.remove();
    }
    place.remove();
  }
}

function headed(tree) {
  for (const table of tree.querySelectorAll('table')) {
    const [row] = table.rows;
    for (const cell of table.querySelector('th') ? [] : [...(row?.cells ?? [])]) {
      const head = tree.createElement('th');
      head.append(...cell.childNodes);
      cell.replaceWith(head);
    }
    for (const cell of table.querySelectorAll('td, th')) {
      const lines = [...cell.querySelectorAll('p')];
      lines.slice(1).forEach((line) => line.prepend(' '));
      lines.forEach((line) => line.replaceWith(...line.childNodes));
    }
  }
}

function cleaned(html) {
  const tree = new DOMParser().parseFromString(html, 'text/html');
  for (const part of tree.querySelectorAll('style, o\\:p, img[src^="file:"]')) {
    part.localName === 'o:p' ? part.replaceWith(...part.childNodes) : part.remove();
  }
  listed(tree);
  headed(tree);
  ranked(tree);
  return tree.body.innerHTML.replaceAll('&nbsp;', ' ');
}

addEventListener(
  'paste',
  (event) => {
    const html = event.clipboardData?.getData('text/html');
    if (!html || ours.has(event) || !event.target.closest?.('[contenteditable="true"]')) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', cleaned(html));
    clipboardData.setData('text/plain', event.clipboardData.getData('text/plain'));
    const again = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    ours.add(again);
    event.target.dispatchEvent(again);
  },
  { capture: true },
);
