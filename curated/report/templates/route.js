// What is shown is in the address: #view=links&state=review&q=…&open=ID, or #ID alone.
let current = { view: 'overview', open: '', q: '', state: [], decided: '', sort: '', document: '' };
let named = '';
const viewOf = { claims: 'read', links: 'links', references: 'references', findings: 'findings', trials: 'trials' };
const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

function fromAddress() {
  const hash = location.hash.slice(1);
  if (!hash) return { view: 'overview', open: '', q: '', state: [], decided: '', sort: '', document: '' };
  if (!/^(view|open)=/.test(hash)) {
    const id = decoded(hash);
    if (id === 'main') return { ...current };
    const kind = kindOf(id);
    named = id;
    setTimeout(() => { named = ''; }, 500);
    // what the panel shows opens beside the view where one is; the overview has no room beside it
    const view = kind ? (current.view === 'overview' ? viewOf[kind] : current.view) : $(id)?.closest('.view')?.dataset.view;
    return { ...(view === current.view ? current : { q: '', state: [], decided: '', sort: '', document: '' }), view: view ?? current.view, open: kind ? id : '', at: kind ? '' : id };
  }
  const told = new URLSearchParams(hash);
  const view = told.get('view') ?? current.view;
  return { view: viewNamed(view) ? view : 'overview', open: told.get('open') ?? '', q: told.get('q') ?? '', state: (told.get('state') ?? '').split(',').filter((one) => has(LOOKS, one)), decided: told.get('decided') ?? '', sort: told.get('sort') ?? '', document: told.get('document') ?? '' };
}

function address() {
  const told = new URLSearchParams({ view: current.view });
  for (const name of ['q', 'decided', 'sort', 'document', 'open']) if (current[name]) told.set(name, current[name]);
  if (current.state.length) told.set('state', current.state.join(','));
  return `#${told}`;
}

function go(change, { keep = true, focus = true } = {}) {
  const before = current;
  current = { ...current, ...change };
  show(before, focus);
  const next = address();
  if (location.hash !== next) history[keep ? 'pushState' : 'replaceState'](null, '', next);
}

function show(before, focus) {
  const view = viewNamed(current.view);
  if (before.view !== current.view || !document.documentElement.classList.contains('ready')) {
    for (const one of views) {
      one.classList.toggle('on', one === view);
      if (one === view) one.removeAttribute('hidden'); else one.setAttribute('hidden', 'until-found');
    }
    for (const one of document.querySelectorAll('.views a')) {
      if (one.dataset.view === current.view) one.setAttribute('aria-current', 'page'); else one.removeAttribute('aria-current');
    }
    document.querySelector('.views a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (document.documentElement.classList.contains('ready')) scrollTo(0, 0);
  }
  const form = view.querySelector('.filters');
  if (form) {
    for (const box of form.querySelectorAll('[name="state"]')) box.checked = current.state.includes(box.value);
    if (form.elements.decided) form.elements.decided.value = current.decided;
    if (form.elements.document) form.elements.document.value = current.document;
    if (form.elements.sort && current.sort) form.elements.sort.value = current.sort;
  }
  $('search').value = current.q;
  applyFilters(view, current);
  if (current.open && current.open !== openId) {
    const opened = showPanel(current.open, { focus });
    if (!opened) current.open = '';
    else if (before.view !== current.view || before.open === '') reveal(current.open);
  } else if (!current.open) hidePanel();
  if (current.at) { $(current.at)?.scrollIntoView(); current.at = ''; }
  document.documentElement.classList.add('ready');
}

function reveal(id) {
  const place = viewNamed(current.view).querySelector(`[data-claim="${CSS.escape(id)}"], .item[id="${CSS.escape(id)}"]`);
  const box = place?.getBoundingClientRect();
  if (box && (box.top < 120 || box.bottom > innerHeight - 40)) place.scrollIntoView({ block: 'center' });
}

function step(by) {
  const rows = stops(viewNamed(current.view));
  if (!rows.length) return;
  const focused = document.activeElement?.closest?.('[data-claim], .item, .line');
  const at = rows.indexOf(rows.find((row) => row === focused || (openId !== null && (row.dataset.claim === openId || row.id === openId))));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by))];
  next.scrollIntoView({ block: 'nearest' });
  anchorIn(next).focus({ preventScroll: true });
  const id = next.dataset.claim ?? next.id;
  if (openId !== null && kindOf(id)) { go({ open: id }, { keep: false, focus: false }); anchorIn(next).focus({ preventScroll: true }); }
}

const typing = (target) => target.closest('input:not([type="checkbox"]):not([type="radio"]), textarea, select') !== null;

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    if ($('help').open) { $('help').close(); event.preventDefault(); return; }
    if (event.target === $('search') && $('search').value) { go({ q: '' }, { keep: false }); event.preventDefault(); return; }
    if (openId !== null) { go({ open: '' }); event.preventDefault(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !$('keys-on').checked || $('help').open) return;
  const keys = {
    j: () => step(1), k: () => step(-1), '/': () => $('search').focus(), '?': () => $('help').showModal(),
    a: () => quick('accept'), x: () => quick('reject'), u: () => quick('unsure'),
  };
  if (has(keys, event.key)) { event.preventDefault(); keys[event.key](); }
});

function quick(verdict) {
  if (openId !== null && tableOf(openId)) decide(openId, verdict, { note: mine.find((one) => subjectOf(one) === `${openId}|`)?.note ?? '' });
}

document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const inside = event.target.closest('a');
  if (inside) {
    const target = inside.getAttribute('href') ?? '';
    if (!target.startsWith('#') || target === '#main' || inside.hasAttribute('download')) return;
    event.preventDefault();
    const before = location.hash;
    history.pushState(null, '', target);
    const next = fromAddress();
    history.replaceState(null, '', before || location.pathname + location.search);
    go(next);
    return;
  }
  const place = event.target.closest('[data-claim], .item[id]');
  if (!place || String(getSelection()) || event.target.closest('button, input, select, textarea, label, summary, details, .scroll th')) return;
  const id = place.dataset.claim ?? place.id;
  if (kindOf(id)) { anchorIn(place).focus({ preventScroll: true }); go({ open: id }, { focus: !wide.matches }); }
});

for (const form of document.querySelectorAll('.filters')) {
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', () => go({
    state: [...form.querySelectorAll('[name="state"]:checked')].map((box) => box.value),
    decided: form.elements.decided?.value ?? '', sort: form.elements.sort?.value ?? '', document: form.elements.document?.value ?? '',
  }, { keep: false, focus: false }));
}
let waiting = 0;
$('search').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(() => go({ q: $('search').value, view: current.view === 'overview' ? 'read' : current.view }, { keep: false, focus: false }), 120); });
document.querySelector('.search').addEventListener('submit', (event) => { event.preventDefault(); step(1); });
$('panel-close').addEventListener('click', () => go({ open: '' }));
$('panel').addEventListener('cancel', (event) => { event.preventDefault(); go({ open: '' }); });
$('panel').addEventListener('click', (event) => { if (event.target === $('panel')) go({ open: '' }); });
$('help-open').addEventListener('click', () => $('help').showModal());
$('help-close').addEventListener('click', () => $('help').close());
$('help').addEventListener('click', (event) => { if (event.target === $('help')) $('help').close(); });
$('keys-on').checked = stored.read('keys') ?? true;
$('keys-on').addEventListener('change', () => stored.write('keys', $('keys-on').checked));
$('by').value = stored.read('by') ?? '';
$('by').addEventListener('input', () => stored.write('by', $('by').value));
$('download').addEventListener('click', download);
document.addEventListener('decided', ({ detail }) => {
  for (const place of document.querySelectorAll(`[data-decides="${CSS.escape(detail)}"]`)) place.replaceWith(decideForm(detail, place.dataset.title));
});
addEventListener('beforematch', (event) => {
  // the browser's own search found words in another view; an address that leads there is read by itself
  const view = event.target.closest('.view');
  if (view && !(named && view.contains($(named)))) go({ view: view.dataset.view, open: '' });
});
const reread = () => {
  const before = current;
  current = { ...before, ...fromAddress() };
  show(before, true);
  history.replaceState(null, '', address());
};
addEventListener('hashchange', reread);
addEventListener('popstate', reread);

showVerdicts();
showBasket();
reread();
