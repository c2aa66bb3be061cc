//! Reading laws, accountability, terms and sub-plans.

use super::super::read::reads;
use crate::model::governance::*;

reads! {
    Law {
        own id; required title; optional number; required edition; required in_force; required status;
        optional replaced_by; defaulted mandatory; optional kind;
    }
    InForce { required from; optional to; }
    Accountability { required cause; optional level; optional occurrence; required target; list sanction; }
    Exemption { required condition; optional decided_by; }
    Term { required term; required meaning; defaulted allowed; }
    Subplan { own id; required title; required owner; optional version; optional reviewed; optional file; }
}
