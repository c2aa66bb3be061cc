//! Reading the records of keeping the plan.

use super::super::read::reads;
use crate::model::review::*;

reads! {
    Version {
        required version; optional number; required issued; optional approved_by; optional filed; required summary;
        optional folder;
    }
    Filed { required to; required date; }
    Change { required entity; optional part; required reason; optional basis; optional noted; }
    Drill {
        own id; required date; required mode; required scope; list playbooks; list participants; list backups;
        optional report; list findings;
    }
    DrillPlan { required year; required approved; required approved_by; }
    Review { required date; required by; required conclusion; }
    DrillFinding { required id; required text; optional owner; optional due; optional closed; }
    Training { required date; required topic; list roles; optional audience; optional media; }
    TrainingPlan { own id; required kind; required topic; required audience; optional media; optional every; }
    Incident { own id; required date; required summary; optional playbook; list lessons; }
    Binder { required copy; optional kept_at as "place"; optional holder; optional version; optional received; defaulted off_site; }
    Waiver { required rule; required target; required reason; required approved_by; required expires; }
    Retired { required kind; required id; required since; optional into; }
}
