// Asks for a copy of the manual on this device, and says when the page shown is of that copy.
(function () {
  'use strict';
  var html = document.documentElement;
  var line = document.querySelector('.copy-saved');
  var workers = navigator.serviceWorker;
  if (!line || !workers) return;
  var day = function (time) {
    return new Date(time).toLocaleDateString(html.lang, { day: 'numeric', month: 'long', year: 'numeric' });
  };
  var kept = html.dataset.copy;
  if (kept) {
    var notice = document.querySelector('.copy-notice');
    var words = notice.dataset;
    var age = Math.floor((Date.now() - Date.parse(kept)) / 864e5);
    var more = [html.dataset.newer && words.newer, age > words.days && words.old].filter(Boolean);
    if (more.length) notice.classList.replace('callout-note', 'callout-warning');
    notice.lastElementChild.textContent = [words.here].concat(more).join(' ').replace('{date}', day(kept)).replace('{days}', age);
    notice.hidden = false;
  }
  workers.addEventListener('message', function (event) {
    line.textContent = event.data.saved ? line.dataset.saved.replace('{date}', day(event.data.saved)) : '';
  });
  var ask = function () {
    workers.register(line.dataset.worker).then(function () { return workers.ready; }).then(function (ready) {
      var chosen = null;
      try { chosen = localStorage.getItem('partnership'); } catch (e) { /* nothing is remembered */ }
      var sparing = Boolean(navigator.connection && navigator.connection.saveData);
      ready.active.postMessage({ site: line.dataset.site, chosen: chosen, sparing: sparing });
    }).catch(function () { /* this browser keeps no copies */ });
  };
  addEventListener('load', ask);
  addEventListener('online', ask);
})();
