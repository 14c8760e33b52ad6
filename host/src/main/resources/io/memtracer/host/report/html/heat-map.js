// A value for each cell of a grid. uPlot has the axes, the cursor and the zoom; the cells are an image.
const HEAT_HEIGHT = 360;
// What is less than this part of the highest value is drawn alike: hot places differ by less than cold ones.
const HEAT_RANGE = 1000;
const HEAT_LIGHT = [[255, 247, 222], [254, 217, 118], [253, 141, 60], [227, 26, 28], [128, 0, 38], [60, 0, 30]];
const HEAT_DARK = [[40, 20, 60], [94, 30, 110], [170, 50, 100], [229, 92, 48], [250, 170, 40], [252, 255, 180]];

function isDark() {
  return document.documentElement.dataset.theme === 'dark';
}

/** Between the colours of a scale, 0 to 1. */
function heatColour(part) {
  const scale = isDark() ? HEAT_DARK : HEAT_LIGHT;
  const at = Math.min(1, Math.max(0, part)) * (scale.length - 1);
  const low = Math.min(scale.length - 2, Math.floor(at));
  return scale[low].map((channel, index) => Math.round(channel + (at - low) * (scale[low + 1][index] - channel)));
}

/** Counts span orders of magnitude: equal ratios are equally far apart. Nothing stays empty. */
function heatImage(map, smallest, largest) {
  const image = document.createElement('canvas');
  image.width = Math.max(1, map.x.length);
  image.height = Math.max(1, map.y.length);
  const context = image.getContext('2d');
  const pixels = context.createImageData(image.width, image.height);
  const span = Math.log(largest / smallest) || 1;
  map.values.forEach((row, y) => row.forEach((value, x) => {
    if (value > 0) {
      const at = 4 * ((image.height - 1 - y) * image.width + x);
      pixels.data.set([...heatColour(0.08 + 0.92 * Math.log(value / smallest) / span), 255], at);
    }
  }));
  context.putImageData(pixels, 0, 0);
  return image;
}

function drawHeat(chart, image) {
  const {left, top, width, height} = chart.bbox;
  const [x0, x1] = [chart.scales.x.min, chart.scales.x.max];
  const [y0, y1] = [chart.scales.y.min, chart.scales.y.max];
  chart.ctx.save();
  chart.ctx.imageSmoothingEnabled = false;
  chart.ctx.drawImage(image, x0, image.height - y1, x1 - x0, y1 - y0, left, top, width, height);
  chart.ctx.restore();
}

/** Between rows that don't follow each other in memory, a line says that something is left out. */
function heatGaps(map) {
  const last = map.yLast || [];
  return last.slice(0, -1).flatMap((end, index) => {
    const left = BigInt(map.y[index + 1]) - BigInt(end) - 1n;
    return left > 0n ? [{row: index + 1, bytes: Number(left)}] : [];
  });
}

function drawGaps(chart, gaps) {
  const {left, width} = chart.bbox;
  chart.ctx.save();
  chart.ctx.strokeStyle = styled('--dim');
  chart.ctx.lineWidth = devicePixelRatio;
  chart.ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const gap of gaps) {
    const y = chart.valToPos(gap.row, 'y', true);
    if (y > chart.bbox.top && y < chart.bbox.top + chart.bbox.height) {
      chart.ctx.beginPath();
      chart.ctx.moveTo(left, y);
      chart.ctx.lineTo(left + width, y);
      chart.ctx.stroke();
    }
  }
  chart.ctx.restore();
}

function heatLegend(smallest, largest, unit) {
  const canvas = el('canvas', {class: 'scale', width: 160, height: 10, 'aria-hidden': 'true'});
  const context = canvas.getContext('2d');
  for (let x = 0; x < canvas.width; x++) {
    context.fillStyle = 'rgb(' + heatColour(0.08 + 0.92 * x / canvas.width).join(',') + ')';
    context.fillRect(x, 0, 1, canvas.height);
  }
  return el('div', {class: 'heat-legend'}, short(smallest, unit), canvas, withUnit(largest, unit),
      el('span', {class: 'dim'}, 'drag to zoom, double click for all'));
}

function heatAt(map, column, row, gaps) {
  const gap = gaps.find(some => some.row === row + 1);
  return map.xLabel + ' from ' + withUnit(map.x[column], map.xUnit) + ', ' + map.yLabel + ' from ' + withUnit(map.y[row], map.yUnit)
      + ': ' + withUnit(map.values[row][column], map.valueUnit) + (gap ? '; above it ' + bytes(gap.bytes) + ' are left out' : '');
}

function heatMapView(map, path) {
  const all = map.values.flat().filter(value => value > 0);
  const largest = all.reduce((a, b) => Math.max(a, b), 0);
  const smallest = Math.max(largest / HEAT_RANGE, all.reduce((a, b) => Math.min(a, b), Infinity));
  const words = map.x.length + ' columns and ' + map.y.length + ' rows; the highest is ' + withUnit(largest, map.valueUnit);
  const {box, told, element} = figure(map, path, words, () => heatTable(map));
  box.classList.add('heat');
  const tip = el('div', {class: 'tip', hidden: true});
  const gaps = heatGaps(map);
  const image = heatImage(map, smallest, largest);
  const edge = values => index => Number.isInteger(index) && values[index] !== undefined ? values[index] : null;
  const text = (value, unit) => value === null ? '' : typeof value === 'string' ? value : short(value, unit);
  const within = (length) => (u, low, high) => [Math.max(0, Math.floor(low)), Math.min(length, Math.max(Math.floor(low) + 1, Math.ceil(high)))];
  const chart = place(box, {
    height: HEAT_HEIGHT,
    legend: {show: false},
    scales: {x: {time: false, range: within(map.x.length)}, y: {range: within(map.y.length)}},
    axes: [{...axisStyle(), grid: {show: false}, label: map.xLabel, labelSize: 20, space: 80,
        values: (u, splits) => splits.map(split => text(edge(map.x)(split), map.xUnit))},
      {...axisStyle(), grid: {show: false}, size: 140, space: 30, incrs: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
        values: (u, splits) => splits.map(split => text(edge(map.y)(split), map.yUnit))}],
    series: [{}, {paths: () => null, points: {show: false}}],
    cursor: {drag: {x: true, y: true, uni: 20}, points: {show: false}},
    hooks: {
      draw: [u => { drawHeat(u, image); drawGaps(u, gaps); }],
      setCursor: [u => pointAt(u, map, gaps, tip)],
    },
  }, [[0, map.x.length], [0, map.y.length]], path);
  chart.over.append(tip);
  chart.over.addEventListener('mouseleave', () => { tip.hidden = true; });
  cellsByKeys(box, told, chart, map, gaps);
  box.after(heatLegend(smallest === Infinity ? 0 : smallest, largest, map.valueUnit));
  return element;
}

function pointAt(chart, map, gaps, tip) {
  const {left, top} = chart.cursor;
  const column = Math.floor(chart.posToVal(left, 'x'));
  const row = Math.floor(chart.posToVal(top, 'y'));
  tip.hidden = left < 0 || !map.values[row] || map.values[row][column] === undefined;
  if (!tip.hidden) {
    tip.textContent = heatAt(map, column, row, gaps);
    tip.style.left = Math.min(left + 12, Math.max(0, chart.over.clientWidth - 260)) + 'px';
    tip.style.top = (top > chart.over.clientHeight / 2 ? top - 60 : top + 16) + 'px';
  }
}

function cellsByKeys(box, told, chart, map, gaps) {
  let [column, row] = [0, 0];
  const steps = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
  box.addEventListener('keydown', event => {
    const step = steps[event.key];
    if (step && map.x.length && map.y.length) {
      event.preventDefault();
      column = Math.min(map.x.length - 1, Math.max(0, column + step[0]));
      row = Math.min(map.y.length - 1, Math.max(0, row + step[1]));
      chart.setCursor({left: chart.valToPos(column + 0.5, 'x'), top: chart.valToPos(row + 0.5, 'y')});
      told.textContent = heatAt(map, column, row, gaps);
    }
  });
}

/** The cells with the highest values: all of them would be a table that nobody reads. */
function heatTable(map) {
  const cells = map.values.flatMap((row, y) => row.map((value, x) => ({x: map.x[x], y: map.y[y], value})));
  return {title: '', columns: [{key: 'x', label: map.xLabel, unit: map.xUnit}, {key: 'y', label: map.yLabel, unit: map.yUnit},
    {key: 'value', label: unitWord(map.valueUnit) || 'value', unit: map.valueUnit}],
    rows: cells.filter(some => some.value > 0).sort((a, b) => b.value - a.value).slice(0, 200)};
}
