//! Which of the parts that stayed have changed their order.

/// Marks the places of a longest rising run: what is not marked has moved.
///
/// `positions` are the old places of the parts in their new order, each once.
pub(super) fn rising(positions: &[usize]) -> Vec<bool> {
    // For each length, the index of the smallest last element of a rising run of that length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; positions.len()];
    for (index, position) in positions.iter().enumerate() {
        let length = ends.partition_point(|end| positions[*end] < *position);
        before[index] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() { ends.push(index) } else { ends[length] = index }
    }
    let mut kept = vec![false; positions.len()];
    let mut at = ends.last().copied();
    while let Some(index) = at {
        kept[index] = true;
        at = before[index];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_put_first_is_the_only_one_that_moved() {
        assert_eq!(rising(&[3, 0, 1, 2]), [false, true, true, true]);
        assert_eq!(rising(&[0, 1, 2]), [true; 3]);
        assert_eq!(rising(&[2, 1, 0]).iter().filter(|kept| **kept).count(), 1);
        assert!(rising(&[]).is_empty());
    }
}
