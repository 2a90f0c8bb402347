//! The nearest known name to one that is not known: "did you mean".

/// The candidate nearest to `text`, if one is near enough to be what was meant:
/// at most a third of the letters differ (Damerau's distance with adjacent transpositions).
pub fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let text: Vec<char> = text.to_lowercase().chars().take(MOST_LETTERS).collect();
    let limit = (text.len() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&text, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Longer names are compared by their beginning, so that a hostile one cannot cost much time.
const MOST_LETTERS: usize = 100;

/// How many letters must be changed, put in, left out or swapped with their neighbours to make one text
/// of the other, whatever their case.
pub fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().take(MOST_LETTERS).collect();
    distance(&a, b)
}

/// Optimal string alignment distance, in letters.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().take(MOST_LETTERS).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut cost = (at(&above, j) + usize::from(x != y))
                .min(at(&above, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&y) && b.get(j - 1) == Some(&x);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_found_by_a_slip_of_the_finger() {
        let names = ["bullying", "grooming", "online-safety"];
        assert_eq!(nearest("bulying", names), Some("bullying"));
        assert_eq!(nearest("gromoing", names), Some("grooming"));
        assert_eq!(nearest("Online-Saftey", names), Some("online-safety"));
    }

    #[test]
    fn a_name_that_is_far_from_all_has_no_nearest() {
        assert_eq!(nearest("radicalisation", ["bullying", "grooming"]), None);
        assert_eq!(nearest("x", ["ab"]), None);
        assert_eq!(nearest("a", std::iter::empty()), None);
    }
}
