//! Tidying: from the words that two runs share to what a careful editor would mark. A change is
//! moved to the end of a sentence or a clause where it can be; small islands between changes go
//! under; a sentence that is mostly rewritten is one deletion and one insertion.

use super::edges::{is_sentence_end, shift};
use super::emit::{self, Gap};
use super::words::Tokens;

/// Less of the shorter run than this, of 100, and it is another text.
const LEAST_KEPT: usize = 35;
/// A change is moved by this many tokens at most.
const FARTHEST: usize = 60;
/// An island of no more letters is not kept where a word goes past it: "over 18", "18 or over".
const MOST_PASSED: usize = 6;
/// How often islands are looked at again after some went under.
const MOST_ROUNDS: usize = 12;

/// Neighbours that stay neighbours: from two places, so many pairs.
#[derive(Clone, Copy, Debug)]
struct Island {
    old: usize,
    new: usize,
    length: usize,
}

impl Island {
    fn end(self) -> (usize, usize) {
        (self.old + self.length, self.new + self.length)
    }
}

/// The pairs to keep; nothing if the two runs share too little.
pub(super) fn tidied(
    old: &Tokens<'_>,
    new: &Tokens<'_>,
    pairs: &[(usize, usize)],
) -> Option<Vec<(usize, usize)>> {
    let runs = Runs { old, new };
    let mut islands = islands(pairs);
    runs.slide(&mut islands);
    for _ in 0..MOST_ROUNDS {
        let n_islands = islands.len();
        islands = runs.without(&islands, goes_under);
        islands = runs.without_scattered(&islands);
        if islands.len() == n_islands {
            break;
        }
    }
    islands = runs.without(&islands, is_passed);
    if !runs.is_enough(&islands) {
        return None;
    }
    runs.take_full_stops(&mut islands);
    runs.part_words(&mut islands);
    let pairs = islands
        .iter()
        .flat_map(|island| (0..island.length).map(|at| (island.old + at, island.new + at)));
    Some(pairs.collect())
}

fn islands(pairs: &[(usize, usize)]) -> Vec<Island> {
    let follows = |one: &(usize, usize), other: &(usize, usize)| (one.0 + 1, one.1 + 1) == *other;
    pairs
        .chunk_by(follows)
        .filter_map(|run| {
            let (old, new) = *run.first()?;
            Some(Island { old, new, length: run.len() })
        })
        .collect()
}

/// How much text a change deletes and inserts, in letters and digits.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    deleted: usize,
    inserted: usize,
    /// Whether there is anything at all, signs included.
    is_empty: bool,
}

impl Size {
    fn larger(self) -> usize {
        self.deleted.max(self.inserted)
    }

    fn is_pure(self) -> bool {
        self.deleted == 0 || self.inserted == 0
    }

    /// Whether one change only deletes and the other only inserts: as it is when a word goes to
    /// the other side of what stands between them.
    fn is_opposite(self, other: Self) -> bool {
        self.is_pure()
            && other.is_pure()
            && (self.deleted > 0 && other.inserted > 0 || self.inserted > 0 && other.deleted > 0)
    }
}

#[derive(Clone, Copy)]
struct Runs<'a> {
    old: &'a Tokens<'a>,
    new: &'a Tokens<'a>,
}

impl Runs<'_> {
    fn size_of(tokens: &Tokens<'_>, range: (usize, usize)) -> usize {
        let list = tokens.list.get(range.0..range.1).unwrap_or_default();
        list.iter().map(|token| token.what.size()).sum()
    }

    fn size(self, gap: Gap) -> Size {
        Size {
            deleted: Self::size_of(self.old, gap.old),
            inserted: Self::size_of(self.new, gap.new),
            is_empty: gap.old.0 == gap.old.1 && gap.new.0 == gap.new.1,
        }
    }

    fn island_size(self, island: Island) -> usize {
        Self::size_of(self.new, (island.new, island.end().1))
    }

    /// What stands before the first island, between each two, and behind the last.
    fn gaps(self, islands: &[Island]) -> Vec<Gap> {
        let ends = std::iter::once((0, 0)).chain(islands.iter().map(|island| island.end()));
        let end = (self.old.list.len(), self.new.list.len());
        let starts = islands.iter().map(|island| (island.old, island.new));
        ends.zip(starts.chain([end]))
            .map(|(from, to)| Gap { old: (from.0, to.0), new: (from.1, to.1) })
            .collect()
    }

    /// Takes away the islands of which `goes` says so, by their size and the changes around them.
    fn without(self, islands: &[Island], goes: fn(usize, Size, Size) -> bool) -> Vec<Island> {
        let sizes: Vec<Size> = self.gaps(islands).iter().map(|gap| self.size(*gap)).collect();
        let mut before = sizes.first().copied().unwrap_or_default();
        let mut kept = Vec::with_capacity(islands.len());
        for (island, after) in islands.iter().zip(sizes.iter().skip(1)) {
            let size = self.island_size(*island);
            if goes(size, before, *after) {
                before = Size {
                    deleted: before.deleted + size + after.deleted,
                    inserted: before.inserted + size + after.inserted,
                    is_empty: false,
                };
            } else {
                kept.push(*island);
                before = *after;
            }
        }
        kept
    }

    /// Takes away the islands of a sentence in which more has changed than stayed, if it is in
    /// three pieces or more.
    fn without_scattered(self, islands: &[Island]) -> Vec<Island> {
        let gaps = self.gaps(islands);
        let mut kept = Vec::with_capacity(islands.len());
        // Islands of one sentence with a change before and after each.
        let mut sentence: Vec<Island> = Vec::new();
        let mut changed = 0;
        for (index, island) in islands.iter().enumerate() {
            let size_of = |at: usize| gaps.get(at).map(|gap| self.size(*gap)).unwrap_or_default();
            let (before, after) = (size_of(index), size_of(index + 1));
            let is_inner = !before.is_empty && !after.is_empty && !self.ends_sentence(*island);
            if !is_inner {
                self.settle(&mut kept, &mut sentence, changed);
                kept.push(*island);
                continue;
            }
            if sentence.is_empty() {
                changed = before.larger();
            }
            changed += after.larger();
            sentence.push(*island);
        }
        self.settle(&mut kept, &mut sentence, changed);
        kept
    }

    fn settle(self, kept: &mut Vec<Island>, sentence: &mut Vec<Island>, changed: usize) {
        let stayed: usize = sentence.iter().map(|island| self.island_size(*island)).sum();
        if sentence.len() < 2 || stayed >= changed {
            kept.append(sentence);
        }
        sentence.clear();
    }

    fn ends_sentence(self, island: Island) -> bool {
        (island.new + 1..=island.end().1).any(|at| is_sentence_end(self.new, at))
    }

    /// Moves what was only inserted or only deleted to where a reader would look for it.
    fn slide(self, islands: &mut [Island]) {
        for at in 1..islands.len() {
            let Some([before, after]) = islands.get_mut(at - 1..=at) else { continue };
            let gap = Gap { old: (before.end().0, after.old), new: (before.end().1, after.new) };
            let (tokens, from, to) = match (gap.old.1 - gap.old.0, gap.new.1 - gap.new.0) {
                (0, n) if n > 0 => (self.new, gap.new.0, gap.new.1),
                (n, 0) if n > 0 => (self.old, gap.old.0, gap.old.1),
                _ => continue,
            };
            let to_left = shift(tokens, from, to, before.length.min(FARTHEST), true);
            let to_right = shift(tokens, from, to, after.length.min(FARTHEST), false);
            let left = (to_left.0, (to_left.1, true));
            let best = if to_right.0 > left.0 { (to_right.1, false) } else { left.1 };
            match best {
                (n, true) => {
                    before.length -= n;
                    (after.old, after.new) = (after.old - n, after.new - n);
                    after.length += n;
                }
                (n, false) => {
                    before.length += n;
                    (after.old, after.new) = (after.old + n, after.new + n);
                    after.length -= n;
                }
            }
        }
        // An island of which nothing is left is harmless: it keeps no pair.
    }

    /// A sentence that was replaced from its start is replaced with its full stop.
    fn take_full_stops(self, islands: &mut [Island]) {
        let gaps = self.gaps(islands);
        for (gap, island) in gaps.iter().zip(islands) {
            let starts = |tokens: &Tokens<'_>, at: usize| at == 0 || is_sentence_end(tokens, at);
            let is_sentence = starts(self.old, gap.old.0) && starts(self.new, gap.new.0);
            let is_replaced = gap.old.0 < gap.old.1 && gap.new.0 < gap.new.1;
            let ends = |tokens: &Tokens<'_>, at: usize| {
                at == tokens.list.len() || is_sentence_end(tokens, at)
            };
            let is_stop = island.length > 0
                && ends(self.old, island.old + 1)
                && ends(self.new, island.new + 1)
                && Self::size_of(self.new, (island.new, island.new + 1)) == 0;
            if is_sentence && is_replaced && is_stop {
                (island.old, island.new) = (island.old + 1, island.new + 1);
                island.length -= 1;
            }
        }
    }

    /// Whether enough of the shorter run stays.
    fn is_enough(self, islands: &[Island]) -> bool {
        let kept: usize = islands.iter().map(|island| self.island_size(*island)).sum();
        let old = Self::size_of(self.old, (0, self.old.list.len()));
        let new = Self::size_of(self.new, (0, self.new.list.len()));
        kept > 0 && kept * 100 >= old.min(new) * LEAST_KEPT
    }

    /// Widens changes in which a deleted word and an inserted one would touch, up to a space that
    /// both can take.
    fn part_words(self, islands: &mut [Island]) {
        let end = (self.old.list.len(), self.new.list.len());
        for at in 0..=islands.len() {
            let before = at.checked_sub(1).and_then(|before| islands.get(before)).copied();
            let after = islands.get(at).copied();
            let start = before.map_or((0, 0), Island::end);
            let stop = after.map_or(end, |island| (island.old, island.new));
            let gap = Gap { old: (start.0, stop.0), new: (start.1, stop.1) };
            if !emit::touches(self.old, self.new, gap)
                || self.is_spaced(start)
                || self.is_spaced(stop)
            {
                continue;
            }
            let back = before.and_then(|island| {
                (1..=island.length).find(|n| self.is_spaced((start.0 - n, start.1 - n)))
            });
            let ahead = after.and_then(|island| {
                (1..=island.length).find(|n| self.is_spaced((stop.0 + n, stop.1 + n)))
            });
            if let (Some(n), Some(before)) = (back, at.checked_sub(1)) {
                islands.get_mut(before).into_iter().for_each(|island| island.length -= n);
            } else if let (Some(n), Some(island)) = (ahead, islands.get_mut(at)) {
                (island.old, island.new) = (island.old + n, island.new + n);
                island.length -= n;
            }
        }
    }

    fn is_spaced(self, at: (usize, usize)) -> bool {
        self.old.spaced(at.0) && self.new.spaced(at.1)
    }
}

/// Whether a word goes past an island so small that both are better replaced.
fn is_passed(size: usize, before: Size, after: Size) -> bool {
    size <= MOST_PASSED && before.is_opposite(after)
}

/// Whether an island between two changes is not worth keeping.
fn goes_under(size: usize, before: Size, after: Size) -> bool {
    if before.is_empty || after.is_empty {
        return false;
    }
    let deleted = before.deleted + after.deleted;
    let inserted = before.inserted + after.inserted;
    if size == 0 {
        return deleted > 0 && inserted > 0;
    }
    let least = if before.is_pure() || after.is_pure() { 2 * size } else { size };
    size <= before.larger() && size <= after.larger() && least <= deleted && least <= inserted
}
