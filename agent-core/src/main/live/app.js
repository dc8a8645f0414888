// The live page: asks for the page of metrics while somebody looks, and shows what it says.

import {boardOf} from './boards.js';
import {Charts} from './charts.js';
import {Reader} from './exposition.js';
import {configuration, Families, showCollectors, showFacts, showFilesystems} from './panels.js';

const byId = (id) => document.getElementById(id);

// By origin and path, not relative: browsers refuse to ask by an address that has a login in it.
const here = location.origin + location.pathname;
const metrics = new URL(byId('links').querySelector('a').getAttribute('href'), here);

/** One page, and the one before it for rates. */
class Snapshot {
  constructor(families, time, before) {
    this.families = families;
    this.time = time;
    this.before = before;
    this.values = null;
  }

  has(name) {
    return this.families.has(name);
  }

  /** Those of a family, or of the sums or counts of a summary or histogram. */
  samples(name) {
    const family = this.families.get(name);
    if (family !== undefined) {
      return family.samples;
    }
    const whole = this.families.get(name.replace(/_(sum|count|bucket)$/, ''));
    return whole === undefined ? [] : whole.samples.filter((sample) => sample.name === name);
  }

  first(name) {
    return this.samples(name)[0];
  }

  value(name) {
    const sample = this.first(name);
    return sample === undefined ? NaN : sample.value;
  }

  /** Different values of a label. */
  count(name, label) {
    return new Set(this.samples(name).map((sample) => sample.labels[label])).size;
  }

  single(name, value) {
    return Number.isFinite(value) ? new Map([[name, value]]) : new Map();
  }

  /** Growth per second since the page before; a counter that fell began anew. */
  growth(sample) {
    if (this.before === null) {
      return NaN;
    }
    const old = this.before.byKey().get(sample.key);
    if (old === undefined) {
      return NaN;
    }
    const grown = sample.value >= old ? sample.value - old : sample.value;
    return grown / this.seconds();
  }

  /** Time since the page before: by the host's clock where the page has it, which no network delays. */
  seconds() {
    const host = this.value('node_time_seconds') - this.before.value('node_time_seconds');
    return host > 0 ? host : (this.time - this.before.time) / 1000;
  }

  /** Growth of all samples of a family together. */
  total(name) {
    let sum = 0;
    for (const sample of this.samples(name)) {
      const growth = this.growth(sample);
      sum += Number.isFinite(growth) ? growth : 0;
    }
    return sum;
  }

  byKey() {
    if (this.values === null) {
      this.values = new Map();
      for (const family of this.families.values()) {
        for (const sample of family.samples) {
          this.values.set(sample.key, sample.value);
        }
      }
    }
    return this.values;
  }

  rate(name) {
    const sample = this.first(name);
    return sample === undefined ? NaN : this.growth(sample);
  }

  /** Of requests, the percentage that was no miss. */
  share(requests, misses) {
    const all = this.rate(requests);
    return all > 0 ? 100 * (1 - this.rate(misses) / all) : NaN;
  }

  /** Of two counters, the percentage that is the first's. */
  part(hits, misses) {
    const good = this.rate(hits);
    const all = good + this.rate(misses);
    return all > 0 ? 100 * good / all : NaN;
  }

  /** Puts the values of a chart's line, or of the lines of a label, into a map; what is shown already stays. */
  take(line, shown, into) {
    if (typeof line.of === 'function') {
      for (const [name, value] of line.of(this)) {
        into.set(name, value);
      }
      return;
    }
    const times = typeof line.times === 'function' ? line.times(this) : line.times || 1;
    const sums = new Map();
    for (const sample of this.samples(line.of)) {
      if (line.where !== undefined && !line.where(sample.labels)) {
        continue;
      }
      const value = times * (line.rate ? this.growth(sample) : sample.value);
      if (!Number.isFinite(value) || (line.positive && value <= 0)) {
        continue;
      }
      const name = this.nameOf(line, sample);
      sums.set(name, (sums.get(name) || 0) + value);
    }
    let entries = [...sums];
    if (line.top !== undefined && entries.length > line.top) {
      entries = entries.sort((a, b) => b[1] - a[1])
          .filter(([name, value], i) => (i < line.top && value > 0) || shown.has(name));
    }
    for (const [name, value] of entries) {
      into.set(name, value);
    }
  }

  nameOf(line, sample) {
    if (line.by === '*') {
      const labels = Object.entries(sample.labels).map(([k, v]) => k + '=' + v).join(' ');
      return (sample.name === line.of ? '' : sample.name.slice(line.of.length + 1) + ' ') + labels || sample.name;
    }
    const label = line.by === undefined ? '' : sample.labels[line.by] || '';
    return (label || line.as || line.of) + (line.suffix || '');
  }
}

class App {
  constructor() {
    this.reader = new Reader();
    this.charts = new Charts(byId('charts'), (name) => this.families.dropped(name));
    this.families = new Families(this.charts);
    this.before = null;
    this.paused = false;
    this.timer = 0;
    this.asking = null;
    configuration(new URL('./-/live/config', here));
    this.control();
    this.poll();
  }

  control() {
    byId('interval').addEventListener('change', () => this.poll());
    byId('window').addEventListener('change', (e) => this.charts.show(Number(e.target.value)));
    byId('pause').addEventListener('click', () => this.pause(!this.paused));
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        this.stop();
      } else if (!this.paused) {
        this.poll();
      }
    });
    document.addEventListener('keydown', (e) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
      if (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey) {
        e.preventDefault();
        byId('search').focus();
      } else if (e.key === 'Escape' && e.target.id === 'search') {
        e.target.value = '';
        this.families.filter();
      }
    });
  }

  pause(on) {
    this.paused = on;
    const button = byId('pause');
    button.setAttribute('aria-pressed', String(on));
    button.textContent = on ? 'Go on' : 'Pause';
    if (on) {
      this.stop();
      state('paused', 'Paused');
    } else {
      this.poll();
    }
  }

  stop() {
    clearTimeout(this.timer);
    if (this.asking !== null) {
      this.asking.abort();
      this.asking = null;
    }
  }

  async poll() {
    this.stop();
    if (this.paused || document.hidden) {
      return;
    }
    const interval = 1000 * Number(byId('interval').value);
    const asking = new AbortController();
    this.asking = asking;
    const begin = performance.now();
    const giveUp = setTimeout(() => asking.abort(new Error('no answer in ' + Math.max(15, interval / 1000) + ' s')), Math.max(15000, interval));
    try {
      const answer = await fetch(metrics, {headers: {Accept: 'text/plain;version=0.0.4'}, cache: 'no-store', signal: asking.signal});
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error('status ' + answer.status + ': ' + text.slice(0, 200));
      }
      this.show(text, Date.now() - (performance.now() - begin) / 2, (performance.now() - begin) / 1000);
    } catch (e) {
      if (this.asking !== asking) {
        return;
      }
      this.failed(e);
    } finally {
      clearTimeout(giveUp);
    }
    if (this.asking === asking) {
      this.asking = null;
      this.timer = setTimeout(() => this.poll(), Math.max(100, interval - (performance.now() - begin)));
    }
  }

  show(text, time, seconds) {
    const {families, samples} = this.reader.read(text);
    const snapshot = new Snapshot(families, time, this.before);
    this.charts.define(boardOf(snapshot));
    this.charts.add(snapshot);
    showFacts(snapshot, {bytes: text.length, samples, seconds});
    showFilesystems(snapshot);
    const failed = showCollectors(snapshot);
    this.families.show(snapshot);
    snapshot.before = null;
    this.before = snapshot;
    byId('notice').hidden = true;
    const down = snapshot.value('mysql_up') === 0 || snapshot.value('redis_up') === 0;
    if (down) {
      state('bad', 'The agent answers, its database does not');
    } else if (failed > 0) {
      state('warn', failed === 1 ? 'One collector fails' : failed + ' collectors fail');
    } else {
      state('good', 'All well');
    }
    document.documentElement.dataset.pages = String(1 + Number(document.documentElement.dataset.pages || 0));
  }

  failed(e) {
    state('bad', 'No answer');
    const notice = byId('notice');
    notice.textContent = 'The page of metrics could not be had: ' + (e.message || e);
    notice.hidden = false;
    this.charts.gap(Date.now());
  }
}

function state(kind, text) {
  const element = byId('state');
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.className = 'state ' + kind;
}

new App();
