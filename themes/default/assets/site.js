// What the pages can do besides being read. Everything here only adds: each page is whole without it.
(function () {
  'use strict';
  const one = document.querySelector.bind(document);
  const on = (element, name, act) => element?.addEventListener(name, act);

  // Some readers' browsers forbid storage.
  const kept = (name) => { try { return localStorage.getItem(name); } catch {} };

  // Fetches another script once, and says whether it came. One that did not come is asked for again the next time.
  const own = document.currentScript.src;
  const loads = {};
  const load = (name) => loads[name] ??= new Promise((done) => {
    const script = document.createElement('script');
    script.src = new URL(name, own);
    script.onload = done;
    script.onerror = () => done(loads[name] = null);
    document.head.append(script);
  });

  // What is true only from or until a day, by the reader's own clock.
  const keepTrue = () => {
    const now = new Date();
    const today = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    document.querySelectorAll('[data-from], [data-until]').forEach((element) => {
      const { from, until } = element.dataset;
      element.hidden = today < from || today >= until;
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
  on(leave && window, 'keydown', (event) => {
    // An Escape that closes something, or empties a field, is no wish to leave.
    const { key, timeStamp } = event;
    if (event.repeat || event.defaultPrevented || (key === 'Escape' && event.target.closest('input, select'))) return;
    pressed = pressed.filter((press) => press.key === key && timeStamp - press.timeStamp < 3000);
    if (pressed.push(event) > 2 && ['Shift', 'Escape'].includes(key)) go();
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
    sheet.printed = printed.textContent = printed.dataset.printed
      .replace('{day}', now.getDate())
      .replace('{month}', printed.dataset.months.split('|')[now.getMonth()])
      .replace('{year}', now.getFullYear())
      .replace('{time}', now.toTimeString().slice(0, 5));
  });

  // The contents that follow the reader are fetched where there is room for them; what copies the address of a
  // heading, which is a link to itself, when one is followed.
  const text = one('.text');
  if (one('.contents') && matchMedia('(min-width: 64rem)').matches) load('contents.js');
  on(text, 'click', ({ target }) => {
    const link = target.closest(':is(h2, h3, h4, h5, h6) > a[href^="#"]');
    const saying = link && navigator.clipboard?.writeText(link.href).then(() => load('copy-link.js'));
    saying?.then((came) => came && window.sayCopied(), () => {});
  });

  // Search is fetched when its field is used, or when "/" is pressed, which a reader can turn off.
  const field = one('.site-search input');
  if (!one('.search-results')) on(field, 'focus', () => load('search-index.js').then((came) => came && load('search.js')));
  on(field && document, 'keydown', (event) => {
    if (event.key !== '/') return;
    if (event.ctrlKey || event.metaKey || event.altKey || kept('search-key') === 'off' || event.target.closest('input, select, textarea')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  // "Show amendments" is fetched when somebody asks for it. From a folder, the link is followed.
  const changes = one('a.show-changes');
  if (changes && location.protocol !== 'file:') {
    const press = (event) => {
      if ((event.key ?? ' ') !== ' ') return;
      event.preventDefault();
      // A key that is held, or a second click of a double one, is no press of its own.
      if (event.repeat || event.detail > 1) return;
      load('changes.js').then((came) => came ? window.showChanges(changes) : location.assign(changes.href));
    };
    changes.setAttribute('role', 'button');
    changes.setAttribute('aria-pressed', 'false');
    on(changes, 'click', press);
    on(changes, 'keydown', press);
  }

  // A partnership is remembered only when the reader says so. What does that is fetched when it is needed.
  const picker = one('.picker');
  if (picker && kept('partnership')) load('partnership.js');
  on(picker, 'toggle', () => load('partnership.js'));

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
