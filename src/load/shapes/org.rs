//! Reading the organisation.

use super::super::read::reads;
use crate::model::org::*;

reads! {
    Unit {
        own id; required name; list aliases; required kind; optional parent; optional class;
        optional jurisdiction; list duties;
    }
    Group {
        own id; required name; list aliases; required kind; optional reports_to; list seats;
        list member_units; optional functions; list duties; defaulted authority; optional site; optional contact;
    }
    Seat { required role; required label; optional duty; }
    GroupDuty { required id; required text; optional r#type; defaulted exclusive; }
    Power { required role; list succession; optional within; }
    MeetingPlace { required primary; optional alternate; }
    Role {
        own id; required name; list aliases; optional post; optional holder; optional appointed; optional holder_from;
        list backups; optional backups_from; defaulted oncall; optional arrive_within;
        list qualifications; list posts_conflict; defaulted key_post; list functions; optional contact; optional summary;
    }
    Duty { own id; required name; required pattern; list shifts; list posts; optional phone; list members; optional handover; }
    Shift { optional label; list days; required from; required to; }
    DutyPost { required label; required count; }
    Site { own id; required name; list hazards; optional assembly_point; optional evacuation_route; defaulted visibility; }
    Person {
        own id; required name; required unit; required post_title; required status; optional absent;
        optional contact; optional notice; defaulted visibility;
    }
    @ |person| person.name.mark(person.visibility);
    Span { required from; required to; }
    Notice { required basis; required informed; }
}

reads! { placeless
    Authority {
        optional activate; optional terminate; optional public_statement; optional outside_report;
        optional police_report; optional stop_system; optional spend;
    }
}
