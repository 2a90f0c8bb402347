// "Show amendments": the marked text in place of the plain one. Where it cannot be fetched, the link is followed.
(function () {
  'use strict';
  const WORDS = {
    hide: {{ say(key="hide_changes") | json }},
    shown: {{ say(key="changes_shown") | json }},
    hidden: {{ say(key="changes_hidden") | json }},
  };
  const article = document.querySelector('main article.prose');
  const plain = [...article.childNodes];
  const status = document.createElement('span');
  let marked = null;
  let isShown = false;
  let isBusy = false;
  let label = '';

  // Says what is shown; while it is marked, as a way to the first mark.
  const say = (link) => {
    link.setAttribute('aria-pressed', String(isShown));
    link.textContent = isShown ? WORDS.hide : label;
    status.className = isShown ? 'marks' : 'visually-hidden';
    status.textContent = isShown ? '' : WORDS.hidden;
    if (!isShown) return;
    const first = article.querySelector(':is(ins, del)[id]');
    const words = document.createElement(first ? 'a' : 'span');
    if (first) words.href = `#${first.id}`;
    words.textContent = WORDS.shown;
    status.append(words);
  };

  const show = (link, wanted) => {
    isShown = wanted;
    article.replaceChildren(...(isShown ? marked : plain));
    say(link);
  };

  const read = (link, html) => {
    const text = new DOMParser().parseFromString(html, 'text/html').querySelector('main article.prose');
    text.querySelectorAll('a[href], img[src]').forEach((element) => {
      const name = element.hasAttribute('href') ? 'href' : 'src';
      const value = element.getAttribute(name);
      if (!value.startsWith('#')) element.setAttribute(name, new URL(value, link.href).href);
    });
    text.querySelectorAll('details.unchanged').forEach((fold) => {
      fold.querySelector('summary').remove();
      fold.replaceWith(...fold.childNodes);
    });
    return [...document.importNode(text, true).childNodes];
  };

  // The style sheet of the marks comes before them, so that nothing jumps.
  const styled = new Promise((loaded) => {
    const sheet = document.querySelector('link[href$="site.css"]');
    const marks = sheet.cloneNode();
    marks.onload = loaded;
    marks.onerror = loaded;
    marks.href = new URL('pages.css', sheet.href).href;
    sheet.after(marks);
  });

  window.showChanges = (link) => {
    if (isBusy) return;
    if (!label) {
      label = link.textContent;
      status.setAttribute('role', 'status');
      link.after(status);
    }
    if (marked) {
      show(link, !isShown);
      return;
    }
    isBusy = true;
    fetch(link.href)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((html) => styled.then(() => {
        marked = read(link, html);
        show(link, true);
      }))
      .catch(() => { location.href = link.href; })
      .finally(() => { isBusy = false; });
  };

  // What a print certifies is the text, so marks stay off paper. Prints of marks are made from the page of the changes.
  let stood = 0;
  let focused = null;
  window.addEventListener('beforeprint', () => {
    if (!isShown) return;
    stood = window.scrollY;
    focused = document.activeElement;
    article.replaceChildren(...plain);
  });
  window.addEventListener('afterprint', () => {
    if (!isShown) return;
    article.replaceChildren(...marked);
    window.scrollTo(window.scrollX, stood);
    focused?.focus({ preventScroll: true });
  });
})();
