// What a new post begins with. As defaults of the configuration these would also fill what an old post leaves out,
// and take it off the site: an article without a status is published.
const NEW = '#/collections/posts/new';

function begin() {
  if (location.hash === NEW) {
    const today = new Date().toLocaleDateString('sv'); // as ISO 8601 writes it
    history.replaceState(history.state, '', `${NEW}?date=${today}&kind=bai&status=draft`);
  }
}

begin();
addEventListener('hashchange', begin, { capture: true }); // before the editor reads the address
