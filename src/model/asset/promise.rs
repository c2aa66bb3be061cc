//! Who has promised to help: suppliers, contracts, agreements.

use super::AssetRef;
use crate::finding::Place;
use crate::model::contact::Contact;
use crate::model::id::entities;
use crate::model::org::{Span, Unit};
use crate::model::{Clearance, Date, Id, Quantity, Ref, Sourced};

entities!(Vendor = "vendor", Contract = "contract", Agreement = "agreement");

/// A supplier.
#[derive(Debug, Clone)]
pub struct Vendor {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Name.
    pub name: Sourced<String>,
    /// Other names.
    pub aliases: Vec<Sourced<String>>,
    /// How to reach it.
    pub contact: Option<Ref<Contact>>,
    /// What it does for us.
    pub serves: Option<Sourced<String>>,
}

/// A contract.
#[derive(Debug, Clone)]
pub struct Contract {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// Title.
    pub title: Sourced<String>,
    /// With whom.
    pub vendor: Ref<Vendor>,
    /// What it covers.
    pub covers: Vec<Sourced<AssetRef>>,
    /// Term.
    pub term: Option<Span>,
    /// Promised times.
    pub sla: Option<Sla>,
    /// Whether the supplier must report incidents to us (国家网络安全事件报告管理办法).
    pub incident_report_clause: Option<Sourced<bool>>,
    /// Whether it binds to secrecy.
    pub confidentiality_clause: Option<Sourced<bool>>,
    /// Whether it promises help in an emergency.
    pub emergency_clause: Option<Sourced<bool>>,
    /// How to reach the service.
    pub contact: Option<Ref<Contact>>,
    /// When its execution was last checked.
    pub last_checked: Option<Sourced<Date>>,
    /// Who may know of it.
    pub visibility: Clearance,
}

/// Promised times.
#[derive(Debug, Clone)]
pub struct Sla {
    /// Where it starts.
    pub place: Place,
    /// Answer by phone.
    pub phone: Option<Sourced<Quantity>>,
    /// On site.
    pub on_site: Option<Sourced<Quantity>>,
    /// Service hours.
    pub hours: Option<Sourced<String>>,
    /// Spare parts.
    pub spare_parts: Option<Sourced<String>>,
}

/// What a body outside our authority has promised.
#[derive(Debug, Clone)]
pub struct Agreement {
    /// Where it starts.
    pub place: Place,
    /// Id.
    pub id: Id<Self>,
    /// With whom.
    pub with: Ref<Unit>,
    /// What it promised.
    pub commits: Sourced<String>,
    /// How soon.
    pub within: Option<Sourced<Quantity>>,
    /// The paper.
    pub document_no: Option<Sourced<String>>,
    /// Term.
    pub term: Option<Span>,
}

impl Agreement {
    /// What other bodies have promised is known inside.
    pub const NEEDS: Clearance = Clearance::Internal;
}
