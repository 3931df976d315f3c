import './language.js'; // these come before the editor, which they prepare
import './fresh.js';
import './paste.js';
import CMS from '@sveltia/cms';

const PATH = /(\d{4}\/\d{2})\/([^/]+)\.md$/;

// A new post gets the `id` that `cchc new` would write, so that its address stays when its file is moved.
CMS.registerEventListener({
  name: 'preSave',
  handler: ({ entry }) => {
    const place = entry.get('newRecord') && entry.get('collection') === 'posts' && PATH.exec(entry.get('path'));
    const slug = place && place[2].replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
    return slug ? entry.setIn(['data', 'id'], `${place[1]}/${slug}`) : undefined;
  },
});

CMS.init();
