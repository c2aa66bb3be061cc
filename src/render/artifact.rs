//! A finished file, not yet written.

/// A finished file.
#[derive(Debug, Clone)]
pub struct Artifact {
    /// The path below the output folder, with `/`: the first part is the clearance.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Pages, where it has pages.
    pub pages: Option<usize>,
    /// The words a reader sees, for the last check that nothing leaked.
    pub text: String,
}
