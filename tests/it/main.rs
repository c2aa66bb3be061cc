//! The one integration binary: a second one would link everything again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "tests write small plans to temporary folders and stop at the first surprise"
)]

mod ages;
mod architecture;
mod baseline;
mod binder;
mod booklet;
mod bytes;
mod calltree;
mod campaign;
mod canary;
mod cards;
mod charts;
mod checklists;
mod cli;
mod conformance;
mod contacts;
mod diff;
mod documents;
mod docx;
mod draft;
mod environment;
mod excerpts;
mod exchange;
mod exports;
mod fix;
mod fmt;
mod golden;
mod imports;
mod leaks;
mod load;
mod markdown;
mod operations;
mod pages;
mod patches;
mod plans;
mod posters;
mod readers;
mod redline;
mod reports;
mod revisions;
mod rules;
mod sample_plan;
mod schema;
mod seed;
mod sheets;
mod simulate;
mod small;
mod starter;
mod waivers;
mod watch;
mod web;
mod whole;
mod workbooks;
mod xsd;
mod yaml;
