// Shows a video's player once a reader has asked for it; until then its host hears nothing. Without this
// script the link below the picture leads to the video's own page.
for (const frame of document.querySelectorAll("[data-cchc-player]")) {
  const button = frame.querySelector("button");
  button.addEventListener("click", () => {
    const player = document.createElement("iframe");
    player.title = frame.dataset.title;
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube plays nothing for a page without a name
    player.src = frame.dataset.cchcPlayer;
    frame.replaceChildren(player);
    player.focus();
  });
}
