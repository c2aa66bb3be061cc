//! The name that was probably meant.

/// The candidate nearest to `word`, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            let longest = length.max(candidate.chars().count());
            *distance <= (longest / 3).max(1) || (length > 3 && candidate.starts_with(word))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("holdr", ["holder", "backups"].into_iter()), Some("holder"));
        assert_eq!(nearest("colour", ["holder", "backups"].into_iter()), None);
        assert_eq!(nearest("总指辉", ["总指挥", "联络员"].into_iter()), Some("总指挥"));
    }
}
