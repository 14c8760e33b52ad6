// Which privilege level is looked at: everything, user code or the kernel.
let mode = 'all';

const OTHER_MODES = {user: ['kernel', 'total'], kernel: ['user', 'total']};

/** Whether what is about that mode, a row, a line or a picture, is to be seen. */
function modeShown(of) {
  return mode === 'all' || !(OTHER_MODES[mode] || []).includes(of);
}

/** Whether a section is: with --by cpl its key begins with what it is about. */
function sectionShown(key) {
  return mode === 'all' || !OTHER_MODES[mode].some(other => key.startsWith(other + '-')) || !/^(total|user|kernel)-/.test(key);
}

function hasModes(report) {
  const text = key => key === 'user' || key === 'kernel';
  return report.analyzers.some(analyzer => (analyzer.sections || []).some(section => section.items.some(
      item => text(item.key) || (item.lines || []).some(line => text(line.key))
          || (item.rows || []).some(row => text(row.mode)))));
}

function modeSwitch(redraw) {
  const button = (which, label) => el('button', {type: 'button', 'aria-pressed': String(mode === which), 'data-mode': which,
      onclick: () => { mode = which; redraw(); }}, label);
  return el('div', {class: 'switch', role: 'group', 'aria-label': 'Whose figures are shown'},
      button('all', 'Everything'), button('user', 'User code'), button('kernel', 'Kernel'));
}
