//! Duty: when it is staffed, by whom, and how it is handed over.

use super::Person;
use crate::finding::Place;
use crate::model::contact::Contact;
use crate::model::id::entities;
use crate::model::words::words;
use crate::model::{Id, Ref, Sourced};

entities!(Duty = "duty");

words! {
    /// When a duty is staffed.
    pub enum DutyPattern { Always = "24x7", WorkingHours = "工作时间" }
}

words! {
    /// A day of the week.
    pub enum Weekday {
        Monday = "周一",
        Tuesday = "周二",
        Wednesday = "周三",
        Thursday = "周四",
        Friday = "周五",
        Saturday = "周六",
        Sunday = "周日",
    }
}

/// A time of day, to the minute; the last one is 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The time so many minutes after 0:00, up to 24:00.
    pub fn new(minutes: u16) -> Option<Self> {
        (minutes <= 24 * 60).then_some(Self(minutes))
    }

    /// Reads `08:30`.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let plain = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        let (hours, minutes) = (Some(hours).filter(|own| plain(own))?, Some(minutes).filter(|own| plain(own))?);
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        Self::new(hours * 60 + minutes).filter(|_| minutes < 60)
    }

    /// Minutes after 0:00.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A duty pattern.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sourced<String>,
    /// When it is staffed.
    pub pattern: Sourced<DutyPattern>,
    /// Its hours; what one shift leaves the next one takes up.
    pub shifts: Vec<Shift>,
    /// Posts of a shift.
    pub posts: Vec<DutyPost>,
    /// The phone that is answered.
    pub phone: Option<Ref<Contact>>,
    /// Who takes turns.
    pub members: Vec<Ref<Person>>,
    /// How a shift is handed over.
    pub handover: Option<Sourced<String>>,
}

/// The hours of a shift.
#[derive(Debug, Clone)]
pub struct Shift {
    /// Where it starts.
    pub place: Place,
    /// Name.
    pub label: Option<Sourced<String>>,
    /// Days on which it begins; every day where none is given.
    pub days: Vec<Sourced<Weekday>>,
    /// When it begins.
    pub from: Sourced<TimeOfDay>,
    /// When it ends; on the day after where this is not later than its beginning.
    pub to: Sourced<TimeOfDay>,
}

/// A post of a shift.
#[derive(Debug, Clone)]
pub struct DutyPost {
    /// Where it starts.
    pub place: Place,
    /// Name of the post.
    pub label: Sourced<String>,
    /// How many persons.
    pub count: Sourced<i64>,
}
