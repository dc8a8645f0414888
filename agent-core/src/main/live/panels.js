// The parts of the page that are not charts: facts, collectors, families, configuration.

import {duration, element, format} from './charts.js';
import {FACTS, filesystems} from './boards.js';

const MOST_SAMPLES = 200;
const byId = (id) => document.getElementById(id);

export function showFacts(snapshot, page) {
  const list = byId('target');
  const facts = FACTS.map(([name, read]) => [name, read(snapshot)]).filter(([, value]) => value !== undefined);
  facts.push(['page', format(page.bytes, 'bytes') + ', ' + page.samples + ' series, ' + format(page.seconds, 'seconds')]);
  list.replaceChildren(...facts.map(([name, value]) => {
    const fact = element('div');
    const term = element('dt');
    const text = element('dd');
    term.textContent = name;
    text.textContent = value.duration !== undefined ? duration(value.duration)
      : value.bytes !== undefined ? format(value.bytes, 'bytes') : String(value);
    fact.classList.toggle('bad', value === 'NO');
    fact.append(term, text);
    return fact;
  }));
}

export function showFilesystems(snapshot) {
  const mounts = filesystems(snapshot);
  byId('meters-section').hidden = mounts.length === 0;
  byId('meters').replaceChildren(...mounts.map((mount) => {
    const row = element('div', 'mount');
    const share = mount.used / mount.size;
    const name = element('span', 'path');
    const meter = element('meter');
    const words = element('span', 'quiet');
    name.textContent = mount.name;
    meter.max = 1;
    meter.high = 0.85;
    meter.value = share;
    meter.setAttribute('aria-label', mount.name);
    words.textContent = format(100 * share, 'percent') + ' of ' + format(mount.size, 'bytes') + ', ' + mount.type;
    row.append(name, meter, words);
    return row;
  }));
}

/** What the page says of its collectors, whatever the agent calls these families. */
function collectors(snapshot) {
  const rows = new Map();
  const row = (name) => {
    if (!rows.has(name)) {
      rows.set(name, {name, ok: true, reason: '', seconds: NaN, refused: 0});
    }
    return rows.get(name);
  };
  for (const family of snapshot.families.values()) {
    for (const sample of family.samples) {
      const name = sample.labels.collector;
      if (name === undefined) {
        break;
      }
      if (family.name.endsWith('collector_success')) {
        row(name).ok = sample.value === 1;
      } else if (family.name.endsWith('collector_duration_seconds')) {
        row(name).seconds = sample.value;
      } else if (family.name.endsWith('collector_failure_reason')) {
        row(name).reason = sample.labels.reason;
      } else if (family.name === 'sonde_scrape_collector_refused_series') {
        row(name).refused = sample.value;
      }
    }
  }
  return [...rows.values()];
}

const REASONS = {
  no_data: 'nothing of the kind here',
  error: 'failed: see the log of the agent',
  timeout: 'too late: not back when the page was due',
  stuck: 'stuck: an earlier run has not returned',
};

function verdict(row) {
  if (row.ok) {
    return row.refused > 0 ? {rank: 1, kind: 'warn', text: row.refused + ' series left out, too many'} : {rank: 2, kind: 'good', text: 'ok'};
  }
  return row.reason === 'no_data'
    ? {rank: 3, kind: 'none', text: REASONS.no_data}
    : {rank: 0, kind: 'bad', text: REASONS[row.reason] || row.reason || 'failed'};
}

/** Shows the collectors, those that failed first; gives how many did. */
export function showCollectors(snapshot) {
  const rows = collectors(snapshot).map((row) => ({...row, ...verdict(row)}));
  rows.sort((a, b) => a.rank - b.rank || b.seconds - a.seconds || a.name.localeCompare(b.name));
  const longest = rows.reduce((most, row) => Math.max(most, row.seconds || 0), 0);
  byId('collectors').tBodies[0].replaceChildren(...rows.map((row) => {
    const line = element('tr', row.kind);
    line.dataset.collector = row.name;
    const name = element('th');
    name.scope = 'row';
    name.textContent = row.name;
    const state = element('td');
    const badge = element('span', 'badge');
    badge.textContent = row.text;
    state.append(badge);
    const took = element('td', 'number');
    took.textContent = Number.isFinite(row.seconds) ? format(row.seconds, 'seconds') : '';
    const share = element('td', 'bar-column');
    const bar = element('i', 'bar');
    bar.style.width = longest > 0 ? 100 * (row.seconds || 0) / longest + '%' : '0';
    share.append(bar);
    line.append(name, state, took, share);
    return line;
  }));
  const count = (kind) => rows.filter((row) => row.kind === kind).length;
  byId('collectors-summary').textContent = rows.length === 0 ? 'The page tells of none.'
    : count('good') + ' delivered, ' + count('bad') + ' failed, ' + count('none') + ' have nothing to tell here'
      + (count('warn') > 0 ? ', ' + count('warn') + ' had too much' : '');
  return count('bad');
}

/** The families with their current values, which can be searched and charted. */
export class Families {
  constructor(charts) {
    this.charts = charts;
    this.items = new Map();
    this.search = byId('search');
    this.search.addEventListener('input', () => this.filter());
  }

  show(snapshot) {
    const list = byId('families');
    for (const [name, item] of this.items) {
      if (!snapshot.families.has(name)) {
        item.element.remove();
        this.items.delete(name);
      }
    }
    for (const family of snapshot.families.values()) {
      let item = this.items.get(family.name);
      if (item === undefined) {
        item = this.make(family);
        this.items.set(family.name, item);
        list.append(item.element);
      }
      item.family = family;
      item.value.textContent = family.samples.length === 1 ? plain(family.samples[0].value) : family.samples.length + ' series';
      if (item.element.open) {
        this.fill(item);
      }
    }
    this.filter();
  }

  make(family) {
    const details = element('details');
    details.dataset.family = family.name;
    const summary = element('summary');
    const name = element('code');
    name.textContent = family.name;
    const type = element('span', 'quiet');
    type.textContent = family.type;
    const value = element('b');
    summary.append(name, type, value);
    const help = element('p');
    help.textContent = family.help;
    const draw = element('button');
    draw.type = 'button';
    draw.textContent = 'Chart';
    draw.setAttribute('aria-pressed', 'false');
    const body = element('div', 'scroll');
    details.append(summary, help, draw, body);
    const item = {element: details, value, body, draw, family, text: (family.name + ' ' + family.help).toLowerCase()};
    draw.addEventListener('click', () => {
      const on = this.charts.toggle(item.family);
      draw.setAttribute('aria-pressed', String(on));
      if (on) {
        byId('charts').scrollIntoView();
      }
    });
    details.addEventListener('toggle', () => this.fill(item));
    return item;
  }

  /** A chart of a family was removed at the chart. */
  dropped(name) {
    const item = this.items.get(name);
    if (item !== undefined) {
      item.draw.setAttribute('aria-pressed', 'false');
    }
  }

  fill(item) {
    if (!item.element.open) {
      item.body.replaceChildren();
      return;
    }
    const table = element('table');
    const samples = item.family.samples.slice(0, MOST_SAMPLES);
    for (const sample of samples) {
      const row = table.insertRow();
      const key = element('code');
      key.textContent = sample.key;
      row.insertCell().append(key);
      const value = row.insertCell();
      value.className = 'number';
      value.textContent = plain(sample.value);
    }
    item.body.replaceChildren(table);
    if (item.family.samples.length > samples.length) {
      const more = element('p', 'quiet');
      more.textContent = 'and ' + (item.family.samples.length - samples.length) + ' more';
      item.body.append(more);
    }
  }

  filter() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter((word) => word !== '');
    let found = 0;
    for (const item of this.items.values()) {
      const match = words.every((word) => item.text.includes(word));
      item.element.hidden = !match;
      found += match ? 1 : 0;
    }
    byId('found').textContent = found + ' of ' + this.items.size;
  }
}

function plain(value) {
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? value.toLocaleString('en-US', {maximumFractionDigits: 6}) : String(value);
}

/** Asks for the configuration when the reader opens it. */
export function configuration(address) {
  const details = byId('configuration');
  const givenOnly = byId('given-only');
  let lines = [];
  const draw = () => {
    byId('settings').replaceChildren(...lines
        .filter(([, , origin]) => origin !== 'default' || !givenOnly.checked)
        .map(([name, value, origin]) => {
          const row = element('tr', origin);
          const head = element('th');
          head.scope = 'row';
          const code = element('code');
          code.textContent = name;
          head.append(code);
          const cell = element('td');
          cell.textContent = value;
          row.append(head, cell);
          return row;
        }));
  };
  givenOnly.addEventListener('change', draw);
  details.addEventListener('toggle', async () => {
    if (!details.open) {
      return;
    }
    try {
      const answer = await fetch(address, {cache: 'no-store'});
      const text = answer.ok ? await answer.text() : 'not to be had\tstatus ' + answer.status + '\tgiven\n';
      lines = text.split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
    } catch (e) {
      lines = [['not to be had', String(e), 'given']];
    }
    draw();
  });
}
