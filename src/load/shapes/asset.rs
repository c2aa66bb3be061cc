//! Reading systems, equipment, contracts and supplies.

use super::super::read::{Reader, Shape, reads};
use super::super::tree::Node;
use super::{Outline, Sketch, any_of, mark};
use crate::model::asset::*;
use crate::model::{Clearance, Sensitive};

any_of!(AssetRef { "system" => System, "facility" => Facility });

reads! {
    System {
        own id; required name; optional purpose; required mlps; defaulted cii; required owner;
        required admin; optional data; optional rto; optional rpo; list depends_on;
        optional start_order; optional stop_order; list backups; optional contract; defaulted visibility;
    }
    Protection { required level; optional record_no; }
    DataHeld { optional personal_records; defaulted important; }
    Backup {
        required kind; required frequency; optional medium; optional kept_at as "place";
        optional retention; optional restore_tested;
    }
    Facility {
        own id; required name; required kind; optional rated; optional load; optional autonomy;
        optional medium; optional release_delay; optional inspected; optional battery_installed;
        optional owned; optional eol; list supports; optional contract; optional site; optional spare;
        optional maintained_by;
        defaulted visibility;
    }
    @ |facility| {
        mark(&mut facility.rated, facility.visibility);
        mark(&mut facility.load, facility.visibility);
        mark(&mut facility.autonomy, facility.visibility);
    };
    Autonomy { required value; required at_load; required tested; }
    Procedure { own id; required title; list steps; list requires; optional drawing; optional facility; }
    ProcedureStep { required text; optional interlock; }
    Vendor { own id; required name; list aliases; optional contact; optional serves; }
    Contract {
        own id; required title; required vendor; list covers; optional term; optional sla;
        optional incident_report_clause; optional confidentiality_clause; optional emergency_clause;
        optional contact; optional last_checked; defaulted visibility;
    }
    Sla { optional phone; optional on_site; optional hours; optional spare_parts; }
    Agreement { own id; required with; required commits; optional within; optional document_no; optional term; }
    Resource {
        own id; required name; required kind; optional need; optional quantity; list have;
        optional kept_at as "place"; optional keeper; optional backup_keeper; optional checked;
        optional check_every; optional expires; optional amount; optional approver; optional r#use;
        defaulted visibility;
    }
    @ |resource| {
        mark(&mut resource.amount, resource.visibility);
        for item in &mut resource.have {
            mark(&mut item.plate, resource.visibility);
        }
    };
    Item { optional plate; optional driver; optional note; }
}

impl Shape for Sensitive<Autonomy> {
    fn read(node: &Node, cx: &mut Reader) -> Option<Self> {
        Autonomy::read(node, cx).map(|autonomy| Self::new(autonomy, Clearance::Restricted))
    }

    fn outline(sketch: &mut Sketch) -> Outline {
        Autonomy::outline(sketch)
    }
}
