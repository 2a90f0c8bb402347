// The list of all amendments, by several things at once. Without it each choice is a page or a place of its own.
(function () {
  'use strict';
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var groups = all('.filters [data-filter]');
  var entries = all('article.amendment');
  if (!groups.length || document.querySelector('.filters [aria-current]')) return;
  var chosen = {};
  var result = document.querySelector('.filter-result');
  var filter = function () {
    var count = 0;
    entries.forEach(function (entry) {
      var has = function (name) { return !chosen[name] || entry.getAttribute('data-' + name).split(' ').indexOf(chosen[name]) >= 0; };
      var shown = has('significance') && has('section') && has('partnership') && (!chosen.since || entry.dataset.inForce >= chosen.since);
      entry.hidden = !shown;
      if (shown) count += 1;
    });
    all('main section').forEach(function (section) {
      var own = all('article.amendment', section);
      section.hidden = own.length > 0 && own.every(function (entry) { return entry.hidden; });
    });
    result.textContent = Object.keys(chosen).some(function (name) { return chosen[name]; })
      ? result.dataset.some.replace('{count}', count).replace('{all}', entries.length) : '';
  };
  groups.forEach(function (group) {
    all('a', group).forEach(function (link) {
      link.setAttribute('role', 'button');
      link.setAttribute('aria-pressed', 'false');
      var choose = function (event) {
        event.preventDefault();
        var name = group.dataset.filter;
        chosen[name] = chosen[name] === link.dataset.value ? '' : link.dataset.value;
        all('a', group).forEach(function (other) {
          other.setAttribute('aria-pressed', String(other.dataset.value === chosen[name]));
        });
        filter();
      };
      link.addEventListener('click', choose);
      link.addEventListener('keydown', function (event) { if (event.key === ' ') choose(event); });
    });
  });
})();
