//! A calendar as iCalendar (RFC 5545).
//!
//! Everything is due on a whole day: such a day has no zone and no hour. Reminders come at nine in
//! the morning, not at midnight.

use super::lines::Lines;
use crate::views::calendar::{Calendar, Event, Every};

/// The calendar.
pub fn calendar(calendar: &Calendar) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.text("PRODID", "-//plangen//calendar//ZH");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", "PUBLISH");
    // RFC 7986, and the name programs knew before it.
    lines.text("NAME", &calendar.name);
    lines.text("X-WR-CALNAME", &calendar.name);
    let stamp = format!("{}T000000Z", calendar.dated.strftime("%Y%m%d"));
    for event in &calendar.events {
        add(&mut lines, event, &stamp);
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

fn add(lines: &mut Lines, event: &Event, stamp: &str) {
    lines.plain("BEGIN", "VEVENT");
    lines.plain("UID", &event.uid);
    lines.plain("DTSTAMP", stamp);
    lines.plain("DTSTART;VALUE=DATE", &event.day.strftime("%Y%m%d").to_string());
    // Without an end the day is the whole of it (3.6.1).
    match event.every {
        Some(Every::Days(days)) => lines.plain("RRULE", &format!("FREQ=DAILY;INTERVAL={days}")),
        Some(Every::Months(months)) => lines.plain("RRULE", &format!("FREQ=MONTHLY;INTERVAL={months}")),
        None => {}
    }
    lines.text("SUMMARY", &event.summary);
    lines.text("DESCRIPTION", &event.description);
    lines.text("CATEGORIES", event.category);
    // What is due does not keep anybody busy.
    lines.plain("TRANSP", "TRANSPARENT");
    for days in &event.alarms {
        lines.plain("BEGIN", "VALARM");
        lines.plain("ACTION", "DISPLAY");
        lines.plain("TRIGGER", &trigger(*days));
        lines.text("DESCRIPTION", &event.summary);
        lines.plain("END", "VALARM");
    }
    lines.plain("END", "VEVENT");
}

/// Nine in the morning so many days before the day begins.
fn trigger(days: i64) -> String {
    match days {
        ..=0 => "PT9H".to_owned(),
        1 => "-PT15H".to_owned(),
        days => format!("-P{}DT15H", days - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reminders_come_at_nine_in_the_morning() {
        assert_eq!([trigger(0), trigger(1), trigger(7)], ["PT9H", "-PT15H", "-P6DT15H"]);
    }
}
