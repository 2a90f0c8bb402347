//! Which of two rows of siblings (blocks, items, rows of a table) belong together: first those
//! that are the same, then, between them, those that are alike, then those that moved.

use super::bag::{self, Bag, Vocabulary};
use super::sequence::{self, Rows};
use crate::prose::walk::Node;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Siblings as alike as this, of 100, are two texts of one thing.
const ALIKE: u32 = 40;
/// The same for the only two that stand between the same neighbours.
const ALIKE_ALONE: u32 = 28;
/// The same for siblings that changed places.
const ALIKE_MOVED: u32 = 65;
/// What moved must have words enough to be known again: so many if it is the same,
const LEAST_WEIGHT_SAME: u32 = 3;
/// and so many if it is only alike.
const LEAST_WEIGHT_ALIKE: u32 = 12;
/// Up to this many possible pairs are all compared.
const MOST_PAIRS: usize = 40_000;
/// A word that more siblings have than this does not tell them apart.
const MOST_SHARING: usize = 6;

/// What must be known of a sibling.
#[derive(Debug)]
pub(super) struct Sibling<'p> {
    /// Equal siblings have equal prints.
    print: u64,
    /// Only siblings of one class can be two texts of one thing.
    class: Option<u64>,
    /// All text that it holds.
    texts: Vec<&'p str>,
}

impl<'p> Sibling<'p> {
    /// `content` is what is compared, `class` what siblings must share to be compared in detail;
    /// those without are the same or not.
    pub(super) fn new(
        content: &impl Hash,
        class: Option<&impl Hash>,
        nodes: impl Iterator<Item = Node<'p>>,
    ) -> Self {
        let texts = bag::texts(nodes).filter(|text| !text.is_empty()).collect();
        Self { print: print(content), class: class.map(print), texts }
    }

    /// How much there is of it, in bytes.
    fn size(&self) -> u32 {
        let size: usize = self.texts.iter().map(|text| text.len()).sum();
        u32::try_from(size).unwrap_or(u32::MAX / 2)
    }
}

/// The siblings of one text, with the words of those that the other text does not have as they are.
struct Side<'s, 'p> {
    siblings: &'s [Sibling<'p>],
    /// A bag for each, empty for those that are the same in both texts.
    bags: Vec<Bag>,
}

impl<'s, 'p> Side<'s, 'p> {
    fn of(
        siblings: &'s [Sibling<'p>],
        same: impl Iterator<Item = usize>,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let mut same = same.peekable();
        let bag = |(at, sibling): (usize, &Sibling<'_>)| match same.next_if_eq(&at) {
            Some(_) => Bag::default(),
            None => vocabulary.bag(&sibling.texts),
        };
        let bags = siblings.iter().enumerate().map(bag).collect();
        Self { siblings, bags }
    }

    fn get(&self, at: usize) -> Option<(&'s Sibling<'p>, &Bag)> {
        self.siblings.get(at).zip(self.bags.get(at))
    }
}

/// A number that equal things share, and others do not but by an accident that changes nothing:
/// whoever goes into a pair compares it once more.
pub(super) fn print(thing: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}

/// What becomes of siblings, in the order in which it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An old and a new one belong together, as the same or as alike.
    Pair(usize, usize),
    /// An old one is gone, or has moved away.
    Deleted {
        /// Which.
        old: usize,
        /// Whether it stands elsewhere in the new text.
        is_moved: bool,
    },
    /// A new one has come.
    Inserted {
        /// Which.
        new: usize,
        /// The one that it was, if it has moved here.
        moved_from: Option<usize>,
    },
}

/// Pairs siblings.
pub(super) fn steps(old: &[Sibling<'_>], new: &[Sibling<'_>]) -> Vec<Step> {
    let same = same(old, new);
    let mut vocabulary = Vocabulary::default();
    let olds = Side::of(old, same.iter().map(|pair| pair.0), &mut vocabulary);
    let news = Side::of(new, same.iter().map(|pair| pair.1), &mut vocabulary);
    let mut pairs = Vec::new();
    let mut from = (0, 0);
    for (i, j) in same.into_iter().chain([(old.len(), new.len())]) {
        pairs.extend(alike(&olds, &news, (from.0, i), (from.1, j)));
        if i < old.len() {
            pairs.push((i, j));
        }
        from = (i + 1, j + 1);
    }
    let moved = moved(&olds, &news, &pairs);
    in_order(old.len(), new.len(), &pairs, &moved)
}

fn same(old: &[Sibling<'_>], new: &[Sibling<'_>]) -> Vec<(usize, usize)> {
    let mut numbers: BTreeMap<u64, u32> = BTreeMap::new();
    let mut weights = Vec::new();
    let mut keys = |siblings: &[Sibling<'_>]| -> Vec<u32> {
        let key = |sibling: &Sibling<'_>| match numbers.entry(sibling.print) {
            Entry::Occupied(number) => *number.get(),
            Entry::Vacant(place) => {
                weights.push(1 + sibling.size());
                *place.insert(u32::try_from(weights.len() - 1).unwrap_or(u32::MAX))
            }
        };
        siblings.iter().map(key).collect()
    };
    let (old, new) = (keys(old), keys(new));
    sequence::common(Rows { old: &old, new: &new, weights: &weights })
}

type Range = (usize, usize);

/// The heaviest row of pairs that are alike, between two neighbours that stay.
fn alike(old: &Side<'_, '_>, new: &Side<'_, '_>, olds: Range, news: Range) -> Vec<(usize, usize)> {
    let is_alone = olds.1 - olds.0 == 1 && news.1 - news.0 == 1;
    let least = if is_alone { ALIKE_ALONE } else { ALIKE };
    let pairs = possible((&old.bags, olds), (&new.bags, news));
    let mut weighed = Vec::new();
    for (i, j) in pairs {
        let (Some(one), Some(other)) = (old.get(i), new.get(j)) else { continue };
        let likeness = likeness(one, other);
        if likeness >= least {
            // Two heavy siblings that are half alike are better kept than light ones that are equal.
            weighed.push((i, j, u64::from(likeness) * u64::from(one.1.common(other.1))));
        }
    }
    heaviest_rising(&weighed)
}

fn likeness(one: (&Sibling<'_>, &Bag), other: (&Sibling<'_>, &Bag)) -> u32 {
    match (one.0.class, other.0.class) {
        (Some(class), Some(other_class)) if class == other_class => one.1.likeness(other.1),
        _ => 0,
    }
}

/// The pairs worth comparing: all, or of very many those that share a rare word, and neighbours.
fn possible(old: (&[Bag], Range), new: (&[Bag], Range)) -> Vec<(usize, usize)> {
    let (olds, news) = (old.1.0..old.1.1, new.1.0..new.1.1);
    if olds.len().saturating_mul(news.len()) <= MOST_PAIRS {
        return olds.flat_map(|i| news.clone().map(move |j| (i, j))).collect();
    }
    let places_of = |bags: &[Bag], range: std::ops::Range<usize>| {
        let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, bag) in bags.iter().enumerate().take(range.end).skip(range.start) {
            bag.distinct().for_each(|word| places.entry(word).or_default().push(at));
        }
        places.retain(|_, at| at.len() <= MOST_SHARING);
        places
    };
    let (old_places, new_places) = (places_of(old.0, olds.clone()), places_of(new.0, news.clone()));
    let mut pairs: Vec<(usize, usize)> = old_places
        .iter()
        .filter_map(|(word, olds)| Some((olds, new_places.get(word)?)))
        .flat_map(|(olds, news)| olds.iter().flat_map(|i| news.iter().map(|j| (*i, *j))))
        .collect();
    pairs.extend(olds.zip(news));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Of weighed pairs, sorted by both places, the heaviest row in which both places rise.
fn heaviest_rising(weighed: &[(usize, usize, u64)]) -> Vec<(usize, usize)> {
    // By second place: the weight of the best row that ends there, and its last pair.
    let mut ends: BTreeMap<usize, (u64, usize)> = BTreeMap::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(weighed.len());
    for same_old in weighed.chunk_by(|one, other| one.0 == other.0) {
        let first = before.len();
        let rows: Vec<(u64, Option<usize>)> = same_old
            .iter()
            .map(|(_, new, weight)| match ends.range(..*new).next_back() {
                Some((_, (best, last))) => (best + weight, Some(*last)),
                None => (*weight, None),
            })
            .collect();
        for ((offset, (_, new, _)), (total, last)) in same_old.iter().enumerate().zip(rows) {
            before.push(last);
            let best = ends.range(..=*new).next_back().map_or(0, |(_, (best, _))| *best);
            if total > best {
                let beaten = ends.range(*new..).take_while(|(_, (other, _))| *other <= total);
                let beaten: Vec<usize> = beaten.map(|(at, _)| *at).collect();
                for at in beaten {
                    ends.remove(&at);
                }
                ends.insert(*new, (total, first + offset));
            }
        }
    }
    let mut at = ends.last_key_value().map(|(_, (_, last))| *last);
    let mut row = Vec::new();
    while let Some(index) = at {
        row.extend(weighed.get(index).map(|(old, new, _)| (*old, *new)));
        at = before.get(index).copied().flatten();
    }
    row.reverse();
    row
}

/// Those without a partner that are alike enough to be the same thing at another place: the old
/// one for each new one. The most alike go first.
fn moved(
    old: &Side<'_, '_>,
    new: &Side<'_, '_>,
    pairs: &[(usize, usize)],
) -> BTreeMap<usize, usize> {
    let mut is_paired = (vec![false; old.bags.len()], vec![false; new.bags.len()]);
    for (i, j) in pairs {
        is_paired.0.get_mut(*i).into_iter().for_each(|paired| *paired = true);
        is_paired.1.get_mut(*j).into_iter().for_each(|paired| *paired = true);
    }
    let free = |bags: &[Bag], is_paired: &[bool]| -> Vec<usize> {
        let heavy = |(bag, paired): (&Bag, &bool)| !paired && bag.weight() >= LEAST_WEIGHT_SAME;
        let each = bags.iter().zip(is_paired).enumerate();
        each.filter(|(_, one)| heavy(*one)).map(|(at, _)| at).collect()
    };
    let (olds, news) = (free(&old.bags, &is_paired.0), free(&new.bags, &is_paired.1));
    let mut found = Vec::new();
    for (i, j) in possible_moves(&old.bags, &new.bags, &olds, &news) {
        let (Some(one), Some(other)) = (old.get(i), new.get(j)) else { continue };
        let is_heavy = one.1.weight().min(other.1.weight()) >= LEAST_WEIGHT_ALIKE;
        let likeness = match one.0.print == other.0.print {
            true => 100,
            false if is_heavy => likeness(one, other),
            false => 0,
        };
        if likeness >= ALIKE_MOVED {
            found.push((std::cmp::Reverse((likeness, one.1.weight())), i, j));
        }
    }
    found.sort_unstable();
    let mut moved = BTreeMap::new();
    let mut is_taken = vec![false; old.bags.len()];
    for (_, i, j) in found {
        let Some(taken) = is_taken.get_mut(i).filter(|taken| !**taken) else { continue };
        if let Entry::Vacant(place) = moved.entry(j) {
            place.insert(i);
            *taken = true;
        }
    }
    moved
}

fn possible_moves(old: &[Bag], new: &[Bag], olds: &[usize], news: &[usize]) -> Vec<(usize, usize)> {
    if olds.len().saturating_mul(news.len()) <= MOST_PAIRS {
        return olds.iter().flat_map(|i| news.iter().map(|j| (*i, *j))).collect();
    }
    let pairs = possible((old, (0, old.len())), (new, (0, new.len())));
    let is_free =
        |(i, j): &(usize, usize)| olds.binary_search(i).is_ok() && news.binary_search(j).is_ok();
    pairs.into_iter().filter(is_free).collect()
}

/// All steps in the order of the new text; what is gone stands before what came in its place.
fn in_order(
    n_old: usize,
    n_new: usize,
    pairs: &[(usize, usize)],
    moved: &BTreeMap<usize, usize>,
) -> Vec<Step> {
    let mut has_moved = vec![false; n_old];
    for old in moved.values() {
        has_moved.get_mut(*old).into_iter().for_each(|is_moved| *is_moved = true);
    }
    let mut steps = Vec::with_capacity(n_old + n_new);
    let mut from = (0, 0);
    for (i, j) in pairs.iter().copied().chain([(n_old, n_new)]) {
        steps.extend((from.0..i).map(|old| Step::Deleted {
            old,
            is_moved: has_moved.get(old).copied().unwrap_or_default(),
        }));
        steps.extend(
            (from.1..j).map(|new| Step::Inserted { new, moved_from: moved.get(&new).copied() }),
        );
        if i < n_old {
            steps.push(Step::Pair(i, j));
        }
        from = (i + 1, j + 1);
    }
    steps
}
