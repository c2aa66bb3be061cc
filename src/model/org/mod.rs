//! The emergency organisation: units, groups, roles, places; duty, persons and powers in files of
//! their own.

mod duty;
mod person;
mod power;

use super::contact::Contact;
use super::id::entities;
use super::words::words;
use super::{Clearance, Date, Id, Quantity, Ref, Sourced};
use crate::finding::Place;

pub use duty::{Duty, DutyPattern, DutyPost, Shift, TimeOfDay, Weekday};
pub use person::{Notice, Person, Span, Status};
pub use power::{Authority, Power, PowerKind};

entities!(Unit = "unit", Group = "group", Role = "role", Site = "site");

words! {
    /// What a unit is to us.
    pub enum UnitKind {
        Own = "本单位",
        Section = "内设机构",
        Subordinate = "直属单位",
        Superior = "上级单位",
        Outside = "外部单位",
        Vendor = "供应商",
        Authority = "主管部门",
    }
}

words! {
    /// What an authority is in charge of.
    pub enum Jurisdiction {
        Cyberspace = "网信",
        CyberPolice = "公安网安",
        Fire = "消防",
        Power = "供电",
        Telecom = "通信管理",
        Finance = "财政上级",
        Secrecy = "保密",
        Emergency = "应急管理",
    }
}

words! {
    /// What a group is.
    pub enum GroupKind {
        Leading = "领导机构",
        Command = "指挥中心",
        Office = "办事机构",
        Team = "工作组",
        Experts = "专家组",
    }
}

words! {
    /// What a duty is about; an exclusive one belongs to one body only.
    pub enum DutyType {
        Coordination = "协调",
        Reporting = "报告",
        Information = "信息报送",
        Command = "决策指挥",
        Routine = "日常",
        Technical = "技术",
        Support = "保障",
        Review = "总结",
        Other = "其他",
    }
}

words! {
    /// What somebody has to be appointed for besides command; who speaks in public is told by the
    /// power to do so.
    pub enum Function { Liaison = "联络", Recording = "记录" }
}

words! {
    /// Dangers of a place or an incident; the first group endangers life.
    pub enum Hazard {
        Fire = "火灾",
        Electricity = "触电",
        Asphyxiation = "窒息气体",
        Water = "水浸",
        Structure = "结构",
        Height = "高空",
        Chemical = "化学",
        Weather = "极端天气",
        PowerLoss = "停电",
        Heat = "高温",
    }
}

/// A body: our own, above us, beside us or in charge of us.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// The one name (ORG05).
    pub name: Sourced<String>,
    /// Other names prose may use; the first is the short one.
    pub aliases: Vec<Sourced<String>>,
    /// What it is to us.
    pub kind: UnitKind,
    /// Above it.
    pub parent: Option<Ref<Unit>>,
    /// Trade of an outside unit.
    pub class: Option<Sourced<String>>,
    /// What an authority is in charge of.
    pub jurisdiction: Option<Sourced<Jurisdiction>>,
    /// Duties under the plan.
    pub duties: Vec<GroupDuty>,
}

/// A group of the emergency organisation.
#[derive(Debug, Clone)]
pub struct Group {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// The one name (ORG05).
    pub name: Sourced<String>,
    /// Other names prose may use; the first is the short one.
    pub aliases: Vec<Sourced<String>>,
    /// What it is.
    pub kind: GroupKind,
    /// Above it.
    pub reports_to: Option<Ref<Group>>,
    /// Who sits in it.
    pub seats: Vec<Seat>,
    /// Units that belong to it.
    pub member_units: Vec<Ref<Unit>>,
    /// What it is for, in a sentence.
    pub functions: Option<Sourced<String>>,
    /// Duties.
    pub duties: Vec<GroupDuty>,
    /// Powers.
    pub authority: Authority,
    /// Where it meets.
    pub site: Option<MeetingPlace>,
    /// How to reach it.
    pub contact: Option<Ref<Contact>>,
}

/// A seat in a group.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Where it starts.
    pub place: Place,
    /// Who sits there.
    pub role: Ref<Role>,
    /// 总指挥, 组长, 成员 …
    pub label: Sourced<String>,
    /// What the seat is answerable for.
    pub duty: Option<Sourced<String>>,
}

/// A duty of a group or a unit.
#[derive(Debug, Clone)]
pub struct GroupDuty {
    /// Where it starts.
    pub place: Place,
    /// Id within its body.
    pub id: Sourced<String>,
    /// What is to be done.
    pub text: Sourced<String>,
    /// What it is about.
    pub r#type: Option<Sourced<DutyType>>,
    /// Whether no other body may have it.
    pub exclusive: bool,
}

/// Where a group meets.
#[derive(Debug, Clone)]
pub struct MeetingPlace {
    /// Where it starts.
    pub place: Place,
    /// First choice.
    pub primary: Ref<Site>,
    /// When the first is out of reach.
    pub alternate: Option<Ref<Site>>,
}

/// A role: what playbooks name instead of persons.
#[derive(Debug, Clone)]
pub struct Role {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// The one name.
    pub name: Sourced<String>,
    /// Other names prose may use.
    pub aliases: Vec<Sourced<String>>,
    /// The post that carries the role.
    pub post: Option<Sourced<String>>,
    /// Who holds it.
    pub holder: Option<Ref<Person>>,
    /// The duty whose roster says who holds it.
    pub holder_from: Option<Ref<Duty>>,
    /// When the holder took the post.
    pub appointed: Option<Sourced<Date>>,
    /// B角, in order.
    pub backups: Vec<Ref<Person>>,
    /// The duty whose roster says who backs it up.
    pub backups_from: Option<Ref<Duty>>,
    /// Whether the holder is on call.
    pub oncall: bool,
    /// How soon the holder is on site.
    pub arrive_within: Option<Sourced<Quantity>>,
    /// What the holder must be qualified for.
    pub qualifications: Vec<Sourced<String>>,
    /// Roles the same person may not hold.
    pub posts_conflict: Vec<Ref<Role>>,
    /// Whether it is a key post.
    pub key_post: bool,
    /// What the role is appointed for.
    pub functions: Vec<Sourced<Function>>,
    /// How to reach it.
    pub contact: Option<Ref<Contact>>,
    /// What the role does, in a sentence.
    pub summary: Option<Sourced<String>>,
}

/// A place.
#[derive(Debug, Clone)]
pub struct Site {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sourced<String>,
    /// What can go wrong there.
    pub hazards: Vec<Sourced<Hazard>>,
    /// Where people gather.
    pub assembly_point: Option<Sourced<String>>,
    /// How people leave.
    pub evacuation_route: Option<Sourced<String>>,
    /// Who may know of it.
    pub visibility: Clearance,
}
