// What the pages can do besides being read. Everything here only adds: each page is whole without it.
(function () {
  'use strict';
  const one = (selector) => document.querySelector(selector);
  const on = (element, name, act, how) => element?.addEventListener(name, act, how);

  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const load = (name, done) => {
    const script = document.createElement('script');
    script.src = one('script[src$="site.js"]').src.replace('site.js', name);
    script.onload = done;
    document.head.append(script);
  };

  // What is true only from or until a day, by the reader's own clock.
  const keepTrue = () => {
    const now = new Date();
    const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    document.querySelectorAll('[data-from], [data-until]').forEach((element) => {
      const { from, until } = element.dataset;
      element.hidden = Boolean((from && today < from) || (until && today >= until));
    });
    return now;
  };
  keepTrue();

  // "Leave this site": another site takes this page's place, so that "back" does not lead here again.
  const leave = one('.leave');
  const go = (event) => {
    event?.preventDefault();
    document.documentElement.hidden = true;
    location.replace(leave.href);
  };
  let pressed = [];
  on(leave, 'click', go);
  on(leave && document, 'keyup', ({ key, timeStamp }) => {
    pressed = pressed.filter((press) => press.key === key && timeStamp - press.timeStamp < 3000);
    if (pressed.push({ key, timeStamp }) > 2 && ['Shift', 'Escape'].includes(key)) go();
  });

  // A print says when it was made, by the reader's clock, and what is true by then.
  const sheet = document.documentElement.dataset;
  const foot = sheet.foot;
  on(window, 'beforeprint', () => {
    const now = keepTrue();
    const overtaken = one('.callout-warning[data-from]:not([hidden], .copy-notice) > p:last-child');
    if (overtaken && !one('.lower-1, .lower-2')) sheet.foot = `${overtaken.firstChild.data.trim()}\n${foot}`;
    const printed = one('.printed');
    if (!printed) return;
    printed.textContent = printed.dataset.printed
      .replace('{day}', now.getDate())
      .replace('{month}', printed.dataset.months.split('|')[now.getMonth()])
      .replace('{year}', now.getFullYear())
      .replace('{time}', now.toTimeString().slice(0, 5));
    sheet.printed = printed.textContent;
  });

  // The contents that follow the reader are fetched where there is room for them; what copies the address of a
  // heading, which is a link to itself, when one is followed.
  const text = one('.text');
  if (one('.contents') && matchMedia('(min-width: 64rem)').matches) load('contents.js');
  on(text, 'click', ({ target }) => {
    const link = target.closest(':is(h2, h3, h4, h5, h6) > a[href^="#"]');
    if (link && navigator.clipboard) load('copy-link.js', () => window.copyLink(link));
  });

  // Search is fetched when its field is used, or when "/" is pressed, which a reader can turn off.
  const field = one('.site-search input');
  if (!one('.search-results')) on(field, 'focus', () => load('search-index.js', () => load('search.js')), { once: true });
  on(field && document, 'keydown', (event) => {
    if (event.key !== '/') return;
    if (event.ctrlKey || event.metaKey || event.altKey || kept('search-key') === 'off') return;
    if (event.target.closest('input, select, textarea')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // "Show amendments" is fetched when somebody asks for it. From a folder, the link is followed.
  const changes = one('a.show-changes');
  if (changes && location.protocol !== 'file:') {
    const press = (event) => {
      if (event.type === 'keydown' && event.key !== ' ') return;
      event.preventDefault();
      if (window.showChanges) window.showChanges(changes);
      else load('changes.js', () => window.showChanges(changes));
    };
    changes.setAttribute('role', 'button');
    changes.setAttribute('aria-pressed', 'false');
    on(changes, 'click', press);
    on(changes, 'keydown', press);
  }

  // A partnership is remembered only when the reader says so. What does that is fetched when it is needed.
  const picker = one('.picker');
  if (picker && kept('partnership')) load('partnership.js'); else on(picker, 'toggle', () => load('partnership.js'), { once: true });

  // A copy of the manual is asked for, on this device, and the page says on which day it was saved. Some browsers
  // keep none.
  const line = one('.copy-saved');
  const workers = navigator.serviceWorker;
  if (line && workers) {
    const { worker, site, saved } = line.dataset;
    on(workers, 'message', ({ data }) => { line.textContent = data.saved ? saved.replace('{date}', data.saved) : ''; });
    const ask = () => workers.register(worker).then(() => workers.ready).then(({ active }) => {
      active.postMessage({ site, chosen: kept('partnership'), sparing: navigator.connection?.saveData });
    }, () => {});
    on(window, 'load', ask);
    on(window, 'online', ask);
  }
})();
