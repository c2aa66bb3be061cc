//! The rules, one file each; see the list in `check`.

pub(super) mod branch_with_hole;
pub(super) mod broken_flow;
pub(super) mod cleanup_before_evidence;
pub(super) mod conflicting_playbooks;
pub(super) mod dangling_reference;
pub(super) mod duplicate_id;
pub(super) mod empty_value;
pub(super) mod equipment_before_people;
pub(super) mod exposed_command_post;
pub(super) mod foreign_term;
pub(super) mod incomplete_step;
pub(super) mod inconsistent_name;
pub(super) mod leaked_value;
pub(super) mod malformed_number;
pub(super) mod missed_statutory_clock;
pub(super) mod missing_escalation;
pub(super) mod personal_data_in_prose;
pub(super) mod quantity_without_unit;
pub(super) mod role_without_backup;
pub(super) mod stale_contact;
pub(super) mod typed_number;
pub(super) mod unmanned_role;
pub(super) mod unreachable_contact;
pub(super) mod vague_actor;
