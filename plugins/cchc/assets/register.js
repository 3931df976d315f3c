// Filters the rows of a register by words, with or without diacritics, and by what its lists offer. Without this
// script every row is there to read; the form is hidden, for it could do nothing.
(() => {
  const script = document.currentScript;
  const form = document.getElementById("cchc-register");
  if (!form) return;
  const status = document.getElementById("cchc-found");
  const rows = [...document.querySelectorAll("tr[data-search]")];
  const lists = [...form.querySelectorAll("select")];
  const words = form.elements.q;
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const show = () => {
    const asked = fold(words.value).split(/\s+/).filter(Boolean);
    const chosen = lists.filter((list) => list.value);
    let found = 0;
    for (const row of rows) {
      row.hidden = !(
        asked.every((word) => row.dataset.search.includes(word)) &&
        chosen.every((list) => row.dataset[list.name] === list.value)
      );
      found += !row.hidden;
    }
    for (const part of document.querySelectorAll(".cchc-field")) {
      part.hidden = !part.querySelector("tr[data-search]:not([hidden])");
    }
    const isAsked = asked.length || chosen.length;
    status.textContent = !isAsked ? "" : found ? script.dataset.found.replace("{n}", found) : script.dataset.none;
    const address = new URL(location);
    for (const field of [words, ...lists]) {
      if (field.value.trim()) address.searchParams.set(field.name, field.value);
      else address.searchParams.delete(field.name);
    }
    history.replaceState(null, "", address);
  };
  const given = new URLSearchParams(location.search);
  for (const field of [words, ...lists]) {
    const value = given.get(field.name) || "";
    if (field === words || [...field.options].some((option) => option.value === value)) field.value = value;
  }
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
