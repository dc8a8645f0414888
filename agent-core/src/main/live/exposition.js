// Reads the text format 0.0.4. What a line's name and labels mean is kept between pages: only numbers change.

const SUFFIXES = ['_bucket', '_sum', '_count'];

export class Reader {
  constructor() {
    this.known = new Map();
  }

  /** Families by name: {name, help, type, samples: [{name, labels, key, value}]}. */
  read(text) {
    const families = new Map();
    const known = new Map();
    let current = null;
    let start = 0;
    let samples = 0;
    while (start < text.length) {
      let end = text.indexOf('\n', start);
      if (end < 0) {
        end = text.length;
      }
      const line = text.slice(start, end);
      start = end + 1;
      if (line.startsWith('# HELP ') || line.startsWith('# TYPE ')) {
        const space = line.indexOf(' ', 7);
        const name = space < 0 ? line.slice(7) : line.slice(7, space);
        const rest = space < 0 ? '' : line.slice(space + 1);
        current = family(families, name);
        if (line[2] === 'H') {
          current.help = unescapeHelp(rest);
        } else {
          current.type = rest;
        }
      } else if (line !== '' && line[0] !== '#') {
        const split = endOfSeries(line);
        if (split < 0) {
          continue;
        }
        const key = line.slice(0, split);
        let series = this.known.get(key) || known.get(key);
        if (series === undefined) {
          series = parseSeries(key);
        }
        known.set(key, series);
        if (current === null || !belongs(series.name, current)) {
          current = family(families, series.name);
        }
        current.samples.push({...series, key, value: number(line.slice(split + 1))});
        samples++;
      }
    }
    this.known = known;
    return {families, samples};
  }
}

function family(families, name) {
  let found = families.get(name);
  if (found === undefined) {
    found = {name, help: '', type: 'untyped', samples: []};
    families.set(name, found);
  }
  return found;
}

function belongs(name, current) {
  if (name === current.name) {
    return true;
  }
  return (current.type === 'histogram' || current.type === 'summary')
      && SUFFIXES.some((suffix) => name === current.name + suffix);
}

// The blank after name and labels: label values may hold blanks and braces.
function endOfSeries(line) {
  const brace = line.indexOf('{');
  const blank = line.indexOf(' ');
  if (brace < 0 || (blank >= 0 && blank < brace)) {
    return blank;
  }
  let quoted = false;
  for (let i = brace; i < line.length; i++) {
    const c = line[i];
    if (quoted && c === '\\') {
      i++;
    } else if (c === '"') {
      quoted = !quoted;
    } else if (c === '}' && !quoted) {
      return i + 1;
    }
  }
  return -1;
}

function parseSeries(key) {
  const brace = key.indexOf('{');
  if (brace < 0) {
    return {name: key, labels: {}};
  }
  const labels = {};
  const pattern = /([^\s,{}="]+)\s*=\s*"((?:[^"\\]|\\.)*)"/g;
  for (let match = pattern.exec(key); match !== null; match = pattern.exec(key)) {
    labels[match[1]] = match[2].replace(/\\(.)/g, (all, c) => (c === 'n' ? '\n' : c));
  }
  return {name: key.slice(0, brace).trim(), labels};
}

function number(text) {
  const value = text.trim().split(' ')[0];
  switch (value) {
    case '+Inf':
      return Infinity;
    case '-Inf':
      return -Infinity;
    case 'NaN':
      return NaN;
    default:
      return Number(value);
  }
}

function unescapeHelp(text) {
  return text.replace(/\\(.)/g, (all, c) => (c === 'n' ? '\n' : c === '\\' ? '\\' : all));
}
