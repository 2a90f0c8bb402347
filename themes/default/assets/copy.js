// The page about using the manual without a network: what is kept on this device, and two buttons.
(function () {
  'use strict';
  var panel = document.querySelector('.copy-panel');
  var workers = navigator.serviceWorker;
  if (!panel || !workers) return;
  var words = panel.dataset;
  var state = panel.querySelector('[role="status"]');
  var update = panel.querySelector('.copy-update');
  var remove = panel.querySelector('.copy-remove');
  var size = function (bytes) { return (bytes / 1e6).toFixed(1); };
  var total = 0;
  var last = null;
  var show = function (copy) {
    last = copy;
    var said = copy.saved ? words.saved.replace('{date}', copy.saved) : words.none;
    if (!copy.saved && total) said += ' ' + words.takes;
    if (copy.isBusy) said = words.busy;
    if (copy.hasFailed) said += ' ' + words.failed;
    else if (copy.isNewer) said += ' ' + words.newer;
    said = said.replace('{size}', size(copy.size || total));
    if (state.textContent !== said) state.textContent = said;
    update.textContent = copy.saved ? words.update : words.save;
    update.hidden = remove.hidden = Boolean(copy.isBusy);
    if (!copy.saved) remove.hidden = true;
  };
  var send = function (wish) {
    workers.ready.then(function (ready) { ready.active.postMessage(wish); });
  };
  workers.addEventListener('message', function (event) { show(event.data); });
  update.addEventListener('click', function () { send({ site: words.site, asked: true }); });
  remove.addEventListener('click', function () { send({ remove: true }); });
  fetch(words.list).then(function (answer) { return answer.json(); }).then(function (list) {
    total = list.size;
    if (last) show(last);
  }).catch(function () { /* no network: the copy itself says its size */ });
  // Until the copy answers, nothing is known; where it cannot be kept, the page says so as it does without script.
  var unable = state.textContent;
  state.textContent = '';
  workers.register(document.querySelector('.copy-saved').dataset.worker).catch(function () { state.textContent = unable; });

  // The page that was asked for and is not in the copy.
  var missing = document.querySelector('.copy-missing');
  var top = new URL(words.top, location.href).href;
  var asked = location.hash.length > 1 && new URL(location.hash.slice(1), top).href;
  if (asked && asked.indexOf(top) === 0) {
    var link = missing.querySelector('a');
    link.href = asked;
    link.textContent = asked;
    missing.hidden = false;
  }
})();
