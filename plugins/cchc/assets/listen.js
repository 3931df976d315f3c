// Reads a post aloud, where the browser has a voice of its language. The buttons stay hidden where it has none.
(() => {
  const LONGEST = 160; // characters: Chrome cuts some voices off after 15 seconds
  const bar = document.querySelector("[data-cchc-listen]");
  const synth = window.speechSynthesis;
  if (!bar || !synth) return;
  const play = bar.querySelector("[data-cchc-play]");
  const stop = bar.querySelector("[data-cchc-stop]");
  const status = bar.querySelector("[role=status]");
  const language = bar.dataset.language.toLowerCase();
  const tag = (voice) => voice.lang.toLowerCase().replace(/_/g, "-");

  let voice = null;
  let parts = [];
  let at = 0;
  let turn = 0; // a part that was broken off tells of its end, too
  let current = null; // kept: browsers drop what nothing holds, and never tell of its end
  let idle = 0;

  const find = () => {
    const fit = synth.getVoices().filter((one) => `${tag(one)}-`.startsWith(`${language.split("-")[0]}-`));
    voice = fit.find((one) => tag(one) === language && one.localService) || fit.find((one) => one.localService) || fit[0] || null;
    play.hidden = !voice;
  };
  find();
  synth.addEventListener("voiceschanged", find);

  // Sentences, and where one is long its clauses, none longer than a voice can say in one go.
  const cut = (text) => {
    const made = [];
    for (const sentence of text.replace(/\s+/g, " ").match(/.+?(?:[.!?…;:]+(?=\s|$)|$)/g) || []) {
      let rest = sentence.trim();
      while (rest.length > LONGEST) {
        const head = rest.slice(0, LONGEST);
        const end = Math.max(head.lastIndexOf(", ") + 1, 0) || head.lastIndexOf(" ") || LONGEST;
        made.push(rest.slice(0, end > 0 ? end : LONGEST).trim());
        rest = rest.slice(end > 0 ? end : LONGEST).trim();
      }
      if (rest) made.push(rest);
    }
    return made;
  };
  const text = () => {
    const said = document.querySelectorAll("h1, .cchc-lead, .cchc-body :is(p, h2, h3, h4, h5, h6, li, dt, dd, figcaption, caption, th, td)");
    return [...said].flatMap((element) => {
      const own = element.cloneNode(true); // an item is read without the list inside it, which comes after
      for (const inner of own.querySelectorAll("p, ul, ol, table, .footnote-ref, .footnote-backref")) inner.remove();
      return cut(own.textContent);
    });
  };

  const show = (isOn, words) => {
    play.setAttribute("aria-pressed", String(isOn));
    stop.hidden = !isOn && at === 0;
    status.textContent = words;
  };
  const quiet = () => {
    turn += 1;
    clearInterval(idle);
    synth.cancel();
  };
  const end = (words) => {
    quiet();
    at = 0;
    show(false, words);
  };
  const next = () => {
    if (at >= parts.length) return end(bar.dataset.done);
    const mine = ++turn;
    const gone = (step) => () => {
      if (mine !== turn) return;
      at += step;
      setTimeout(() => mine === turn && next());
    };
    current = new SpeechSynthesisUtterance(parts[at]);
    current.voice = voice;
    current.lang = voice.lang;
    current.onend = gone(1);
    current.onerror = () => mine === turn && end(bar.dataset.failed);
    synth.speak(current);
    // Some voices drop what they were to say, and tell nobody.
    let silent = 0;
    clearInterval(idle);
    idle = setInterval(() => {
      silent = synth.speaking || synth.pending ? 0 : silent + 1;
      if (silent > 2) gone(1)();
    }, 1000);
  };

  play.addEventListener("click", () => {
    if (play.getAttribute("aria-pressed") === "true") {
      quiet(); // pause() of the browser forgets its place on telephones; the place is ours to keep
      show(false, bar.dataset.paused);
      stop.hidden = false;
      return;
    }
    if (at === 0) parts = text();
    quiet();
    show(true, bar.dataset.speaking);
    next();
  });
  stop.addEventListener("click", () => {
    end("");
    play.focus();
  });
  window.addEventListener("pagehide", quiet);
})();
