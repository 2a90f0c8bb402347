//! What two rows of things have in common, in order: the pairs that stay when all else is deleted
//! or inserted. The work is bounded: it never grows with the product of two long rows.
//!
//! Short rows get the heaviest common row that there is, where neighbours that stay together
//! count for more. Long rows are cut at the things that each has once. Where there are none,
//! the shortest way from one to the other is looked for up to a limit, and beyond it the rows
//! have nothing in common. That is so for texts that repeat a few words over and over, and for them alone.

use std::collections::BTreeMap;

/// Up to this many possible pairs are weighed one by one.
const MOST_CELLS: usize = 250_000;
/// The most deletions and insertions for which a way is looked for between long rows.
const MOST_STEPS: usize = 400;
/// How often a part of a row is cut at things that it has once.
const MOST_CUTS: usize = 8;
/// What it is worth that two neighbours stay neighbours.
const TOGETHER: u32 = 2;

/// Two rows of things, each with a key: equal things have equal keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    pub(super) old: &'a [u32],
    pub(super) new: &'a [u32],
    /// What it is worth to keep a thing, by its key; at least 1.
    pub(super) weights: &'a [u32],
}

/// A part of both rows.
#[derive(Clone, Copy, Debug)]
struct Part {
    old: (usize, usize),
    new: (usize, usize),
    n_cuts: usize,
}

/// The pairs of places that stay, in order.
pub(super) fn common(rows: Rows<'_>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let whole = Part { old: (0, rows.old.len()), new: (0, rows.new.len()), n_cuts: 0 };
    let mut parts = vec![whole];
    while let Some(part) = parts.pop() {
        let part = rows.trimmed(part, &mut pairs);
        let (n_old, n_new) = (part.old.1 - part.old.0, part.new.1 - part.new.0);
        if n_old == 0 || n_new == 0 {
            continue;
        }
        if n_old.saturating_mul(n_new) <= MOST_CELLS {
            pairs.extend(rows.heaviest(part));
            continue;
        }
        let cuts = if part.n_cuts < MOST_CUTS { rows.cuts(part) } else { Vec::new() };
        if cuts.is_empty() {
            pairs.extend(rows.shortest(part));
        } else {
            parts.extend(between(part, &cuts));
            pairs.extend(cuts);
        }
    }
    pairs.sort_unstable();
    pairs
}

/// The parts before, between and after some pairs.
fn between(part: Part, cuts: &[(usize, usize)]) -> Vec<Part> {
    let mut from = (part.old.0, part.new.0);
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    for (old, new) in cuts.iter().copied().chain([(part.old.1, part.new.1)]) {
        parts.push(Part { old: (from.0, old), new: (from.1, new), n_cuts: part.n_cuts + 1 });
        from = (old + 1, new + 1);
    }
    parts
}

impl Rows<'_> {
    fn slices(&self, part: Part) -> (&[u32], &[u32]) {
        let old = self.old.get(part.old.0..part.old.1).unwrap_or_default();
        let new = self.new.get(part.new.0..part.new.1).unwrap_or_default();
        (old, new)
    }

    /// A part without what both rows start and end with, which stays.
    fn trimmed(&self, part: Part, pairs: &mut Vec<(usize, usize)>) -> Part {
        let (old, new) = self.slices(part);
        let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let rest = old.len().min(new.len()) - start;
        let ends = old.iter().rev().zip(new.iter().rev());
        let end = ends.take(rest).take_while(|(old, new)| old == new).count();
        pairs.extend((0..start).map(|at| (part.old.0 + at, part.new.0 + at)));
        pairs.extend((1..=end).map(|at| (part.old.1 - at, part.new.1 - at)));
        Part {
            old: (part.old.0 + start, part.old.1 - end),
            new: (part.new.0 + start, part.new.1 - end),
            ..part
        }
    }

    /// The heaviest pairs in order, by dynamic programming over all of them.
    fn heaviest(&self, part: Part) -> Vec<(usize, usize)> {
        let (old, new) = self.slices(part);
        let mut grid = Grid::new(new.len());
        for key in old {
            let weight = self.weights.get(*key as usize).copied().unwrap_or(1);
            grid.add_row(new.iter().map(|other| if other == key { weight } else { 0 }));
        }
        let pairs = grid.way_back(old.len());
        pairs.into_iter().map(|(i, j)| (part.old.0 + i, part.new.0 + j)).collect()
    }

    /// The things that stand once in each part, as far as their order is the same.
    fn cuts(&self, part: Part) -> Vec<(usize, usize)> {
        let (old, new) = self.slices(part);
        let (old, new) = (once(old), once(new));
        let mut pairs: Vec<(usize, usize)> = old
            .iter()
            .filter_map(|(key, at)| Some(((*at)?, (*new.get(key)?)?)))
            .map(|(i, j)| (part.old.0 + i, part.new.0 + j))
            .collect();
        pairs.sort_unstable();
        rising(&pairs)
    }

    /// The pairs on the shortest way from one row to the other (Myers 1986), if it is not too long.
    fn shortest(&self, part: Part) -> Vec<(usize, usize)> {
        let (old, new) = self.slices(part);
        let mut ways: Vec<Vec<usize>> = Vec::new();
        for n_steps in 0..=MOST_STEPS {
            let mut way = Vec::with_capacity(n_steps + 1);
            for index in 0..=n_steps {
                let mut x = start_of(ways.last(), index, n_steps);
                // Diagonal k = 2 * index - n_steps; y = x - k.
                let mut y = (x + n_steps).saturating_sub(2 * index);
                while let (Some(a), Some(b)) = (old.get(x), new.get(y)) {
                    if a != b {
                        break;
                    }
                    (x, y) = (x + 1, y + 1);
                }
                way.push(x);
                if x >= old.len() && y >= new.len() {
                    ways.push(way);
                    return pairs_of(&ways, index, part);
                }
            }
            ways.push(way);
        }
        Vec::new()
    }
}

/// How far along the old row a way of `n_steps` starts on its diagonal, before what is equal.
fn start_of(before: Option<&Vec<usize>>, index: usize, n_steps: usize) -> usize {
    let Some(before) = before else { return 0 };
    let at = |index: usize| before.get(index).copied();
    let inserted = if index < n_steps { at(index) } else { None };
    let deleted = index.checked_sub(1).and_then(at).map(|x| x + 1);
    inserted.max(deleted).unwrap_or(0)
}

/// Follows the shortest way back from its end.
fn pairs_of(ways: &[Vec<usize>], mut index: usize, part: Part) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for n_steps in (0..ways.len()).rev() {
        let before = n_steps.checked_sub(1).and_then(|n| ways.get(n));
        let end = ways.get(n_steps).and_then(|way| way.get(index)).copied().unwrap_or(0);
        let start = start_of(before, index, n_steps);
        for x in start..end {
            let y = (x + n_steps).saturating_sub(2 * index);
            pairs.push((part.old.0 + x, part.new.0 + y));
        }
        let Some(before) = before else { break };
        let is_inserted = index < n_steps && before.get(index) == Some(&start);
        index = if is_inserted { index } else { index.saturating_sub(1) };
    }
    pairs
}

/// Where each key stands, if it stands there once.
fn once(keys: &[u32]) -> BTreeMap<u32, Option<usize>> {
    let mut places = BTreeMap::new();
    for (at, key) in keys.iter().enumerate() {
        places.entry(*key).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest run of pairs, sorted by their first places, whose second places rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |index: usize| pairs.get(index).map_or(0, |pair| pair.1);
    for (index, (_, new)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(*end) < *new);
        before.push(length.checked_sub(1).and_then(|at| ends.get(at).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut at = ends.last().copied();
    let mut run = Vec::with_capacity(ends.len());
    while let Some(index) = at {
        run.extend(pairs.get(index));
        at = before.get(index).copied().flatten();
    }
    run.reverse();
    run
}

/// The table of the heaviest common row.
#[derive(Debug)]
struct Grid {
    n_columns: usize,
    /// The best weight for each number of new things, with the old things so far.
    best: Vec<u32>,
    /// The same, where the last two make a pair; 0 where they cannot.
    paired: Vec<u32>,
    ways: Vec<Way>,
}

/// How the best weight of a cell came about.
#[derive(Clone, Copy, Debug)]
struct Way {
    step: Step,
    /// Whether a pair here follows a pair right before it.
    is_together: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Pair,
    Old,
    New,
}

impl Grid {
    fn new(n_columns: usize) -> Self {
        Self {
            n_columns,
            best: vec![0; n_columns + 1],
            paired: vec![0; n_columns + 1],
            ways: Vec::new(),
        }
    }

    fn add_row(&mut self, weights: impl Iterator<Item = u32>) {
        let (mut best_before, mut paired_before) = (0, 0);
        let mut left = 0;
        let cells = self.best.iter_mut().zip(&mut self.paired).skip(1);
        for ((best, paired), weight) in cells.zip(weights) {
            let above = *best;
            let above_paired = *paired;
            let together = if paired_before > 0 { paired_before + TOGETHER } else { 0 };
            let is_together = together >= best_before && together > 0;
            *paired = if weight > 0 { weight + best_before.max(together) } else { 0 };
            *best = above.max(left).max(*paired);
            let step = if *paired > 0 && *paired == *best {
                Step::Pair
            } else if above == *best {
                Step::Old
            } else {
                Step::New
            };
            self.ways.push(Way { step, is_together });
            (best_before, paired_before) = (above, above_paired);
            left = *best;
        }
    }

    fn way_back(&self, n_rows: usize) -> Vec<(usize, usize)> {
        let (mut row, mut column) = (n_rows, self.n_columns);
        let mut pairs = Vec::new();
        let mut must_pair = false;
        while let (Some(i), Some(j)) = (row.checked_sub(1), column.checked_sub(1)) {
            let Some(way) = self.ways.get(i * self.n_columns + j) else { break };
            match way.step {
                Step::Old if !must_pair => row = i,
                Step::New if !must_pair => column = j,
                _ => {
                    pairs.push((i, j));
                    must_pair = way.is_together;
                    (row, column) = (i, j);
                }
            }
        }
        pairs.reverse();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_CELLS, Rows, common};

    fn kept(old: &str, new: &str) -> String {
        let keys = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
        let (old_keys, new_keys) = (keys(old), keys(new));
        let weights = vec![2; 256];
        let pairs = common(Rows { old: &old_keys, new: &new_keys, weights: &weights });
        for (i, j) in &pairs {
            assert_eq!(old_keys[*i], new_keys[*j]);
        }
        assert!(pairs.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
        pairs.iter().map(|(i, _)| old.as_bytes()[*i] as char).collect()
    }

    #[test]
    fn what_both_rows_have_in_order_stays() {
        assert_eq!(kept("abcd", "abcd"), "abcd");
        assert_eq!(kept("abcd", "axcd"), "acd");
        assert_eq!(kept("abc", "xyz"), "");
        assert_eq!(kept("", "xyz"), "");
    }

    #[test]
    fn neighbours_stay_together() {
        assert_eq!(kept("abc", "axbxabc"), "abc");
        let keys = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
        let (old, new) = (keys("yabcz"), keys("xaxbcaabcx"));
        let weights = vec![2; 256];
        let pairs = common(Rows { old: &old, new: &new, weights: &weights });
        assert_eq!(pairs, [(1, 6), (2, 7), (3, 8)]);
    }

    #[test]
    fn long_rows_are_cut_at_what_they_have_once() {
        let weights = vec![1; 5_000];
        let old: Vec<u32> = (0..2_000).collect();
        let mut new = old.clone();
        new.splice(500..510, 3_000..3_020);
        new.remove(1_500);
        assert!(old.len() * new.len() > MOST_CELLS);
        let pairs = common(Rows { old: &old, new: &new, weights: &weights });
        assert_eq!(pairs.len(), 2_000 - 11);
    }

    #[test]
    fn long_rows_of_few_things_are_compared_up_to_a_limit() {
        let weights = vec![1; 10];
        let old: Vec<u32> = (0..3_000).map(|n| n * n % 7 % 3).collect();
        let mut new = old.clone();
        new.remove(100);
        new.insert(2_000, 5);
        let pairs = common(Rows { old: &old, new: &new, weights: &weights });
        assert_eq!(pairs.len(), 2_999);
        assert!(pairs.iter().all(|(i, j)| old[*i] == new[*j]));
        let other: Vec<u32> = (0..3_000).map(|n| 6 + n % 2).collect();
        assert!(common(Rows { old: &old, new: &other, weights: &weights }).is_empty());
    }
}
