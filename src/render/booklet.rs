//! In which order pages stand on sheets that are folded once and stitched through the fold (骑马订).
//!
//! Knows numbers only; the pages are laid side by side by `typeset`.

/// Sheets a signature has at most: what finishing machines of offices fold and a long-arm stapler holds.
const THICKEST: usize = 15;

/// How a document is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    /// As one book: its last page, which bears the imprint, stands outside on the back.
    Whole,
    /// Each chapter with a count of pages of its own by itself, so that it can be exchanged; blank pages
    /// stand at its end.
    Chapters,
}

/// What whoever prints a booklet has to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booklet {
    /// How it is folded.
    pub folding: Folding,
    /// How many sheets each signature has, in the order they are printed.
    pub signatures: Vec<usize>,
    /// Width and height of the sheets in millimetres.
    pub paper: (u32, u32),
}

/// A side of a sheet: the pages on its left and right half, counted from 0; `None` is a blank page.
pub type Side = [Option<usize>; 2];

/// The sides of the sheets in the order they are printed, front and back, a vector for each signature.
/// `numbers` are what the pages count, by which a chapter begins at 1.
pub fn sides(numbers: &[u64], folding: Folding) -> Vec<Vec<Side>> {
    let mut signatures = Vec::new();
    let mut start = 0;
    while start < numbers.len() {
        let next = match folding {
            Folding::Whole => None,
            Folding::Chapters => (start + 1..numbers.len()).find(|at| numbers[*at] == 1),
        };
        let end = next.unwrap_or(numbers.len());
        signatures.extend(stacked(start, end, folding).iter().map(|pages| nested(pages)));
        start = end;
    }
    signatures
}

/// The pages from `start` to before `end` with blank ones, cut into signatures of nearly the same thickness.
fn stacked(start: usize, end: usize, folding: Folding) -> Vec<Vec<Option<usize>>> {
    let sheets = (end - start).div_ceil(4);
    let mut pages: Vec<Option<usize>> = (start..end).map(Some).collect();
    // The only page is the first before it is the last.
    let at = if folding == Folding::Whole && pages.len() > 1 { pages.len() - 1 } else { pages.len() };
    let blank = sheets * 4 - pages.len();
    pages.splice(at..at, std::iter::repeat_n(None, blank));
    let count = sheets.div_ceil(THICKEST).max(1);
    let mut rest = pages.as_slice();
    let mut signatures = Vec::new();
    for index in 0..count {
        let thickness = sheets / count + usize::from(index < sheets % count);
        let (own, after) = rest.split_at(thickness * 4);
        signatures.push(own.to_vec());
        rest = after;
    }
    signatures
}

/// Sheets that lie in one another: turned over along the short edge, the back of page 1 is page 2.
fn nested(pages: &[Option<usize>]) -> Vec<Side> {
    let last = pages.len() - 1;
    let front = |sheet: usize| [pages[last - 2 * sheet], pages[2 * sheet]];
    let back = |sheet: usize| [pages[2 * sheet + 1], pages[last - 2 * sheet - 1]];
    (0..pages.len() / 4).flat_map(|sheet| [front(sheet), back(sheet)]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sides of a book of `pages` pages, pages counted from 1 and blank ones 0.
    fn book(pages: u64) -> Vec<Vec<[usize; 2]>> {
        let numbers: Vec<u64> = (1..=pages).collect();
        let shown = |side: Side| side.map(|page| page.map_or(0, |page| page + 1));
        sides(&numbers, Folding::Whole).into_iter().map(|own| own.into_iter().map(shown).collect()).collect()
    }

    #[test]
    fn one_to_nine_pages_are_imposed_with_the_last_one_outside() {
        let expected: [&[[usize; 2]]; 9] = [
            &[[0, 1], [0, 0]],
            &[[2, 1], [0, 0]],
            &[[3, 1], [2, 0]],
            &[[4, 1], [2, 3]],
            &[[5, 1], [2, 0], [0, 3], [4, 0]],
            &[[6, 1], [2, 0], [0, 3], [4, 5]],
            &[[7, 1], [2, 0], [6, 3], [4, 5]],
            &[[8, 1], [2, 7], [6, 3], [4, 5]],
            &[[9, 1], [2, 0], [0, 3], [4, 0], [8, 5], [6, 7]],
        ];
        for (pages, expected) in (1..).zip(expected) {
            assert_eq!(book(pages), [expected], "{pages} pages");
        }
    }

    /// The pages of a signature in the order a reader turns them.
    fn read(sides: &[Side]) -> Vec<Option<usize>> {
        let (fronts, backs) = (sides.iter().step_by(2), sides.iter().skip(1).step_by(2));
        let leading = fronts.clone().zip(backs.clone()).flat_map(|(front, back)| [front[1], back[0]]);
        let trailing = fronts.zip(backs).rev().flat_map(|(front, back)| [back[1], front[0]]);
        leading.chain(trailing).collect()
    }

    proptest! {
        #[test]
        fn every_page_is_read_once_and_in_order(
            chapters in prop::collection::vec(1..200_u64, 1..8), whole in any::<bool>(),
        ) {
            let numbers: Vec<u64> = chapters.iter().flat_map(|pages| 1..=*pages).collect();
            let signatures = sides(&numbers, if whole { Folding::Whole } else { Folding::Chapters });
            let turned: Vec<_> = signatures.iter().flat_map(|own| read(own)).collect();
            prop_assert!(turned.iter().flatten().copied().eq(0..numbers.len()));
            prop_assert!(signatures.iter().all(|own| own.len() % 2 == 0 && own.len() <= 2 * THICKEST));
            if whole {
                prop_assert_eq!(turned.len(), numbers.len().next_multiple_of(4));
                prop_assert!(turned[0] == Some(0) && (numbers.len() < 2 || turned.last() == Some(&Some(numbers.len() - 1))));
                let thickness = || signatures.iter().map(Vec::len);
                prop_assert!(thickness().max().unwrap() - thickness().min().unwrap() <= 2);
            } else {
                let begun = signatures.iter().filter(|own| own[0][1].is_some_and(|page| numbers[page] == 1)).count();
                prop_assert_eq!(begun, chapters.len());
                let sheets: u64 = chapters.iter().map(|pages| pages.div_ceil(4)).sum();
                prop_assert_eq!(turned.len() as u64, sheets * 4);
            }
        }

        #[test]
        fn the_pages_of_a_side_add_up_to_one_more_than_all(sheets in 1..=THICKEST) {
            let pages = sheets * 4;
            for side in book(pages as u64).concat() {
                prop_assert_eq!(side[0] + side[1], pages + 1);
            }
        }
    }
}
