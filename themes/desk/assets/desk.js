// Shows each new state of the manual at once. Only what has changed in the page is put in its place, so that
// the reader's place, the focus and what is open stay; where that is impossible the page is loaded again.
(function () {
  'use strict';
  const bar = () => document.getElementById('desk_bar');
  if (!bar() || !window.EventSource) return;

  // The page as it was sent, and the element that was made of each of its nodes: other scripts change elements.
  let sent = document.body.cloneNode(true);
  const made = new Map();
  const pair = (from, to) => {
    made.set(from, to);
    [...from.childNodes].forEach((child, index) => pair(child, to.childNodes[index]));
  };
  pair(sent, document.body);

  const put = (next, before, parent) => {
    const node = document.importNode(next, true);
    parent.insertBefore(node, before);
    pair(next, node);
    return node;
  };
  const remove = (node) => {
    const element = made.get(node);
    made.delete(node);
    if (element) element.remove();
  };

  const attributes = (was, is, element) => {
    for (const { name } of was.attributes) if (!is.hasAttribute(name)) element.removeAttribute(name);
    for (const { name, value } of is.attributes) if (was.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  // Makes of the element of `was` the element of `is`.
  const change = (was, is) => {
    const element = made.get(was);
    if (!element) throw new Error('a node without an element');
    if (was.isEqualNode(is)) {
      const follow = (from, to) => {
        made.set(to, made.get(from));
        [...from.childNodes].forEach((child, index) => follow(child, to.childNodes[index]));
      };
      follow(was, is);
      return;
    }
    made.set(is, element);
    if (was.nodeType !== Node.ELEMENT_NODE) {
      element.nodeValue = is.nodeValue;
      return;
    }
    attributes(was, is, element);
    children(was, is, element);
  };

  const children = (was, is, element) => {
    const olds = [...was.childNodes];
    const news = [...is.childNodes];
    let start = 0;
    while (start < olds.length && start < news.length && olds[start].isEqualNode(news[start])) start += 1;
    let end = 0;
    while (end < olds.length - start && end < news.length - start
      && olds[olds.length - 1 - end].isEqualNode(news[news.length - 1 - end])) end += 1;
    const alike = (a, b) => a.nodeName === b.nodeName && (a.id || '') === (b.id || '');
    for (let i = 0; i < start; i += 1) change(olds[i], news[i]);
    const rest = olds.slice(start, olds.length - end);
    const after = end ? made.get(olds[olds.length - end]) : null;
    for (const next of news.slice(start, news.length - end)) {
      const at = rest.findIndex((old) => alike(old, next));
      if (at < 0) {
        put(next, rest.length ? made.get(rest[0]) : after, element);
      } else {
        rest.splice(0, at).forEach(remove);
        change(rest.shift(), next);
      }
    }
    rest.forEach(remove);
    for (let i = end; i > 0; i -= 1) change(olds[olds.length - i], news[news.length - i]);
  };

  const styles = (state) => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const fresh = link.cloneNode();
      fresh.href = `${link.href.split('?')[0]}?${state}`;
      fresh.onload = () => link.remove();
      link.after(fresh);
    }
  };

  const show = (text) => {
    const next = new DOMParser().parseFromString(text, 'text/html');
    const [was, is] = [bar().dataset, next.getElementById('desk_bar')?.dataset];
    if (!is || was.scripts !== is.scripts) throw new Error('other scripts');
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    if (was.styles !== is.styles) styles(is.styles);
    change(sent, next.body);
    sent = next.body;
  };

  let asked = null;
  const refresh = async () => {
    if (asked) asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(location.href, { signal, headers: { 'x-desk': 'refresh' } });
      const text = await answer.text();
      if (!signal.aborted) show(text);
    } catch (error) {
      if (error.name !== 'AbortError' && !(error instanceof TypeError)) location.reload();
    }
  };

  // A browser has six connections for all its tabs: one that nobody sees needs none.
  let source = null;
  const listen = () => {
    if (document.hidden) {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource('/@desk/events');
      source.onmessage = ({ data }) => {
        if (data !== bar().dataset.state) refresh();
      };
    }
  };
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => { if (source) source.close(); source = null; });
  addEventListener('pageshow', listen);
  listen();
})();
