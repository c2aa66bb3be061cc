//! Reading the records of keeping the plan.

use super::super::read::reads;
use crate::model::review::*;

reads! {
    Version { required version; required number; required issued; required approved_by; optional filed; required summary; optional folder; }
    Filed { required to; required date; }
    Change { required entity; required reason; optional basis; }
    Drill {
        own id; required date; required mode; required scope; list playbooks; list participants;
        required report; list findings;
    }
    DrillFinding { required id; required text; required owner; required due; optional closed; }
    Training { required date; required topic; list roles; optional audience; optional media; }
    TrainingPlan { own id; required kind; required topic; required audience; optional media; optional every; }
    Incident { own id; required date; required summary; optional playbook; list lessons; }
    Binder { required copy; required kept_at as "place"; required holder; required version; required received; }
    Waiver { required rule; required target; required reason; required approved_by; required expires; }
    Retired { required kind; required id; required since; optional into; }
}
