//! The issued document under a red head: notice, plan, annexes, imprint (GB/T 9704-2012).

use serde::Serialize;

use super::annexes::{annexes, pages};
use super::content::Block;
use super::numbering::Counter;
use super::refer::{Edition, date_in_words};
use super::title;
use crate::check::Checked;
use crate::model::document::{Carried, Document, Numbering, Secrecy, Urgency};
use crate::model::org::UnitKind;
use crate::model::{Clearance, Date};

/// The issued document.
#[derive(Debug, Clone, Serialize)]
pub struct Official {
    /// What the file says of itself.
    pub meta: Meta,
    /// Choices of the document that templates follow.
    pub layout: Layout,
    /// 版头
    pub head: Head,
    /// The notice that issues the plan.
    pub notice: Notice,
    /// The plan.
    pub plan: Body,
    /// Its annexes.
    pub annexes: Vec<AnnexPage>,
    /// 版记
    pub imprint: Imprint,
}

/// What the file says of itself.
#[derive(Debug, Clone, Serialize)]
pub struct Meta {
    /// Full title of the notice.
    pub title: String,
    /// 发文机关
    pub author: String,
    /// 发文字号
    pub subject: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// 成文日期
    pub date: Day,
    /// Language of the text.
    pub language: &'static str,
}

/// A date in numbers.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Day {
    /// Year.
    pub year: i16,
    /// Month.
    pub month: i8,
    /// Day.
    pub day: i8,
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: date.month(), day: date.day() }
    }
}

/// Choices of the document that templates follow.
#[derive(Debug, Clone, Serialize)]
pub struct Layout {
    /// `gongwen` or `decimal`.
    pub numbering: &'static str,
    /// Whether there is a table of contents.
    pub contents: bool,
    /// Whether margins alternate for duplex print.
    pub mirrored: bool,
    /// Whether room for the seal is kept.
    pub sealed: bool,
}

/// 版头
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// 份号
    pub copy_number: Option<String>,
    /// 密级
    pub secrecy: Option<&'static str>,
    /// 紧急程度
    pub urgency: Option<&'static str>,
    /// 发文机关标志
    pub mark: String,
    /// 发文字号
    pub number: String,
}

/// The notice.
#[derive(Debug, Clone, Serialize)]
pub struct Notice<B = Block> {
    /// 标题
    pub title_lines: Vec<String>,
    /// 主送机关
    pub addressed_to: Option<String>,
    /// 正文
    pub body: Vec<B>,
    /// 附件说明
    pub enclosures: Vec<String>,
    /// 署名
    pub signature: String,
    /// 成文日期
    pub date: String,
    /// 附注
    pub remark: Option<String>,
}

/// The plan.
#[derive(Debug, Clone, Serialize)]
pub struct Body<B = Block> {
    /// 附件, when the notice carries the plan as one.
    pub label: Option<&'static str>,
    /// Title.
    pub title_lines: Vec<String>,
    /// Chapters.
    pub blocks: Vec<B>,
    /// Names of its annexes.
    pub enclosures: Vec<String>,
}

/// An annex.
#[derive(Debug, Clone, Serialize)]
pub struct AnnexPage {
    /// 附件1
    pub label: String,
    /// Title, the same as in the list of annexes.
    pub title_lines: Vec<String>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// 版记
#[derive(Debug, Clone, Serialize)]
pub struct Imprint {
    /// 主送, when it stands here.
    pub addressed_to: Option<String>,
    /// 抄送
    pub copied_to: Option<String>,
    /// 印发机关
    pub office: String,
    /// 印发日期
    pub printed: String,
}

impl Notice {
    /// The same notice with another text.
    pub(super) fn with<B>(self, body: Vec<B>) -> Notice<B> {
        let Self { title_lines, addressed_to, body: _, enclosures, signature, date, remark } = self;
        Notice { title_lines, addressed_to, body, enclosures, signature, date, remark }
    }
}

impl Body {
    /// The same plan with other chapters.
    pub(super) fn with<B>(self, blocks: Vec<B>) -> Body<B> {
        let Self { label, title_lines, blocks: _, enclosures } = self;
        Body { label, title_lines, blocks, enclosures }
    }
}

/// The issued document for readers of `clearance`.
pub fn official(plan: &Checked, clearance: Clearance) -> Official {
    let edition = Edition::new(plan, clearance);
    let document = &plan.head.document;
    let organisation = edition.organisation();
    let notice_title = format!("{organisation}关于印发《{}》的通知", edition.plan_title());
    let annexes = annexes(&edition);
    let names: Vec<String> = annexes.iter().map(|(name, _)| name.clone()).collect();
    let attached = document.carried == Carried::Attachment;
    Official {
        meta: super::sheet::meta(&edition, &notice_title),
        layout: Layout {
            numbering: match document.numbering {
                Numbering::Gongwen => "gongwen",
                Numbering::Decimal => "decimal",
            },
            contents: document.contents,
            mirrored: false,
            sealed: document.sealed,
        },
        head: head(document, organisation),
        notice: Notice {
            title_lines: title::lines(&notice_title, &[organisation]),
            addressed_to: addressed(document),
            body: notice(&edition),
            enclosures: if attached { vec![edition.plan_title()] } else { Vec::new() },
            signature: organisation.to_owned(),
            date: date_in_words(document.dated.value),
            remark: remark(document, clearance),
        },
        plan: Body {
            label: attached.then_some("附件"),
            title_lines: plan_title(&edition),
            blocks: chapters(&edition),
            enclosures: names,
        },
        annexes: pages(&edition, annexes, attached),
        imprint: imprint(&edition),
    }
}

fn head(document: &Document, organisation: &str) -> Head {
    Head {
        copy_number: None,
        secrecy: (document.secrecy != Secrecy::None).then(|| document.secrecy.word()),
        urgency: (document.urgency != Urgency::None).then(|| document.urgency.word()),
        mark: document.mark.as_ref().map_or_else(|| format!("{organisation}文件"), |mark| mark.value.clone()),
        number: document.number.to_string(),
    }
}

fn addressed(document: &Document) -> Option<String> {
    let names: Vec<_> = document.addressed_to.iter().map(|name| name.value.as_str()).collect();
    (!names.is_empty()).then(|| format!("{}：", names.join("，")))
}

/// 附注: the public edition is the published one, whatever the issued document says of itself
/// (政府信息公开条例 art. 20).
fn remark(document: &Document, clearance: Clearance) -> Option<String> {
    match clearance {
        Clearance::Public => Some("（此件公开发布）".to_owned()),
        _ => document.remark.as_ref().map(|remark| format!("（{}）", remark.value)),
    }
}

/// The plan's title: the organisation on a line of its own where both do not fit one.
fn plan_title(edition: &Edition<'_>) -> Vec<String> {
    title::lines(&edition.plan_title(), &[edition.organisation()])
}

fn notice(edition: &Edition<'_>) -> Vec<Block> {
    let mut counter = Counter::new(edition.plan.head.document.numbering, 0);
    edition.plan.notice.as_ref().map(|prose| edition.prose(prose, &mut counter)).unwrap_or_default()
}

/// The chapters of the plan, each below its heading of the first level.
pub(super) fn chapters(edition: &Edition<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (index, chapter) in edition.plan.chapters.iter().enumerate() {
        let mut counter = Counter::new(edition.plan.head.document.numbering, index + 1);
        blocks.push(Block::Heading {
            level: 1,
            number: counter.number(),
            body: super::content::cell(&chapter.title),
            id: chapter.id.clone(),
        });
        blocks.extend(edition.prose(&chapter.prose, &mut counter));
    }
    blocks
}

/// The printing office by its full name: a section of the organisation is nothing without it.
fn office(edition: &Edition<'_>) -> String {
    let unit = &edition.plan.units[&edition.plan.head.document.printed.by];
    match unit.kind {
        UnitKind::Section => format!("{}{}", edition.organisation(), unit.name.value),
        _ => unit.name.value.clone(),
    }
}

fn imprint(edition: &Edition<'_>) -> Imprint {
    let document = &edition.plan.head.document;
    let names: Vec<_> = document.copied_to.iter().map(|name| name.value.as_str()).collect();
    Imprint {
        addressed_to: None,
        copied_to: (!names.is_empty()).then(|| names.join("，")),
        office: office(edition),
        printed: format!("{}印发", date_in_words(document.printed.date.value)),
    }
}
