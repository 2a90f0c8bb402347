// What the pages can do besides being read. Everything here only adds: each page is whole without it.
(function () {
  'use strict';
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };

  // What is true only from or until a day, by the reader's own clock.
  var now = new Date();
  var two = function (n) { return (n < 10 ? '0' : '') + n; };
  var today = now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
  all('[data-from], [data-until]').forEach(function (element) {
    var from = element.getAttribute('data-from');
    var until = element.getAttribute('data-until');
    element.hidden = (from && today < from) || (until && today >= until) || false;
  });

  // "Show amendments": the marked text in place of the plain one. Where it cannot be fetched, the link is followed.
  all('a.show-changes').forEach(function (link) {
    var article = document.querySelector('main article.prose');
    if (!article || !window.fetch || location.protocol === 'file:') return;
    var plain = null;
    var label = link.textContent;
    var status = document.createElement('span');
    status.className = 'visually-hidden';
    status.setAttribute('role', 'status');
    link.setAttribute('role', 'button');
    link.setAttribute('aria-pressed', 'false');
    link.after(status);
    var say = function (isShown) {
      link.setAttribute('aria-pressed', String(isShown));
      link.textContent = isShown ? link.dataset.hide : label;
      status.textContent = isShown ? link.dataset.shown : link.dataset.hidden;
    };
    var toggle = function (event) {
      event.preventDefault();
      if (plain) {
        article.replaceChildren.apply(article, plain);
        plain = null;
        say(false);
        return;
      }
      fetch(link.href).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      }).then(function (text) {
        var marked = new DOMParser().parseFromString(text, 'text/html').querySelector('main article.prose');
        var base = new URL(link.href);
        all('a[href], img[src]', marked).forEach(function (element) {
          var name = element.hasAttribute('href') ? 'href' : 'src';
          var value = element.getAttribute(name);
          if (value.charAt(0) !== '#') element.setAttribute(name, new URL(value, base).href);
        });
        all('details.unchanged', marked).forEach(function (fold) {
          fold.querySelector('summary').remove();
          fold.replaceWith.apply(fold, Array.prototype.slice.call(fold.childNodes));
        });
        plain = Array.prototype.slice.call(article.childNodes);
        article.replaceChildren.apply(article, Array.prototype.slice.call(document.importNode(marked, true).childNodes));
        say(true);
      }).catch(function () { location.href = link.href; });
    };
    link.addEventListener('click', toggle);
    link.addEventListener('keydown', function (event) { if (event.key === ' ') toggle(event); });
  });

  // A partnership is remembered only when the reader says so, on this device, and forgotten in one step.
  var store = {
    get: function () { try { return localStorage.getItem('partnership'); } catch (e) { return null; } },
    set: function (id) { try { localStorage.setItem('partnership', id); return true; } catch (e) { return false; } },
    clear: function () { try { localStorage.removeItem('partnership'); } catch (e) { /* nothing was kept */ } }
  };
  var picker = document.querySelector('.picker');
  if (picker) {
    var here = picker.getAttribute('data-partnership');
    var remember = picker.querySelector('.remember');
    var button = remember.querySelector('button');
    var told = remember.querySelector('[role="status"]');
    var offer = document.querySelector('.offer');
    var show = function () {
      var kept = store.get();
      var link = kept && picker.querySelector('a[data-id="' + CSS.escape(kept) + '"]');
      button.textContent = kept && kept === here ? button.dataset.forget : button.dataset.remember;
      remember.hidden = !here;
      offer.hidden = !link || kept === here;
      if (link) {
        var go = offer.querySelector('a');
        go.href = link.getAttribute('href');
        go.textContent = go.dataset.words.replace('{name}', link.textContent);
      }
    };
    button.addEventListener('click', function () {
      if (store.get() === here) { store.clear(); told.textContent = told.dataset.forgotten; }
      else if (store.set(here)) { told.textContent = told.dataset.remembered; }
      show();
    });
    offer.querySelector('button').addEventListener('click', function () { store.clear(); show(); });
    show();
  }

  // Search is loaded when the field is used, or when `/` is pressed, which a reader can turn off.
  var assets = document.currentScript.src.replace(/[^/]*$/, '');
  var field = document.querySelector('.site-search input');
  var search = function () {
    if (search.isLoaded || document.querySelector('.search-results')) return;
    search.isLoaded = true;
    var style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = assets + 'search.css';
    document.head.appendChild(style);
    ['search-index.js', 'search.js'].forEach(function (name) {
      var script = document.createElement('script');
      script.src = assets + name;
      script.async = false;
      document.head.appendChild(script);
    });
  };
  if (field) {
    field.addEventListener('focus', search);
    document.addEventListener('keydown', function (event) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, [contenteditable]')) return;
      try { if (localStorage.getItem('search-key') === 'off') return; } catch (e) { /* it is on */ }
      event.preventDefault();
      field.focus();
      field.select();
    });
  }

  // Amendments by several things at once, on the list of all.
  var groups = all('.filters [data-filter]');
  var entries = all('article.amendment');
  if (groups.length && !document.querySelector('.filters [aria-current]')) {
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
  }
})();
