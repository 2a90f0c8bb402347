// Search as you type: in the field of every page, and on the page of its own. Loaded when it is asked for.
(function () {
  'use strict';

  const script = document.currentScript;
  const form = document.querySelector('.site-search');
  if (!form || !window.chapterhouseSearch) return;
  const field = form.querySelector('input[type="search"]');
  const page = document.querySelector('.search-results');
  const root = new URL('..', script.src);
  if (!document.querySelector('link[href$="search.css"]')) {
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = new URL('search.css', script.src).href;
    document.head.append(style);
  }
  const home = new URL('.', form.action);
  const site = new URL('..', home);
  const said = {};

  /** Loads a file of the index. A copy that an older site left behind is asked for again. */
  function load(name, id) {
    const parts = name.split('/');
    const folder = parts[0] === 'own' ? new URL('own/', home) : new URL('search/data/', root);
    return new Promise(function (done, fail) {
      const element = document.createElement('script');
      element.src = new URL(parts[1] + '.js' + (id ? '?' + id : ''), folder).href;
      element.onload = function () { element.remove(); done(); };
      element.onerror = function () { element.remove(); fail(new Error('cannot load ' + name)); };
      document.head.appendChild(element);
    });
  }
  const engine = window.chapterhouseSearch.open(load);
  const ready = Promise.all([engine.start(), load('data/said').then(function () {
    Object.assign(said, window.chapterhouseSearch.brought('data/said'));
    if (place.hasAttribute('aria-busy')) wait();
  })]);

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function say(key, values) {
    return Object.keys(values || {}).reduce(function (phrase, name) {
      return phrase.split('{' + name + '}').join(values[name]);
    }, said[key] || '');
  }

  // Where the results stand: on the page of its own, or in a panel below the field.
  const place = page || make('div', 'search-panel');
  const status = make('p', 'search-status');
  status.setAttribute('role', 'status');
  const list = make('div', 'search-found');
  place.append(status, list);
  if (!page) {
    place.hidden = true;
    form.append(place);
  }
  const nothing = document.querySelector('.search-nothing');
  const letters = document.querySelector('.search-letters');
  const filter = form.querySelector('select');
  let number = 0;
  let timer = 0;
  let waiting = 0;
  // An answer that comes sooner needs no word that it is on its way.
  const PATIENCE = 500;

  /** Marks the words that were found in a text. */
  function mark(element, text, answer) {
    let at = 0;
    found(text, answer).forEach(function (span) {
      element.append(text.slice(at, span.start), make('mark', '', text.slice(span.start, span.end)));
      at = span.end;
    });
    element.append(text.slice(at));
  }

  /** Where the words that were found stand in a text. */
  function found(text, answer) {
    const tokens = window.chapterhouseSearch.words(text);
    const spans = [];
    for (let i = 0; i < tokens.length; i += 1) {
      let length = answer.forms.has(tokens[i].word) ? 1 : 0;
      answer.joined.forEach(function (name) {
        if (name.length > length && name.every(function (word, n) { return tokens[i + n] && tokens[i + n].word === word; })) length = name.length;
      });
      if (length) {
        spans.push({ start: tokens[i].start, end: tokens[i + length - 1].end, word: tokens[i].word });
        i += length - 1;
      }
    }
    return spans;
  }

  const LONGEST = 220;

  /** The part in which most of the words stand: of the text, or of the summary if that has more of them. */
  function excerpt(unit, answer) {
    const many = function (text) { return new Set(found(text, answer).map(function (span) { return span.word; })).size; };
    const [first, other] = isTop(unit) ? [unit.summary, unit.text] : [unit.text, unit.summary];
    const text = !first || many(other) > many(first) ? other : first;
    if (isTop(unit) && text === first) return text;
    const spans = found(text, answer);
    let best = { start: 0, count: 0 };
    spans.forEach(function (span, i) {
      const words = new Set();
      for (let j = i; j < spans.length && spans[j].end < span.start + LONGEST - 40; j += 1) words.add(spans[j].word);
      if (words.size > best.count) best = { start: span.start, count: words.size };
    });
    let start = text.length <= LONGEST ? 0 : Math.max(0, best.start - 50);
    if (start > 0) start = text.indexOf(' ', start) + 1 || start;
    let end = Math.min(text.length, start + LONGEST);
    if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + 1);
    const part = text.slice(start, end).replace(/([^.!?:;,])\n/g, '$1 · ').replace(/\s+/g, ' ');
    return (start > 0 ? '… ' : '') + part + (end < text.length ? ' …' : '');
  }

  function link(unit, answer, text) {
    const element = make('a', 'search-link');
    element.href = new URL(unit.address + (unit.anchor ? '#' + encodeURIComponent(unit.anchor) : ''), site).href;
    mark(element, text, answer);
    return element;
  }
  function headed(unit) { return unit.path.concat(unit.title).join(' › '); }
  function bookTitle(unit) { return unit.chapter ? unit.number + ' ' + unit.chapter : say(unit.kind); }
  function isTop(unit) { return unit.kind === 'chapter' && !unit.anchor; }

  /** Who answers, each with a number to ring. */
  function numbers(unit) {
    const own = make('ul', 'search-numbers');
    unit.answering.forEach(function (one) {
      const line = make('li', '', unit.answering.length > 1 || one[0] !== unit.title ? one[0] + ' ' : '');
      if (one[1]) {
        const call = make('a', 'telephone', one[1]);
        call.href = 'tel:' + one[1].replace(/[^0-9+]/g, '');
        line.append(call);
      }
      own.append(line);
    });
    return own;
  }

  function entry(unit, answer, isNamed) {
    const item = make('li');
    if (!isNamed) item.append(link(unit, answer, isTop(unit) ? say('whole') : headed(unit)));
    const text = make('p', 'search-excerpt');
    mark(text, excerpt(unit, answer), answer);
    item.append(text);
    if (unit.answering.length) item.append(numbers(unit));
    return item;
  }
  function group(units, answer) {
    const item = make('li', 'search-group');
    const title = make('h3', 'search-chapter');
    const isNamed = isTop(units[0]);
    if (isNamed) title.append(link(units[0], answer, bookTitle(units[0])));
    else mark(title, bookTitle(units[0]), answer);
    const own = make('ul');
    units.forEach(function (unit, at) { own.append(entry(unit, answer, isNamed && at === 0)); });
    item.append(title, own);
    return item;
  }
  function contact(unit, answer) {
    const box = make('li', 'search-contact');
    box.append(link(unit, answer, unit.title));
    if (unit.summary) box.append(make('p', '', unit.summary));
    box.append(numbers(unit));
    return box;
  }

  function show(answer, question) {
    list.replaceChildren();
    const isAny = answer.groups.length + answer.contacts.length > 0;
    const lines = [];
    if (answer.corrected.length && isAny) lines.push(say('corrected', { words: answer.corrected.map(function (pair) { return pair[1].replace(/_/g, ' '); }).join(', ') }));
    if (answer.isPartial) lines.push(say('partial'));
    if (!isAny) lines.push(say('none', { question: question }));
    else lines.push(answer.count === 1 ? say('one') : say('count', { count: answer.count }));
    status.textContent = lines.join(' ');
    if (answer.contacts.length) {
      const contacts = make('ul', 'search-contacts');
      contacts.setAttribute('aria-label', say('contacts'));
      answer.contacts.forEach(function (unit) { contacts.append(contact(unit, answer)); });
      list.append(contacts);
    }
    const groups = make('ol', 'search-groups');
    answer.groups.forEach(function (units) { groups.append(group(units, answer)); });
    if (answer.groups.length) list.append(groups);
    if (page && answer.groupCount > answer.groups.length) {
      const more = make('button', 'search-more', say('more'));
      more.type = 'button';
      more.addEventListener('click', function () {
        const next = answer.groups.length;
        run(next + 12, function () {
          const first = list.querySelectorAll('.search-group')[next];
          if (first) first.querySelector('a').focus();
        });
      });
      list.append(more);
    } else if (!page) {
      const all = make('a', 'search-all', say(isAny ? 'all' : 'letters'));
      all.href = form.action + (isAny ? '?q=' + encodeURIComponent(question) : '');
      list.append(all);
    }
    if (nothing) nothing.hidden = isAny;
    if (letters) letters.hidden = isAny;
    place.hidden = false;
  }

  /** Says that an answer is on its way: a connection may be slow, and the preview of a large manual makes its index first. */
  function wait() {
    place.setAttribute('aria-busy', 'true');
    status.textContent = say('waiting');
    if (said.waiting) place.hidden = false;
  }
  function waited() {
    clearTimeout(waiting);
    place.removeAttribute('aria-busy');
  }

  function clear() {
    waited();
    list.replaceChildren();
    status.textContent = '';
    if (nothing) nothing.hidden = true;
    if (letters) letters.hidden = false;
    if (!page) place.hidden = true;
  }

  /** Asks what stands in the field. An answer that was overtaken by another question is dropped. */
  function run(most, after) {
    const question = field.value.trim();
    number += 1;
    const own = number;
    clearTimeout(waiting);
    if (question.length < 2) { clear(); return; }
    waiting = setTimeout(wait, PATIENCE);
    const section = filter && filter.value ? Number(filter.value) : undefined;
    ready.then(function () {
      return engine.ask(field.value, { section: section, most: most || (page ? undefined : 5) });
    }).then(function (answer) {
      if (own !== number) return;
      waited();
      show(answer, question);
      if (typeof after === 'function') after();
    }).catch(function () {
      if (own !== number) return;
      waited();
      place.hidden = false;
      list.replaceChildren();
      status.textContent = say('failed') || form.dataset.failed || '';
    });
  }

  // Results can be shared, and Back leads to them.
  function address() {
    const to = new URL(location.href);
    to.hash = '';
    to.search = '';
    if (field.value.trim()) to.searchParams.set('q', field.value.trim());
    if (filter && filter.value) to.searchParams.set('in', filter.value);
    return to.href;
  }
  function remember(isStep) {
    if (!page || address() === location.href) return;
    // A page that is read from a folder may not change its address.
    try { history[isStep ? 'pushState' : 'replaceState'](null, '', address()); } catch (e) { /* it stays as it is */ }
  }
  function recall() {
    const asked = new URL(location.href).searchParams;
    field.value = asked.get('q') || '';
    if (filter) filter.value = asked.get('in') || '';
    run();
  }

  field.addEventListener('input', function () {
    run();
    clearTimeout(timer);
    timer = setTimeout(function () { remember(false); }, 400);
  });
  if (filter) filter.addEventListener('change', function () { run(); remember(true); });
  form.addEventListener('submit', function (event) {
    if (!page) return;
    event.preventDefault();
    remember(true);
    run(undefined, function () {
      const heading = document.querySelector('.search-heading');
      if (heading) heading.focus();
    });
  });

  document.addEventListener('keydown', function (event) {
    const isHere = form.contains(event.target) || place.contains(event.target) || event.target.classList.contains('search-heading');
    if (!isHere || place.hidden) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (event.target === field && !page) place.hidden = true;
      else if (event.target === field) { field.value = ''; clear(); remember(false); }
      if (!page) place.hidden = true;
      field.focus();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (event.target.tagName === 'SELECT') return;
    const links = Array.from(list.querySelectorAll('a[href], button'));
    const at = links.indexOf(event.target);
    const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
    if (next >= links.length || (at < 0 && event.key === 'ArrowUp')) return;
    event.preventDefault();
    if (next < 0) field.focus(); else links[next].focus();
  });
  if (!page) {
    form.addEventListener('focusout', function (event) {
      if (event.relatedTarget && !form.contains(event.relatedTarget)) place.hidden = true;
    });
    document.addEventListener('pointerdown', function (event) { if (!form.contains(event.target)) place.hidden = true; });
    field.addEventListener('focus', function () { if (list.childElementCount) place.hidden = false; });
    run();
  } else {
    window.addEventListener('popstate', recall);
    if (field.value.trim() && !location.search) run(); else recall();
    const key = document.querySelector('.search-key');
    if (key) setUpKey(key);
  }

  /** The key `/` opens the search on every page, unless the reader turns it off. */
  function setUpKey(key) {
    const button = key.querySelector('button');
    const tell = function () {
      let isOff = false;
      try { isOff = localStorage.getItem('search-key') === 'off'; } catch (e) { /* it is on */ }
      button.textContent = isOff ? button.dataset.on : button.dataset.off;
      return isOff;
    };
    button.addEventListener('click', function () {
      try { if (tell()) localStorage.removeItem('search-key'); else localStorage.setItem('search-key', 'off'); } catch (e) { /* it stays as it is */ }
      tell();
    });
    tell();
    key.hidden = false;
  }
})();
