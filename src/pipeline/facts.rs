//! What every manifest of a build says.

use super::revision::Revision;
use crate::fonts::RoleFont;
use crate::model::{Date, Plan};
use crate::write::{Facts, FontFacts};

/// The facts of this build.
pub(super) fn of(plan: &Plan, as_of: Date, revision: Revision, faces: &[RoleFont]) -> Facts {
    let fonts = faces.iter().map(|face| {
        let facts = FontFacts {
            family: face.family.clone(),
            version: face.version.clone(),
            sha256: face.sha256.clone(),
            substituted: face.substituted,
        };
        (face.role.family().to_owned(), facts)
    });
    Facts {
        schema: "plangen-manifest/1",
        plan: plan.head.id.value.clone(),
        version: plan.head.version.value.clone(),
        number: plan.head.document.number.to_string(),
        revision: revision.commit,
        dirty: revision.dirty,
        as_of: as_of.to_string(),
        program: env!("CARGO_PKG_VERSION"),
        fonts: fonts.collect(),
    }
}
