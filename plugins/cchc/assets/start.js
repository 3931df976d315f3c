// Runs before anything is shown, so that a reader's own size and colours are there from the first moment.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem("cchc-display")) || {};
  } catch {
    // Storage is forbidden, or holds something else: as the device is set.
  }
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.mdColorScheme = chosen.scheme || (isDark ? "slate" : "default");
  if (chosen.size) root.dataset.size = chosen.size;
})();
