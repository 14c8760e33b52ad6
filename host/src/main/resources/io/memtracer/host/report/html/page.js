// The page of a report: first the answer, then what it is made of.
const DEFAULT_MARKS = [
  {size: 32 * 1024, label: '32 KiB (L1)'}, {size: 1024 * 1024, label: '1 MiB (L2)'}, {size: 32 * 1024 * 1024, label: '32 MiB (L3)'}];
const MOST_AT_A_GLANCE = 4;
const ENDINGS = {
  exited: exit => 'exited with status ' + exit.code,
  signalled: exit => 'was killed by signal ' + exit.code,
  finished: () => 'said “Stop tracing”',
  'timed-out': () => 'was stopped when its time was up',
  interrupted: () => 'was interrupted',
  'no-listeners': () => 'was stopped: nobody listened any more',
  lost: () => 'was lost with its guest',
};
const ENDINGS_OF_IMPORTS = {...ENDINGS, finished: () => 'was read to its end', lost: () => 'was read in part'};
const ENDINGS_OF_REPLAYS = {...ENDINGS, lost: () => 'was recorded in part: how it ended isn’t known'};
const ROLE_NAMES = {workload: 'the command', agent: 'memtracer’s agent', kernel: 'threads of the kernel', idle: 'nothing to do', other: 'others'};

function anchor(path) {
  return path.replace(/[^A-Za-z0-9-]+/g, '.');
}

function sectionPath(analyzer, key) {
  return 'a/' + analyzer + '/' + key;
}

/** Sizes of the caches that were simulated; where none were, those of machines of today. */
function cacheMarks(report) {
  for (const analyzer of report.analyzers) {
    for (const section of analyzer.sections || []) {
      for (const item of section.items) {
        const keys = (item.columns || []).map(column => column.key + ':' + column.unit);
        if (keys.includes('level:text') && keys.includes('size:bytes')) {
          return item.rows.map(row => ({size: row.size, label: bytes(row.size) + ' (' + row.level + ')'}));
        }
      }
    }
  }
  return DEFAULT_MARKS;
}

function phasesOf(report) {
  const spans = report.phases && report.phases.spans;
  return spans && spans.length
      ? {spans, names: new Map(report.phases.named.map(phase => [phase.id, phase.name]))} : null;
}

/** Items of a section in order: pictures that follow each other side by side, metrics in one list. */
function itemViews(section, path, about) {
  const views = [];
  let pictures = null;
  let metrics = null;
  for (const item of section.items) {
    const itemPath = path + '/' + item.key;
    if (item.type !== 'metric' && !modeShown(item.key)) {
      continue;
    } else if (item.type === 'metric') {
      pictures = null;
      metrics = metrics || views[views.push(el('dl', {class: 'metrics'})) - 1];
      metrics.append(metricView(item));
      continue;
    }
    metrics = null;
    if (PICTURES[item.type]) {
      pictures = pictures || views[views.push(el('div', {class: 'pictures'})) - 1];
      pictures.append(PICTURES[item.type](item, itemPath, about));
      continue;
    }
    pictures = null;
    views.push(item.type === 'table' ? tableView(item, itemPath)
        : item.type === 'finding' ? findingView(item, about.analyzer, section.key)
        : el('figure', {}, el('figcaption', {class: 'title'}, item.title), el('pre', {}, item.text)));
  }
  return views;
}

const PICTURES = {series: linesView, curve: linesView, histogram: histogramView, 'heat-map': heatMapView};

function metricView(metric) {
  const name = metric.codeName ? codeName(metric.codeName)
      : metric.dataName ? dataName(metric.dataName) : unitWord(metric.unit);
  return el('div', {}, el('dt', {}, metric.label),
      el('dd', {}, cell(metric.value, metric.unit), name && el('span', {class: 'unit'}, ' ' + name)));
}

const LEVELS = {note: 'Note', hint: 'Hint', warning: 'Warning'};

function findingView(finding, analyzer, section) {
  const about = finding.about || section;
  return el('p', {class: 'finding ' + finding.level}, el('strong', {class: 'level'}, LEVELS[finding.level]), ' ', finding.text,
      about !== section && [' ', el('a', {href: '#' + anchor(sectionPath(analyzer, about))}, 'See it')]);
}

function answer(report) {
  const records = report.records;
  const user = sumOf(report, 'user');
  const kernel = sumOf(report, 'kernel');
  const tiles = [
    tile(grouped(records.read, 0), 'memory accesses' + (report.records.dropped ? ', ' + grouped(records.dropped, 0) + ' more were dropped' : ', none lost'))];
  if (user + kernel > 0) {
    tiles.push(el('div', {class: 'tile'},
        el('div', {class: 'big'}, percent(user / (user + kernel))), el('div', {}, 'by user code, ' + percent(kernel / (user + kernel)) + ' by the kernel'),
        splitBar(user, kernel)));
  }
  if (report.instructions) {
    tiles.push(tile(short(report.instructions.total, 'count'), 'instructions; ' + threeDigits(report.instructions.accessesPerThousand) + ' accesses in 1,000'));
  }
  tiles.push(tile(nanos(report.tracingNanos), 'traced; ' + short(records.read * 1e9 / Math.max(1, report.tracingNanos), 'count') + ' accesses a second'));
  const found = leading(report);
  return el('section', {id: 'answer', 'aria-label': 'The answer'},
      el('div', {class: 'tiles'}, tiles),
      found.length > 0 && [el('h2', {}, 'What was found'), el('ul', {class: 'findings'}, found.map(({finding, analyzer, section}) => el('li', {class: finding.level},
          el('strong', {class: 'level'}, LEVELS[finding.level]), ' ', finding.text, ' ',
          el('a', {href: '#' + anchor(sectionPath(analyzer, finding.about || section))}, analyzer))))]);
}

/** Those that the report leads with; of a report from before there were any, the first ones. */
function leading(report) {
  if (report.findings) {
    return report.findings.map(finding => ({finding, analyzer: finding.analyzer, section: finding.section}));
  }
  return report.analyzers.flatMap(analyzer => (analyzer.sections || []).flatMap(section => section.items
      .filter(item => item.type === 'finding').map(finding => ({finding, analyzer: analyzer.label, section: section.key})))).slice(0, 6);
}

/** One picture of each kind, large things first: what somebody sees who looks at nothing else. */
function glance(report, about) {
  const pictures = report.analyzers.flatMap(analyzer => (analyzer.sections || []).flatMap(section => section.items
      .filter(item => PICTURES[item.type] && (item.x || []).length > 1)
      .map(item => ({item, analyzer: analyzer.label, path: sectionPath(analyzer.label, section.key)}))));
  const some = [];
  for (const [type, most] of [['heat-map', 1], ['curve', 1], ['series', 4]]) {
    const seen = new Set();
    for (const picture of pictures.filter(one => one.item.type === type && !seen.has(one.analyzer) && seen.add(one.analyzer))) {
      if (some.filter(one => one.item.type === type).length < most && some.length < MOST_AT_A_GLANCE) {
        some.push(picture);
      }
    }
  }
  return some.length === 0 ? null : el('section', {id: 'glance'}, el('h2', {}, 'At a glance'),
      el('div', {class: 'pictures'}, some.map(({item, path}) => PICTURES[item.type](item, 'glance/' + path + '/' + item.key, about))));
}

function tile(figure, words) {
  return el('div', {class: 'tile'}, el('div', {class: 'big'}, figure), el('div', {}, words));
}

function sumOf(report, which) {
  return report.tasks.roles.reduce((sum, role) => sum + role[which], 0);
}

function splitBar(user, kernel) {
  const bar = el('div', {class: 'split', role: 'img', 'aria-label': 'user ' + percent(user / (user + kernel)) + ', kernel ' + percent(kernel / (user + kernel))},
      el('span', {class: 'user'}), el('span', {class: 'kernel'}));
  bar.style.setProperty('--part', (100 * user / (user + kernel)).toFixed(2) + '%');
  return bar;
}

function whoView(report) {
  if (report.tasks.whyNot !== null) {
    return null;
  }
  const all = Math.max(1, report.records.read);
  const rows = report.tasks.roles.flatMap(role => role.programs.map(program => ({
    program: program.program || '(none)', role: ROLE_NAMES[role.role] || role.role, tasks: program.tasks,
    accesses: program.user + program.kernel, share: (program.user + program.kernel) / all, user: program.user, kernel: program.kernel})));
  return el('section', {id: 'who'}, el('h2', {}, 'Who made the accesses'), tableView({title: '', columns: [
    {key: 'program', label: 'Program', unit: 'text'}, {key: 'role', label: 'Whose', unit: 'text'}, {key: 'tasks', label: 'Tasks', unit: 'count'},
    {key: 'accesses', label: 'Accesses', unit: 'accesses'}, {key: 'share', label: 'Share', unit: 'ratio'},
    {key: 'user', label: 'User', unit: 'accesses'}, {key: 'kernel', label: 'Kernel', unit: 'accesses'}],
    rows: rows.sort((a, b) => b.accesses - a.accesses)}, 'who'));
}

function phasesView(report) {
  if (!report.phases || !report.phases.named.length) {
    return null;
  }
  const all = Math.max(1, report.records.read);
  return el('section', {id: 'phases'}, el('h2', {}, 'Phases'), tableView({title: '', columns: [
    {key: 'name', label: 'Phase', unit: 'text'}, {key: 'begun', label: 'Begun', unit: 'count'},
    {key: 'accesses', label: 'Accesses', unit: 'accesses'}, {key: 'share', label: 'Share', unit: 'ratio'},
    {key: 'user', label: 'User', unit: 'accesses'}, {key: 'kernel', label: 'Kernel', unit: 'accesses'}],
    rows: report.phases.named.map(phase => ({...phase, accesses: phase.user + phase.kernel, share: (phase.user + phase.kernel) / all}))}, 'phases'));
}

/** Series of a part count the accesses of that: phases lie elsewhere on their axis. */
function phasesBehind(section, sections, about) {
  const ofAll = one => one.key.startsWith('total-');
  return ofAll(section) || !sections.some(ofAll) ? about.phases : null;
}

function analyzerView(analyzer, about) {
  const options = Object.entries(analyzer.options).map(([key, value]) => key + '=' + value).join(' ');
  const failure = analyzer.failure;
  const sections = (analyzer.sections || []).filter(section => sectionShown(section.key));
  return el('section', {id: anchor('a/' + analyzer.label), class: 'analyzer'},
      el('h2', {}, analyzer.label, ' ', el('small', {class: 'dim'}, options)),
      failure && el('p', {class: 'finding warning'}, 'FAILED in ' + failure.phase + ' at record ' + grouped(failure.ordinal, 0) + ': '
          + failure.exception + (failure.message ? ': ' + failure.message : '')),
      !failure && !sections.length && el('p', {class: 'dim'}, nothingFound(analyzer, about.report)),
      sections.map(section => {
        const path = sectionPath(analyzer.label, section.key);
        return el('section', {id: anchor(path)}, el('h3', {}, section.title), itemViews(section, path,
            {...about, phases: phasesBehind(section, analyzer.sections, about), analyzer: analyzer.label}));
      }));
}

/** What there is to say of an analyzer that says nothing. */
function nothingFound(analyzer, report) {
  return !report.running || analyzer.sections ? 'nothing found'
      : report.atEndOnly.includes(analyzer.label) ? 'This analyzer shows what it found when the run has ended.' : 'nothing yet';
}

function proofView(report) {
  const records = report.records;
  const rows = [['seen by QEMU', records.seen], ['traced', records.traced], ['written', records.written], ['dropped', records.dropped],
    ['read', records.read], ...report.analyzers.map(analyzer => ['delivered to ' + analyzer.label, analyzer.delivered])];
  return el('section', {id: 'proof'}, el('h2', {}, 'Where every record went'),
      el('p', {class: report.complete || report.running ? '' : 'finding warning'}, report.running
          ? 'The run goes on: records are on their way, and analyzers were asked at different times.'
          : report.complete ? 'Complete: every record that was produced reached every analyzer.'
          : 'Not complete' + (report.incompleteBecause ? ': ' + report.incompleteBecause : ': see the figures') + '.'),
      tableView({title: '', columns: [{key: 'what', label: 'Records', unit: 'text'}, {key: 'count', label: 'Count', unit: 'count'}],
        rows: rows.map(([what, count]) => ({what, count}))}, 'proof'),
      el('h3', {}, 'Where and how it ran'),
      el('dl', {class: 'provenance'}, Object.entries(report.provenance).map(([key, value]) => [el('dt', {}, key), el('dd', {}, value)])));
}

function header(report, redraw) {
  const exit = report.workload.exit;
  const where = report.provenance;
  const endings = where['imported-from'] ? ENDINGS_OF_IMPORTS : where.recording ? ENDINGS_OF_REPLAYS : ENDINGS;
  return el('header', {},
      el('h1', {}, report.workload.command.join(' ')),
      el('p', {class: 'dim'},
          el('span', {class: 'badge ' + (report.running ? 'running' : report.complete ? 'good' : 'bad')}, report.running ? 'running' : report.complete ? 'complete' : 'incomplete'), ' ',
          report.running ? nanos(report.tracingNanos) + ' so far' : (endings[exit.how] || (() => exit.how))(exit),
          where.guest && ' · in guest ' + where.guest, where['guest-kernel'] && ' · Linux ' + where['guest-kernel'],
          where.qemu && ' · QEMU ' + where.qemu, ' · ' + report.startedAt.replace('T', ' ').replace(/\.[0-9]*Z$/, ' UTC')),
      report.incompleteBecause && !report.running && el('p', {class: 'finding warning'}, report.incompleteBecause),
      liveStatus(),
      el('div', {class: 'tools'}, pauseSwitch(), hasModes(report) && modeSwitch(redraw), themeSwitch(redraw)));
}

function themeSwitch(redraw) {
  return el('button', {type: 'button', class: 'theme', 'data-path': 'theme', 'aria-label': 'Switch between dark and light', onclick: () => {
    document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
    redraw();
  }}, isDark() ? '☀' : '☾');
}

function contents(report) {
  const link = (id, label) => el('a', {href: '#' + id}, label);
  return el('nav', {'aria-label': 'Sections'}, link('answer', 'Answer'), report.tasks.whyNot === null && link('who', 'Who'),
      report.phases && report.phases.named.length > 0 && link('phases', 'Phases'),
      report.analyzers.map(analyzer => link(anchor('a/' + analyzer.label), analyzer.label)), link('proof', 'Proof'));
}

function render(report) {
  const page = document.getElementById('page');
  const focused = document.activeElement && document.activeElement.dataset.path;
  const redraw = () => render(report);
  const about = {report, marks: cacheMarks(report), phases: phasesOf(report)};
  forgetCharts();
  document.title = report.workload.command.map(lastPart).join(' ') + ' · memtracer';
  page.replaceChildren(...[header(report, redraw), contents(report), answer(report), glance(report, about), whoView(report), phasesView(report),
    ...report.analyzers.map(analyzer => analyzerView(analyzer, about)), proofView(report)].filter(Boolean));
  if (focused) {
    page.querySelector('[data-path="' + CSS.escape(focused) + '"]')?.focus({preventScroll: true});
  }
  document.body.dataset.drawn = String(charts.length);
  return redraw;
}

/** Two runs, or several of each kind. */
function renderDifference(difference) {
  const side = (label, commands) => el('p', {}, el('strong', {}, label + ': '), commands[0],
      commands.length > 1 && el('span', {class: 'dim'}, ' (' + commands.length + ' runs)'));
  const value = (spread, unit) => cell(spread.median, unit)
      + (spread.low === spread.high ? '' : ' (' + cell(spread.low, unit) + ' to ' + cell(spread.high, unit) + ')');
  document.title = 'difference · memtracer';
  document.getElementById('page').replaceChildren(
      el('header', {}, el('h1', {}, 'What is different'), side('before', difference.before), side('after', difference.after),
          el('div', {class: 'tools'}, themeSwitch(() => renderDifference(difference)))),
      el('p', {}, grouped(difference.changed.length, 0) + ' figures changed, ' + grouped(difference.same, 0)
          + ' did not or are small; ' + grouped(difference.oneSided, 0) + ' are on one side only.'),
      !difference.knowsSpread && el('p', {class: 'finding hint'}, 'How much runs of the same differ isn’t known: give several on each side.') || '',
      tableView({title: 'What changed, most first', columns: [
        {key: 'path', label: 'Figure', unit: 'text'}, {key: 'before', label: 'Before', unit: 'text'}, {key: 'after', label: 'After', unit: 'text'},
        {key: 'change', label: 'Change', unit: 'text'}, {key: 'weight', label: 'How much', unit: 'none'}],
        rows: difference.changed.map(row => ({path: row.path, before: value(row.before, row.unit), after: value(row.after, row.unit),
          change: row.change, weight: row.weight > 1e6 ? 1e6 : row.weight}))}, 'difference'));
  document.body.dataset.drawn = '0';
  return () => renderDifference(difference);
}

/** As the reader's machine has it, until the reader says otherwise. */
function followTheme(redraw) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;
  root.dataset.theme = dark.matches ? 'dark' : 'light';
  dark.addEventListener('change', () => {
    root.dataset.theme = dark.matches ? 'dark' : 'light';
    redraw();
  });
  // Paper is light.
  let theme;
  addEventListener('beforeprint', () => {
    theme = root.dataset.theme;
    root.dataset.theme = 'light';
    redraw();
  });
  addEventListener('afterprint', () => {
    root.dataset.theme = theme;
    redraw();
  });
}
