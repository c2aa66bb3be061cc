//! What the plan is as a document, whom it is for, and the periods the bureau set itself.

use super::asset::System;
use super::clearance::Clearance;
use super::element::NotApplicable;
use super::form::Form;
use super::org::{Group, Unit};
use super::words::words;
use super::{Date, Quantity, Ref, Sourced};
use crate::finding::Place;

words! {
    /// 密级; a classified plan is refused by `load`, so only these two occur (保守国家秘密法).
    #[derive(Default)]
    pub enum Secrecy { #[default] None = "无", Internal = "内部" }
}

words! {
    /// 紧急程度 (GB/T 9704-2012, 7.2.3).
    #[derive(Default)]
    pub enum Urgency { #[default] None = "无", Urgent = "加急", MostUrgent = "特急" }
}

words! {
    /// How headings are numbered: 一、（一） or 1 1.1; never mixed.
    #[derive(Default)]
    pub enum Numbering { #[default] Gongwen = "gongwen", Decimal = "decimal" }
}

words! {
    /// How the notice carries the plan.
    #[derive(Default)]
    pub enum Carried { #[default] Inline = "inline", Attachment = "attachment" }
}

words! {
    /// Which duties of the reporting measure apply (国家网络安全事件报告管理办法 art. 4).
    pub enum Operator {
        CriticalInfrastructure = "关键信息基础设施运营者",
        CentralOrgan = "中央和国家机关",
        Other = "其他网络运营者",
    }
}

words! {
    /// Which fonts may serve: the locked open set, what the machine has, or the prescribed faces
    /// alone.
    #[derive(Default)]
    pub enum FontMode { #[default] Locked = "locked", Auto = "auto", Statutory = "statutory" }
}

/// `plan:` of `plan.yaml`.
#[derive(Debug, Clone)]
pub struct Head {
    /// Where it starts.
    pub place: Place,
    /// Id of the plan, part of every generated identifier.
    pub id: Sourced<String>,
    /// Whose plan it is.
    pub organisation: Ref<Unit>,
    /// Title without the organisation's name.
    pub title: Sourced<String>,
    /// Version, `2026.1`.
    pub version: Sourced<String>,
    /// The document.
    pub document: Document,
    /// Whom it binds.
    pub scope: Scope,
    /// What decides which rules and clocks apply.
    pub profile: Profile,
    /// Periods the bureau set itself.
    pub policy: Policy,
    /// Clearance of each edition.
    pub editions: Vec<Edition>,
    /// Law packs by id.
    pub legal_packs: Vec<Sourced<String>>,
    /// The date checks assume when none is given.
    pub as_of: Option<Sourced<Date>>,
    /// Which fonts may serve (YAML key `fonts`, `{mode: …}`).
    pub fonts: FontMode,
    /// Elements the plan does without, each with a reason (STR03).
    pub not_applicable: Vec<NotApplicable>,
    /// Annexes in order; their numbers are generated.
    pub annexes: Vec<Sourced<Annex>>,
}

/// The issued document (GB/T 9704-2012).
#[derive(Debug, Clone)]
pub struct Document {
    /// Where it starts.
    pub place: Place,
    /// 发文字号
    pub number: Number,
    /// 密级
    pub secrecy: Secrecy,
    /// 紧急程度
    pub urgency: Urgency,
    /// 主送机关
    pub addressed_to: Vec<Sourced<String>>,
    /// 抄送机关
    pub copied_to: Vec<Sourced<String>>,
    /// 成文日期
    pub dated: Sourced<Date>,
    /// 印发机关和印发日期
    pub printed: Printed,
    /// From when it holds, 印发之日.
    pub effective: Option<Sourced<String>>,
    /// Numbers of the documents it replaces.
    pub replaces: Vec<Sourced<String>>,
    /// Who interprets it.
    pub interpreted_by: Option<Ref<Group>>,
    /// How headings are numbered.
    pub numbering: Numbering,
    /// Whether it has a table of contents.
    pub contents: bool,
    /// How the notice carries the plan.
    pub carried: Carried,
    /// Whether room for the seal is kept.
    pub sealed: bool,
    /// 发文机关标志; the organisation's name and 文件 where not given.
    pub mark: Option<Sourced<String>>,
    /// 附注, without its brackets.
    pub remark: Option<Sourced<String>>,
    /// Keywords for the file's metadata.
    pub keywords: Vec<Sourced<String>>,
}

/// 发文字号: 示财信〔2026〕8号
#[derive(Debug, Clone)]
pub struct Number {
    /// Where it starts.
    pub place: Place,
    /// 机关代字
    pub code: Sourced<String>,
    /// 年份
    pub year: Sourced<i64>,
    /// 发文顺序号
    pub serial: Sourced<i64>,
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}〔{}〕{}号", self.code.value, self.year.value, self.serial.value)
    }
}

/// 印发机关和印发日期
#[derive(Debug, Clone)]
pub struct Printed {
    /// Where it starts.
    pub place: Place,
    /// The office that prints it.
    pub by: Ref<Unit>,
    /// When it goes to print.
    pub date: Sourced<Date>,
}

/// Whom the plan binds.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Where it starts.
    pub place: Place,
    /// Units.
    pub units: Vec<Ref<Unit>>,
    /// Systems.
    pub systems: Vec<Ref<System>>,
    /// In words.
    pub words: Option<Sourced<String>>,
}

/// What decides which rules and clocks apply.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Where it starts.
    pub place: Place,
    /// Where the bureau is.
    pub location: Location,
    /// Kind of operator.
    pub operator: Sourced<Operator>,
    /// Highest level under GB/T 22239-2019.
    pub mlps_max: Sourced<i64>,
    /// Whether personal data are handled.
    pub handles_personal_info: Sourced<bool>,
    /// Whether the plan is published (政府信息公开条例 art. 20).
    pub publishes_plan: Sourced<bool>,
}

/// Where the bureau is.
#[derive(Debug, Clone)]
pub struct Location {
    /// Where it starts.
    pub place: Place,
    /// Province.
    pub province: Sourced<String>,
    /// City.
    pub city: Sourced<String>,
    /// Area code of landlines.
    pub area_code: Sourced<String>,
}

/// Periods the bureau set itself; the defaults are the strictest the law tables name.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Where it starts.
    pub place: Place,
    /// How old a verification may be.
    pub contact_max_age: ContactAges,
    /// How long between reviews.
    pub review_max_age: Option<Sourced<Quantity>>,
    /// How long between exercises.
    pub drill_max_age: DrillAges,
    /// How long between trainings.
    pub training_max_age: Option<Sourced<Quantity>>,
    /// How many posts one person may hold at once.
    pub max_posts_per_person: Option<Sourced<Quantity>>,
    /// How long before its end a contract is reported.
    pub contract_warn_before: Option<Sourced<Quantity>>,
    /// How long between tests of a restore.
    pub restore_test_max_age: Option<Sourced<Quantity>>,
    /// How long between discharge tests of batteries.
    pub autonomy_test_max_age: Option<Sourced<Quantity>>,
}

/// How old a verification may be, by class.
#[derive(Debug, Clone)]
pub struct ContactAges {
    /// Where it starts.
    pub place: Place,
    /// Own people and units.
    pub internal: Sourced<Quantity>,
    /// Suppliers and operators.
    pub vendor: Sourced<Quantity>,
    /// Authorities and public services.
    pub authority: Sourced<Quantity>,
}

/// How long between exercises.
#[derive(Debug, Clone)]
pub struct DrillAges {
    /// Where it starts.
    pub place: Place,
    /// Comprehensive.
    pub comprehensive: Sourced<Quantity>,
    /// Of each playbook.
    pub playbook: Sourced<Quantity>,
    /// Of playbooks with danger to life (消防法 art. 16).
    pub life_safety: Sourced<Quantity>,
}

/// An edition and the clearance of its readers.
#[derive(Debug, Clone)]
pub struct Edition {
    /// `public`, `official`, `binder` …
    pub name: Sourced<String>,
    /// The clearance.
    pub clearance: Sourced<Clearance>,
}

/// An annex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Annex {
    /// A table filled from the data.
    Table(AnnexTable),
    /// A form.
    Form(Ref<Form>),
}

words! {
    /// Tables that can be annexes.
    pub enum AnnexTable {
        Contacts = "contacts",
        Resources = "resources",
        Vehicles = "vehicles",
        Contracts = "contracts",
        Absorbed = "absorbed",
    }
}

impl AnnexTable {
    /// What documents call it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Contacts => "应急通讯录",
            Self::Resources => "应急资源清单",
            Self::Vehicles => "应急车辆及驾驶员",
            Self::Contracts => "服务保障合同清单",
            Self::Absorbed => "原预案条款与处置方案对应表",
        }
    }
}
