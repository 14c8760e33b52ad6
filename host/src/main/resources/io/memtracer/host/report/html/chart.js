// Pictures of lines and bars, drawn by uPlot.
const CHART_HEIGHT = 240;
const MOST_MARKS = 8;
let charts = [];

function forgetCharts() {
  for (const chart of charts) {
    chart.destroy();
  }
  charts = [];
}

function axisStyle() {
  return {stroke: styled('--dim'), font: '12px system-ui, sans-serif', grid: {stroke: styled('--grid'), width: 1},
    ticks: {stroke: styled('--grid'), width: 1}};
}

/** Puts a chart where it has a size, and gives it a new one when that changes. */
function place(box, options, data, path) {
  const view = viewOf(path);
  const chart = new uPlot({width: view.width || 600, height: CHART_HEIGHT, ...options}, data, box);
  charts.push(chart);
  requestAnimationFrame(() => {
    fit(chart, box);
    view.width = chart.width;
  });
  legendKeys(chart, path);
  return chart;
}

function fit(chart, box) {
  const width = Math.floor(box.clientWidth);
  if (width > 0 && width !== chart.width) {
    chart.setSize({width, height: chart.height});
  }
}

new ResizeObserver(() => charts.forEach(chart => fit(chart, chart.root.parentElement))).observe(document.documentElement);

/** Lines are switched on and off by keys, too, and stay so. */
function legendKeys(chart, path) {
  const view = viewOf(path);
  view.hidden = view.hidden || new Set();
  chart.root.querySelectorAll('.u-legend th').forEach((th, index) => {
    if (index === 0) {
      return;
    }
    th.tabIndex = 0;
    th.setAttribute('role', 'button');
    th.setAttribute('aria-label', 'Show or hide ' + th.textContent);
    th.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        th.click();
      }
    });
  });
}

/** What a screen reader says of a line. */
function lineInWords(line, unit) {
  const values = line.values.filter(value => value !== null);
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const least = values.reduce((some, value) => Math.min(some, value), Infinity);
  const most = values.reduce((some, value) => Math.max(some, value), -Infinity);
  return line.label + ': from ' + withUnit(least, unit) + ' to ' + withUnit(most, unit)
      + ', mean ' + withUnit(mean, unit);
}

/** A picture with a title, words for those who don't see it, keys, and its figures as a table. */
function figure(item, path, words, figures) {
  const told = el('div', {class: 'unseen', 'aria-live': 'polite'});
  const box = el('div', {class: 'chart', tabindex: 0, 'data-path': path, role: 'img', 'aria-label': item.title + '. ' + words});
  const table = el('details', {ontoggle: event => {
    viewOf(path).table = event.target.open;
    if (event.target.open && !event.target.querySelector('table')) {
      event.target.append(tableView(figures(), path + '/figures'));
    }
  }}, el('summary', {}, 'Figures'));
  table.open = Boolean(viewOf(path).table);
  return {box, told, element: el('figure', {id: anchor(path), class: 'picture'},
      el('figcaption', {class: 'title'}, item.title), box, told, table)};
}

/** Left and right go from point to point, and each is said. */
function walkByKeys(box, told, chart, points, say) {
  let at = -1;
  box.addEventListener('keydown', event => {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (step && event.target === box) {
      event.preventDefault();
      at = Math.min(points - 1, Math.max(0, at + step));
      chart.setCursor({left: chart.valToPos(chart.data[0][at], 'x'), top: chart.over.clientHeight / 2});
      told.textContent = say(at);
    }
  });
}

function linesOf(item) {
  const shown = item.lines.filter(line => modeShown(line.key));
  return shown.length ? shown : item.lines;
}

function numberOf(value) {
  return typeof value === 'string' ? Number(BigInt(value)) : value;
}

/** uPlot leaves a canvas as its axes need it. */
function smallText(context) {
  context.font = 11 * devicePixelRatio + 'px system-ui, sans-serif';
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
}

/** Where a run's phases were, behind what was measured over its course. */
function phaseBands(phases) {
  return chart => {
    const context = chart.ctx;
    const {left, top, width, height} = chart.bbox;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
    smallText(context);
    phases.spans.forEach(span => {
      const from = chart.valToPos(span.from, 'x', true);
      const to = chart.valToPos(span.to, 'x', true);
      context.fillStyle = styled('--band-' + (span.phase % 6 + 1));
      context.fillRect(from, top, Math.max(1, to - from), height);
      const name = phases.names.get(span.phase) || '';
      if (to - from > context.measureText(name).width + 8 * devicePixelRatio) {
        context.fillStyle = styled('--dim');
        context.fillText(name, Math.max(from, left) + 4 * devicePixelRatio, top + 12 * devicePixelRatio);
      }
    });
    context.restore();
  };
}

/** Sizes that caches have, across a curve over sizes. */
function sizeMarks(marks) {
  return chart => {
    const context = chart.ctx;
    const {left, top, width, height} = chart.bbox;
    context.save();
    context.strokeStyle = context.fillStyle = styled('--dim');
    context.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
    smallText(context);
    marks.slice(0, MOST_MARKS).forEach((mark, index) => {
      const x = chart.valToPos(mark.size, 'x', true);
      if (x >= left && x <= left + width) {
        context.beginPath();
        context.moveTo(x, top);
        context.lineTo(x, top + height);
        context.stroke();
        const room = context.measureText(mark.label).width + 8 * devicePixelRatio;
        context.fillText(mark.label, x + room > left + width ? x - room : x + 4 * devicePixelRatio, top + (12 + 14 * (index % 3)) * devicePixelRatio);
      }
    });
    context.restore();
  };
}

function scaleOf(kind) {
  return kind === 'log' ? {distr: 3, log: 10} : {range: (chart, low, high) => [Math.min(0, low), high > 0 ? high * 1.08 : 1]};
}

/** Lines over the course of a run, or over something else. */
function linesView(item, path, about) {
  const lines = linesOf(item);
  const log = item.yScale === 'log';
  const xs = item.x.map(numberOf);
  const data = [xs, ...lines.map(line => line.values.map(value => log && value <= 0 ? null : value))];
  const {box, told, element} = figure(item, path, lines.map(line => lineInWords(line, item.yUnit)).join('. '),
      () => linesTable(item, lines));
  const hooks = about.marks && item.xUnit === 'bytes' ? {draw: [sizeMarks(about.marks)]}
      : about.phases && item.type === 'series' && item.xUnit === 'accesses' ? {drawClear: [phaseBands(about.phases)]} : {};
  const view = viewOf(path);
  const chart = place(box, {
    scales: {x: {time: false, ...(item.xScale === 'log' ? {distr: 3, log: item.xUnit === 'bytes' ? 2 : 10} : {})}, y: scaleOf(item.yScale)},
    axes: [
      {...axisStyle(), label: item.xLabel, labelSize: 20, space: 70, values: (u, splits) => splits.map(value => value === null ? '' : short(value, item.xUnit))},
      {...axisStyle(), size: 70, values: (u, splits) => splits.map(value => value === null ? '' : short(value, item.yUnit))}],
    series: [
      {label: item.xLabel, value: (u, value) => value === null || value === undefined ? '' : withUnit(value, item.xUnit)},
      ...lines.map((line, index) => ({label: line.label, stroke: colourOf(line.key, index), width: 2, points: {show: xs.length < 2},
        show: !(view.hidden || new Set()).has(line.key),
        value: (u, value) => value === null || value === undefined ? '' : withUnit(value, item.yUnit)}))],
    cursor: {sync: item.type === 'series' ? {key: item.xUnit} : undefined, drag: {x: true, y: false}},
    hooks: {...hooks, setSeries: [(u, index, changed) => {
      if (index && changed.show !== undefined) {
        changed.show ? view.hidden.delete(lines[index - 1].key) : view.hidden.add(lines[index - 1].key);
      }
    }]},
  }, data, path);
  walkByKeys(box, told, chart, xs.length, at => withUnit(xs[at], item.xUnit) + ': '
      + lines.map(line => line.label + ' ' + withUnit(line.values[at], item.yUnit)).join(', '));
  return element;
}

function linesTable(item, lines) {
  return {title: '', columns: [{key: 'x', label: item.xLabel, unit: item.xUnit},
    ...lines.map(line => ({key: 'line-' + line.key, label: line.label, unit: item.yUnit}))],
    rows: item.x.map((x, at) => Object.assign({x}, ...lines.map(line => ({['line-' + line.key]: line.values[at]}))))};
}

/** A bar for each range of values, and for what has no value. */
function histogramView(item, path) {
  const bars = [
    ...item.buckets.map(bucket => ({low: bucket.low, label: rangeOf(bucket, item.valueUnit), count: bucket.count})),
    ...item.outside.map(outside => ({label: outside.label, count: outside.count}))];
  const total = bars.reduce((sum, bar) => sum + bar.count, 0);
  const share = bar => withUnit(bar.count, item.countUnit) + ' (' + percent(bar.count / Math.max(1, total)) + ')';
  const largest = bars.reduce((most, bar) => bar.count > most.count ? bar : most, {label: 'none', count: 0});
  const {box, told, element} = figure(item, path, bars.length + ' ranges; most are of ' + largest.label + ': ' + share(largest),
      () => ({title: '', columns: [{key: 'range', label: unitWord(item.valueUnit) || 'value', unit: 'text'},
        {key: 'count', label: unitWord(item.countUnit) || 'count', unit: item.countUnit}, {key: 'share', label: 'share', unit: 'ratio'}],
        rows: bars.map(bar => ({range: bar.label, count: bar.count, share: bar.count / Math.max(1, total)}))}));
  const colour = colourOf(item.key, 0);
  const labelAt = value => Number.isInteger(value) && bars[value]
      ? bars[value].low === undefined ? bars[value].label : typeof bars[value].low === 'string' ? bars[value].low : short(bars[value].low, item.valueUnit) : '';
  const chart = place(box, {
    scales: {x: {time: false, range: (u, low, high) => [low - 0.6, high + 0.6]}, y: scaleOf('linear')},
    axes: [{...axisStyle(), space: 60, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500], values: (u, splits) => splits.map(labelAt)},
      {...axisStyle(), size: 70, values: (u, splits) => splits.map(value => short(value, item.countUnit))}],
    series: [{label: unitWord(item.valueUnit) || 'value', value: (u, value) => value === null || value === undefined || !bars[value] ? '' : bars[value].label},
      {label: unitWord(item.countUnit) || 'count', stroke: colour, fill: colour + '99', width: 1, points: {show: false},
        paths: uPlot.paths.bars({size: [0.8, 60]}),
        value: (u, value, series, at) => at === null || at === undefined || !bars[at] ? '' : share(bars[at])}],
    cursor: {drag: {x: true, y: false}},
  }, [bars.map((bar, index) => index), bars.map(bar => bar.count)], path);
  walkByKeys(box, told, chart, bars.length, at => bars[at].label + ': ' + share(bars[at]));
  return element;
}

function rangeOf(bucket, unit) {
  const low = cell(bucket.low, unit);
  const high = cell(bucket.high, unit);
  return low === high ? low : low + ' to ' + high;
}
