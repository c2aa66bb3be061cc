//! How often something has to be done, or how soon.

use super::{Evidence, Pack};
use crate::finding::Place;
use crate::model::age::last_day;
use crate::model::words::words;
use crate::model::{Date, Quantity, Sourced};

words! {
    /// What a period is for.
    pub enum PeriodOf {
        Review = "review",
        Filing = "filing",
        ComprehensiveDrill = "comprehensive-drill",
        PlaybookDrill = "playbook-drill",
        LifeSafetyDrill = "life-safety-drill",
        Training = "training",
        NewcomerTraining = "newcomer-training",
        RestoreTest = "restore-test",
        AutonomyTest = "autonomy-test",
        ContractCheck = "contract-check",
    }
}

/// A period.
#[derive(Debug, Clone)]
pub struct Period {
    /// Where it starts.
    pub place: Place,
    /// What it is for.
    pub of: Sourced<PeriodOf>,
    /// The longest it may take.
    pub most: Sourced<Quantity>,
    /// What is done, in words.
    pub what: Sourced<String>,
    /// Law or standard.
    pub source: Sourced<String>,
    /// How sure it is.
    pub grade: Sourced<Evidence>,
    /// First day.
    pub valid_from: Sourced<Date>,
    /// Last day.
    pub valid_to: Option<Sourced<Date>>,
}

/// The strictest period in force on `day`: what a plan adds itself stands beside what the law says.
pub fn period(packs: &[Pack], of: PeriodOf, day: Date) -> Option<&Period> {
    let holds = |period: &&Period| {
        let ended = period.valid_to.as_ref().is_some_and(|to| to.value < day);
        period.of.value == of && period.valid_from.value <= day && !ended
    };
    let end = |period: &Period| last_day(day, &period.most.value);
    packs.iter().flat_map(|pack| &pack.periods).filter(holds).reduce(|first, other| {
        let stricter = match (end(first), end(other)) {
            (Some(first), Some(other)) => other < first,
            _ => other.most.value.compare(&first.most.value).is_some_and(std::cmp::Ordering::is_lt),
        };
        if stricter { other } else { first }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Sources;
    use jiff::civil::date;

    fn pack(most: &str, from: Date) -> Pack {
        let place = Place::new(Sources::default().add("test".to_owned(), ""), 0..0);
        let period = Period {
            place,
            of: Sourced { value: PeriodOf::Review, place },
            most: Sourced { value: Quantity::parse(most).unwrap(), place },
            what: Sourced { value: "评估".to_owned(), place },
            source: Sourced { value: "规定".to_owned(), place },
            grade: Sourced { value: Evidence::Read, place },
            valid_from: Sourced { value: from, place },
            valid_to: None,
        };
        Pack { periods: vec![period], ..Pack::default() }
    }

    #[test]
    fn a_plan_may_be_stricter_than_the_law_and_not_laxer() {
        let law = date(2024, 1, 31);
        let chosen = |own: &str, day| {
            let packs = [pack("36个月", law), pack(own, date(2026, 1, 1))];
            period(&packs, PeriodOf::Review, day).map(|period| period.most.value.to_string())
        };
        assert_eq!(chosen("12个月", date(2026, 6, 1)).as_deref(), Some("12个月"));
        assert_eq!(chosen("5年", date(2026, 6, 1)).as_deref(), Some("36个月"));
        assert_eq!(chosen("300天", date(2026, 6, 1)).as_deref(), Some("300天"));
        assert_eq!(chosen("12个月", date(2025, 6, 1)).as_deref(), Some("36个月"), "not yet in force");
        assert_eq!(chosen("12个月", date(2023, 6, 1)), None);
    }
}
