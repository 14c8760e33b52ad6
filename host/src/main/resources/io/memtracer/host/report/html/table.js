// Tables that are sorted by a click on a heading and filtered by what is typed.
const ROWS_AT_FIRST = 20;
const ROWS_TO_FILTER = 6;

const isText = unit => unit === 'text' || unit === 'program';
const isAddress = unit => unit === 'code-address' || unit === 'data-address';

/** Addresses and numbers by value, text by letters. */
function compareCells(left, right, unit) {
  if (isAddress(unit)) {
    const a = BigInt(left);
    const b = BigInt(right);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return isText(unit) ? String(left).localeCompare(String(right)) : left - right;
}

function rowWords(table, row) {
  return table.columns
      .map(column => cell(row[column.key], column.unit) + ' ' + nameInRow(row, column))
      .join(' ')
      .toLowerCase();
}

function nameInRow(row, column) {
  const code = row.codeNames && row.codeNames[column.key];
  const data = row.dataNames && row.dataNames[column.key];
  return code ? codeName(code) : data ? dataName(data) : '';
}

function whoseInRow(row, column) {
  const code = row.codeNames && row.codeNames[column.key];
  return code ? code.file || code.image
      : inTurn(row.dataNames[column.key]).map(thing => thing.owner).join(', then ');
}

/** Columns in which no row says anything aren't shown. */
function columnsShown(table) {
  return table.columns.filter(
      column => !isText(column.unit) || !table.rows.length || table.rows.some(row => row[column.key] !== ''));
}

function sortedRows(table, view) {
  let rows = table.rows.filter(row => modeShown(row.mode));
  const words = (view.filter || '').toLowerCase();
  if (words) {
    rows = rows.filter(row => rowWords(table, row).includes(words));
  }
  const column = table.columns.find(some => some.key === view.sort);
  if (column) {
    const sign = view.descending ? -1 : 1;
    rows = [...rows].sort((a, b) => sign * compareCells(a[column.key], b[column.key], column.unit));
  }
  return rows;
}

function tableCell(row, column, largest) {
  const value = row[column.key];
  const text = cell(value, column.unit);
  const name = nameInRow(row, column);
  const td = el('td', {class: isText(column.unit) ? 'text' : isAddress(column.unit) ? 'address' : 'number'}, text);
  if (typeof value === 'number' && !Number.isInteger(value) || Math.abs(value) >= 1024 && column.unit === 'bytes') {
    td.title = String(value);
  }
  if (name) {
    td.append(el('span', {class: 'name', title: whoseInRow(row, column)}, name));
  }
  if (column.unit === 'ratio' && largest > 0) {
    td.classList.add('bar');
    td.style.setProperty('--part', (100 * Math.max(0, value) / largest).toFixed(1) + '%');
  }
  return td;
}

function heading(column, view, redraw) {
  const sorted = view.sort === column.key;
  const sort = () => {
    view.descending = sorted ? !view.descending : !isText(column.unit);
    view.sort = column.key;
    redraw(column.key);
  };
  return el(
      'th',
      {scope: 'col', class: isText(column.unit) ? 'text' : isAddress(column.unit) ? 'address' : 'number',
       'aria-sort': sorted ? (view.descending ? 'descending' : 'ascending') : 'none'},
      el('button', {type: 'button', 'data-column': column.key, title: 'Sort by ' + column.label, onclick: sort}, column.label));
}

/** Rows as a table; the path is where what was sorted and filtered is kept. */
function tableView(table, path) {
  const view = viewOf(path);
  const box = el('div', {class: 'table-box'});
  const columns = columnsShown(table);
  const largest = Object.fromEntries(
      columns.map(column => [column.key, table.rows.reduce((most, row) => Math.max(most, +row[column.key] || 0), 0)]));
  const redraw = focused => {
    const rows = sortedRows(table, view);
    const some = view.all ? rows : rows.slice(0, ROWS_AT_FIRST);
    box.replaceChildren(el('table', {},
        el('caption', {class: table.title ? 'title' : 'unseen'}, table.title || 'Table'),
        el('thead', {}, el('tr', {}, columns.map(column => heading(column, view, redraw)))),
        el('tbody', {}, some.length
            ? some.map(row => el('tr', {}, columns.map(column => tableCell(row, column, largest[column.key]))))
            : el('tr', {}, el('td', {class: 'text none', colspan: columns.length}, 'no rows')))));
    if (rows.length > ROWS_AT_FIRST) {
      box.append(el('button', {type: 'button', class: 'more', onclick: () => { view.all = !view.all; redraw(); }},
          view.all ? 'Show the first ' + ROWS_AT_FIRST : 'Show all ' + grouped(rows.length, 0) + ' rows'));
    }
    if (focused) {
      box.querySelector('[data-column="' + CSS.escape(focused) + '"]').focus();
    }
  };
  redraw();
  if (table.rows.length < ROWS_TO_FILTER) {
    return box;
  }
  const filter = el('input', {type: 'search', class: 'filter', placeholder: 'filter', 'data-path': path,
      'aria-label': 'Show only rows of ' + (table.title || 'this table') + ' with', value: view.filter || '',
      oninput: event => { view.filter = event.target.value; redraw(); }});
  return el('div', {class: 'filtered'}, filter, box);
}
