// Sveltia follows the browser's language; here Vietnamese comes first, until someone chooses another in its settings.
const KEY = 'sveltia-cms.prefs';

let prefs = {};
try {
  prefs = JSON.parse(localStorage.getItem(KEY)) ?? {};
} catch {
  // what another program left there
}
if (!prefs.locale) {
  localStorage.setItem(KEY, JSON.stringify({ ...prefs, locale: document.documentElement.lang }));
}
