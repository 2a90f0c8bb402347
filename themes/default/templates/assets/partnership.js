// A partnership is remembered only when the reader says so, on this device, and forgotten in one step.
(function () {
  'use strict';
  const WORDS = {
    offer: {{ say(key="picker_offer") | json }},
    remember: {{ say(key="picker_remember") | json }},
    remembered: {{ say(key="picker_remembered") | json }},
    forget: {{ say(key="picker_forget") | json }},
    forgotten: {{ say(key="picker_forgotten") | json }},
  };
  const store = (act) => { try { return act(localStorage); } catch { return null; } };
  const kept = () => store((device) => device.getItem('partnership'));
  const picker = document.querySelector('.picker');
  const remember = document.querySelector('.remember');
  const here = picker.dataset.partnership;

  const offer = document.createElement('p');
  const way = document.createElement('a');
  const forget = document.createElement('button');
  offer.className = 'offer';
  offer.hidden = true;
  forget.textContent = WORDS.forget;
  offer.append(way, forget);

  // What the offer looks like is in a style sheet that a chapter does not need otherwise.
  const sheet = document.querySelector('link[href$="site.css"]');
  const more = sheet.cloneNode();
  more.onload = () => picker.after(offer);
  more.href = sheet.href.replace('site.css', 'pages.css');
  sheet.after(more);

  const show = () => {
    const id = kept();
    const twin = id && [...picker.querySelectorAll('a[data-id]')].find((each) => each.dataset.id === id);
    if (remember) {
      const button = remember.querySelector('button');
      button.textContent = id === here ? WORDS.forget : WORDS.remember;
      remember.hidden = false;
    }
    offer.hidden = !twin || id === here;
    if (twin) {
      way.href = twin.getAttribute('href');
      way.textContent = WORDS.offer.replace('{name}', twin.textContent);
    }
    document.querySelectorAll('.choose a').forEach((each) => each.classList.toggle('mine', each.dataset.id === id));
  };

  if (remember) {
    remember.querySelector('button').addEventListener('click', () => {
      const told = remember.querySelector('[role="status"]');
      const isKept = kept() === here;
      store((device) => (isKept ? device.removeItem('partnership') : device.setItem('partnership', here)));
      told.textContent = (isKept && WORDS.forgotten) || (kept() === here && WORDS.remembered) || '';
      show();
    });
  }
  forget.addEventListener('click', () => {
    store((device) => device.removeItem('partnership'));
    show();
  });
  show();
})();
