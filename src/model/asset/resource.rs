//! What is kept ready: vehicles, funds, supplies, crews.

use crate::finding::Place;
use crate::model::id::entities;
use crate::model::org::{Role, Site};
use crate::model::words::words;
use crate::model::{Clearance, Date, Id, Quantity, Ref, Sensitive, Sourced};

entities!(Resource = "resource");

words! {
    /// What a resource is.
    pub enum ResourceKind {
        Vehicle = "车辆",
        Money = "资金",
        Supplies = "物资",
        Spares = "备件",
        Communication = "通信器材",
        Protection = "防护器材",
        Crew = "队伍",
    }
}

/// Vehicles, funds, supplies.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sourced<String>,
    /// What it is.
    pub kind: Sourced<ResourceKind>,
    /// How much is needed.
    pub need: Option<Sourced<Quantity>>,
    /// How much there is.
    pub quantity: Option<Sourced<Quantity>>,
    /// Single items.
    pub have: Vec<Item>,
    /// Where it is kept (YAML key `place`).
    pub kept_at: Option<Ref<Site>>,
    /// Who keeps it.
    pub keeper: Option<Ref<Role>>,
    /// Who keeps it otherwise.
    pub backup_keeper: Option<Ref<Role>>,
    /// Last check.
    pub checked: Option<Sourced<Date>>,
    /// How often it is checked.
    pub check_every: Option<Sourced<Quantity>>,
    /// When it expires.
    pub expires: Option<Sourced<Date>>,
    /// Sum of money.
    pub amount: Option<Sensitive<Sourced<Quantity>>>,
    /// Who may release it.
    pub approver: Option<Ref<Role>>,
    /// What it is for.
    pub r#use: Option<Sourced<String>>,
    /// Who may know the details.
    pub visibility: Clearance,
}

/// A single item, such as a vehicle.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it starts.
    pub place: Place,
    /// Number plate.
    pub plate: Option<Sensitive<Sourced<String>>>,
    /// Who drives it.
    pub driver: Option<Ref<Role>>,
    /// A remark.
    pub note: Option<Sourced<String>>,
}
