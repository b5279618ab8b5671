// Filters, search and order of the lists: rows are hidden and moved, never made.
const views = [...document.querySelectorAll('.view')];
const viewNamed = (name) => views.find((one) => one.dataset.view === name);
const rowsOf = (view) => [...view.querySelectorAll('.item, .line')];
const textOf = new WeakMap();
const textIn = (row) => {
  if (!textOf.has(row)) textOf.set(row, row.textContent.toLocaleLowerCase());
  return textOf.get(row);
};

function applyFilters(view, { q = '', state = [], decided = '', sort = '', document: of = '' }) {
  const wanted = q.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const fits = (row) => (!of || row.id.startsWith(of)) && (!state.length || state.includes(row.dataset.state)) && wanted.every((word) => textIn(row).includes(word));
  if (view.dataset.view === 'read') { applyToText(view, wanted, state, decided, of); return; }
  let number = 0;
  const rows = rowsOf(view);
  for (const row of rows) {
    const visible = fits(row) && (!decided || (row.dataset.decided ?? 'no') === decided);
    row.hidden = !visible;
    number += visible;
  }
  for (const list of view.querySelectorAll('ol[data-list]')) if (sort || list.dataset.sorted) order(list, sort || 'rank');
  const none = view.querySelector('.none');
  if (none) none.hidden = number > 0 || rows.length === 0;
  tell(view, number, rows.length);
}

function order(list, key) {
  if (list.dataset.sorted === key) return;
  list.dataset.sorted = key;
  const by = (row) => row.dataset[key] ?? '';
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const isNumber = [...list.children].every((row) => by(row) !== '' && !Number.isNaN(Number(by(row))));
  const rows = [...list.children].sort((a, b) => (isNumber ? Number(by(a)) - Number(by(b)) : compare(by(a), by(b))) || Number(a.dataset.rank) - Number(b.dataset.rank));
  list.append(...rows);
}

function applyToText(view, wanted, state, decided, of) {
  for (const reading of view.querySelectorAll('.reading')) reading.hidden = Boolean(of) && reading.dataset.document !== of;
  const claims = [...view.querySelectorAll('.reading:not([hidden]) [data-claim]')];
  let number = 0;
  for (const one of claims) {
    const isDecided = decisionsOn(one.dataset.claim).length ? 'yes' : 'no';
    const dim = (state.length > 0 && !state.includes(one.dataset.state)) || (decided && isDecided !== decided);
    const hit = wanted.length > 0 && !dim && wanted.every((word) => textIn(one).includes(word));
    one.classList.toggle('dim', Boolean(dim));
    one.classList.toggle('hit', hit);
    number += !dim && (wanted.length === 0 || hit);
  }
  tell(view, number, claims.length);
}

function tell(view, number, all) {
  const count = view.querySelector('.count');
  if (count) count.textContent = number === all ? `${all.toLocaleString('en')} in all` : `${number.toLocaleString('en')} of ${all.toLocaleString('en')}`;
}

function stops(view) {
  if (view.dataset.view !== 'read') return rowsOf(view).filter((row) => !row.hidden);
  const searching = view.querySelector('.hit') !== null;
  return [...view.querySelectorAll('.reading:not([hidden]) [data-claim]')].filter((one) => !one.classList.contains('dim') && (!searching || one.classList.contains('hit')));
}

const anchorIn = (row) => row.querySelector('a.open') ?? row.querySelector('a') ?? row;
