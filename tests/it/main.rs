//! The one integration binary: a second one would link everything again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on says where")]
#![allow(clippy::disallowed_methods, reason = "tests write plans into temporary folders")]

mod architecture;
mod leaks;
mod pages;
mod plans;
mod rules;
