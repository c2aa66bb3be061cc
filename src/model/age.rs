//! How old something is, by the calendar.

use jiff::Span;

use super::quantity::Dimension;
use super::{Date, Quantity};

/// How a date stands to the age it may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// It lies after the day on which ages are counted.
    Future,
    /// Less than 80 % of the age.
    Young,
    /// From 80 % to 100 %, both included; the last good day.
    Ageing(Date),
    /// Past 100 %; the last good day.
    Over(Date),
}

/// The last day on which something of `since` is no older than `most`; `None` for working days and
/// whatever is no time at all.
pub fn last_day(since: Date, most: &Quantity) -> Option<Date> {
    let span = match most.dimension() {
        Dimension::Time => Span::new().try_days(i64::try_from(most.base() / 86_400_000).ok()?),
        Dimension::Calendar => Span::new().try_months(most.whole()?),
        _ => return None,
    };
    since.checked_add(span.ok()?).ok()
}

/// The day so many days after `start`; `None` beyond the calendar.
pub fn days_after(start: Date, days: i64) -> Option<Date> {
    start.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// How many days before `end` a warning of `before` begins; `None` as for [`last_day`].
pub fn days_before(end: Date, before: &Quantity) -> Option<i64> {
    let span = match before.dimension() {
        Dimension::Time => return i64::try_from(before.base() / 86_400_000).ok(),
        Dimension::Calendar => Span::new().try_months(before.whole()?),
        _ => return None,
    };
    let day = end.checked_sub(span.ok()?).ok()?;
    day.until(end).map(|span| i64::from(span.get_days())).ok()
}

/// How `since` stands on `today` to the age `most`.
pub fn age(since: Date, most: &Quantity, today: Date) -> Option<Age> {
    let last = last_day(since, most)?;
    let days = |from: Date, to: Date| from.until(to).map(|span| i64::from(span.get_days())).ok();
    let (spent, whole) = (days(since, today)?, days(since, last)?);
    Some(if spent < 0 {
        Age::Future
    } else if today > last {
        Age::Over(last)
    } else if spent * 10 >= whole * 8 {
        Age::Ageing(last)
    } else {
        Age::Young
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(most: &str, today: Date) -> Age {
        age(date(2026, 1, 1), &Quantity::parse(most).unwrap(), today).unwrap()
    }

    #[test]
    fn days_turn_at_exactly_eighty_and_one_hundred_percent() {
        // 100 days from 1 January 2026 end on 11 April; 80 of them on 22 March.
        let last = date(2026, 4, 11);
        assert_eq!(at("100天", date(2026, 3, 21)), Age::Young);
        assert_eq!(at("100天", date(2026, 3, 22)), Age::Ageing(last));
        assert_eq!(at("100天", last), Age::Ageing(last));
        assert_eq!(at("100天", date(2026, 4, 12)), Age::Over(last));
    }

    #[test]
    fn months_follow_the_calendar() {
        // January to March 2026 has 90 days; 80 % is 72 days, 14 March.
        let last = date(2026, 4, 1);
        assert_eq!(at("3个月", date(2026, 3, 13)), Age::Young);
        assert_eq!(at("3个月", date(2026, 3, 14)), Age::Ageing(last));
        assert_eq!(at("3个月", last), Age::Ageing(last));
        assert_eq!(at("3个月", date(2026, 4, 2)), Age::Over(last));
        let month = Quantity::parse("1个月").unwrap();
        assert_eq!(last_day(date(2026, 1, 31), &month), Some(date(2026, 2, 28)));
        assert_eq!(last_day(date(2028, 2, 29), &Quantity::parse("1年").unwrap()), Some(date(2029, 2, 28)));
    }

    #[test]
    fn today_is_young_and_tomorrow_is_the_future() {
        assert_eq!(at("90天", date(2026, 1, 1)), Age::Young);
        assert_eq!(at("90天", date(2025, 12, 31)), Age::Future);
    }

    #[test]
    fn working_days_are_no_calendar_age() {
        assert_eq!(last_day(date(2026, 1, 1), &Quantity::parse("10个工作日").unwrap()), None);
    }
}
