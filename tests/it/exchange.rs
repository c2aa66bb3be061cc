//! The exchange notice: a chapter that is not in it is the same paper in both versions.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use plangen::check::Checked;
use plangen::load;
use plangen::model::Clearance;
use plangen::views::binder::{Binder, Chapter, binder};
use plangen::views::exchange::{Exchange, exchange};
use serde_json::Value;

use crate::revisions::kept;
use crate::small::Small;

fn plan(folder: &Path) -> Checked {
    Checked::as_issued(load::load(folder).unwrap().plan.unwrap_or_else(|| panic!("{} loads", folder.display())))
}

fn chapters(binder: &Binder) -> impl Iterator<Item = &Chapter> {
    binder.parts.iter().flat_map(|part| &part.chapters)
}

/// Number and codes of each chapter.
fn paper(binder: &Binder) -> BTreeMap<String, (String, Vec<String>)> {
    let codes = |chapter: &Chapter| chapter.pieces.iter().map(|piece| piece.code.to_string()).collect();
    chapters(binder).map(|own| (own.key.clone(), (own.number.clone(), codes(own)))).collect()
}

/// The notice between the version that is kept with a plan and the plan.
fn noticed(small: &Small) -> Exchange {
    let new = small.plan();
    exchange(&plan(&new.join("review/issued/2025.1")), &plan(&new), Clearance::Restricted)
}

fn told(exchange: &Exchange) -> Vec<(&str, &str)> {
    exchange.notice.swaps.iter().map(|swap| (swap.part, swap.reason)).collect()
}

#[test]
fn what_is_not_exchanged_is_the_same_paper() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source");
    let (old, new) = (plan(&root.join("review/issued/2025.1")), plan(&root));
    let exchange = exchange(&old, &new, Clearance::Restricted);
    let notice = &exchange.notice;
    let [before, after] = [&old, &new].map(|plan| paper(&binder(plan, Clearance::Restricted)));
    let (mut stay, mut go) = (0, 0);
    for chapter in chapters(&exchange.binder) {
        let swap = notice.swaps.iter().find(|swap| swap.into.as_ref().is_some_and(|own| own.number == chapter.number));
        let put_in = chapter.pieces.iter().filter(|piece| exchange.put_in.contains(&piece.code)).count();
        if let Some(swap) = swap {
            go += 1;
            assert_eq!(swap.into.as_ref().unwrap().title, chapter.title);
            assert_eq!(put_in, chapter.pieces.len(), "{} is put in as a whole", chapter.key);
        } else {
            stay += 1;
            assert_eq!(before.get(&chapter.key), after.get(&chapter.key), "{}", chapter.key);
            assert_eq!(put_in, 0, "{} stays as a whole", chapter.key);
        }
    }
    assert!(stay > 10 && go > 10, "{stay} stay, {go} go");
    // The playbook that was merged is taken out and not put in; those behind it have other numbers.
    let lost: Vec<_> = notice.swaps.iter().filter(|swap| swap.into.is_none()).collect();
    assert_eq!(lost.len(), 1);
    assert_eq!(lost[0].out.as_ref().unwrap().title, "钓鱼邮件应急处置方案");
    assert!(notice.swaps.iter().any(|swap| swap.reason == "章号顺延"));
    assert_eq!(notice.receipts.len(), new.binders.len());
}

#[test]
fn a_number_that_changed_is_exchanged_wherever_it_is_printed() {
    let notice = noticed(&kept());
    // The chapter that names it and the handbook; nothing else in this plan prints the duty phone.
    let parts = told(&notice);
    assert!(parts.contains(&("预案正文", "内容修订")) && parts.contains(&("应急通讯", "内容修订")), "{parts:?}");
    assert!(parts.iter().all(|(part, _)| *part != "操作规程" && *part != "表单"), "{parts:?}");
    let notice = notice.notice;
    assert!(notice.singles.iter().all(|single| single.out != single.into));
    assert!(notice.singles.iter().any(|single| single.kind == "处置卡"), "{:?}", notice.singles);
}

#[test]
fn without_a_change_only_the_front_is_exchanged() {
    let small = kept();
    small.edit("contacts/own.yaml", "\"0393-0000021\"", "\"0393-0000001\"");
    let notice = noticed(&small);
    assert_eq!((notice.notice.swaps.len(), notice.notice.singles.len()), (0, 0), "{:?}", notice.notice.swaps);
    assert_eq!(notice.codes(), [notice.notice.code, notice.binder.code]);
}

#[test]
fn what_shows_persons_is_exchanged_where_the_old_version_was_kept_without_them() {
    let small = kept();
    small.edit("contacts/own.yaml", "\"0393-0000021\"", "\"0393-0000001\"");
    fs::remove_dir_all(small.plan().join("review/issued/2025.1/restricted")).unwrap();
    let notice = noticed(&small).notice;
    assert!(!notice.swaps.is_empty());
    for swap in &notice.swaps {
        assert_eq!(swap.reason, "含人员或号码，每版更换");
        assert!(swap.out.as_ref().unwrap().codes.is_empty() && !swap.into.as_ref().unwrap().codes.is_empty());
    }
    assert!(notice.swaps.iter().any(|swap| swap.part == "应急通讯"));
}

#[test]
fn the_new_pages_stand_behind_the_notice_under_the_codes_of_the_binder() {
    let small = kept();
    let run = small.run(["build", "-q", "--only", "binder,exchange"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    let text = fs::read_to_string(small.output().join("restricted/manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let codes = |path: &str| -> Vec<String> {
        let sheets = manifest["sheets"].as_array().unwrap().iter().filter(|sheet| sheet["path"] == path);
        sheets.map(|sheet| sheet["code"].as_str().unwrap().to_owned()).collect()
    };
    let (all, put_in) = (codes("binder.pdf"), codes("exchange.pdf"));
    assert!(put_in.len() > 2 && put_in.len() < all.len(), "{put_in:?}");
    assert!(put_in[1..].iter().all(|code| all.contains(code)), "{put_in:?} {all:?}");
    assert!(!small.output().join("internal/exchange.pdf").exists());
    // Whoever holds the notice can ask whether it is still the one to follow.
    let run = small.run(["sheet", &put_in[0], "--lang", "zh"]);
    assert_eq!(run.code(), Some(0), "{}", run.err);
    assert!(run.text().contains("由 2025.1 版换为 2026.1 版的换页通知（restricted/exchange.pdf）"), "{}", run.text());
}

#[test]
fn the_notice_leaves_no_trace_in_the_binder() {
    let small = kept();
    let binder = |only: &str| {
        let run = small.run(["build", "-q", "--only", only]);
        assert_eq!(run.code(), Some(0), "{}", run.err);
        fs::read(small.output().join("restricted/binder.pdf")).unwrap()
    };
    assert!(binder("binder") == binder("binder,exchange"), "binder.pdf is another beside exchange.pdf");
}
