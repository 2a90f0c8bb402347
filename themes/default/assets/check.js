// Checking a print: finds the text whose digest is typed, or stands in the address after "#". Without script there
// are the lists of the pages, and the style sheet leaves the form out.
(function () {
  'use strict';
  const form = document.querySelector('.check-form');
  const field = form.querySelector('input');
  const answer = form.querySelector('.check-answer');
  const entries = [...document.querySelectorAll('[data-digest]')];
  const say = (name, values = {}) => {
    answer.textContent = Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, () => value), form.dataset[name]);
  };

  // What people type of a digest: capitals, spaces, and letters that look like digits.
  const plain = (text) => {
    const own = text.trim().toLowerCase().replace(/^.*#/, '').replace(/[\s:.,–-]+/g, '');
    return own.replace(/o/g, '0').replace(/[il]/g, '1');
  };

  const find = (typed, isFocused) => {
    const digest = plain(typed);
    const wrong = [...new Set(digest.replace(/[0-9a-f]/g, ''))].join(' ');
    entries.forEach((entry) => { entry.hidden = false; });
    if (!digest) return say('empty');
    if (wrong) return say('wrong', { signs: wrong });
    if (digest.length < 4) return say('short', { count: digest.length });
    const page = form.dataset.pages.replace('{digit}', digest[0]);
    if (new URL(page, location.href).pathname !== location.pathname) {
      location.href = `${page}#${digest}`;
      return undefined;
    }
    const found = entries.filter((entry) => entry.dataset.digest.startsWith(digest.slice(0, 64)));
    if (!found.length) return say('unknown', { digest });
    entries.forEach((entry) => { entry.hidden = !found.includes(entry); });
    const [first] = found;
    if (found.length > 1) return say('several', { count: found.length, digest });
    const state = [...(first.querySelector('.checked-state:not([hidden])')?.childNodes ?? [])];
    const said = state.filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim());
    say('found', { what: `${first.querySelector('h2').innerText}. ${said.filter(Boolean)[0] ?? ''}` });
    first.scrollIntoView();
    if (isFocused) first.focus({ preventScroll: true });
    return undefined;
  };

  const fromAddress = () => {
    const typed = decodeURIComponent(location.hash.slice(1));
    if (!/^[0-9a-f]{1,64}(_\d+)?$/i.test(typed)) return;
    field.value = typed.replace(/_.*/, '');
    find(field.value, true);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const before = location.href;
    find(field.value, true);
    const digest = plain(field.value);
    if (location.href === before && /^[0-9a-f]{4,64}$/.test(digest)) history.replaceState(null, '', `#${digest}`);
  });
  window.addEventListener('hashchange', fromAddress);
  fromAddress();
})();
