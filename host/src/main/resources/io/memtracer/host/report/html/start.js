// What the page begins with.
function draw(read) {
  return read === null ? renderNothingYet() : read.schema === 'memtracer-difference' ? renderDifference(read) : render(read);
}

function start() {
  let redraw = () => {};
  followTheme(() => redraw());
  const read = JSON.parse(document.getElementById('report').textContent);
  if (read === null || read.running) {
    followRun(report => { redraw = draw(report); });
  }
  redraw = draw(read);
  if (location.hash) {
    document.getElementById(location.hash.substring(1))?.scrollIntoView();
  }
}
start();
