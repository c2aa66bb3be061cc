//! Which minutes of a week shifts cover.

use std::ops::Range;

use crate::model::org::{Shift, Weekday};
use crate::model::words::Words;

const DAY: u32 = 24 * 60;
/// Minutes of a week; it begins on Monday at 0:00.
const WEEK: u32 = 7 * DAY;

/// The stretches of the week that no shift covers, in order; one over Sunday night is told as two.
pub(super) fn gaps(shifts: &[Shift]) -> Vec<Range<u32>> {
    let mut covered: Vec<Range<u32>> = shifts.iter().flat_map(stretches).collect();
    covered.sort_by_key(|stretch| (stretch.start, stretch.end));
    let mut gaps = Vec::new();
    let mut until = 0;
    for stretch in covered {
        if stretch.start > until {
            gaps.push(until..stretch.start);
        }
        until = until.max(stretch.end);
    }
    if until < WEEK {
        gaps.push(until..WEEK);
    }
    gaps
}

/// The stretches of a shift. One that ends when it begins lasts a day; one that ends earlier ends on
/// the day after, the one of Sunday on Monday.
fn stretches(shift: &Shift) -> Vec<Range<u32>> {
    let (from, to) = (u32::from(shift.from.value.minutes()), u32::from(shift.to.value.minutes()));
    let length = if to > from { to - from } else { to + DAY - from };
    let all = Weekday::ALL.iter().enumerate();
    let days = all.filter(|(_, (_, day))| shift.days.is_empty() || shift.days.iter().any(|own| own.value == *day));
    days.flat_map(|(at, _)| {
        let start = at as u32 * DAY + from;
        let end = start + length;
        let over = (end > WEEK).then(|| 0..end - WEEK);
        std::iter::once(start..end.min(WEEK)).chain(over)
    })
    .filter(|stretch| !stretch.is_empty())
    .collect()
}

/// A stretch as a person would say it: 周六08:00至周日24:00.
pub(super) fn spoken(stretch: &Range<u32>) -> (String, String) {
    let at = |minute: u32, end: bool| {
        // The end of a day is 24:00 of that day, not the beginning of the next.
        let back = u32::from(end && minute > 0 && minute.is_multiple_of(DAY));
        let day = (minute / DAY - back) as usize;
        let rest = minute - day as u32 * DAY;
        (day.min(6), rest / 60, rest % 60)
    };
    const ENGLISH: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let zh = |(day, hour, minute): (usize, u32, u32)| format!("{}{hour:02}:{minute:02}", Weekday::ALL[day].0);
    let en = |(day, hour, minute): (usize, u32, u32)| format!("{} {hour:02}:{minute:02}", ENGLISH[day]);
    let (from, to) = (at(stretch.start, false), at(stretch.end, true));
    (format!("{}至{}", zh(from), zh(to)), format!("{} to {}", en(from), en(to)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::{somewhere, sourced};
    use crate::model::org::TimeOfDay;

    fn shift(days: Vec<Weekday>, from: u16, to: u16) -> Shift {
        let time = |minutes| sourced(TimeOfDay::new(minutes).unwrap());
        Shift {
            place: somewhere(),
            label: None,
            days: days.into_iter().map(sourced).collect(),
            from: time(from),
            to: time(to),
        }
    }

    /// Whether somebody is there in that minute, looked up in every shift.
    fn is_there(shifts: &[Shift], minute: u32) -> bool {
        shifts.iter().any(|shift| {
            let (from, to) = (u32::from(shift.from.value.minutes()), u32::from(shift.to.value.minutes()));
            let works = |day: u32| {
                shift.days.is_empty() || shift.days.iter().any(|own| own.value == Weekday::ALL[day as usize % 7].1)
            };
            let (today, time) = (minute / DAY, minute % DAY);
            let began_today = works(today) && time >= from && (to <= from || time < to);
            let began_yesterday = works(today + 6) && to <= from && time < to;
            began_today || began_yesterday
        })
    }

    #[test]
    fn gaps_equal_looking_at_every_minute() {
        let mut seed = 3_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let (mut whole, mut holes) = (0, 0);
        for _ in 0..300 {
            let shifts: Vec<_> = (0..next(4))
                .map(|_| {
                    let days = Weekday::ALL.iter().filter(|_| next(2) == 0).map(|(_, day)| *day).collect();
                    let days = if next(3) == 0 { Vec::new() } else { days };
                    shift(days, next(24) as u16 * 60, next(25) as u16 * 60)
                })
                .collect();
            let gaps = gaps(&shifts);
            for minute in 0..WEEK {
                let free = gaps.iter().any(|gap| gap.contains(&minute));
                assert_eq!(free, !is_there(&shifts, minute), "{minute} of {shifts:?}");
            }
            whole += usize::from(gaps.is_empty());
            holes += usize::from(!gaps.is_empty());
        }
        assert!(whole > 5 && holes > 50, "{whole} {holes}");
    }

    #[test]
    fn gaps_are_spoken_with_days() {
        use Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        let week = vec![Monday, Tuesday, Wednesday, Thursday, Friday];
        let spoken: Vec<_> = gaps(&[shift(week, 0, 1440)]).iter().map(|gap| spoken(gap).0).collect();
        assert_eq!(spoken, ["周六00:00至周日24:00"]);
        assert!(gaps(&[shift(Vec::new(), 510, 1050), shift(Vec::new(), 1050, 510)]).is_empty());
    }
}
