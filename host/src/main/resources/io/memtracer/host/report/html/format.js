// Numbers for people, as the text report writes them.
const BINARY = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];
const SILENT_UNITS = new Set(['none', 'count', 'text', 'program', 'bytes', 'ratio', 'nanos', 'code-address', 'data-address']);

function threeDigits(value) {
  const size = Math.abs(value);
  return size >= 99.95 ? grouped(value, 0) : value.toFixed(size >= 9.995 ? 1 : 2);
}

function grouped(value, digits) {
  return value.toLocaleString('en-US', {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

function plain(value) {
  if (Number.isInteger(value)) {
    return grouped(value, 0);
  }
  const size = Math.abs(value);
  return size < 0.001 ? value.toPrecision(3) : grouped(value, size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

function percent(ratio) {
  if (ratio > 0 && ratio < 0.0005) {
    return '<0.1%';
  }
  return ratio < 1 && ratio >= 0.9995 ? '>99.9%' : (ratio * 100).toFixed(1) + '%';
}

function bytes(value) {
  if (Math.abs(value) < 1024) {
    return plain(value) + ' B';
  }
  let scaled = value / 1024;
  let prefix = 0;
  while (Math.abs(scaled) >= 999.5 && prefix < BINARY.length - 1) {
    scaled /= 1024;
    prefix++;
  }
  return (Number.isInteger(scaled) ? grouped(scaled, 0) : threeDigits(scaled)) + ' ' + BINARY[prefix];
}

function nanos(value) {
  const size = Math.abs(value);
  if (size < 1e3) {
    return plain(value) + ' ns';
  } else if (size < 999500) {
    return threeDigits(value / 1e3) + ' µs';
  } else if (size < 999500000) {
    return threeDigits(value / 1e6) + ' ms';
  } else if (size < 60e9) {
    return threeDigits(value / 1e9) + ' s';
  }
  const seconds = Math.round(value / 1e9);
  return Math.floor(seconds / 60) + ' min ' + seconds % 60 + ' s';
}

/** A value under a heading that says what it counts. */
function cell(value, unit) {
  if (value === null || value === undefined) {
    return '';
  } else if (typeof value === 'string') {
    return value;
  } else if (unit === 'bytes') {
    return bytes(value);
  } else if (unit === 'ratio') {
    return percent(value);
  }
  return unit === 'nanos' ? nanos(value) : plain(value);
}

/** What a unit's numbers count, beside them; nothing where the number says it. */
function unitWord(unit) {
  return SILENT_UNITS.has(unit) ? '' : unit.replaceAll('-', ' ');
}

function withUnit(value, unit) {
  const word = unitWord(unit);
  return cell(value, unit) + (word ? ' ' + word : '');
}

/** For axes, where room is short: 20 M. */
function short(value, unit) {
  if (unit === 'ratio') {
    return +(value * 100).toPrecision(3) + '%';
  } else if (unit === 'bytes') {
    return bytes(value);
  } else if (unit === 'nanos') {
    return nanos(value);
  }
  const size = Math.abs(value);
  for (const [limit, letter] of [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
    if (size >= limit) {
      return +(value / limit).toPrecision(3) + ' ' + letter;
    }
  }
  return String(+value.toPrecision(3));
}

/** What tells that a file is the guest's stays with its name. */
function lastPart(path) {
  return (path.startsWith('guest:') ? 'guest:' : '') + path.substring(path.lastIndexOf('/') + 1);
}

/** What lies at an address of code, as the text report says it. */
function codeName(name) {
  const image = lastPart(name.image);
  if (name.function === null) {
    return image + '+0x' + name.imageOffset.toString(16);
  }
  return (name.inlined.length ? name.inlined[0] + ' in ' : '')
      + name.function + '+0x' + name.functionOffset.toString(16)
      + ' ' + (name.file === null ? image : lastPart(name.file) + ':' + name.line);
}

/** All things that an address of data was, one after another. */
function inTurn(name) {
  return [name, ...name.later || []];
}

/** What lies at an address of data, as the text report says it. */
function dataName(name) {
  return inTurn(name).map(dataNameAlone).join(', then ') + (name.laterUnnamed ? ', then ' + name.laterUnnamed + ' more' : '');
}

function dataNameAlone(name) {
  const owner = lastPart(name.owner);
  const offset = name.offset === null ? '' : '+0x' + name.offset.toString(16);
  return name.symbol === null ? owner + offset : name.symbol + offset + ' ' + owner;
}
