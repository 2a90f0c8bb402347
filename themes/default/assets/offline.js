// Asks for a copy of the manual on this device, and says on which day it was saved.
(function () {
  'use strict';
  const line = document.querySelector('.copy-saved');
  const workers = navigator.serviceWorker;
  if (!line || !workers) return;
  const { worker, site, saved } = line.dataset;
  workers.addEventListener('message', ({ data }) => {
    line.textContent = data.saved ? saved.replace('{date}', data.saved) : '';
  });
  const ask = () => workers.register(worker).then(() => workers.ready).then(({ active }) => {
    let chosen = null;
    try { chosen = localStorage.getItem('partnership'); } catch { /* nothing is remembered */ }
    active.postMessage({ site, chosen, sparing: Boolean(navigator.connection && navigator.connection.saveData) });
  }).catch(() => { /* this browser keeps no copies */ });
  addEventListener('load', ask);
  addEventListener('online', ask);
})();
