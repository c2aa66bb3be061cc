//! Triggers, grades, warnings, postures and reporting duties.

use super::asset::System;
use super::condition::Condition;
use super::contact::PointKind;
use super::form::Form;
use super::governance::Law;
use super::id::entities;
use super::org::{Group, Role, Unit};
use super::playbook::Playbook;
use super::words::words;
use super::{Clearance, Id, Quantity, Ref, Sourced};
use crate::finding::Place;

entities!(Trigger = "trigger", ResponseLevel = "response_level", Posture = "posture", Report = "report");

words! {
    /// Grade of an event (国家网络安全事件分级指南), lowest first.
    pub enum Severity { Ordinary = "一般", Larger = "较大", Major = "重大", ExtraMajor = "特别重大" }
}

words! {
    /// Class of an event (GB/T 20986-2023).
    pub enum Category {
        Malware = "恶意程序事件",
        Attack = "网络攻击事件",
        Data = "数据安全事件",
        Content = "信息内容安全事件",
        Facility = "设备设施故障事件",
        Violation = "违规操作事件",
        Weakness = "安全隐患事件",
        Anomaly = "异常行为事件",
        ForceMajeure = "不可抗力事件",
        Other = "其他事件",
    }
}

words! {
    /// Who notices.
    pub enum Source {
        Duty = "值班",
        Monitoring = "监控",
        MonitoringSystem = "监测系统",
        Call = "来电",
        Notice = "上级通报",
        User = "用户报告",
    }
}

words! {
    /// Warning colours (突发事件应对法 art. 63).
    pub enum Colour { Red = "红色", Orange = "橙色", Yellow = "黄色", Blue = "蓝色" }
}

words! {
    /// From when a clock runs.
    pub enum Since {
        Found = "发现",
        FoundOrTold = "发现或获知",
        Triggered = "触发",
        Handled = "处置结束",
        Recovered = "恢复运行",
    }
}

/// When something holds: checkable, or in words.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// YAML key `if`.
    If(Sourced<Condition>),
    /// YAML key `when`.
    Words(Sourced<String>),
}

/// What starts a playbook.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// What it is called.
    pub label: Sourced<String>,
    /// What is seen.
    pub signs: Vec<Sourced<String>>,
    /// When it holds.
    pub when: When,
    /// Who notices.
    pub source: Sourced<Source>,
    /// Class of event.
    pub category: Sourced<Category>,
    /// What it starts.
    pub playbooks: Vec<Ref<Playbook>>,
    /// The first report.
    pub first_report: Option<Ref<Report>>,
}

impl Trigger {
    /// Who may know its signs: they name lamps and lines, and are for those who stand before them.
    pub const SIGNS_NEED: Clearance = Clearance::Internal;
}

/// The criteria of a grade.
#[derive(Debug, Clone)]
pub struct Grade {
    /// Where it starts.
    pub place: Place,
    /// The grade.
    pub label: Sourced<Severity>,
    /// Any of these makes it so.
    pub criteria: Vec<Criterion>,
}

/// A criterion.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Where it starts.
    pub place: Place,
    /// When it holds.
    pub when: When,
    /// Where it comes from.
    pub basis: Option<Sourced<String>>,
}

/// What a response level means.
#[derive(Debug, Clone)]
pub struct ResponseLevel {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Ⅰ级响应 …
    pub label: Sourced<String>,
    /// For which grade (YAML key `for`).
    pub grade: Sourced<Severity>,
    /// Who starts it.
    pub activated_by: Ref<Role>,
    /// When it ends.
    pub ends_when: Sourced<String>,
    /// What is done.
    pub measures: Vec<Sourced<String>>,
}

/// A warning.
#[derive(Debug, Clone)]
pub struct Warning {
    /// Where it starts.
    pub place: Place,
    /// Colour.
    pub colour: Sourced<Colour>,
    /// When it is issued.
    pub criteria: Vec<Sourced<String>>,
    /// By whom.
    pub issued_by: Ref<Role>,
    /// What is done.
    pub measures: Vec<Measure>,
    /// When it is lifted.
    pub lifts_when: Sourced<String>,
}

/// A raised posture.
#[derive(Debug, Clone)]
pub struct Posture {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub label: Sourced<String>,
    /// When it starts.
    pub starts_when: Sourced<String>,
    /// What is done.
    pub measures: Vec<Measure>,
    /// When it ends.
    pub ends_when: Option<Sourced<String>>,
}

/// A measure of a warning or a posture.
#[derive(Debug, Clone)]
pub struct Measure {
    /// Where it starts.
    pub place: Place,
    /// What is done.
    pub text: Sourced<String>,
    /// By whom.
    pub actor: Option<Ref<Role>>,
    /// How often.
    pub every: Option<Sourced<Quantity>>,
    /// How soon.
    pub within: Option<Sourced<Quantity>>,
}

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// A role.
    Role(Ref<Role>),
    /// A group.
    Group(Ref<Group>),
    /// A unit.
    Unit(Ref<Unit>),
}

/// A reporting duty.
#[derive(Debug, Clone)]
pub struct Report {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub title: Sourced<String>,
    /// When it is due.
    pub when: When,
    /// Who reports.
    pub from: Ref<Role>,
    /// To whom.
    pub to: Vec<Sourced<Recipient>>,
    /// Deadline.
    pub within: Option<Sourced<Quantity>>,
    /// Repeated.
    pub every: Option<Sourced<Quantity>>,
    /// Until.
    pub until: Option<Sourced<String>>,
    /// From when the deadline runs.
    pub since: Option<Sourced<Since>>,
    /// How.
    pub channels: Vec<Sourced<PointKind>>,
    /// With which form.
    pub form: Option<Ref<Form>>,
    /// What it has to contain, in the plan's own words.
    pub contents: Vec<Sourced<String>>,
    /// The statutory clock it meets.
    pub clock: Option<Sourced<String>>,
    /// Why.
    pub basis: Vec<Basis>,
    /// A remark.
    pub note: Option<Sourced<String>>,
}

/// What the plan leaves without a playbook, and why (EVT04).
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// Where it starts.
    pub place: Place,
    /// Classes of events.
    pub classes: Vec<Sourced<Category>>,
    /// Scenarios of the packs.
    pub scenarios: Vec<Sourced<String>>,
    /// Systems.
    pub systems: Vec<Ref<System>>,
    /// Why.
    pub reason: Sourced<String>,
}

/// An article that something rests on.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Where it starts.
    pub place: Place,
    /// The law.
    pub law: Ref<Law>,
    /// The article.
    pub article: Option<Sourced<i64>>,
}
