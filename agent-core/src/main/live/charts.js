// Charts of what the pages said so far. History is kept here, in the browser, and nowhere else.

const MOST_LINES = 8;
const LONGEST_MILLIS = 3600_000;
const SHORTEST_MILLIS = 20_000;

export class Charts {
  constructor(root, onDrop) {
    this.root = root;
    this.onDrop = onDrop;
    this.charts = new Map();
    this.windowSeconds = 900;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.recolour());
    this.recolour();
  }

  /** Makes the charts of a board, in its order; those that stay keep their history. */
  define(board) {
    for (const definition of board) {
      if (!this.charts.has(definition.title)) {
        this.charts.set(definition.title, new LiveChart(definition, this));
      }
    }
  }

  /** A chart of a family that the reader asked for. */
  toggle(family) {
    const title = family.name;
    const chart = this.charts.get(title);
    if (chart !== undefined) {
      this.drop(title);
      return false;
    }
    const rate = family.type === 'counter';
    this.charts.set(title, new LiveChart({
      title, own: true, unit: rate ? 'per second' : unitOf(title),
      lines: [{of: title, rate, by: '*', top: MOST_LINES}],
    }, this));
    return true;
  }

  drop(title) {
    this.charts.get(title).remove();
    this.charts.delete(title);
    this.onDrop(title);
  }

  add(snapshot) {
    for (const chart of this.charts.values()) {
      chart.add(snapshot);
    }
  }

  /** A page did not come: a gap, not a line across it. */
  gap(time) {
    for (const chart of this.charts.values()) {
      chart.gap(time);
    }
  }

  show(seconds) {
    this.windowSeconds = seconds;
    this.redraw();
  }

  recolour() {
    const style = getComputedStyle(document.documentElement);
    this.colours = [];
    for (let i = 1; i <= MOST_LINES; i++) {
      this.colours.push(style.getPropertyValue('--line-' + i).trim());
    }
    this.grid = style.getPropertyValue('--grid').trim();
    this.text = style.getPropertyValue('--quiet').trim();
    Chart.defaults.color = this.text;
    Chart.defaults.font.family = style.getPropertyValue('--font').trim();
    Chart.defaults.font.size = 11;
    this.redraw();
  }

  redraw() {
    for (const chart of this.charts.values()) {
      chart.draw();
    }
  }
}

class LiveChart {
  constructor(definition, owner) {
    this.definition = definition;
    this.owner = owner;
    this.lines = new Map();
    this.off = new Set();
    this.times = [];
    this.element = element('figure', 'chart');
    const caption = element('figcaption');
    const title = element('h3');
    title.textContent = definition.title;
    const unit = element('span', 'quiet');
    unit.textContent = definition.unit;
    caption.append(title, unit);
    if (definition.own) {
      const close = element('button', 'close');
      close.type = 'button';
      close.textContent = 'Remove';
      close.setAttribute('aria-label', 'Remove the chart ' + definition.title);
      close.addEventListener('click', () => owner.drop(definition.title));
      caption.append(close);
    }
    this.canvas = element('canvas');
    this.canvas.setAttribute('role', 'img');
    const box = element('div', 'canvas');
    box.append(this.canvas);
    this.legend = element('ul', 'legend');
    this.element.append(caption, box, this.legend);
    this.element.hidden = true;
    if (definition.own) {
      owner.root.prepend(this.element);
    } else {
      owner.root.append(this.element);
    }
    this.chart = null;
  }

  remove() {
    if (this.chart !== null) {
      this.chart.destroy();
    }
    this.element.remove();
  }

  add(snapshot) {
    const values = new Map();
    for (const line of this.definition.lines) {
      snapshot.take(line, this.lines, values);
    }
    this.push(snapshot.time, values);
    const max = this.definition.max;
    this.max = typeof max === 'function' ? max(snapshot) : max;
    if (this.element.hidden && this.hasSomething()) {
      this.element.hidden = false;
    }
    this.draw();
  }

  gap(time) {
    this.push(time, new Map());
    this.draw();
  }

  hasSomething() {
    for (const line of this.lines.values()) {
      if (this.definition.whenMoving ? line.some((v) => v > 0) : line.some((v) => v !== null)) {
        return true;
      }
    }
    return false;
  }

  push(time, values) {
    this.times.push(time);
    for (const [name, value] of values) {
      if (!this.lines.has(name) && this.lines.size < 2 * MOST_LINES) {
        this.lines.set(name, new Array(this.times.length - 1).fill(null));
      }
      const line = this.lines.get(name);
      if (line !== undefined) {
        line.push(Number.isFinite(value) ? this.clamp(value) : null);
      }
    }
    for (const line of this.lines.values()) {
      if (line.length < this.times.length) {
        line.push(null);
      }
    }
    // the longest window there is to choose
    while (this.times.length > 0 && this.times[0] < time - LONGEST_MILLIS) {
      this.times.shift();
      for (const [name, line] of this.lines) {
        line.shift();
        if (line.every((v) => v === null)) {
          this.lines.delete(name);
        }
      }
    }
  }

  /** A percentage that two readings a little too close came to is not more than all. */
  clamp(value) {
    return this.definition.unit === 'percent' && this.definition.max === 100 ? Math.min(value, 100) : value;
  }

  draw() {
    if (this.element.hidden || this.times.length === 0) {
      return;
    }
    const now = this.times[this.times.length - 1];
    // not more of the past than there is, but for the first moments
    const oldest = Math.min(this.times[0], now - SHORTEST_MILLIS);
    const from = Math.max(now - this.owner.windowSeconds * 1000, oldest);
    let first = this.times.findIndex((t) => t >= from);
    if (first > 0) {
      first--;
    }
    const stacked = this.definition.stacked === true;
    const datasets = [];
    let i = 0;
    for (const [name, line] of this.lines) {
      const colour = this.owner.colours[i % this.owner.colours.length];
      const data = [];
      for (let at = first; at < line.length; at++) {
        data.push({x: this.times[at], y: line[at]});
      }
      datasets.push({
        label: name, data, borderColor: colour, backgroundColor: stacked ? colour + '66' : colour, borderWidth: 1.5,
        pointRadius: 0, pointHitRadius: 8, tension: 0, fill: stacked ? (i === 0 ? 'origin' : '-1') : false,
        borderDash: i >= this.owner.colours.length ? [4, 3] : [], hidden: this.off.has(name),
      });
      i++;
    }
    if (this.chart === null) {
      this.chart = this.make();
    }
    const scales = this.chart.options.scales;
    scales.x.min = from;
    scales.x.max = now;
    scales.x.grid.color = scales.y.grid.color = this.owner.grid;
    scales.x.ticks.color = scales.y.ticks.color = this.owner.text;
    scales.y.max = Number.isFinite(this.max) ? this.max : undefined;
    scales.y.ticks.stepSize = this.definition.unit.startsWith('bytes') ? binaryStep(this.max || peak(datasets, stacked)) : undefined;
    this.chart.data.datasets = datasets;
    this.chart.update('none');
    this.tell(datasets);
  }

  make() {
    const unit = this.definition.unit;
    return new Chart(this.canvas, {
      type: 'line',
      data: {datasets: []},
      options: {
        animation: false, parsing: false, normalized: true, maintainAspectRatio: false, spanGaps: false,
        interaction: {mode: 'index', intersect: false},
        scales: {
          x: {type: 'linear', grid: {display: false}, ticks: {maxTicksLimit: 5, maxRotation: 0, callback: (v) => clock(v)}},
          y: {
            beginAtZero: true, stacked: this.definition.stacked === true, grid: {}, border: {display: false},
            ticks: {maxTicksLimit: 5, callback: (v) => format(v, unit)},
          },
        },
        plugins: {
          legend: {display: false},
          tooltip: {callbacks: {
            title: (items) => (items.length > 0 ? clock(items[0].parsed.x) : ''),
            label: (item) => item.dataset.label + ': ' + format(item.parsed.y, unit),
          }},
        },
      },
    });
  }

  /** The values in words: beside the chart for all, and as its name for who cannot see it. */
  tell(datasets) {
    const words = [];
    datasets.forEach((dataset, i) => {
      let item = this.legend.children[i];
      if (item === undefined) {
        item = this.legendItem();
        this.legend.append(item);
      }
      const last = dataset.data.length === 0 ? null : dataset.data[dataset.data.length - 1].y;
      const value = last === null ? '–' : format(last, this.definition.unit);
      const button = item.firstChild;
      button.dataset.line = dataset.label;
      button.setAttribute('aria-pressed', String(!this.off.has(dataset.label)));
      button.children[1].textContent = dataset.label;
      button.children[2].textContent = value;
      button.children[0].style.backgroundColor = dataset.borderColor;
      words.push(dataset.label + ' ' + value);
    });
    while (this.legend.children.length > datasets.length) {
      this.legend.lastChild.remove();
    }
    this.canvas.setAttribute('aria-label', this.definition.title + ', ' + this.definition.unit + ': ' + words.join(', '));
  }

  legendItem() {
    const item = element('li');
    const button = element('button');
    button.type = 'button';
    button.append(element('i'), element('span'), element('b'));
    button.addEventListener('click', () => {
      const name = button.dataset.line;
      if (!this.off.delete(name)) {
        this.off.add(name);
      }
      this.draw();
    });
    item.append(button);
    return item;
  }
}

export function element(name, className) {
  const made = document.createElement(name);
  if (className !== undefined) {
    made.className = className;
  }
  return made;
}

/** The largest value, or of stacked lines the most that they can come to. */
function peak(datasets, stacked) {
  const peaks = datasets.map((set) => set.data.reduce((most, point) => Math.max(most, point.y || 0), 0));
  return peaks.reduce((a, b) => (stacked ? a + b : Math.max(a, b)), 0);
}

/** A power of two that makes about four steps, so that the labels are whole numbers of a binary unit. */
function binaryStep(most) {
  return most > 0 ? 2 ** Math.ceil(Math.log2(most / 4)) : undefined;
}

function unitOf(name) {
  return name.endsWith('_bytes') ? 'bytes' : name.endsWith('_seconds') ? 'seconds' : 'count';
}

function clock(millis) {
  return new Date(millis).toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false});
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const DECIMAL = ['', 'k', 'M', 'G', 'T'];

function scaled(value, base, names) {
  let i = 0;
  let rest = value;
  while (Math.abs(rest) >= base && i < names.length - 1) {
    rest /= base;
    i++;
  }
  const digits = Math.abs(rest) >= 100 || Number.isInteger(rest) ? 0 : Math.abs(rest) >= 1 || rest === 0 ? 1 : 3;
  return Number(rest.toFixed(digits)) + (names[i] === '' ? '' : ' ' + names[i]);
}

export function format(value, unit) {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  switch (unit) {
    case 'percent':
      return value.toFixed(value !== 0 && Math.abs(value) < 10 ? 1 : 0) + ' %';
    case 'bytes':
      return scaled(value, 1024, BINARY);
    case 'bytes/s':
      return scaled(value, 1024, BINARY) + '/s';
    case 'seconds':
      return value !== 0 && Math.abs(value) < 1 ? scaled(value * 1000, 1e9, ['ms']) : scaled(value, 1e9, ['s']);
    default:
      return scaled(value, 1000, DECIMAL);
  }
}

export function duration(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  return days > 0 ? days + ' d ' + hours + ' h' : hours > 0 ? hours + ' h ' + minutes + ' min' : minutes > 0
    ? minutes + ' min' : Math.floor(seconds) + ' s';
}
