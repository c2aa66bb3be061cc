//! From views to finished bytes.
//!
//! This floor sees views only, which hold no more than their readers may see; it cannot reach the
//! plan. It reads nothing from disk and writes nothing: templates are part of the program or come
//! in as texts, and what is made leaves as [`Artifact`]s.

mod artifact;
pub mod booklet;
pub mod confirmation;
pub mod csv;
pub mod docx;
mod fault;
pub mod ics;
pub mod json;
mod lines;
pub mod markup;
pub mod revision;
pub mod templates;
pub mod todo;
pub mod typeset;
pub mod vcard;
pub mod xlsx;
pub mod yaml;

pub use artifact::{Artifact, PrintedSheet};
pub use fault::{Fault, MissingCharacter};
