// @ts-check
// What the tabs of a scenario share, in one file for the same reason as ../shared-bundle.js.
import '../shared-bundle.js';
import '../locks.js';
import '../scenarios.js';
import '../deletions.js';
import '../parts/badge.js';
import '../parts/scenario-menu.js';
import './diff.js';
import './draft.js';
import './edit.js';
import './fields.js';
import './json.js';
import './rules.js';
import './saving.js';
