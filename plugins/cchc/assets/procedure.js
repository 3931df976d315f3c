// Prints a procedure, or only what people tick off before they come.
(() => {
  const root = document.documentElement;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => {
      root.classList.toggle("cchc-list-only", button.dataset.print === "list");
      window.print();
    });
  }
  addEventListener("afterprint", () => root.classList.remove("cchc-list-only"));
})();
