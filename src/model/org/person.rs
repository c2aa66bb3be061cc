//! Persons; they live in the restricted folder.

use super::Unit;
use crate::finding::Place;
use crate::model::contact::Contact;
use crate::model::id::entities;
use crate::model::words::words;
use crate::model::{Clearance, Date, Id, Ref, Sensitive, Sourced};

entities!(Person = "person");

words! {
    /// Whether a person can serve.
    pub enum Status {
        Serving = "在职",
        Transferred = "调离",
        Retired = "退休",
        LongAbsent = "长期外出",
    }
}

/// A person; lives in the restricted folder.
#[derive(Debug, Clone)]
pub struct Person {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sensitive<Sourced<String>>,
    /// Unit.
    pub unit: Ref<Unit>,
    /// Post.
    pub post_title: Sourced<String>,
    /// Whether the person can serve.
    pub status: Sourced<Status>,
    /// A known absence.
    pub absent: Option<Span>,
    /// How to reach the person.
    pub contact: Option<Ref<Contact>>,
    /// Why we may hold the data, and when the person was told (个人信息保护法 art. 34, 35).
    pub notice: Option<Notice>,
    /// Who may know.
    pub visibility: Clearance,
}

/// From one day to another, both included.
#[derive(Debug, Clone)]
pub struct Span {
    /// Where it starts.
    pub place: Place,
    /// First day.
    pub from: Sourced<Date>,
    /// Last day.
    pub to: Sourced<Date>,
}

/// Why personal data are held.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Where it starts.
    pub place: Place,
    /// The ground.
    pub basis: Sourced<String>,
    /// When the person was told.
    pub informed: Sourced<Date>,
}
