//! The dates on which the plan asks for something: reviews, exercises, verifications, ends of
//! contracts and waivers, trainings.
//!
//! Every date follows from a record of the plan and a period of its policy, never from the clock,
//! so that the same plan gives the same calendar in any year.

use super::identifier::identifier;
use super::refer::Edition;
use crate::check::Checked;
use crate::model::age::{days_before, last_day};
use crate::model::asset::Agreement;
use crate::model::contact::{Contact, ContactClass, Verified};
use crate::model::quantity::Dimension;
use crate::model::review::DrillScope;
use crate::model::words::Words;
use crate::model::{Clearance, Date, Entity, Quantity};

/// Days before a day on which most people want to hear of it.
const USUAL_ALARMS: [i64; 2] = [30, 7];

/// The calendar of an edition.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Its name.
    pub name: String,
    /// 成文日期, the only moment the calendar knows.
    pub dated: Date,
    /// What is due, the earliest first.
    pub events: Vec<Event>,
}

/// Something that is due on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// An identifier that stays while the thing stays, even when its day moves.
    pub uid: String,
    /// The day, all of it.
    pub day: Date,
    /// In a line.
    pub summary: String,
    /// What is to be done, and from what the day follows.
    pub description: String,
    /// What kind of thing it is.
    pub category: &'static str,
    /// Days before, on which to be reminded.
    pub alarms: Vec<i64>,
    /// How often it comes again.
    pub every: Option<Every>,
}

/// How often something comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// So many days.
    Days(i64),
    /// So many months.
    Months(i64),
}

/// The calendar for readers of `clearance`.
pub fn calendar(plan: &Checked, clearance: Clearance) -> Calendar {
    let edition = Edition::new(plan, clearance);
    let mut maker = Maker { edition: &edition, events: Vec::new() };
    maker.review();
    maker.drills();
    maker.verifications();
    maker.contracts();
    maker.waivers();
    maker.trainings();
    let mut events = maker.events;
    events.sort_by(|one, other| (one.day, &one.uid).cmp(&(other.day, &other.uid)));
    Calendar { name: format!("{}：到期事项", edition.plan_title()), dated: plan.head.document.dated.value, events }
}

struct Maker<'a> {
    edition: &'a Edition<'a>,
    events: Vec<Event>,
}

impl Maker<'_> {
    fn add(&mut self, what: &str, day: Date, category: &'static str, summary: String, description: String) {
        let uid = identifier(&self.edition.plan.head.id.value, &format!("calendar/{what}"));
        let alarms = USUAL_ALARMS.to_vec();
        self.events.push(Event { uid, day, summary, description, category, alarms, every: None });
    }

    /// When the version in force was issued.
    fn issued(&self) -> Date {
        let head = &self.edition.plan.head;
        let own = self.edition.plan.versions.iter().find(|version| version.version.value == head.version.value);
        own.map_or(head.document.dated.value, |version| version.issued.value)
    }

    fn review(&mut self) {
        let Some(most) = &self.edition.plan.head.policy.review_max_age else { return };
        let reviews = self.edition.plan.reviews.iter().map(|review| review.date.value);
        let last = reviews.fold(self.issued(), Date::max);
        if let Some(day) = last_day(last, most) {
            let description = format!("上次印发或者评估：{last}；每{}评估一次，评估后决定是否修订。", most.value);
            self.add("review", day, "评估", "应急预案评估到期".to_owned(), description);
        }
    }

    fn drills(&mut self) {
        let plan = self.edition.plan;
        let ages = &plan.head.policy.drill_max_age;
        let issued = self.issued();
        let comprehensive = plan.drills.iter().filter(|drill| drill.scope.value == DrillScope::Comprehensive);
        let last = comprehensive.map(|drill| drill.date.value).max();
        if let Some(day) = last_day(last.unwrap_or(issued), &ages.comprehensive) {
            let description = since(last, "综合演练", &ages.comprehensive);
            self.add("drill/comprehensive", day, "演练", "综合演练到期".to_owned(), description);
        }
        for playbook in &plan.playbooks {
            let most = if playbook.hazards.is_empty() { &ages.playbook } else { &ages.life_safety };
            let held = plan.drills.iter().filter(|drill| drill.playbooks.iter().any(|own| own.value == *playbook.id()));
            let last = held.map(|drill| drill.date.value).max();
            if let Some(day) = last_day(last.unwrap_or(issued), most) {
                let summary = format!("演练到期：{}", playbook.title.value);
                let owner = &plan.roles[&playbook.owner].name.value;
                let description = format!("{}\n责任岗位：{owner}", since(last, "演练", most));
                self.add(&format!("drill/{}", playbook.id()), day, "演练", summary, description);
            }
        }
        for drill in &plan.drills {
            for finding in drill.findings.iter().filter(|finding| finding.closed.is_none()) {
                let Some(due) = &finding.due else { continue };
                let summary = format!("演练问题整改到期：{}", finding.id.value);
                let owner = finding.owner.as_ref().map(|role| format!("\n责任岗位：{}", plan.roles[role].name.value));
                let description = format!("{}{}", finding.text.value, owner.unwrap_or_default());
                self.add(&format!("finding/{}", finding.id.value), due.value, "演练", summary, description);
            }
        }
    }

    /// One event a chapter of the contact book, on the day its first number falls due.
    fn verifications(&mut self) {
        let plan = self.edition.plan;
        let ages = &plan.head.policy.contact_max_age;
        for (word, class) in ContactClass::ALL {
            let own = plan.contacts.iter().filter(|contact| contact.class.value == *class);
            let seen = own.filter(|contact| self.edition.clearance >= contact.visibility);
            let mut due: Vec<(Date, &str)> = seen
                .filter_map(|contact| {
                    Some((
                        verified(contact).and_then(|date| last_day(date, ages.of(*class)))?,
                        contact.label.value.as_str(),
                    ))
                })
                .collect();
            due.sort_unstable();
            let Some((day, _)) = due.first().copied() else { continue };
            let lines: Vec<String> = due.iter().map(|(day, label)| format!("{day} {label}")).collect();
            let summary = format!("核实联系方式：{word}（{}条）", due.len());
            let description = format!("核实后{}内有效，逐条到期日：\n{}", ages.of(*class).value, lines.join("\n"));
            self.add(&format!("verify/{word}"), day, "通讯录核实", summary, description);
        }
    }

    fn contracts(&mut self) {
        let plan = self.edition.plan;
        let before = plan.head.policy.contract_warn_before.as_ref();
        for contract in plan.contracts.iter().filter(|contract| self.edition.clearance >= contract.visibility) {
            let Some(term) = &contract.term else { continue };
            let summary = format!("合同到期：{}", contract.title.value);
            let description =
                format!("供应商：{}\n到期前办妥续签或者交接。", plan.vendors[&contract.vendor].name.value);
            self.add(&format!("contract/{}", contract.id()), term.to.value, "合同", summary, description);
            let early = before.and_then(|before| days_before(term.to.value, before));
            if let (Some(event), Some(early)) = (self.events.last_mut(), early) {
                event.alarms = if early > 7 { vec![early, 7] } else { vec![early] };
            }
        }
        for agreement in plan.agreements.iter().filter(|_| self.edition.clearance >= Agreement::NEEDS) {
            let Some(term) = &agreement.term else { continue };
            let summary = format!("协议到期：{}", plan.units[&agreement.with].name.value);
            self.add(
                &format!("agreement/{}", agreement.id()),
                term.to.value,
                "合同",
                summary,
                agreement.commits.value.clone(),
            );
        }
    }

    fn waivers(&mut self) {
        let plan = self.edition.plan;
        // A waiver tells outsiders where the plan is weak.
        for waiver in plan.waivers.iter().filter(|_| self.edition.clearance >= Clearance::Internal) {
            let (rule, target) = (&waiver.rule.value, &waiver.target.value);
            let summary = format!("豁免到期：{rule}（{target}）");
            let by = &plan.roles[&waiver.approved_by].name.value;
            let description = format!("批准岗位：{by}\n到期后问题重新按规则处理，改好或者重新批准。");
            self.add(&format!("waiver/{rule}/{target}"), waiver.expires.value, "豁免", summary, description);
        }
    }

    fn trainings(&mut self) {
        let plan = self.edition.plan;
        let issued = self.issued();
        if let Some(most) = &plan.head.policy.training_max_age {
            let last = plan.trainings.iter().map(|training| training.date.value).max();
            if let Some(day) = last_day(last.unwrap_or(issued), most) {
                self.add("training", day, "培训", "应急培训到期".to_owned(), since(last, "培训", most));
            }
        }
        for training in &plan.training_plans {
            let Some((every, again)) = training.every.as_ref().and_then(|every| Some((every, again(every)?))) else {
                continue;
            };
            let Some(day) = last_day(issued, every) else { continue };
            let summary = format!("{}：{}", training.kind.word(), training.topic.value);
            let description = format!("对象：{}\n每{}一次", training.audience.value, every.value);
            self.add(&format!("training/{}", training.id()), day, "培训", summary, description);
            if let Some(event) = self.events.last_mut() {
                event.every = Some(again);
                event.alarms = vec![7];
            }
        }
    }
}

/// From what a day follows.
fn since(last: Option<Date>, what: &str, most: &Quantity) -> String {
    match last {
        Some(date) => format!("上次{what}：{date}；每{most}至少一次。"),
        None => format!("还没有{what}记录，自本版印发之日起算；每{most}至少一次。"),
    }
}

fn verified(contact: &Contact) -> Option<Date> {
    match contact.verified.as_ref()? {
        Verified::Checked { date, .. } => Some(date.value),
        Verified::Exempt(_) => None,
    }
}

fn again(every: &Quantity) -> Option<Every> {
    match every.dimension() {
        Dimension::Calendar => every.whole().map(Every::Months),
        Dimension::Time => i64::try_from(every.base() / 86_400_000).ok().map(Every::Days),
        _ => None,
    }
    .filter(|every| matches!(every, Every::Days(count) | Every::Months(count) if *count > 0))
}
