//! The one integration binary: a second one would link everything again.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod conformance;
