//! The documents that are measured: the repository's own plan, and small ones made from it.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::LazyLock;

use plangen::check::Checked;
use plangen::fonts::{self, Mode, Overrides, RoleFont};
use plangen::load;
use plangen::model::document::{Carried, Numbering, Urgency};
use plangen::model::{Clearance, Plan};
use plangen::render::templates::Templates;
use plangen::render::typeset::Typesetter;
use plangen::views::official::{Official, official};
use plangen::views::{Block, Inline};

use super::document::Document;

/// The faces of the roles.
pub(super) static FACES: LazyLock<Vec<RoleFont>> =
    LazyLock::new(|| fonts::load(Mode::Locked, None, &Overrides::new()).unwrap());

/// The typesetter with the program's own templates.
pub(super) static TYPESETTER: LazyLock<Typesetter> =
    LazyLock::new(|| Typesetter::new(&FACES, Templates::with(BTreeMap::new())));

/// The repository's plan.
static SOURCE: LazyLock<Plan> = LazyLock::new(|| {
    let loaded = load::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("plan-source")).unwrap();
    loaded.plan.expect("plan-source loads without an error")
});

/// Its view.
pub(super) static VIEW: LazyLock<Official> = LazyLock::new(|| view(|_| {}));

/// All documents, the repository's own first.
pub(super) static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let mut views = vec![("plan-source".to_owned(), VIEW.clone())];
    views.extend(choices());
    views.extend(heads());
    views.extend(titles());
    views.extend(endings());
    views.extend(lengths());
    views.into_iter().map(|(name, view)| set(&TYPESETTER, name, view)).collect()
});

/// Sets a view and finds its elements.
pub(super) fn set(typesetter: &Typesetter, name: String, view: Official) -> Document {
    let pages = typesetter.set("official", &view).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
    Document::new(name, view, &pages)
}

/// The view of the plan after a change to it.
fn view(change: impl FnOnce(&mut Plan)) -> Official {
    let mut plan = SOURCE.clone();
    change(&mut plan);
    // How a page is set does not depend on what the rules say of its words.
    official(&Checked::as_issued(plan), Clearance::Internal)
}

/// The first chapters, one block of each kind that is no text, and two annexes.
pub(super) fn short(mut view: Official) -> Official {
    let mut kinds = HashSet::new();
    let (mut open, mut kept) = (true, 0);
    view.plan.blocks.retain(|block| {
        if let Block::Heading { level: 1, .. } = block {
            open = kept < 60;
        }
        let text = matches!(block, Block::Heading { .. } | Block::Paragraph { .. } | Block::Item { .. });
        let keep = if text { open } else { kinds.insert(std::mem::discriminant(block)) };
        kept += usize::from(keep);
        keep
    });
    let form = view.annexes.iter().position(|annex| matches!(annex.blocks[0], Block::Form { .. })).unwrap();
    let kept = [0, form.max(1)];
    let mut index = 0;
    view.annexes.retain(|_| (kept.contains(&index), index += 1).0);
    index = 0;
    view.plan.enclosures.retain(|_| (kept.contains(&index), index += 1).0);
    view
}

/// A notice of `notice` rows and a plan of `plan` rows, nothing else.
pub(super) fn sized(notice: usize, plan: usize) -> Official {
    let mut view = VIEW.clone();
    view.layout.contents = false;
    view.annexes.clear();
    view.plan.enclosures.clear();
    view.notice.body = vec![filler(notice)];
    view.plan.blocks.truncate(1);
    view.plan.blocks.push(filler(plan));
    view
}

/// A paragraph of exactly so many rows of ideographs.
fn filler(rows: usize) -> Block {
    let words: String =
        "各科室要对照预案明确本单位的主岗备岗和信息联络员".chars().cycle().take(28 * rows - 7).collect();
    Block::Paragraph { body: vec![Inline::text(words + "。")] }
}

type Named = (String, Official);

/// The choices of `plan.yaml`.
fn choices() -> Vec<Named> {
    let mut mirrored = short(VIEW.clone());
    mirrored.layout.mirrored = true;
    let mut attachment = short(view(|plan| plan.head.document.carried = Carried::Attachment));
    for (index, annex) in attachment.annexes.iter_mut().enumerate() {
        annex.label = format!("{}{}", annex.label.trim_end_matches(|c: char| c.is_ascii_digit()), index + 1);
    }
    let decimal = short(view(|plan| plan.head.document.numbering = Numbering::Decimal));
    let mut unsealed = short(VIEW.clone());
    unsealed.layout.sealed = false;
    let mut long_signature = unsealed.clone();
    long_signature.notice.signature = "示例市财政局网络与信息中心".into();
    let mut short_signature = unsealed.clone();
    short_signature.notice.signature = "示例局".into();
    let mut long_sealed = short(VIEW.clone());
    long_sealed.notice.signature = "示例市财政局网络与信息安全应急处置领导小组办公室".into();
    let named = [
        ("short", short(VIEW.clone())),
        ("mirrored", mirrored),
        ("attachment", attachment),
        ("decimal", decimal),
        ("unsealed", unsealed),
        ("unsealed, short signature", short_signature),
        ("unsealed, long signature", long_signature),
        ("sealed, long signature", long_sealed),
    ];
    named.map(|(name, view)| (name.to_owned(), view)).into()
}

/// What stands above the red rule.
fn heads() -> Vec<Named> {
    let with = |name: &str, change: fn(&mut Official)| {
        let mut view = sized(6, 30);
        change(&mut view);
        (name.to_owned(), view)
    };
    let mut urgent = sized(6, 30);
    urgent.head = view(|plan| plan.head.document.urgency = Urgency::MostUrgent).head;
    vec![
        with("copy number, secrecy and urgency", |view| {
            view.head.copy_number = Some("000012".into());
            view.head.secrecy = Some("秘密★1年");
            view.head.urgency = Some("特急");
        }),
        with("secrecy alone", |view| view.head.secrecy = Some("内部")),
        with("copy number and urgency", |view| {
            view.head.copy_number = Some("000345".into());
            view.head.urgency = Some("加急");
        }),
        ("urgency alone".into(), urgent),
        with("short mark", |view| view.head.mark = "示例局文件".into()),
        with("long mark", |view| view.head.mark = "示例市财政局网络安全和信息化工作领导小组文件".into()),
        with("long number", |view| view.head.number = "示财信〔2026〕128号".into()),
        with("many addressees", |view| {
            view.notice.addressed_to = Some(
                "各县（市、区）财政局，各开发区财政局，市直各预算单位，局机关各科室，局属各单位，各国有企业：".into(),
            );
        }),
    ]
}

/// Titles of one line to four.
fn titles() -> Vec<Named> {
    let titled = |title: &str| {
        let mut view = view(|plan| plan.head.title.value = title.into());
        let small = sized(8, 20);
        (view.notice.body, view.plan.blocks) = (small.notice.body, small.plan.blocks);
        view.layout.contents = false;
        view.annexes.clear();
        view.plan.enclosures.clear();
        view
    };
    let mut one = sized(8, 20);
    one.notice.title_lines = vec!["关于印发《应急预案》的通知".into()];
    let mut all = vec![("title of one line".to_owned(), one)];
    for title in [
        "应急预案",
        "网络安全事件应急预案",
        "数据安全事件应急预案（试行）",
        "财政业务系统与数据安全突发事件应急处置总体预案",
        "财政业务信息系统、机房基础设施与重要数据安全突发事件应急处置预案（修订）",
    ] {
        all.push((format!("title {title}"), titled(title)));
    }
    all
}

/// What stands in the imprint and the list of annexes.
fn endings() -> Vec<Named> {
    let mut nobody = sized(6, 30);
    nobody.imprint.copied_to = None;
    let mut both = sized(6, 50);
    both.notice.addressed_to = None;
    both.imprint.addressed_to =
        Some("局机关各科室，局属各单位，各县（市、区）财政局，市直各预算单位，各有关企业".into());
    let mut names = short(VIEW.clone());
    let long = "网络与信息安全事件应急处置工作中需要联系的单位和人员及其值班电话一览表";
    names.plan.enclosures[1] = long.into();
    names.annexes[1].title_lines = vec![long[..51].into(), long[51..].into()];
    let mut single = short(VIEW.clone());
    single.plan.enclosures.truncate(1);
    single.annexes.truncate(1);
    let mut units = short(VIEW.clone());
    for block in &mut units.plan.blocks {
        if let Block::Table { caption, unit, .. } = block {
            (*caption, *unit) = (Some("应急物资储备数量".into()), Some("单位：台（套）".into()));
        }
    }
    let named = [
        ("no copies", nobody),
        ("tables with a unit", units),
        ("addressees in the imprint", both),
        ("long annex name", names),
        ("one annex", single),
    ];
    named.map(|(name, view)| (name.to_owned(), view)).into()
}

/// Numbers, dates and telephones that reach the end of a row one character further each time.
fn numbers() -> Official {
    let mut view = sized(6, 2);
    for token in ["2026年9月27日", "0393-0000001", "13800000001", "60分钟", "示财信〔2026〕8号", "3.5万元"]
    {
        for room in 0..8 {
            let words: String =
                "各科室要对照预案明确本单位的主岗备岗和信息联络员".chars().cycle().take(26 - room).collect();
            view.plan
                .blocks
                .push(Block::Paragraph { body: vec![Inline::text(format!("{words}{token}以内按规定报告。"))] });
        }
    }
    // All four levels of headings as well.
    for (level, number) in [(2, "（一）"), (3, "1."), (4, "（1）")] {
        let body = vec![Inline::text("值班和交接")];
        view.plan.blocks.push(Block::Heading { level, number: number.into(), body, id: format!("level-{level}") });
        view.plan.blocks.push(filler(2));
    }
    view
}

/// Notices and plans of every length, so that seal and imprint meet the foot of a page.
fn lengths() -> Vec<Named> {
    let mut all = vec![("numbers".to_owned(), numbers())];
    for rows in 1..=34 {
        let mut view = sized(rows, 8);
        view.layout.sealed = rows % 4 != 0;
        all.push((format!("notice of {rows} rows"), view));
    }
    for rows in (2..=60).step_by(2) {
        all.push((format!("plan of {rows} rows"), sized(6, rows)));
    }
    all
}
