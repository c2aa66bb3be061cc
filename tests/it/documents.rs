//! Which documents a build makes, in which folder, and what the public one keeps to itself.

use std::collections::BTreeSet;
use std::fs;

use plangen::model::Clearance;
use plangen::views::official::official;

use crate::charts::plan;
use crate::small::{Small, files};

/// The paths of the files a build made.
fn paths(small: &Small) -> BTreeSet<String> {
    files(&small.output()).into_keys().map(|path| path.to_str().unwrap().to_owned()).collect()
}

fn any_below(made: &BTreeSet<String>, folder: &str) -> bool {
    made.iter().any(|path| path.starts_with(folder))
}

#[test]
fn each_document_lies_in_the_folder_of_its_edition() {
    let small = Small::new();
    small.build();
    let made = paths(&small);
    for path in [
        "internal/official.pdf",
        "public/plan.pdf",
        "internal/checklists.pdf",
        "internal/checklists/network-outage.pdf",
        "internal/forms.pdf",
        "internal/plan.html",
        "public/plan.html",
        "internal/forms/incident-report.pdf",
    ] {
        assert!(made.contains(path), "{path} is not among {made:?}");
    }
    assert!(!any_below(&made, "public/checklists"), "{made:?}");

    // The plan decides.
    small.edit("plan.yaml", "official: {clearance: internal}", "official: {clearance: restricted}");
    small.edit("plan.yaml", "publishes_plan: true", "publishes_plan: false");
    let run = small.run(["build", "--only", "official,plan", "--lang", "en"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let made = paths(&small);
    assert!(made.contains("restricted/official.pdf"), "{made:?}");
    assert!(!any_below(&made, "public/") && !any_below(&made, "internal/"), "{made:?}");
}

#[test]
fn a_document_that_is_not_there_cannot_be_kept_closer() {
    let small = Small::new();
    small.edit("plan.yaml", "    binder: {clearance: restricted}", "    posters: {clearance: restricted}");
    let (code, told) = small.only();
    assert_eq!((code, told.rule.as_str()), (Some(1), "unknown-document"));
    assert_eq!((told.file.as_str(), told.line, told.column), ("plan-source/plan.yaml", 35, 5));
    assert!(told.help.contains("poster"), "{}", told.help);
}

#[test]
fn a_choice_that_leaves_nothing_touches_nothing() {
    let small = Small::new();
    small.build();
    let before = files(&small.output());
    for arguments in
        [["build", "--only", "plan", "--edition", "internal"], ["build", "--only", "plans", "--lang", "en"]]
    {
        assert_eq!(small.run(arguments).code(), Some(2), "{arguments:?}");
        assert_eq!(files(&small.output()), before);
    }
}

#[test]
fn without_the_restricted_folder_its_documents_are_left_out_with_a_word() {
    let small = Small::new();
    small.edit("plan.yaml", "official: {clearance: internal}", "official: {clearance: restricted}");
    fs::remove_dir_all(small.plan().join("restricted")).unwrap();
    let run = small.run(["build", "--lang", "en"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert_eq!(run.err.matches("there is no folder restricted/").count(), 1, "{}", run.err);
    let made = paths(&small);
    assert!(made.contains("public/plan.pdf") && made.contains("internal/checklists.pdf"), "{made:?}");
    assert!(!any_below(&made, "restricted/"), "{made:?}");
}

#[test]
fn a_template_that_drops_the_code_of_a_sheet_is_refused() {
    let small = Small::new();
    let own = "#import \"/lib/sheet.typ\": sheet-file\n#let data = json(\"/data.json\")\n#show: sheet-file.with(data.meta)\n= 检查单";
    let place = small.folder().join("templates/checklists");
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("main.typ"), own).unwrap();
    let run = small.run(["build", "--only", "checklists", "--lang", "en"]);
    assert_eq!(run.code(), Some(1), "{}", run.err);
    assert_eq!(run.err.matches("does not begin each sheet with its code").count(), 1, "{}", run.err);
}

#[test]
fn the_public_edition_says_that_it_is_published_and_keeps_rooms_and_devices_inside() {
    let plan = plan();
    let public = serde_json::to_string(&official(&plan, Clearance::Public)).unwrap();
    assert!(public.contains("（此件公开发布）") && !public.contains("此件不予公开"));
    assert!(public.contains("属内部工作流程，不予公开") && public.contains("内部掌握，见《应急通讯手册》"));
    for site in plan.sites.iter().filter(|site| site.visibility == Clearance::Restricted) {
        assert!(!public.contains(&site.name.value), "{}", site.name.value);
    }
    for facility in plan.facilities.iter().filter(|facility| facility.rated.is_some()) {
        assert!(!public.contains(&facility.name.value), "{}", facility.name.value);
    }
    let internal = serde_json::to_string(&official(&plan, Clearance::Internal)).unwrap();
    assert!(internal.len() > 2 * public.len(), "{} against {}", internal.len(), public.len());
}

/// Below the clearance of a device only its kind is told: two hosts are one 主机 there.
#[test]
fn a_scope_told_by_kinds_names_each_once() {
    let public = serde_json::to_string(&official(&plan(), Clearance::Public)).unwrap();
    assert!(public.contains("主机、存储。") && !public.contains("主机、主机") && !public.contains("线路、线路"));
}
