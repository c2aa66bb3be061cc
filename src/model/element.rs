//! What every emergency plan has to say (突发事件应对法 art. 28, GB/T 46793.1-2025, GB/T 24363-2009).

use super::Sourced;
use super::words::words;
use crate::finding::Place;

words! {
    /// An element of a plan, in the order in which plans have them.
    pub enum Element {
        Purpose = "编制目的",
        Basis = "编制依据",
        Scope = "适用范围",
        Organisation = "组织机构与职责",
        Prevention = "预防与准备",
        Warning = "预警",
        Grading = "事件分级",
        Activation = "启动条件",
        Reporting = "事件报告",
        Response = "应急响应",
        StandDown = "响应结束",
        Publicity = "信息发布",
        Recovery = "后期处置",
        Support = "应急保障",
        Training = "培训与演练",
        Upkeep = "预案管理",
        Annexes = "附件",
    }
}

/// An element the plan does without, and why.
#[derive(Debug, Clone)]
pub struct NotApplicable {
    /// Where it starts.
    pub place: Place,
    /// Which.
    pub element: Sourced<Element>,
    /// Why.
    pub reason: Sourced<String>,
}
