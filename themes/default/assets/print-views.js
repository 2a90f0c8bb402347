// Who came to a print view by "Print" is asked to which printer, once.
(function () {
  'use strict';
  if (location.search !== '?print') return;
  try { history.replaceState(null, '', location.pathname); } catch { /* in a folder the address stays */ }
  window.print();
})();
