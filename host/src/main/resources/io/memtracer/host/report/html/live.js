// A run that goes on: who serves this page says how it stands, and all is drawn anew.
const REST_MILLIS = 250;
const LIVE_WORDS = {
  running: '',
  ended: 'The run has ended: this is its report.',
  lost: 'memtracer doesn’t answer any more: this is what it said last.',
};
const live = {state: 'none', paused: false, held: false, next: null};

/** Shows each report as it comes, but not while somebody looks at this one closely. */
function followRun(show) {
  live.state = 'running';
  const events = new EventSource('events');
  live.draw = () => {
    if (live.next !== null && !live.paused && !live.held && !document.hidden && getSelection().isCollapsed) {
      const next = live.next;
      live.next = null;
      show(JSON.parse(next));
    }
  };
  const ends = state => {
    live.state = state;
    events.close();
    tellLive();
  };
  events.addEventListener('report', event => { live.next = event.data; live.draw(); });
  events.addEventListener('end', event => { live.next = event.data; ends('ended'); live.draw(); });
  events.addEventListener('error', () => ends('lost'));
  addEventListener('pointerdown', () => { live.held = true; }, true);
  for (const release of ['pointerup', 'pointercancel']) {
    addEventListener(release, () => { live.held = false; setTimeout(live.draw, REST_MILLIS); }, true);
  }
  document.addEventListener('visibilitychange', live.draw);
  document.addEventListener('selectionchange', live.draw);
}

function liveWords() {
  return live.state === 'ended' && live.next !== null ? 'The run has ended.' : LIVE_WORDS[live.state];
}

function pauseWords() {
  return live.paused ? 'Go on' : 'Pause';
}

function tellLive() {
  const told = document.getElementById('live');
  if (told) {
    told.textContent = liveWords();
  }
}

/** To look closer at what changes twice a second. */
function pauseSwitch() {
  const going = live.state === 'running' || live.next !== null;
  return going && el('button', {type: 'button', class: 'pause', 'data-path': 'pause', 'aria-pressed': String(live.paused), onclick: event => {
    live.paused = !live.paused;
    event.target.textContent = pauseWords();
    event.target.setAttribute('aria-pressed', String(live.paused));
    live.draw();
  }}, pauseWords());
}

function liveStatus() {
  return live.state !== 'none' && el('p', {id: 'live', class: 'dim', role: 'status'}, liveWords());
}

function renderNothingYet() {
  document.title = 'memtracer';
  document.getElementById('page').replaceChildren(
      el('header', {}, el('h1', {}, 'memtracer'), el('p', {class: 'dim'}, 'The run has not begun: its page comes as soon as there is something to see.'),
          liveStatus(), el('div', {class: 'tools'}, themeSwitch(() => live.next === null && renderNothingYet()))));
  document.body.dataset.drawn = '0';
  return renderNothingYet;
}
