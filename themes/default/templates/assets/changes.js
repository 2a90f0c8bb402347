// "Show amendments": the marked text in place of the plain one. Where it cannot be fetched, the link is followed.
(function () {
  'use strict';
  const WORDS = {
    hide: {{ say(key="hide_changes") | json }},
    shown: {{ say(key="changes_shown") | json }},
    hidden: {{ say(key="changes_hidden") | json }},
  };
  const article = document.querySelector('main article.prose');
  const status = document.createElement('span');
  let plain = null;
  let label = '';

  const say = (link, isShown) => {
    link.setAttribute('aria-pressed', String(isShown));
    link.textContent = isShown ? WORDS.hide : label;
    status.textContent = isShown ? WORDS.shown : WORDS.hidden;
  };

  const show = (link, html) => {
    const marked = new DOMParser().parseFromString(html, 'text/html').querySelector('main article.prose');
    marked.querySelectorAll('a[href], img[src]').forEach((element) => {
      const name = element.hasAttribute('href') ? 'href' : 'src';
      const value = element.getAttribute(name);
      if (!value.startsWith('#')) element.setAttribute(name, new URL(value, link.href).href);
    });
    marked.querySelectorAll('details.unchanged').forEach((fold) => {
      fold.querySelector('summary').remove();
      fold.replaceWith(...fold.childNodes);
    });
    plain = [...article.childNodes];
    article.replaceChildren(...document.importNode(marked, true).childNodes);
    say(link, true);
  };

  // The style sheet of the marks comes before them, so that nothing jumps.
  const styled = new Promise((loaded) => {
    const sheet = document.querySelector('link[href$="site.css"]');
    const marks = sheet.cloneNode();
    marks.onload = loaded;
    marks.onerror = loaded;
    marks.href = sheet.href.replace('site.css', 'pages.css');
    sheet.after(marks);
  });

  window.showChanges = (link) => {
    if (!label) {
      label = link.textContent;
      status.className = 'visually-hidden';
      status.setAttribute('role', 'status');
      link.after(status);
    }
    if (plain) {
      article.replaceChildren(...plain);
      plain = null;
      say(link, false);
      return;
    }
    fetch(link.href)
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((html) => styled.then(() => show(link, html)))
      .catch(() => { location.href = link.href; });
  };
})();
