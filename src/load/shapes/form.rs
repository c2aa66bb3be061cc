//! Reading forms.

use super::super::read::reads;
use crate::model::form::*;

reads! {
    Form {
        own id; required title; optional purpose; list basis; optional seal; optional sign;
        optional filled_by; optional copies; required retention; list fields; list notes;
    }
    Seal { required unit; required required; }
    Sign { required role; }
    Field {
        required id; required label; required r#type; optional unit; defaulted required; list values;
        optional show_if; optional prefill; optional rows; defaulted half;
    }
}
