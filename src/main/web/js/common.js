// @ts-check
// What several pages share. Every module that is fetched on demand imports this first: so the bundler (pom.xml, profile
// page-bundle) puts all of it in one file, where it would otherwise make one for each set of pages that share a part.
import 'lit';
import './api.js';
import './download.js';
import './element.js';
import './exact.js';
import './format.js';
import './icons.js';
import './locks.js';
import './router.js';
import './rpc.js';
import './shortcuts.js';
import './store.js';
import './time.js';
import './title.js';
import './typed.js';
import './model/outcome.js';
import './parts/clock.js';
import './parts/copy.js';
import './parts/exact-time.js';
import './parts/json.js';
import './parts/marks.js';
import './parts/menu.js';
import './parts/moment.js';
import './parts/rows.js';
