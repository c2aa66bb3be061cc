//! Numbers that only shifted, in words.

/// 步骤4改为步骤5、步骤6至9改为步骤7至10. What shifted with the step above it is not told again.
pub(super) fn words(numbers: &[(String, String)]) -> String {
    let with_above = |(old, new): &&(String, String)| {
        let (Some((old_above, old)), Some((new_above, new))) = (old.rsplit_once('.'), new.rsplit_once('.')) else {
            return false;
        };
        old == new && numbers.iter().any(|(a, b)| a == old_above && b == new_above)
    };
    // First and last of each run: old and new numbers that rise by one together.
    let mut spans: Vec<[&(String, String); 2]> = Vec::new();
    for pair in numbers.iter().filter(|pair| !with_above(pair)) {
        match spans.last_mut() {
            Some([_, last]) if follows(&last.0, &pair.0) && follows(&last.1, &pair.1) => *last = pair,
            _ => spans.push([pair, pair]),
        }
    }
    let told = spans.into_iter().map(|[first, last]| match first == last {
        true => format!("步骤{}改为步骤{}", first.0, first.1),
        false => format!("步骤{}至{}改为步骤{}至{}", first.0, last.0, first.1, last.1),
    });
    told.collect::<Vec<_>>().join("、")
}

/// Whether a whole number comes right after another.
fn follows(before: &str, number: &str) -> bool {
    matches!((before.parse::<usize>(), number.parse::<usize>()), (Ok(before), Ok(number)) if before + 1 == number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pairs: &[(&str, &str)]) -> String {
        words(&pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn neighbours_are_told_as_one_and_branches_with_their_step() {
        assert_eq!(told(&[("4", "5")]), "步骤4改为步骤5");
        assert_eq!(told(&[("4", "5"), ("5", "6"), ("6", "7")]), "步骤4至6改为步骤5至7");
        assert_eq!(
            told(&[("4", "5"), ("4.1", "5.1"), ("5", "6"), ("9.2", "9.3")]),
            "步骤4至5改为步骤5至6、步骤9.2改为步骤9.3"
        );
        assert_eq!(told(&[("4", "5"), ("5", "4")]), "步骤4改为步骤5、步骤5改为步骤4");
    }
}
