//! The contact book and the call tree.

use super::asset::AssetRef;
use super::asset::{Contract, Vendor};
use super::id::entities;
use super::org::{Duty, Group, Person, Role, Unit};
use super::words::words;
use super::{Clearance, Date, Id, Quantity, Ref, Sensitive, Sourced};
use crate::finding::Place;

entities!(Contact = "contact", CallTree = "calltree");

words! {
    /// What a point is.
    pub enum PointKind {
        Landline = "固定电话",
        Mobile = "手机",
        Fax = "传真",
        Mail = "邮箱",
        Radio = "对讲机",
        Hotline = "服务热线",
        ShortCode = "特服号码",
        SmsPlatform = "短信平台",
        OfficialMessenger = "政务即时通信",
        Messenger = "即时通信",
        Website = "网站",
        MiniProgram = "小程序",
    }
}

impl PointKind {
    /// Whether a person answers when it is called.
    pub fn is_voice(self) -> bool {
        matches!(self, Self::Landline | Self::Mobile | Self::Hotline | Self::ShortCode | Self::Radio)
    }
}

words! {
    /// The chapters of the contact book.
    pub enum ContactClass {
        Leading = "领导小组",
        Sections = "相关部门",
        Duty = "值班",
        Authorities = "主管部门",
        Rescue = "公安消防医疗",
        Vendors = "供应商",
        Operators = "电信运营商",
        PublicServices = "公共服务",
        Personal = "个人",
    }
}

words! {
    /// How a number was verified.
    pub enum VerifiedHow { Called = "拨通", Receipt = "回执", OnSite = "现场", Message = "短信" }
}

words! {
    /// What came of it.
    pub enum VerifiedResult { Reached = "通", NoSuchNumber = "空号", OtherPerson = "换人", NoAnswer = "无人接" }
}

/// Whose contact it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// A unit.
    Unit(Ref<Unit>),
    /// A group.
    Group(Ref<Group>),
    /// A role.
    Role(Ref<Role>),
    /// A person.
    Person(Ref<Person>),
    /// A supplier.
    Vendor(Ref<Vendor>),
    /// A contract.
    Contract(Ref<Contract>),
    /// A duty.
    Duty(Ref<Duty>),
}

/// An entry of the contact book.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Whose it is.
    pub owner: Sourced<Owner>,
    /// What readers look for.
    pub label: Sourced<String>,
    /// Chapter of the contact book.
    pub class: Sourced<ContactClass>,
    /// Who may know of it.
    pub visibility: Clearance,
    /// Ways to reach it.
    pub points: Vec<Point>,
    /// When it was last known to work.
    pub verified: Option<Verified>,
    /// What it helps with.
    pub serves: Vec<Sourced<AssetRef>>,
    /// A remark.
    pub note: Option<Sourced<String>>,
}

/// One way to reach somebody.
#[derive(Debug, Clone)]
pub struct Point {
    /// Where it starts.
    pub place: Place,
    /// What it is.
    pub kind: Sourced<PointKind>,
    /// The number or address.
    pub value: Sensitive<Sourced<String>>,
    /// When it is answered.
    pub hours: Option<Sourced<String>>,
    /// 1 is tried first.
    pub rank: Sourced<i64>,
    /// Who answers.
    pub person: Option<Sensitive<Sourced<String>>>,
    /// That others have the same number, and how it is shared.
    pub shared: Option<Sourced<String>>,
    /// Stricter than the contact's own.
    pub visibility: Option<Sourced<Clearance>>,
    /// Further facts, such as a radio frequency.
    pub extra: Vec<(Sourced<String>, Sensitive<Sourced<String>>)>,
}

impl Point {
    /// Whether it is answered at every hour of every day.
    pub fn is_always(&self) -> bool {
        self.hours.as_ref().is_some_and(|hours| is_always(&hours.value))
    }
}

/// Whether these words mean every hour of every day.
pub fn is_always(hours: &str) -> bool {
    let bare: String = hours.to_lowercase().replace(['×', '*', ' '], "x").replace("小时", "");
    ["7x24", "24x7", "全天", "全时", "昼夜"].iter().any(|word| bare.contains(word))
}

/// When a contact was last known to work.
#[derive(Debug, Clone)]
pub enum Verified {
    /// Somebody checked.
    Checked {
        /// Where it starts.
        place: Place,
        /// When.
        date: Sourced<Date>,
        /// Who.
        by: Ref<Role>,
        /// How.
        how: Sourced<VerifiedHow>,
        /// What came of it.
        result: Sourced<VerifiedResult>,
    },
    /// It needs no check, and why.
    Exempt(Sourced<String>),
}

/// Who calls whom.
#[derive(Debug, Clone)]
pub struct CallTree {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sourced<String>,
    /// Who calls first.
    pub root: Ref<Role>,
    /// Calls.
    pub edges: Vec<Call>,
    /// How long a call takes.
    pub call_takes: Option<Sourced<Quantity>>,
    /// How long the whole tree may take.
    pub max_minutes: Sourced<Quantity>,
}

/// The calls one role makes.
#[derive(Debug, Clone)]
pub struct Call {
    /// Where it starts.
    pub place: Place,
    /// Who calls.
    pub from: Ref<Role>,
    /// Whom, in order.
    pub to: Vec<Ref<Role>>,
}

#[cfg(test)]
mod tests {
    use super::is_always;

    #[test]
    fn every_hour_has_several_spellings() {
        for always in ["7x24", "7×24", "7X24小时", "24x7", "全天"] {
            assert!(is_always(always), "{always}");
        }
        for not in ["工作时间", "8:00-18:00", "5x8", ""] {
            assert!(!is_always(not), "{not}");
        }
    }
}
