// What every page does beyond being read: the menu of narrow screens, and how the page is displayed.
(() => {
  const root = document.documentElement;

  const menu = document.querySelector(".cchc-menu");
  const nav = document.getElementById("cchc-menu");
  const open = (isOpen) => {
    menu.setAttribute("aria-expanded", isOpen);
    nav.classList.toggle("cchc-nav--open", isOpen);
  };
  menu.addEventListener("click", () => open(menu.getAttribute("aria-expanded") !== "true"));

  const display = document.querySelector(".cchc-display");
  const close = () => {
    open(false);
    display.open = false;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const inside = [display, nav].find((part) => part.contains(document.activeElement));
    if (inside) (inside === nav ? menu : display.firstElementChild).focus();
    close();
  });
  document.addEventListener("click", (event) => {
    if (!display.contains(event.target)) display.open = false;
  });

  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem("cchc-display")) || {};
  } catch {
    // As in start.js.
  }
  const show = () => {
    root.dataset.mdColorScheme = chosen.scheme || (dark.matches ? "slate" : "default");
    if (chosen.size) root.dataset.size = chosen.size;
    else delete root.dataset.size;
    for (const button of display.querySelectorAll("button")) {
      const setting = button.parentElement.dataset.setting;
      button.setAttribute("aria-pressed", (chosen[setting] || "") === button.value);
    }
  };
  display.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    chosen[button.parentElement.dataset.setting] = button.value;
    show();
    try {
      localStorage.setItem("cchc-display", JSON.stringify(chosen));
    } catch {
      // Kept for this page only.
    }
  });
  dark.addEventListener("change", show);
  show();

  // What is moved sideways by a finger must be by the keyboard, too.
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const part of document.querySelectorAll(".cchc-scroll, .cchc-table")) resized.observe(part);
})();
