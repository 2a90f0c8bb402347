// Finds sections by their words, in an index of small scripts that are loaded when they are needed.
// Knows no page: it is given a function that loads a script by its name, and answers with plain values.
(function () {
  'use strict';

  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const VALUE = new Uint8Array(128);
  for (let i = 0; i < 64; i += 1) VALUE[DIGITS.charCodeAt(i)] = i;

  // What the files of the index have brought, by their names.
  const brought = new Map();
  function take(name, id, value) { brought.set(name, { id: id, value: value }); }

  // Words as the index has them; `tests/search/words.json` holds both to the same rules.
  function fold(text) { return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''); }
  const RUN = /[\p{Alphabetic}\p{N}\p{M}]+(?:['’ʼ.](?=[\p{Alphabetic}\p{N}])[\p{Alphabetic}\p{N}\p{M}]+)*/gu;
  const SECTION = /^(?:s|ss|sec|sect|section|sections|adran)$/;
  const NUMBER = /^[0-9]+[a-z]{0,2}$/;

  /** The words of a text, each with where it begins and ends. */
  function words(text) {
    const plain = [];
    for (const match of text.matchAll(RUN)) {
      let at = match.index;
      const parts = match[0].split('.');
      for (let i = 0; i < parts.length; i += 1) {
        let part = parts[i];
        while (/[0-9]$/.test(part) && i + 1 < parts.length && /^[0-9]/.test(parts[i + 1])) {
          i += 1;
          part += '.' + parts[i];
        }
        const word = fold(part).replace(/['’ʼ]s$/, '').replace(/['’ʼ]/g, '');
        if (word) plain.push({ word: word, start: at, end: at + part.length });
        at += part.length + 1;
      }
    }
    const all = [];
    for (let i = 0; i < plain.length; i += 1) {
      const next = plain[i + 1];
      if (next && SECTION.test(plain[i].word) && NUMBER.test(next.word)) {
        all.push({ word: 's' + next.word, start: plain[i].start, end: next.end });
        i += 1;
      } else {
        all.push(plain[i]);
      }
    }
    return all;
  }

  /** Reads numbers of five bits a character, as source maps write them. */
  function reader(text) {
    let at = 0;
    return {
      number: function () {
        let value = 0;
        let shift = 0;
        for (;;) {
          const digit = VALUE[text.charCodeAt(at)];
          at += 1;
          value += (digit & 31) << shift;
          if (digit < 32) return value;
          shift += 5;
        }
      },
      digit: function () { at += 1; return VALUE[text.charCodeAt(at - 1)]; },
      more: function () { return at < text.length; },
      peek: function () { return text[at]; },
      skip: function () { at += 1; return text[at - 1]; }
    };
  }

  /** Everything that `words.js` of an index says. */
  function parse(name, id, head, first) {
    const index = {
      name: name, id: id, first: first, units: head.units, shards: head.shards, texts: head.texts,
      common: new Set(head.common.split(' ')), forms: [], stems: [], links: [], at: new Map(), levels: [], ofStem: [], terms: new Set(),
      books: [], joined: []
    };
    const read = reader(head.words);
    let before = '';
    let last = 0;
    while (read.more()) {
      let form = before.slice(0, read.skip().charCodeAt(0) - 65);
      while (read.more() && !/[:~+=A-Z-]/.test(read.peek())) form += read.skip();
      const stems = [];
      const links = [];
      while (read.more() && /[:~+=-]/.test(read.peek())) {
        const kind = read.skip();
        let stem;
        if (kind === ':' || ((kind === '+' || kind === '=') && read.peek() === ':' && read.skip())) {
          stem = index.levels.length;
          index.levels.push(read.digit());
        } else {
          stem = kind === '-' ? last : read.number();
        }
        if (kind === '+') index.terms.add(stem);
        if (kind === '=') {
          links.push(EVERYDAY);
        } else {
          links.push(kind === '+' ? TERM : 1);
          (index.ofStem[stem] = index.ofStem[stem] || []).push(form);
        }
        if (kind !== '+' && kind !== '=') last = stem;
        stems.push(stem);
      }
      if (links[0] !== 1) last = -1;
      index.links.push(links);
      before = form;
      index.at.set(form, index.forms.length);
      if (form.includes('_')) index.joined.push(form);
      index.forms.push(form);
      index.stems.push(stems);
    }
    const books = reader(head.books);
    while (books.more()) index.books.push({ units: books.number(), place: books.number() });
    index.bookOf = new Uint16Array(index.units);
    let unit = 0;
    index.books.forEach(function (book, number) {
      index.bookOf.fill(number, unit, unit + book.units);
      unit += book.units;
    });
    return index;
  }

  /** The number of the last of `starts` that is not above `number`. */
  function holder(starts, number) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= number) low = middle; else high = middle - 1;
    }
    return low;
  }

  /** How many letters must be changed, added, left out or exchanged, `most` at most; else more than that.
   *  With `isOpen`, for the nearest beginning of `form`. */
  function distance(word, form, most, isOpen) {
    if (!isOpen && Math.abs(word.length - form.length) > most) return most + 1;
    let before = null;
    let row = [];
    for (let j = 0; j <= form.length; j += 1) row.push(j);
    for (let i = 1; i <= word.length; i += 1) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= form.length; j += 1) {
        const same = word[i - 1] === form[j - 1];
        let cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (before && j > 1 && word[i - 1] === form[j - 2] && word[i - 2] === form[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
        next.push(cost);
        if (cost < least) least = cost;
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return isOpen ? Math.min.apply(null, row) : row[form.length];
  }

  /** The forms that begin with `start`, as a range of their numbers. */
  function range(index, start) {
    let low = 0;
    let high = index.forms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (index.forms[middle] < start) low = middle + 1; else high = middle;
    }
    let end = low;
    while (end < index.forms.length && index.forms[end].startsWith(start)) end += 1;
    return [low, end];
  }

  // What a word is worth that is the name of a term, or that people say every day for another.
  const TERM = 0.9;
  const EVERYDAY = 0.7;
  // How many endings of a word are looked up: fewer where they stand in very many places, which say little of each
  // and take long to load.
  const MOST_ENDINGS = 12;
  const LEAST_ENDINGS = 4;
  const MOST_PLACES = 4000;

  /** Adds what a form stands for, if it is in the index. */
  function addForm(index, found, form, weight) {
    const at = index.at.get(form);
    if (at === undefined) return false;
    index.stems[at].forEach(function (stem, number) {
      const own = number > 0 ? weight * 0.9 : weight;
      if ((found.get(stem) || 0) < own) found.set(stem, own);
    });
    return true;
  }

  /** The words that begin as the last word does, the commonest first. */
  function addEndings(index, found, start, weight, isJoined) {
    const ends = range(index, start);
    const forms = [];
    for (let at = ends[0]; at < ends[1]; at += 1) {
      if (index.forms[at] !== start && index.forms[at].includes('_') === isJoined) forms.push(at);
    }
    const level = function (at) { return index.levels[index.stems[at][0]]; };
    forms.sort(function (a, b) { return level(b) - level(a) || a - b; });
    let places = 0;
    forms.slice(0, MOST_ENDINGS).forEach(function (at, rank) {
      if (rank >= LEAST_ENDINGS && places > MOST_PLACES) return;
      places += Math.exp(level(at) / 6);
      const form = index.forms[at];
      addForm(index, found, form, weight * (0.5 + 0.5 * start.length / form.length));
    });
    return forms.length > 0;
  }

  /** The words that are nearest to one that is not there: those that go on alike, else those that differ least. */
  function nearest(index, word, isLast) {
    const alike = word.includes('_') || word.length < 6 ? [] : range(index, word.slice(0, Math.max(6, word.length - 2)));
    if (alike[0] < alike[1]) {
      const forms = index.forms.slice(alike[0], alike[1]).filter(function (form) { return !form.includes('_') && form.length <= word.length + 3; });
      if (forms.length) return { distance: 1, forms: forms.slice(0, 4) };
    }
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    let best = most + 1;
    let found = [];
    const isJoined = word.includes('_');
    (isJoined ? index.joined : index.forms).forEach(function (form) {
      if (most === 0 || form.includes('_') !== isJoined || /^[0-9]/.test(form)) return;
      let own = distance(word, form, Math.min(best, most), false);
      if (isLast && own > 0 && word.length > 4 && form.length > word.length) own = Math.min(own, distance(word, form, Math.min(best, most), true) + 0.5);
      // The first letter is seldom wrong.
      if (form[0] !== word[0]) own += 0.5;
      if (own > most + 0.5 || own > best) return;
      if (own < best) { best = own; found = []; }
      found.push(form);
    });
    const level = function (form) { return index.levels[index.stems[index.at.get(form)][0]]; };
    found.sort(function (a, b) { return level(b) - level(a) || (a < b ? -1 : 1); });
    return { distance: best, forms: found.slice(0, 4) };
  }

  /** What each word of a question can stand for, in each index. */
  function understand(indexes, question, isTyping) {
    let heard = words(question).map(function (token) { return token.word; });
    // A word that is not there, and is two that are.
    heard = heard.flatMap(function (word) {
      const isThere = function (form) { return indexes.some(function (index) { return index.at.has(form); }); };
      if (word.length < 7 || isThere(word) || indexes.some(function (index) { const r = range(index, word); return r[0] < r[1]; })) return [word];
      for (let cut = 3; cut <= word.length - 3; cut += 1) {
        if (isThere(word.slice(0, cut)) && isThere(word.slice(cut))) return [word.slice(0, cut), word.slice(cut)];
      }
      return [word];
    });
    heard = heard.filter(function (word, at) { return heard.indexOf(word) === at; }).slice(0, 24);
    const corrected = [];
    const slots = heard.map(function (word, at) {
      const isLast = isTyping && at === heard.length - 1 && word.length > 1;
      const found = indexes.map(function () { return new Map(); });
      let isThere = indexes.map(function (index, i) { return addForm(index, found[i], word, 1); }).some(Boolean);
      if (isLast && !(word.length < 3 && isThere)) {
        const weight = isThere ? 0.4 : 1;
        isThere = indexes.map(function (index, i) { return addEndings(index, found[i], word, weight, false); }).some(Boolean) || isThere;
      }
      if (!isThere) {
        const near = indexes.map(function (index) { return nearest(index, word, isLast); });
        const best = Math.min.apply(null, near.map(function (one) { return one.forms.length ? one.distance : 9; }));
        near.forEach(function (one, i) {
          if (one.distance !== best) return;
          one.forms.forEach(function (form, rank) { addForm(indexes[i], found[i], form, (best > 1 ? 0.6 : 0.8) - rank * 0.05); });
          if (one.forms.length && !corrected.some(function (pair) { return pair[0] === word; })) corrected.push([word, one.forms[0]]);
        });
      }
      return { word: word, isCommon: indexes[0].common.has(word), isLast: isLast, found: found };
    });
    // Names of several words, and words that were written apart.
    for (let from = 0; from < heard.length; from += 1) {
      for (let to = from + 2; to <= Math.min(heard.length, from + 6); to += 1) {
        const span = slots.slice(from, to);
        const name = heard.slice(from, to).join('_');
        indexes.forEach(function (index, i) {
          const found = new Map();
          if (!addForm(index, found, name, 1)) {
            if (isTyping && to === heard.length && name.length > 6) addEndings(index, found, name, 0.9, true);
            if (!found.size && name.length > 8) {
              const near = nearest(index, name, false);
              if (near.distance <= 1) near.forms.forEach(function (form) { addForm(index, found, form, 0.8); });
            }
          }
          if (to === from + 2) addForm(index, found, heard[from] + heard[to - 1], 0.9);
          found.forEach(function (weight, stem) {
            span.forEach(function (slot) { if ((slot.found[i].get(stem) || 0) < weight) slot.found[i].set(stem, weight); });
          });
        });
      }
    }
    // What one index knows of the forms of a word serves the other, too.
    slots.forEach(function (slot) {
      indexes.forEach(function (index, i) {
        Array.from(slot.found[i]).forEach(function (pair) {
          (index.ofStem[pair[0]] || []).forEach(function (form) {
            indexes.forEach(function (other, o) { if (o !== i) addForm(other, slot.found[o], form, pair[1]); });
          });
        });
      });
    });
    return { slots: slots.filter(function (slot) { return slot.found.some(function (found) { return found.size; }); }), missing: slots.filter(function (slot) { return !slot.isCommon && slot.found.every(function (found) { return !found.size; }); }).length, corrected: corrected };
  }

  window.chapterhouseSearch = {
    take: take,
    brought: function (name) { return (brought.get(name) || {}).value; },
    words: words,
    fold: fold,
    /** An engine that loads with `load(name, id)`, which promises that `take` has been called with that name. */
    open: function (load) { return engine(load); }
  };

  function engine(load) {
    let opened = null;
    let refresh = '';
    const places = new Map();
    const coming = new Map();

    /** What every answer begins with. A browser's cache may have kept it from an older site: see `ask`. */
    function fresh(name) {
      if (brought.has(name) && !refresh) return Promise.resolve(brought.get(name).value);
      return load(name, refresh).then(function () { return brought.get(name).value; });
    }

    /** A file of an index, which several parts of an answer may ask for at once. */
    function fetched(name, id) {
      const has = brought.get(name);
      if (has && has.id === id) return Promise.resolve(has.value);
      const key = name + '?' + id;
      if (!coming.has(key)) {
        coming.set(key, load(name, id).then(function () {
          const now = brought.get(name);
          if (!now) throw new Error('nothing came of ' + name);
          if (now.id !== id) throw new Error('another index: ' + name);
          return now.value;
        }).finally(function () { coming.delete(key); }));
      }
      return coming.get(key);
    }

    /** Both indexes: what every site has, and what this one has. */
    function start() {
      opened = opened || Promise.all(['data', 'own'].map(function (name) { return fresh(name + '/words'); })).then(function (heads) {
        const indexes = [];
        ['data', 'own'].forEach(function (name, i) {
          indexes.push(parse(name, brought.get(name + '/words').id, heads[i], i ? indexes[0].units : 0));
        });
        return indexes;
      }).catch(function (fault) { opened = null; throw fault; });
      return opened;
    }

    /** Where a stem stands, read once. */
    function placesOf(index, stem) {
      const key = index.name + stem;
      if (!places.has(key)) {
        const shard = holder(index.shards, stem);
        const name = index.name + '/p' + shard;
        places.set(key, fetched(name, index.id).then(function () {
          const file = brought.get(name);
          if (typeof file.value === 'string') file.value = file.value.split(';');
          return decode(file.value[stem - index.shards[shard]]);
        }).catch(function (fault) { places.delete(key); throw fault; }));
      }
      return places.get(key);
    }

    function decode(text) {
      const read = reader(text);
      const units = [];
      const weights = [];
      const parts = [];
      let unit = 0;
      while (read.more()) {
        const step = read.number();
        unit += step >> 1;
        units.push(unit);
        weights.push(read.digit() / 63);
        if (step & 1) {
          const own = [];
          for (let n = read.number(); n > 0; n -= 1) own.push(read.number());
          parts.push(own);
        } else {
          parts.push(null);
        }
      }
      return { units: units, weights: weights, parts: parts };
    }

    /** Which of the units have a phrase: where its words stand in a row. */
    function havePhrase(index, tokens, units) {
      const rows = tokens.map(function (word, offset) {
        const at = index.at.get(word);
        return at === undefined ? null : { stem: index.stems[at][0], offset: offset, isCommon: index.common.has(word) };
      });
      if (rows.some(function (row, i) { return !row && !index.common.has(tokens[i]); })) return Promise.resolve(new Set());
      const isAllCommon = rows.every(function (row) { return !row || row.isCommon; });
      const asked = rows.filter(function (row) { return row && (isAllCommon || !row.isCommon); });
      return Promise.all(asked.map(function (row) {
        const shard = holder(index.shards, row.stem);
        return Promise.all([placesOf(index, row.stem), fetched(index.name + '/w' + shard, index.id)]).then(function (both) {
          const read = reader(both[1].split(';')[row.stem - index.shards[shard]]);
          const found = new Map();
          both[0].units.forEach(function (unit) {
            const own = new Set();
            let position = 0;
            for (let n = read.number(); n > 0; n -= 1) { position += read.number(); own.add(position - row.offset); }
            if (units.has(unit)) found.set(unit, own);
          });
          return found;
        });
      })).then(function (maps) {
        const have = new Set();
        units.forEach(function (unit) {
          const starts = maps.map(function (map) { return map.get(unit); });
          if (starts.length && starts.every(Boolean) && Array.from(starts[0]).some(function (start) {
            return starts.every(function (own) { return own.has(start); });
          })) have.add(unit);
        });
        return have;
      });
    }

    /** How well each unit of all indexes answers: `{index, unit, score, isWhole}`, best first. */
    function rank(indexes, understood) {
      const total = indexes.reduce(function (sum, index) { return sum + index.units; }, 0);
      const slots = understood.slots;
      const jobs = [];
      slots.forEach(function (slot, s) {
        indexes.forEach(function (index, i) {
          slot.found[i].forEach(function (weight, stem) {
            jobs.push(placesOf(index, stem).then(function (all) { return { s: s, index: index, stem: stem, weight: weight, all: all }; }));
          });
        });
      });
      return Promise.all(jobs).then(function (lists) {
        const scores = slots.map(function () { return new Float32Array(total); });
        const names = new Map();
        lists.forEach(function (list) {
          const own = scores[list.s];
          for (let n = 0; n < list.all.units.length; n += 1) {
            const unit = list.all.units[n] + list.index.first;
            const score = list.weight * list.all.weights[n];
            if (score > own[unit]) own[unit] = score;
            if (list.all.parts[n] && list.weight >= 0.5) {
              let parts = names.get(unit);
              if (!parts) names.set(unit, parts = new Map());
              list.all.parts[n].forEach(function (part) {
                if (!parts.has(part)) parts.set(part, new Map());
                const heard = parts.get(part);
                if ((heard.get(list.s) || 0) < list.weight) heard.set(list.s, list.weight);
              });
            }
          }
        });
        const rarity = scores.map(function (own, s) {
          let n = 0;
          for (let unit = 0; unit < total; unit += 1) if (own[unit] > 0) n += 1;
          return Math.log(1 + (total - n + 0.5) / (n + 0.5)) * (slots[s].isCommon ? COMMON : 1);
        });
        const isAsked = slots.map(function (slot) { return !slot.isCommon; });
        const hasAsked = isAsked.some(Boolean);
        const all = rarity.reduce(function (sum, own, s) { return sum + (isAsked[s] || !hasAsked ? own : 0); }, 0);
        const results = [];
        for (let unit = 0; unit < total; unit += 1) {
          let score = 0;
          let met = 0;
          let isWhole = true;
          for (let s = 0; s < slots.length; s += 1) {
            const own = scores[s][unit];
            score += own * rarity[s];
            if (isAsked[s] || !hasAsked) {
              if (own > 0) met += rarity[s]; else isWhole = false;
            }
          }
          if (!met) continue;
          const index = unit >= indexes[1].first ? indexes[1] : indexes[0];
          const named = bonus(names.get(unit), rarity, slots.length, rarity.reduce(function (a, b) { return a + b; }, 0));
          const share = met / all;
          const place = index.books[index.bookOf[unit - index.first]].place;
          results.push({
            index: index, unit: unit - index.first, isWhole: isWhole && !understood.missing, isNamed: named.isExact, isAsked: named.isAsked, isCovered: named.isCovered,
            place: place, share: share, keyword: named.keyword, named: named.score, isTop: names.has(unit) && isFirst(index, unit - index.first),
            score: score * (isWhole ? 1 : PART * share) * (PLACES[place] || 1) + named.score * (named.isExact ? (place === 1 ? GLOSSARY : 1) : PLACES[place] || 1)
          });
        }
        // A keyword of a chapter, or its title among other words, speaks for all of it, and most for the sections
        // that have the words.
        const tops = new Map();
        results.forEach(function (one) {
          if (one.isTop && one.place > 2) tops.set(one.index.name + one.index.bookOf[one.unit], one);
        });
        results.forEach(function (one) {
          const top = tops.get(one.index.name + one.index.bookOf[one.unit]);
          if (one === top && !one.isNamed && !one.isAsked) one.score *= TOP_WHOLE;
          if (one === top || !top) one.score += one.keyword * (!top ? 1 : one.isAsked ? TOP_ASKED : TOP);
          else one.score += Math.max(top.keyword * SPREAD * Math.pow(one.share, POWER), one.keyword) + (top.isNamed ? 0 : top.named * Math.pow(one.share, POWER));
        });
        results.sort(function (a, b) { return b.score - a.score || a.index.first - b.index.first || a.unit - b.unit; });
        return results;
      });
    }

    /** Whether a unit is the first of its book. */
    function isFirst(index, unit) { return unit === 0 || index.bookOf[unit] !== index.bookOf[unit - 1]; }

    const SPREAD = 0.95;
    const TOP = 0.6;
    const TOP_ASKED = 0.85;
    const POWER = 1.5;
    const PART = 0.75;
    const KEEP = 0.5;
    const GLOSSARY = 0.75;
    const TOP_WHOLE = 0.85;
    const WITHIN = 1.2;
    const COMMON = 0.25;
    const PLACES = [0.7, 0.7, 0.9];

    /** What it is worth that a name or title is asked for: whole, as a part of it, or among other words. */
    function bonus(parts, rarity, n_slots, all) {
      let best = 0;
      let keyword = 0;
      let isExact = false;
      let isAsked = false;
      let isCovered = false;
      if (parts) parts.forEach(function (heard, part) {
        const length = part & 7;
        const isTitle = part >> 3 === 0;
        const isKeyword = part >> 3 >= 128;
        let worth = 0;
        heard.forEach(function (weight, s) { worth += rarity[s] * weight; });
        let score = 0;
        if (heard.size >= length && heard.size === n_slots && length < 7) {
          score = worth * (isTitle ? 2.5 : 1.8);
          isAsked = true;
          isExact = isExact || !isKeyword;
        } else if (heard.size >= length && length < 7) {
          score = worth * (isTitle ? 0.8 : 0.5) * (worth / all);
          isCovered = isCovered || worth / all > 0.5;
        } else if (heard.size === n_slots) {
          score = worth * (isTitle ? WITHIN : 0.2) * (heard.size / length);
        }
        if (isKeyword) keyword = Math.max(keyword, score); else best = Math.max(best, score);
      });
      return { score: best, keyword: keyword, isExact: isExact, isAsked: isAsked, isCovered: isCovered };
    }

    /** The text of a unit, with what it stands in. */
    function textOf(index, unit) {
      const file = holder(index.texts, unit);
      return fetched(index.name + '/t' + file, index.id).then(function (books) {
        let number = index.texts[file];
        for (const book of books) {
          if (unit < number + book[4].length) {
            const own = book[4][unit - number];
            return {
              kind: book[0], address: book[1], number: book[2], chapter: book[3],
              anchor: own[0], title: own[1], path: own[2], summary: own[3], text: own[4], answering: own[5] || []
            };
          }
          number += book[4].length;
        }
        throw new Error('no text of ' + unit);
      });
    }

    /** Asks a question. `section` limits the answer to a place of books: from 3 on, a section of the manual. */
    function ask(question, options) {
      return answer(question, options).catch(function (fault) {
        if (refresh) throw fault;
        refresh = Date.now().toString(36);
        opened = null;
        places.clear();
        Array.from(brought.keys()).forEach(function (name) { if (name !== 'data/said') brought.delete(name); });
        return answer(question, options);
      });
    }

    function answer(question, options) {
      const asked = options || {};
      const phrases = [];
      const plain = question.replace(/["“”„]([^"“”„]+)(?:["“”„]|$)/g, function (_, phrase) { phrases.push(phrase); return ' ' + phrase + ' '; });
      const isTyping = !/["“”„\s]$/.test(question);
      return start().then(function (indexes) {
        const understood = understand(indexes, plain, isTyping);
        const quoted = phrases.map(function (phrase) { return words(phrase).map(function (token) { return token.word; }); }).filter(function (own) { return own.length; });
        return rank(indexes, understood).then(function (results) {
          const jobs = quoted.map(function (tokens) {
            return Promise.all(indexes.map(function (index) {
              return havePhrase(index, tokens, new Set(results.filter(function (one) { return one.index === index; }).map(function (one) { return one.unit; })));
            }));
          });
          return Promise.all(jobs).then(function (sets) {
            return results.filter(function (one) { return sets.every(function (pair) { return pair[indexes.indexOf(one.index)].has(one.unit); }); });
          });
        }).then(function (results) {
          return gather(indexes, understood, results, asked, quoted.length > 0);
        });
      });
    }

    const MOST_GROUPS = 6;
    const MOST_IN_GROUP = 3;
    const MOST_CONTACTS = 2;

    function gather(indexes, understood, results, asked, isQuoted) {
      const wanted = asked.section === undefined ? results : results.filter(function (one) { return one.place === asked.section; });
      const whole = wanted.filter(function (one) { return one.isWhole; });
      const best = wanted.length ? wanted[0].score : 0;
      // All words first; where few sections have them all, those that have most of them, too.
      const kept = whole.length >= 3 || isQuoted ? wanted.filter(function (one) { return one.isWhole || isQuoted || one.isNamed || one.score > best * KEEP; }) : wanted.filter(function (one) { return one.score > best * 0.3; });
      const isContact = function (one) { return one.place === 2; };
      const ringing = kept.filter(isContact).filter(function (one) { return one.isNamed || one.isCovered; }).slice(0, MOST_CONTACTS);
      const groups = [];
      const byBook = new Map();
      kept.forEach(function (one) {
        if (isContact(one) && ringing.length) return;
        const key = one.index.name + one.index.bookOf[one.unit];
        let group = byBook.get(key);
        if (!group) { byBook.set(key, group = []); groups.push(group); }
        group.push(one);
      });
      const most = asked.most || MOST_GROUPS;
      const shown = groups.slice(0, most).map(function (group) {
        return group.filter(function (one, at) { return at < MOST_IN_GROUP && one.score > group[0].score * 0.45; });
      });
      const forms = new Set();
      const joined = [];
      understood.slots.forEach(function (slot) {
        if (slot.isCommon && understood.slots.some(function (other) { return !other.isCommon; })) return;
        slot.found.forEach(function (found, i) {
          found.forEach(function (weight, stem) {
            (indexes[i].ofStem[stem] || []).forEach(function (form) {
              if (form.includes('_')) joined.push(form.split('_')); else if (!indexes[i].terms.has(stem)) forms.add(form);
            });
          });
        });
      });
      const withText = function (one) { return textOf(one.index, one.unit).then(function (text) { return Object.assign({ score: one.score }, text); }); };
      return Promise.all([Promise.all(shown.map(function (group) { return Promise.all(group.map(withText)); })), Promise.all(ringing.map(withText))]).then(function (both) {
        return {
          groups: both[0], contacts: both[1], count: kept.length, groupCount: groups.length,
          isPartial: !whole.length && kept.length > 0, corrected: understood.corrected,
          forms: forms, joined: joined
        };
      });
    }

    return { start: start, ask: ask };
  }
})();
