//! Law packs: what law and practice fix, as data with source, validity and grade.
//!
//! A section of a pack is one file here, one file of data and one line in `load`'s list.

mod area;
mod authority;
mod channel;
mod class;
mod clock;
mod contents;
mod form;
mod grading;
mod holiday;
mod law;
mod period;
mod room;
mod words;

pub use area::{Area, AreaCode};
pub use authority::Authority;
pub use channel::{ConsumerService, DeadService, FreeMail};
pub use class::{Class, Scenario};
pub use clock::{AppliesTo, Clock};
pub use contents::{ContentItem, Contents};
pub use form::PackForm;
pub use grading::{Indicator, Threshold};
pub use holiday::{Closed, Holidays, is_working_day, working_days_after};
pub use law::{KnownLaw, LawEdition, Moved, Shift};
pub use period::{Period, PeriodOf, period};
pub use room::RoomLimit;
pub use words::{Blocked, Confusable, Outdated, Trade};

use super::words::words;

words! {
    /// How sure a value is: A read in the text itself, B in a secondary source, C not confirmed.
    pub enum Evidence { Read = "A", Secondary = "B", Unconfirmed = "C" }
}

/// A pack.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// Id, `cn-2026`; `local` for what the plan adds itself.
    pub id: String,
    /// Statutory clocks.
    pub clocks: Vec<Clock>,
    /// Indicators of the grading guide.
    pub grading: Vec<Indicator>,
    /// Classes of events.
    pub classes: Vec<Class>,
    /// Scenarios that need a playbook.
    pub scenarios: Vec<Scenario>,
    /// What a machine room bears.
    pub room: Vec<RoomLimit>,
    /// What reports have to contain.
    pub contents: Vec<Contents>,
    /// Holidays, a year each.
    pub holidays: Vec<Holidays>,
    /// How often something has to be done.
    pub periods: Vec<Period>,
    /// Laws and standards.
    pub laws: Vec<KnownLaw>,
    /// Words of other trades.
    pub trades: Vec<Trade>,
    /// Provinces and large cities, without 省 and 市.
    pub places: Vec<Blocked>,
    /// Misspellings.
    pub confusables: Vec<Confusable>,
    /// Names that have been replaced.
    pub outdated: Vec<Outdated>,
    /// Blank forms.
    pub forms: Vec<PackForm>,
    /// Bodies outside that must stand in the contact book.
    pub authorities: Vec<Authority>,
    /// Area codes of landlines, by province.
    pub area_codes: Vec<Area>,
    /// Services that have ended.
    pub dead_services: Vec<DeadService>,
    /// Messengers and networks of private users.
    pub consumer_services: Vec<ConsumerService>,
    /// Mail that anybody can have.
    pub free_mail: Vec<FreeMail>,
}

impl Pack {
    /// The id of what a plan adds itself, under the key `pack`.
    pub const LOCAL: &'static str = "local";
}
