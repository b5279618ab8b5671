// The side panel: a claim with its links, a reference, a remark, a trial; made of text nodes when it is opened.
const TITLES = { claims: 'Claim', links: 'Link', references: 'Reference', findings: 'Remark', trials: 'Trial' };
const kindOf = (id) => Object.keys(TITLES).find((kind) => has(data[kind], id));

const section = (title, ...children) => el('section', null, title && el('h3', null, title), children);
const out = ([name, address]) => [' ', el('a', { class: 'out', href: address, rel: 'noopener noreferrer', target: '_blank' }, name)];
const to = (id, ...children) => el('a', { href: `#${encodeURIComponent(id)}` }, children);
const pairs = (entries) => entries.length > 0 && el('dl', { class: 'facts' }, entries.map(([name, value]) => [el('dt', null, words(name)), el('dd', null, value instanceof Node || Array.isArray(value) ? value : own(value))]));

function crop(subject) {
  if (!has(data.crops, subject)) return null;
  const { image, page, width, height, marks } = data.crops[subject];
  const label = `Page ${page} of the file, where this is printed`;
  return el('figure', { class: 'crop' },
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `${label}, scrolls sideways` },
      el('svg:svg', { viewBox: `0 0 ${width} ${height}`, width: Math.round(width / 1.3), height: Math.round(height / 1.3), role: 'img', 'aria-label': label },
        el('svg:image', { href: image, width, height }),
        marks.map(([x, y, w, h]) => el('svg:rect', { x: x * width, y: y * height, width: w * width, height: h * height })))),
    el('figcaption', null, label));
}

function finding(id, beside = '') {
  const one = data.findings[id];
  // what stands right above need not be quoted again
  const quotes = one.quotes.filter(([text]) => text !== beside);
  const [title, why] = has(data.rules, one.rule) ? data.rules[one.rule] : [words(one.rule), ''];
  return el('div', { class: `card e-${one.state}` },
    el('p', { class: 'item-top' }, sign(one.state, one.severity), el('span', { class: 'soft' }, title), el('span', { class: 'tag' }, one.confidence)),
    el('p', { class: 'printed', dir: 'auto' }, one.message),
    one.look_at && el('p', { class: 'look' }, el('strong', null, 'Look at '), own(one.look_at)),
    quotes.map(([text, where]) => el('blockquote', { dir: 'auto' }, text, ' ', el('cite', null, where))),
    why && el('details', null, el('summary', null, 'Why this matters'), el('p', null, why)),
    decideForm(id));
}

function claimText(claim, typed) {
  const slots = typed?.[2];
  if (slots) return el('p', { class: 'said', dir: 'auto' }, slots.map(([text, slot]) => (slot === '^' ? el('sup', { class: 'cite' }, text) : slot ? el('span', { class: 'slot' }, text, el('small', null, words(slot))) : text)),
    typed[3].map(([text, slot]) => [' ', el('span', { class: 'slot' }, text, el('small', null, words(slot), ', printed elsewhere'))]));
  const [before, after] = claim.around ?? ['', ''];
  return el('p', { class: 'said', dir: 'auto' }, el('span', { class: 'around' }, before), partsOf(claim).map(([text, raised]) => (raised ? el('sup', { class: 'cite' }, text) : text)), el('span', { class: 'around' }, after));
}

const partsOf = (one) => one.parts ?? one.typed[0][2].map(([text, slot]) => [text, slot === '^']);
const claimParts = (id) => (has(data.claims, id) ? partsOf(data.claims[id]).map(([text, raised]) => (raised ? el('sup', { class: 'cite' }, text) : text)) : 'claim');

const oneOf = (table) => words(table).replace(/(?<=s)es$|s$/, '');
const typedName = (claim, number) => {
  const same = claim.typed.filter((one) => one[0] === claim.typed[number][0]);
  return oneOf(claim.typed[number][0]) + (same.length > 1 ? ` ${same.indexOf(claim.typed[number]) + 1}` : '');
};
const typedRow = (claim, number) => [claimText(claim, claim.typed[number]), decideForm(claim.typed[number][1], `Correct what was read (${typedName(claim, number)})`)];

function claimSaid(claim) {
  if (!claim.typed.length) return claimText(claim);
  const place = el('div', null, typedRow(claim, 0));
  if (claim.typed.length < 2) return place;
  const buttons = claim.typed.map((_, number) => el('button', { type: 'button', 'aria-pressed': String(number === 0) }, typedName(claim, number)));
  buttons.forEach((button, number) => button.addEventListener('click', () => {
    place.replaceChildren(...typedRow(claim, number).flat().filter(Boolean));
    buttons.forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
  }));
  return [place, el('div', { class: 'typed', role: 'group', 'aria-label': 'What was read from this claim' }, buttons)];
}

function claim(id) {
  const one = data.claims[id];
  const facts = [...Object.entries(one.facts), ...Object.entries(one.names).map(([kind, names]) => [kind, names.join(', ')])];
  return [
    section(null,
      el('p', { class: 'item-top' }, sign(one.state), el('span', { class: 'tag' }, words(one.kind)), el('span', { class: 'soft' }, [...one.path, one.where].filter(Boolean).join(' › '))),
      claimSaid(one), pairs(facts), crop(id), decideForm(id, one.typed.length ? 'Decide on the claim' : 'Decide')),
    one.findings.length > 0 && section('Remarks', one.findings.map((each) => finding(each, partsOf(one).map(([text]) => text).join('')))),
    one.links.length > 0 && section(one.links.length === 1 ? 'The work that it leans on' : `The ${one.links.length} works that it leans on`, one.links.map((each) => link(each))),
    one.trials.length > 0 && section('Trials printed here', one.trials.filter((each) => has(data.trials, each)).map(trialCard)),
    one.links.length === 0 && one.trials.length === 0 && section('Works', el('p', { class: 'soft' }, 'This claim cites nothing.')),
  ];
}

function marked(text, found) {
  const wanted = found.filter((word) => word.trim()).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).slice(0, 60);
  if (!wanted.length) return text;
  const whole = new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.slice(0, LONGEST).split(whole).map((part, number) => (number % 2 ? el('mark', null, part) : part));
}

function link(id) {
  const one = data.links[id];
  const axes = [
    ['resolution', words(one.resolution)],
    ['updates', one.updates.length ? one.updates.join(', ') : one.resolution === 'matched' ? 'none known' : 'not known'],
    ['identity', { agrees: 'print and record agree', differs: 'print and record differ', not_checked: 'not checked' }[one.identity]],
    ['support', [words(one.support), one.depth && `, ${words(one.depth)} read`].filter(Boolean).join('')],
    ...(one.cause ? [['why', one.cause]] : []),
  ];
  return el('div', { class: `card e-${one.state}` },
    el('h4', null, sign(one.state), ' ', referenceTitle(one.reference)),
    has(data.references, one.reference) && el('p', { class: 'printed', dir: 'auto' }, data.references[one.reference].raw, data.references[one.reference].addresses.map(out)),
    pairs(axes),
    one.evidence.map((each) => el('blockquote', { class: 'evidence', dir: 'auto' }, marked(each.text, each.matched), ' ', el('cite', null, words(each.depth), ', ', each.where))),
    one.agreements.length > 0 && agreements(one.agreements),
    one.findings.map((each) => finding(each)),
    has(data.references, one.reference) && el('details', { open: one.identity === 'differs' }, el('summary', null, 'Reference and record, field by field'), referenceBody(one.reference).slice(1)),
    crop(one.reference),
    decideForm(id));
}

const referenceTitle = (id) => (has(data.references, id) ? to(id, `Reference ${data.references[id].name}`) : own(id));

function agreements(rows) {
  return el('table', { class: 'fields four' }, el('caption', { class: 'unseen' }, 'Attribute by attribute'),
    el('thead', null, el('tr', null, ['', 'claim', 'work', ''].map((name, at) => el(name ? 'th' : 'td', { scope: name ? 'col' : null, class: at === 3 && 'v' }, name)))),
    el('tbody', null, rows.map(([attribute, verdict, claimed, found, reason]) => el('tr', { class: verdict },
      el('th', { scope: 'row' }, words(attribute)), el('td', null, own(claimed)), el('td', null, own(found)),
      el('td', { class: `v v-${verdict}` }, words(verdict), reason && el('p', { class: 'soft' }, own(reason)))))));
}

function referenceBody(id) {
  const one = data.references[id];
  return [
    el('p', { class: 'printed', dir: 'auto' }, one.raw), el('p', { class: 'soft' }, `printed on ${one.where}`, one.addresses.map(out)),
    one.unparsed && el('p', { class: 'look' }, 'Could not be read as a reference: ', own(one.unparsed)),
    one.differences.length > 0 && el('table', { class: 'fields' }, el('caption', { class: 'unseen' }, 'Field by field'),
      el('thead', null, el('tr', null, el('td'), el('th', { scope: 'col' }, 'printed'), el('th', { scope: 'col' }, 'record'), el('th', { scope: 'col', class: 'v' }, el('span', { class: 'unseen' }, 'same?')))),
      el('tbody', null, one.differences.map(([field, printed, record = printed, verdict = 'same']) => el('tr', { class: verdict === 'differs' ? 'differs' : '' },
        el('th', { scope: 'row' }, words(field)), el('td', null, own(printed)), el('td', null, own(record)), el('td', { class: `v v-${verdict.split(' ')[0]}` }, one.record ? verdict : ''))))),
    one.record ? el('p', { class: 'soft' }, 'Record: ', own(one.record.id), one.record.type && `, ${one.record.type}`, one.record.where && ` (${one.record.where})`)
      : el('p', { class: 'soft' }, one.status === 'not_asked' ? 'No registry was asked.' : 'No record was settled on.'),
    one.record?.updates.map(([kind, day, by, address]) => el('p', { class: 'look' }, el('strong', null, kind), day && ` ${day}`, by && ` (${by})`, address && out(['notice', address]))),
    one.reasons.length > 0 && el('details', null, el('summary', null, `Why ${words(one.status)}`), el('ul', null, one.reasons.map((reason) => el('li', null, own(reason))))),
  ];
}

function reference(id) {
  const one = data.references[id];
  return [
    section(null, el('p', { class: 'item-top' }, sign(one.state, words(one.status))), referenceBody(id), crop(id), decideForm(id)),
    one.findings.length > 0 && section('Remarks', one.findings.map((each) => finding(each, one.raw))),
    section(`Claims that lean on it`, one.links.length ? el('ul', null, one.links.map((each) => el('li', { class: 'card' }, sign(data.links[each].state), ' ', to(data.links[each].claim, claimParts(data.links[each].claim))))) : el('p', { class: 'soft' }, 'None.')),
  ];
}

function trialCard(id) {
  const one = data.trials[id];
  return el('div', { class: 'card' }, el('h4', null, to(id, id), one.address && out(['ClinicalTrials.gov', one.address])), pairs(Object.entries(one.facts).slice(0, 2)),
    one.where ? null : el('p', { class: 'soft' }, 'Not in a registry asked.'));
}

function trial(id) {
  const one = data.trials[id];
  return [
    section(null, el('p', { class: 'item-top' }, one.address ? out(['ClinicalTrials.gov', one.address]) : el('span', { class: 'soft' }, 'not linked'), one.where && el('span', { class: 'soft' }, one.where)),
      one.where ? pairs(Object.entries(one.facts)) : el('p', { class: 'soft' }, 'Not in a registry asked, or none was.')),
    one.arms.length > 0 && section('Arms', el('ul', null, one.arms.map(([label, together]) => el('li', null, own(label), together && [': ', own(together)])))),
    one.findings.length > 0 && section('Remarks', one.findings.map((each) => finding(each))),
    section('Where it is printed', one.mentions.length ? one.mentions.map(([mention, claimId, where, fields]) => el('div', { class: 'card' }, el('p', null, where, claimId && has(data.claims, claimId) && [' · ', to(claimId, 'the claim')]), pairs(Object.entries(fields)), tableOf(mention) && decideForm(mention))) : el('p', { class: 'soft' }, 'Nowhere.')),
  ];
}

function remark(id) {
  const { about } = data.findings[id];
  const claims = about.filter((each) => has(data.claims, each)).slice(0, 3);
  const references = about.filter((each) => has(data.references, each)).slice(0, 4);
  const trials = about.filter((each) => has(data.trials, each)).slice(0, 3);
  return [
    section(null, finding(id)),
    claims.length > 0 && section(claims.length === 1 ? 'The claim' : 'The claims', claims.map((each) => el('div', { class: `card e-${data.claims[each].state}` }, claimText(data.claims[each]), crop(each), el('p', null, to(each, 'Open this claim with all it leans on'))))),
    references.length > 0 && section(references.length === 1 ? 'The reference' : 'The references', references.map((each) => el('div', { class: `card e-${data.references[each].state}` }, el('h4', null, referenceTitle(each)), referenceBody(each), crop(each)))),
    trials.length > 0 && section('The trial', trials.map(trialCard)),
  ];
}

function panelContent(id) {
  switch (kindOf(id)) {
    case 'claims': return ['Claim', claim(id)];
    case 'links': return [`Claim and reference ${has(data.references, data.links[id].reference) ? data.references[data.links[id].reference].name : ''}`, [section('The work', link(id)), has(data.claims, data.links[id].claim) && claim(data.links[id].claim)]];
    case 'references': return [`Reference ${data.references[id].name}`, reference(id)];
    case 'findings': return ['Remark', remark(id)];
    case 'trials': return [id, trial(id)];
    default: return null;
  }
}

const wide = matchMedia('(min-width: 62rem)');
let openId = null;
let cameFrom = null;

function showPanel(id, { focus = true } = {}) {
  const content = panelContent(id);
  if (!content) return false;
  if (openId === null && document.activeElement && document.activeElement !== document.body) cameFrom = document.activeElement;
  openId = id;
  $('panel-title').textContent = shown(content[0]);
  $('panel-body').replaceChildren(...content[1].flat(3).filter(Boolean));
  $('panel-body').scrollTop = 0;
  if (!$('panel').open) { if (wide.matches) $('panel').show(); else $('panel').showModal(); }
  document.body.classList.add('beside');
  for (const before of document.querySelectorAll('.chosen')) before.classList.remove('chosen');
  for (const one of document.querySelectorAll(`[data-claim="${CSS.escape(id)}"], .item[id="${CSS.escape(id)}"]`)) one.classList.add('chosen');
  if (focus) $('panel-title').focus({ preventScroll: true });
  return true;
}

function hidePanel() {
  if (openId === null) return;
  openId = null;
  if ($('panel').open) $('panel').close();
  document.body.classList.remove('beside');
  for (const before of document.querySelectorAll('.chosen')) before.classList.remove('chosen');
  if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
  cameFrom = null;
}
