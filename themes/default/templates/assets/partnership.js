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
  const summary = picker.querySelector('summary');
  const here = picker.dataset.partnership;

  // In the opened picker: to remember this partnership, and to forget one.
  let line = picker.querySelector('.remember');
  if (!line) {
    line = document.createElement('p');
    line.className = 'remember';
    line.append(document.createElement('span'));
    line.lastChild.setAttribute('role', 'status');
    picker.append(line);
  }
  const told = line.querySelector('[role="status"]');
  const remember = line.querySelector('button');
  const forget = document.createElement('button');
  forget.type = 'button';
  forget.textContent = WORDS.forget;
  told.before(forget, ' ');
  line.hidden = false;

  // The offer stands beside the last line of whose text is read, and moves nothing; where there is no room, it is in
  // the opened picker.
  const offer = document.createElement('a');
  offer.className = 'offer';
  let isStyled = false;
  const twinOf = (id) => id && [...picker.querySelectorAll('a[data-id]')].find((each) => each.dataset.id === id);
  const fit = () => {
    const twin = twinOf(kept());
    offer.hidden = !twin || kept() === here;
    if (offer.hidden || picker.open || !isStyled) return;
    picker.after(offer);
    const whole = WORDS.offer.replace('{name}', twin.textContent);
    const words = document.createRange();
    words.selectNodeContents(summary);
    const end = [...words.getClientRects()].pop()?.right;
    offer.href = twin.href;
    offer.setAttribute('aria-label', whole);
    const hasRoom = [whole, twin.textContent].some((text) => {
      offer.textContent = text;
      return offer.getBoundingClientRect().left > end + 16;
    });
    if (hasRoom) return;
    offer.textContent = whole;
    line.prepend(offer);
  };

  const show = () => {
    const id = kept();
    if (remember) {
      remember.textContent = WORDS.remember;
      remember.hidden = id === here;
    }
    forget.hidden = !id;
    document.querySelectorAll('.choose a').forEach((each) => each.classList.toggle('mine', each.dataset.id === id));
    fit();
  };

  remember?.addEventListener('click', () => {
    store((device) => device.setItem('partnership', here));
    told.textContent = kept() === here ? WORDS.remembered : '';
    show();
    if (remember.hidden) forget.focus();
  });
  forget.addEventListener('click', () => {
    store((device) => device.removeItem('partnership'));
    told.textContent = kept() ? '' : WORDS.forgotten;
    show();
    if (forget.hidden) summary.focus();
  });

  // What the offer looks like is in a style sheet that a chapter does not need otherwise. Where that does not come,
  // the list of the picker has the same link.
  const sheet = document.querySelector('link[href$="site.css"]');
  const more = sheet.cloneNode();
  more.onload = () => {
    isStyled = true;
    new ResizeObserver(fit).observe(summary);
    picker.addEventListener('toggle', fit);
  };
  more.href = new URL('pages.css', sheet.href).href;
  sheet.after(more);
  show();
})();
