// Copies the address of a heading, and says so. Fetched by site.js when a heading is followed.
(function () {
  'use strict';
  const text = document.querySelector('.text');
  const said = document.querySelector('.said') || document.createElement('p');
  said.className = 'said';
  said.setAttribute('role', 'status');
  text.after(said);
  window.copyLink = (link) => navigator.clipboard.writeText(link.href).then(() => {
    said.textContent = {{ say(key="link_copied") | json }};
    setTimeout(() => { said.textContent = ''; }, 4000);
  }, () => {});
})();
