// Filters the procedures as words are typed, with or without diacritics. Without this script the
// whole list is there to read.
(() => {
  const script = document.currentScript;
  const input = document.getElementById("cchc-q");
  const status = document.getElementById("cchc-found");
  const rows = [...document.querySelectorAll("tr[data-search]")];
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  const show = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      row.hidden = !words.every((word) => row.dataset.search.includes(word));
      found += !row.hidden;
    }
    for (const field of document.querySelectorAll(".cchc-field")) {
      field.hidden = !field.querySelector("tr[data-search]:not([hidden])");
    }
    status.textContent = !words.length ? "" : found ? script.dataset.found.replace("{n}", found) : script.dataset.none;
    const address = new URL(location);
    if (words.length) address.searchParams.set("q", input.value);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  };
  input.value = new URLSearchParams(location.search).get("q") || "";
  input.addEventListener("input", show);
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  if (input.value) show();
})();
