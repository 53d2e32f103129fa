//! One slip of the hand: a character too many, too few, another one, or two neighbours that changed places (optimal string alignment
//! distance of at most one).

/// Whether one text is at most one slip from the other.
pub(super) fn is_one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let same = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - same], &other[..other.len() - same]) {
        ([], [] | [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_seen_and_two_are_not() {
        for other in ["garden", "gardens", "garde", "arden", "gaarden", "gerden", "agrden", "gardne"] {
            assert!(is_one_slip("garden", other) && is_one_slip(other, "garden"), "{other}");
        }
        for other in ["gardenss", "gard", "gerdan", "nedrag", "adrgen", ""] {
            assert!(!is_one_slip("garden", other) && !is_one_slip(other, "garden"), "{other}");
        }
        assert!(is_one_slip("aa", "aaa") && is_one_slip("é", "è") && is_one_slip("", ""));
    }
}
