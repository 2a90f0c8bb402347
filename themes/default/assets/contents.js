// The contents beside the text follow the reader: the heading that was passed last is marked. Fetched by site.js.
(function () {
  'use strict';
  const links = new Map([...document.querySelectorAll('.contents a')].map((link) => [link.hash.slice(1), link]));
  if (!links.size || !window.IntersectionObserver) return;
  const text = document.querySelector('.text');
  let headings = [];
  const mark = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const here = passed.length && links.get(passed[passed.length - 1].id);
    links.forEach((link) => {
      if (link === here) link.setAttribute('aria-current', 'true'); else link.removeAttribute('aria-current');
    });
  };
  const watch = new IntersectionObserver(mark, { rootMargin: '0px 0px -66% 0px' });
  const follow = () => {
    watch.disconnect();
    headings = [...text.querySelectorAll('[id]')].filter(({ id }) => links.has(id));
    headings.forEach((heading) => watch.observe(heading));
  };
  follow();
  // "Show amendments" puts another text in the place of the one that was there.
  new MutationObserver(follow).observe(text, { childList: true, subtree: true });
})();
