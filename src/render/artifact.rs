//! A finished file, not yet written.

use super::booklet::Booklet;

/// A finished file.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// The path below the output folder, with `/`: the first part is the clearance.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Pages, where it has pages.
    pub pages: Option<usize>,
    /// The coded sheets in it, in order.
    pub sheets: Vec<PrintedSheet>,
    /// How it is folded, where it is a booklet.
    pub booklet: Option<Booklet>,
}

/// A coded sheet and the pages it takes in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedSheet {
    /// Its code, as printed.
    pub code: String,
    /// Its first page, from 1.
    pub first: usize,
    /// Its last page.
    pub last: usize,
}
