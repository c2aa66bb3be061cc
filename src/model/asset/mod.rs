//! Systems, equipment and how it is operated; who has promised to help and what is kept ready in files
//! of their own.
//!
//! What an old plan leaves open is optional here, so that it can be read and STR06 can say what is
//! open.

mod promise;
mod resource;

use super::id::entities;
use super::org::{Role, Site, Unit};
use super::words::words;
use super::{Clearance, Date, Id, Quantity, Ref, Sensitive, Sourced};
use crate::finding::Place;

pub use promise::{Agreement, Contract, Sla, Vendor};
pub use resource::{Item, Resource, ResourceKind};

entities!(System = "system", Facility = "facility", Procedure = "procedure");

words! {
    /// What a piece of equipment is.
    pub enum FacilityKind {
        Ups = "UPS",
        Generator = "发电机",
        Cooling = "空调",
        Suppression = "灭火系统",
        PowerPanel = "配电柜",
        Thermometer = "温度计",
        LeakDetector = "漏水检测",
        Line = "线路",
        Switching = "交换设备",
        Security = "安全设备",
        Storage = "存储",
        Host = "主机",
        Spare = "备件",
    }
}

words! {
    /// Whose it is.
    pub enum Ownership { Owned = "自有", Rented = "租用" }
}

/// A system or a facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssetRef {
    /// A system.
    System(Ref<System>),
    /// A facility.
    Facility(Ref<Facility>),
}

/// An information system.
#[derive(Debug, Clone)]
pub struct System {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sourced<String>,
    /// What it is for.
    pub purpose: Option<Sourced<String>>,
    /// Level under GB/T 22239-2019.
    pub mlps: Protection,
    /// Whether it is critical information infrastructure.
    pub cii: bool,
    /// Whose it is.
    pub owner: Ref<Unit>,
    /// Who runs it.
    pub admin: Ref<Role>,
    /// What data it holds.
    pub data: Option<DataHeld>,
    /// Recovery time objective.
    pub rto: Option<Sourced<Quantity>>,
    /// Recovery point objective.
    pub rpo: Option<Sourced<Quantity>>,
    /// What it needs.
    pub depends_on: Vec<Sourced<AssetRef>>,
    /// Place in the start order.
    pub start_order: Option<Sourced<i64>>,
    /// Place in the shutdown order.
    pub stop_order: Option<Sourced<i64>>,
    /// Backups.
    pub backups: Vec<Backup>,
    /// Contract.
    pub contract: Option<Ref<Contract>>,
    /// Who may know the details.
    pub visibility: Clearance,
}

/// Level of protection.
#[derive(Debug, Clone)]
pub struct Protection {
    /// Where it starts.
    pub place: Place,
    /// 1 to 5.
    pub level: Sourced<i64>,
    /// Record number with the police.
    pub record_no: Option<Sourced<String>>,
}

/// What data a system holds.
#[derive(Debug, Clone)]
pub struct DataHeld {
    /// Where it starts.
    pub place: Place,
    /// Persons concerned.
    pub personal_records: Option<Sourced<Quantity>>,
    /// Whether there are important data (数据安全法 art. 21).
    pub important: bool,
}

/// A backup.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Where it starts.
    pub place: Place,
    /// Full, incremental, image …
    pub kind: Sourced<String>,
    /// How often.
    pub frequency: Sourced<String>,
    /// On what.
    pub medium: Option<Sourced<String>>,
    /// Where it is kept (YAML key `place`).
    pub kept_at: Option<Ref<Site>>,
    /// How long it is kept.
    pub retention: Option<Sourced<Quantity>>,
    /// When a restore was last tried.
    pub restore_tested: Option<Sourced<Date>>,
}

/// A piece of equipment or a line.
#[derive(Debug, Clone)]
pub struct Facility {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sourced<String>,
    /// What it is.
    pub kind: Sourced<FacilityKind>,
    /// Rated power or capacity.
    pub rated: Option<Sensitive<Sourced<Quantity>>>,
    /// Load in use.
    pub load: Option<Sensitive<Sourced<Quantity>>>,
    /// How long it carries the load.
    pub autonomy: Option<Sensitive<Autonomy>>,
    /// Extinguishing medium.
    pub medium: Option<Sourced<String>>,
    /// Time between alarm and release.
    pub release_delay: Option<Sourced<Quantity>>,
    /// Last inspection.
    pub inspected: Option<Sourced<Date>>,
    /// When the batteries were installed.
    pub battery_installed: Option<Sourced<Date>>,
    /// Whose it is.
    pub owned: Option<Sourced<Ownership>>,
    /// End of life.
    pub eol: Option<Sourced<Date>>,
    /// What it supports.
    pub supports: Vec<Sourced<AssetRef>>,
    /// Contract.
    pub contract: Option<Ref<Contract>>,
    /// Where it stands.
    pub site: Option<Ref<Site>>,
    /// What stands in for it.
    pub spare: Option<Sourced<String>>,
    /// The role of ours that mends it, where no contract does.
    pub maintained_by: Option<Ref<Role>>,
    /// Who may know the details.
    pub visibility: Clearance,
}

/// How long a supply carries a load.
#[derive(Debug, Clone)]
pub struct Autonomy {
    /// Where it starts.
    pub place: Place,
    /// Time.
    pub value: Sourced<Quantity>,
    /// At this load.
    pub at_load: Sourced<Quantity>,
    /// When it was measured.
    pub tested: Sourced<Date>,
}

/// An operating procedure.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Title.
    pub title: Sourced<String>,
    /// Steps in order.
    pub steps: Vec<ProcedureStep>,
    /// Qualifications it needs.
    pub requires: Vec<Sourced<String>>,
    /// Drawing.
    pub drawing: Option<Sourced<String>>,
    /// What it operates.
    pub facility: Option<Ref<Facility>>,
}

impl Procedure {
    /// How a device is operated is for those who operate it.
    pub const NEEDS: Clearance = Clearance::Internal;
}

/// A step of an operating procedure.
#[derive(Debug, Clone)]
pub struct ProcedureStep {
    /// Where it starts.
    pub place: Place,
    /// What to do.
    pub text: Sourced<String>,
    /// What must hold first.
    pub interlock: Option<Sourced<String>>,
}
