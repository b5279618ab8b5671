// A person's decisions: kept in this browser, shown beside the machine's rows, downloaded as the decisions file.
const VERDICTS = {
  findings: { accept: 'Right, mend it', reject: 'False alarm', unsure: 'Unsure' },
  links: { accept: 'The work supports it', reject: 'It does not', unsure: 'Unsure' },
  other: { accept: 'Accept', reject: 'Reject', unsure: 'Unsure' },
};
const STANDINGS = { stale: 'stale: the row has changed since', superseded: 'superseded by a later word', outvoted: 'outvoted', disputed: 'disputed', unsure: 'no say in what holds' };
const COLUMNS = ['subject', 'verdict', 'field', 'value', 'replaces', 'note', 'by', 'at', 'row_hash'];
// The same rule as curated.table_files.spreadsheet_safe: an apostrophe goes before what a spreadsheet would take for a
// formula, and before what would look as if one had been put there: reading takes off exactly what writing put on.
const FORMULA = /^'*(?:[\t\r\n]|[\s\u0000-\u001f\u200b-\u200f\u2028-\u202e\u2060\ufeff]*[=+\-@＝＋－＠])/;
const NUMBER = /^[ ]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ ]*$/;

let mine = (stored.read('decisions') ?? []).filter((one) => one && typeof one.subject === 'string' && tableOf(one.subject));
let keeps = true;
// a reference and what it was matched to share their id; which work it is stands in the match, and a verdict is on it
const hashFor = (subject, field) => ((!field || field === 'work_id') && data.hashes.matches?.[subject]) || hashOf(subject);
const subjectOf = (one) => `${one.subject}|${one.field ?? ''}`;

function decisionsOn(subject) {
  const before = data.decisions.filter((one) => one.subject === subject);
  const now = mine.filter((one) => one.subject === subject).map((one) => ({ ...one, mine: true, standing: one.row_hash === hashFor(subject, one.field) ? 'in force' : 'stale' }));
  return [...before, ...now];
}

function decide(subject, verdict, { field = '', value = '', note = '' } = {}) {
  const made = { subject, verdict, field, value, note, by: $('by').value.trim(), at: new Date().toISOString(), row_hash: hashFor(subject, field) };
  mine = [...mine.filter((one) => subjectOf(one) !== subjectOf(made)), made];
  changed(subject);
  say(`Decision kept: ${verdict}`);
}

function takeBack(subject, field) {
  mine = mine.filter((one) => subjectOf(one) !== `${subject}|${field}`);
  changed(subject);
  say('Decision taken back');
}

function changed(subject) {
  keeps = stored.write('decisions', mine);
  showBasket();
  showVerdicts(subject);
  document.dispatchEvent(new CustomEvent('decided', { detail: subject }));
}

function showBasket() {
  $('basket').hidden = mine.length === 0;
  $('basket-count').textContent = `${mine.length} ${mine.length === 1 ? 'decision' : 'decisions'}`;
  $('basket-kept').textContent = keeps ? 'kept in this browser' : 'this browser keeps nothing: download before you leave';
}

const rowsOfId = (id) => document.querySelectorAll(`.item[id="${CSS.escape(id)}"], .line[id="${CSS.escape(id)}"]`);

function showVerdicts(subject) {
  const items = subject ? [...rowsOfId(subject)] : document.querySelectorAll('.item[id], .line[id]');
  for (const item of items) {
    const made = decisionsOn(item.id);
    item.dataset.decided = made.length ? 'yes' : 'no';
    item.querySelector('.verdicts')?.replaceChildren(...made.map((one) => el('span', { class: 'verdict' }, one.verdict, one.standing !== 'in force' && ` (${one.standing})`)));
  }
}

const cell = (text) => {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

function decisionsFile() {
  const by = $('by').value.trim();
  const rows = [...data.decisions, ...mine.map((one) => ({ ...one, by: one.by || by }))];
  rows.sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.at < b.at ? -1 : 1));
  return [COLUMNS, ...rows.map((row) => COLUMNS.map((name) => String(row[name] ?? '')))].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function download() {
  if (!$('by').value.trim()) {
    $('by').focus();
    say('Write your name first: the file says who decided.');
    return;
  }
  const address = URL.createObjectURL(new Blob([decisionsFile()], { type: 'text/csv;charset=utf-8' }));
  el('a', { href: address, download: data.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  say(`${mine.length} decisions written to ${data.file}`);
}

function decideForm(subject, title = 'Decide') {
  const table = tableOf(subject);
  const labels = VERDICTS[table] ?? VERDICTS.other;
  const fields = has(data.correctable, table) ? data.correctable[table] : [];
  const name = `v-${Math.random().toString(36).slice(2)}`;
  const latest = mine.filter((one) => one.subject === subject).at(-1);
  const choices = Object.entries(labels).map(([verdict, label]) => el('label', { class: 'verdict-choice' },
    el('input', { type: 'radio', name, value: verdict, checked: latest?.verdict === verdict }), el('span', null, label)));
  const note = el('textarea', { maxlength: '2000' });
  note.value = latest?.note ?? '';
  const field = el('select', null, el('option', { value: '' }, 'nothing'), fields.map((one) => el('option', { value: one }, words(one))));
  field.value = latest?.field ?? '';
  const value = el('input', { type: 'text', maxlength: '2000' });
  value.value = latest?.value ?? '';
  const form = el('form', { class: 'decide' },
    el('fieldset', null, el('legend', { class: 'unseen' }, 'Your verdict'), el('div', { class: 'row' }, choices)),
    el('label', { class: 'block' }, el('span', null, 'Note'), note),
    fields.length > 0 && el('label', { class: 'block' }, el('span', null, 'Correct'), field),
    fields.length > 0 && el('label', { class: 'block' }, el('span', null, 'Right value'), value),
    el('div', { class: 'row' }, el('button', { type: 'submit', class: 'save' }, 'Keep decision'),
      latest && el('button', { type: 'button', on: { click: () => takeBack(subject, latest.field) } }, 'Take back')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const chosen = form.querySelector('input[type="radio"]:checked');
    if (!chosen) { say('Choose a verdict first.'); form.querySelector('input').focus(); return; }
    decide(subject, chosen.value, { field: field.value, value: field.value ? value.value : '', note: note.value });
  });
  const before = decisionsOn(subject).map((one) => el('p', { class: 'made' },
    el('strong', null, labels[one.verdict] ?? one.verdict), one.mine ? ' (yours, not yet in the dataset)' : [' by ', own(one.by), `, ${one.at.slice(0, 10)}`],
    one.field && [' · ', words(one.field), ': ', own(one.value)], one.note && [' · ', own(one.note)],
    one.standing !== 'in force' && el('span', { class: 'stale' }, ` · ${STANDINGS[one.standing] ?? one.standing}`)));
  return el('div', { 'data-decides': subject, 'data-title': title }, before, el('details', null, el('summary', null, before.length ? `${title} again` : title), form));
}
