//! Powers: who may decide what, and who does when he does not answer.

use super::Role;
use crate::finding::Place;
use crate::model::words::words;
use crate::model::{Quantity, Ref, Sourced};

words! {
    /// What a power allows; the words are the keys under `authority`.
    pub enum PowerKind {
        Activate = "activate",
        Terminate = "terminate",
        PublicStatement = "public_statement",
        OutsideReport = "outside_report",
        PoliceReport = "police_report",
        StopSystem = "stop_system",
        Spend = "spend",
    }
}

impl PowerKind {
    /// What it allows, in Chinese and in English.
    pub fn called(self) -> (&'static str, &'static str) {
        match self {
            Self::Activate => ("启动预案", "start the plan"),
            Self::Terminate => ("结束响应", "end the response"),
            Self::PublicStatement => ("对外发布信息", "speak in public"),
            Self::OutsideReport => ("对外报告", "report outside"),
            Self::PoliceReport => ("报案", "report a crime"),
            Self::StopSystem => ("停用系统", "stop a system"),
            Self::Spend => ("动用应急资金", "spend emergency money"),
        }
    }
}

/// The powers of a group, each with one owner and a line of succession.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    /// Start the plan.
    pub activate: Option<Power>,
    /// End the response.
    pub terminate: Option<Power>,
    /// Speak in public.
    pub public_statement: Option<Power>,
    /// Report outside.
    pub outside_report: Option<Power>,
    /// Report a crime.
    pub police_report: Option<Power>,
    /// Stop a production system.
    pub stop_system: Option<Power>,
    /// Spend emergency money.
    pub spend: Option<Power>,
}

impl Authority {
    /// Every power that is given, in the order of an incident.
    pub fn powers(&self) -> impl Iterator<Item = (PowerKind, &Power)> {
        [
            (PowerKind::Activate, &self.activate),
            (PowerKind::Terminate, &self.terminate),
            (PowerKind::PublicStatement, &self.public_statement),
            (PowerKind::OutsideReport, &self.outside_report),
            (PowerKind::PoliceReport, &self.police_report),
            (PowerKind::StopSystem, &self.stop_system),
            (PowerKind::Spend, &self.spend),
        ]
        .into_iter()
        .filter_map(|(kind, power)| power.as_ref().map(|power| (kind, power)))
    }
}

/// A power.
#[derive(Debug, Clone)]
pub struct Power {
    /// Where it starts.
    pub place: Place,
    /// Who has it.
    pub role: Ref<Role>,
    /// Who has it next, in order.
    pub succession: Vec<Ref<Role>>,
    /// How long the holder may take before the next one acts.
    pub within: Option<Sourced<Quantity>>,
}
