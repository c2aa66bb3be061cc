//! Filing within so many working days of the issue.

use super::fault;
use crate::check::graded::graded;
use crate::check::names;
use crate::finding::Finding;
use crate::model::pack::{Period, PeriodOf, period, working_days_after};
use crate::model::review::Version;
use crate::model::{Date, Plan};
use crate::say;

pub(super) fn check(version: &Version, plan: &Plan, as_of: Date) -> Option<Finding> {
    let legal = period(&plan.packs, PeriodOf::Filing, as_of)?;
    let (days, issued) = (legal.most.value.whole()?, version.issued.value);
    let (written, most, source) = (&version.version.value, legal.most.value, &legal.source.value);
    let unsure = |finding: Finding| Some(graded(finding, legal.grade.value, source));
    let file = say!("报送备案，登记 filed: {{to: …, date: …}}", "file it and enter filed: {{to: …, date: …}}");
    let Some(last) = working_days_after(&plan.packs, issued, days) else {
        return uncounted(version, legal, as_of);
    };
    match &version.filed {
        Some(filed) if filed.date.value > last => {
            let date = filed.date.value;
            let message = say!(
                "版本{written}于 {date} 备案，期限是 {last}（印发后{most}）",
                "version {written} was filed on {date}, after {last}"
            );
            unsure(fault(filed.date.place, message, say!("在修订说明里写明原因", "give the reason among the changes")))
        }
        Some(filed) if filed.date.value < issued => {
            let date = filed.date.value;
            let message = say!(
                "版本{written}的备案日期 {date} 早于印发日期 {issued}",
                "version {written} was filed on {date}, before its issue"
            );
            Some(fault(filed.date.place, message, say!("改正日期", "mend the date")))
        }
        Some(_) => None,
        None if as_of > last => {
            let message = say!(
                "版本{written}应在 {last} 前备案（印发后{most}），还没有备案记录",
                "version {written} was to be filed by {last} and is not"
            );
            unsure(fault(version.issued.place, message, file))
        }
        None if working_days_after(&plan.packs, issued, days * 4 / 5).is_some_and(|soon| as_of >= soon) => {
            let message =
                say!("版本{written}应在 {last} 前备案（印发后{most}）", "version {written} is to be filed by {last}");
            unsure(Finding::warning(names::uncontrolled_version, version.issued.place, message).help(file))
        }
        None => None,
    }
}

/// The holiday notices do not reach: within as many calendar days it is surely in time, later a
/// person has to count.
fn uncounted(version: &Version, legal: &Period, as_of: Date) -> Option<Finding> {
    let until = version.filed.as_ref().map_or(as_of, |filed| filed.date.value);
    let passed = version.issued.value.until(until).ok()?.get_days();
    let (written, most) = (&version.version.value, legal.most.value);
    (i64::from(passed) > legal.most.value.whole()?).then(|| {
        let message = say!(
            "版本{written}须在印发后{most}内备案；这一年的放假安排不在规则包里，请人工计算",
            "version {written} is to be filed within {most}; the pack holds no holidays of that year, so count by hand"
        );
        let help = say!(
            "对照当年放假通知数工作日，登记 filed；或在预案自己的 pack.holidays 补上这一年",
            "count by the notice of the year and enter filed, or add the year under the plan's own pack.holidays"
        );
        graded(
            Finding::warning(names::uncontrolled_version, version.issued.place, message).help(help),
            legal.grade.value,
            &legal.source,
        )
    })
}
