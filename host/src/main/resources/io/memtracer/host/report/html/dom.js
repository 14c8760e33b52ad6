// Elements are made of nodes and text only: what a guest calls its programs never becomes markup.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    } else if (name === 'class') {
      element.className = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.substring(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return element;
}

/** A colour or other property of the style sheet, as it is now, light or dark. */
function styled(property) {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}

const NAMED_COLOURS = {total: '--total', user: '--user', kernel: '--kernel'};

function colourOf(key, index) {
  return styled(NAMED_COLOURS[key] || '--line-' + (index % 6 + 1));
}

/** What survives a redrawing: sorting, filters, what is folded out, by the path of an item. */
const views = new Map();

function viewOf(path) {
  if (!views.has(path)) {
    views.set(path, {});
  }
  return views.get(path);
}
