// Says that the address of a heading is copied. Fetched by site.js when a heading is followed.
(function () {
  'use strict';
  const said = document.createElement('p');
  let timer = 0;
  said.className = 'said';
  said.setAttribute('role', 'status');
  document.querySelector('.text').after(said);
  const say = (words, after, then) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = words;
      then?.();
    }, after);
  };

  // Screen readers speak what changes in a place that was there before, and not what comes with it.
  window.sayCopied = () => {
    said.textContent = '';
    say({{ say(key="link_copied") | json }}, 100, () => say('', 4000));
  };
})();
