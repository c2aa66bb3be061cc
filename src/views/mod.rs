//! What each document shows, and to whom.
//!
//! A view is a pure function from a checked plan and a clearance to a structure that holds only
//! what that clearance may see; redaction happens here, where values are opened, and nowhere else.
//! Views know nothing of pages, files or formats.

mod annexes;
pub mod binder;
pub mod cacao;
pub mod calendar;
pub mod calltree;
pub mod card;
mod chart;
pub mod checklist;
mod condition;
pub mod confirmation;
pub mod contact_book;
pub mod content;
mod course;
mod deed;
mod dial;
pub mod exchange;
pub mod flow_chart;
mod form;
pub mod forms;
pub mod handbook;
mod identifier;
mod numbering;
pub mod official;
mod playbook;
pub mod poster;
mod prose;
mod reach;
pub mod redline;
mod refer;
pub mod revision;
pub mod room;
pub mod schema;
pub mod sheet;
mod steps;
mod tables;
mod title;
pub mod todo;
pub mod web;
pub mod whole;

pub use content::{Block, Inline};
