// The page's data, and the only way in which text comes onto the page: as text nodes, with what cannot be seen shown.
const $ = (id) => document.getElementById(id);
const data = JSON.parse($('data').textContent);
const DEFAULTS = {
  claims: { parts: null, around: null, path: [], where: '', facts: {}, names: {}, typed: [], links: [], findings: [], trials: [], table: null },
  links: { updates: [], depth: null, cause: '', evidence: [], agreements: [], findings: [] },
  references: { reasons: [], unparsed: null, record: null, differences: [], addresses: [], links: [], findings: [], where: '' },
  findings: { look_at: '', quotes: [], about: [] },
  trials: { address: null, facts: {}, arms: [], where: '', mentions: [], findings: [] },
};
for (const [kind, empty] of Object.entries(DEFAULTS)) for (const row of Object.values(data[kind])) Object.setPrototypeOf(row, empty);
const tableOf = (id) => Object.keys(data.hashes).find((table) => Object.hasOwn(data.hashes[table], id));
const hashOf = (id) => data.hashes[tableOf(id)]?.[id];
const LONGEST = 5000;
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const LOOKS = { conflict: ['✕', 'conflict'], review: ['!', 'to review'], open: ['?', 'not found'], supported: ['✓', 'supported'], unchecked: ['·', 'not checked'] };
const TERMS = { not_asked: 'not asked', not_checked: 'not checked', not_found_at_this_depth: 'not found at this depth', needs_review: 'needs review', not_stated: 'not stated', full_text: 'full text' };

const shown = (text) => {
  const whole = String(text);
  const cut = whole.length > LONGEST ? `… ⟦cut here: ${whole.length.toLocaleString('en')} characters in all⟧` : '';
  return whole.slice(0, LONGEST).replace(UNSEEN, (letter) => `⟦U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟧`) + cut;
};
const words = (term) => TERMS[term] ?? String(term).replaceAll('_', ' ');
const has = (table, key) => Object.hasOwn(table, key);

function el(name, attributes, ...children) {
  const made = name.startsWith('svg:') ? document.createElementNS('http://www.w3.org/2000/svg', name.slice(4)) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key === 'on') for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (value !== false && value != null) made.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children.flat(3)) {
    if (child == null || child === false || child === '') continue;
    made.append(child instanceof Node ? child : document.createTextNode(shown(child)));
  }
  return made;
}
const own = (text) => el('bdi', null, text);
const sign = (state, text) => el('span', { class: `sign s-${state}` }, el('span', { 'aria-hidden': 'true' }, LOOKS[state][0]), ' ', text ?? LOOKS[state][1]);
const say = (text) => { $('said').textContent = text; };
const stored = {
  read(key) { try { return JSON.parse(localStorage.getItem(`litcurate:${data.dataset}:${key}`)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(`litcurate:${data.dataset}:${key}`, JSON.stringify(value)); return true; } catch { return false; } },
};
