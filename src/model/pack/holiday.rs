//! Which days are working days: the yearly holiday notice of the State Council.

use jiff::civil::Weekday;

use super::{Evidence, Pack};
use crate::finding::Place;
use crate::model::{Date, Sourced};

/// The notice for a year.
#[derive(Debug, Clone)]
pub struct Holidays {
    /// Where it starts.
    pub place: Place,
    /// The year.
    pub year: Sourced<i64>,
    /// The notice.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
    /// Days without work.
    pub closed: Vec<Closed>,
    /// Days at weekends on which work is done.
    pub open: Vec<Sourced<Date>>,
}

/// A run of days without work.
#[derive(Debug, Clone)]
pub struct Closed {
    /// Where it starts.
    pub place: Place,
    /// The feast.
    pub name: Sourced<String>,
    /// First day.
    pub from: Sourced<Date>,
    /// Last day.
    pub to: Sourced<Date>,
}

/// Whether `day` is a working day; `None` where no notice covers its year.
pub fn is_working_day(packs: &[Pack], day: Date) -> Option<bool> {
    let year = packs.iter().flat_map(|pack| &pack.holidays).find(|year| year.year.value == i64::from(day.year()))?;
    if year.open.iter().any(|open| open.value == day) {
        return Some(true);
    }
    let closed = year.closed.iter().any(|closed| closed.from.value <= day && day <= closed.to.value);
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    Some(!closed && !weekend)
}

/// The last of `days` working days that follow `since`; `None` where the notices do not reach.
pub fn working_days_after(packs: &[Pack], since: Date, days: i64) -> Option<Date> {
    let (mut day, mut left) = (since, days);
    while left > 0 {
        day = day.tomorrow().ok()?;
        if is_working_day(packs, day)? {
            left -= 1;
        }
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Sources;
    use jiff::civil::date;

    fn pack() -> Vec<Pack> {
        let place = Place::new(Sources::default().add("test".to_owned(), ""), 0..0);
        let at = |value| Sourced { value, place };
        let holidays = Holidays {
            place,
            year: Sourced { value: 2026, place },
            source: Sourced { value: "通知".to_owned(), place },
            grade: Sourced { value: Evidence::Read, place },
            valid_from: at(date(2026, 1, 1)),
            valid_to: None,
            closed: vec![Closed {
                place,
                name: Sourced { value: "国庆节".to_owned(), place },
                from: at(date(2026, 10, 1)),
                to: at(date(2026, 10, 7)),
            }],
            open: vec![at(date(2026, 9, 20)), at(date(2026, 10, 10))],
        };
        vec![Pack { holidays: vec![holidays], ..Pack::default() }]
    }

    #[test]
    fn feasts_weekends_and_swapped_days() {
        let pack = pack();
        for (day, working) in [
            (date(2026, 9, 30), true),
            (date(2026, 10, 1), false),
            (date(2026, 10, 7), false),
            (date(2026, 10, 8), true),
            (date(2026, 9, 19), false),
            (date(2026, 9, 20), true),
            (date(2026, 10, 10), true),
        ] {
            assert_eq!(is_working_day(&pack, day), Some(working), "{day}");
        }
        assert_eq!(is_working_day(&pack, date(2027, 1, 4)), None);
    }

    #[test]
    fn the_day_itself_does_not_count_and_the_table_is_not_left() {
        let pack = pack();
        // 29, 30 September, 8, 9, 10 October.
        assert_eq!(working_days_after(&pack, date(2026, 9, 28), 5), Some(date(2026, 10, 10)));
        assert_eq!(working_days_after(&pack, date(2026, 12, 30), 5), None);
    }
}
