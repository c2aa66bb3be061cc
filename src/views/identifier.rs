//! Identifiers that stay the same from build to build.

use uuid::Uuid;

/// The namespace of everything plangen names (RFC 9562, 5.5): made once, never to be changed.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1c_5a0e_3b72_5d19_9e84_a7d2_40c6_81b3);

/// The identifier of `what`, such as `contact:duty-line`, in the plan with the id `plan`.
pub(super) fn identifier(plan: &str, what: &str) -> String {
    Uuid::new_v5(&NAMESPACE, format!("{plan}/{what}").as_bytes()).hyphenated().to_string()
}
