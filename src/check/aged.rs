//! What the rules about ages and terms say alike: a warning from 80 % of a period, an error past it.

use crate::finding::{Finding, Message, RuleName};
use crate::model::age::{Age, age, last_day};
use crate::model::{Date, Quantity, Sourced};
use crate::say;

/// The finding for something done on `since` that has to be done again within `most`.
pub(super) fn due(
    rule: RuleName,
    what: &Message,
    since: &Sourced<Date>,
    most: &Quantity,
    as_of: Date,
) -> Option<Finding> {
    let (zh, en, date) = (&what.zh, &what.en, since.value);
    let finding = match age(date, most, as_of)? {
        Age::Young => return None,
        Age::Future => Finding::error(
            rule,
            since.place,
            say!("{zh}的日期 {date} 晚于基准日 {as_of}", "{en} is dated {date}, after {as_of}"),
        ),
        Age::Ageing(last) => {
            Finding::warning(rule, since.place, say!("{zh}将在 {last} 到期（期限{most}）", "{en} falls due on {last}"))
        }
        Age::Over(last) => {
            Finding::error(rule, since.place, say!("{zh}已在 {last} 到期（期限{most}）", "{en} fell due on {last}"))
        }
    };
    Some(finding)
}

/// The finding for something that ends on `last`, told from `before` ahead.
pub(super) fn ends(
    rule: RuleName,
    what: &Message,
    last: &Sourced<Date>,
    before: &Quantity,
    as_of: Date,
) -> Option<Finding> {
    let (zh, en, end) = (&what.zh, &what.en, last.value);
    if as_of > end {
        return Some(Finding::error(rule, last.place, say!("{zh}已在 {end} 到期", "{en} ended on {end}")));
    }
    (last_day(as_of, before)? >= end)
        .then(|| Finding::warning(rule, last.place, say!("{zh}将在 {end} 到期", "{en} ends on {end}")))
}

/// The finding for a period of the bureau's own that no calendar can count.
pub(super) fn uncountable(rule: RuleName, period: &Sourced<Quantity>, as_of: Date) -> Option<Finding> {
    let written = period.value;
    last_day(as_of, &period.value).is_none().then(|| {
        let message = say!("期限“{written}”不能按日历计算", "the period of {written} cannot be counted on a calendar");
        Finding::error(rule, period.place, message).help(say!("用天、周、个月或年", "use 天, 周, 个月 or 年"))
    })
}
