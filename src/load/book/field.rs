//! What a column of a contact book holds, and the headings by which people call it.

use crate::model::contact::PointKind;
use crate::model::words::Words;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// Id of the contact.
    Contact,
    /// The number the personnel office gives a person.
    Staff,
    Class,
    Name,
    Label,
    Unit,
    Post,
    Status,
    /// A way to reach somebody; of no kind where the heading tells none.
    Point(Option<PointKind>),
    /// Which point is tried first, in titles of columns.
    Order,
    /// When points are answered, by titles of columns.
    Hours,
    /// Who answers, by titles of columns.
    Answerer,
    /// Further facts of points, by titles of columns.
    Extra,
    Serves,
    VerifiedDate,
    VerifiedBy,
    VerifiedHow,
    VerifiedResult,
    Note,
    /// What the plan knows from elsewhere or has no use for.
    Ignored,
}

/// Headings, each without blanks, brackets and numbers behind it.
const TITLES: &[(Field, &[&str])] = &[
    (Field::Contact, &["编号", "联系编号", "联系人编号", "联系方式编号", "id"]),
    (Field::Staff, &["工号", "员工编号", "员工号", "人员编号", "职工号", "职工编号"]),
    (Field::Class, &["类别", "分类", "组别", "分组"]),
    (Field::Name, &["姓名", "名字", "人员姓名", "联系人", "联系人姓名", "员工姓名"]),
    (Field::Label, &["名称", "联系对象", "称呼"]),
    (
        Field::Unit,
        &[
            "部门",
            "单位",
            "处室",
            "科室",
            "股室",
            "所在部门",
            "所属部门",
            "部门名称",
            "单位名称",
            "工作单位",
            "所在单位",
            "所属单位",
            "机构",
            "机构名称",
            "所在处室",
            "所在科室",
            "部门处室",
            "部门单位",
            "单位部门",
            "部门科室",
        ],
    ),
    (Field::Post, &["职务", "职位", "岗位", "行政职务", "工作岗位", "职务职称", "职称", "现任职务"]),
    (Field::Status, &["状态", "人员状态", "在职状态", "在岗情况", "在岗状态"]),
    (
        Field::Point(Some(PointKind::Mobile)),
        &["手机", "手机号", "手机号码", "移动电话", "移动电话号码", "手机电话", "手机联系电话", "mobile"],
    ),
    (
        Field::Point(Some(PointKind::Landline)),
        &["办公电话", "办公室电话", "固定电话", "固话", "座机", "座机号码", "办公座机", "单位电话", "办公电话号码"],
    ),
    (Field::Point(Some(PointKind::Fax)), &["传真号", "传真电话", "传真号码", "fax"]),
    (Field::Point(Some(PointKind::Mail)), &["电子邮箱", "电子邮件", "邮件", "邮件地址", "email", "e-mail"]),
    (Field::Point(Some(PointKind::Hotline)), &["热线", "热线电话", "服务电话"]),
    (Field::Point(Some(PointKind::Messenger)), &["微信", "微信号", "qq"]),
    (Field::Point(Some(PointKind::OfficialMessenger)), &["政务微信", "浙政钉", "政务钉钉"]),
    (
        Field::Point(None),
        &["电话", "联系电话", "联系方式", "电话号码", "联系号码", "号码", "值班电话", "应急电话", "联系方法"],
    ),
    (Field::Order, &["优先次序"]),
    (Field::Hours, &["接听时间"]),
    (Field::Answerer, &["接听人"]),
    (Field::Extra, &["其他"]),
    (Field::Serves, &["服务对象"]),
    (Field::VerifiedDate, &["核实日期", "核实时间", "确认日期", "核对日期"]),
    (Field::VerifiedBy, &["核实人", "核对人"]),
    (Field::VerifiedHow, &["核实方式"]),
    (Field::VerifiedResult, &["核实结果"]),
    (Field::Note, &["备注", "说明"]),
    (Field::Ignored, &["序号", "应急岗位", "应急职务"]),
];

/// Words in a mapping for what a column holds.
const KEYS: &[(&str, Field)] = &[
    ("id", Field::Contact),
    ("person_id", Field::Staff),
    ("class", Field::Class),
    ("name", Field::Name),
    ("label", Field::Label),
    ("unit", Field::Unit),
    ("post_title", Field::Post),
    ("status", Field::Status),
    ("points", Field::Point(None)),
    ("verified.date", Field::VerifiedDate),
    ("verified.by", Field::VerifiedBy),
    ("verified.how", Field::VerifiedHow),
    ("verified.result", Field::VerifiedResult),
    ("note", Field::Note),
    ("ignore", Field::Ignored),
];

impl Field {
    /// What a column with this heading holds, as far as its words tell.
    pub(super) fn of_title(title: &str) -> Option<Self> {
        let bare = bare(title);
        let known = TITLES.iter().find(|(_, titles)| titles.contains(&bare.as_str())).map(|(field, _)| *field);
        known
            .or_else(|| PointKind::ALL.iter().find(|(word, _)| *word == bare).map(|(_, kind)| Self::Point(Some(*kind))))
    }

    /// What a word of a mapping means.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        if let Some(kind) = key.strip_prefix("points.") {
            return PointKind::ALL.iter().find(|(word, _)| *word == kind).map(|(_, kind)| Self::Point(Some(*kind)));
        }
        KEYS.iter().find(|(own, _)| *own == key).map(|(_, field)| *field)
    }

    /// All words of a mapping.
    pub(super) fn keys() -> Vec<String> {
        let points = PointKind::ALL.iter().map(|(word, _)| format!("points.{word}"));
        KEYS.iter().map(|(key, _)| (*key).to_owned()).chain(points).collect()
    }

    /// Whether a sheet may have several columns of it.
    pub(super) fn repeats(self) -> bool {
        matches!(self, Self::Point(_) | Self::Ignored)
    }
}

/// A heading without what differs from book to book: blanks, signs, brackets with what is in them,
/// a number behind it.
fn bare(title: &str) -> String {
    let mut depth = 0_usize;
    let kept = title.chars().filter(|c| match c {
        '(' | '（' | '[' | '【' => {
            depth += 1;
            false
        }
        ')' | '）' | ']' | '】' => {
            depth = depth.saturating_sub(1);
            false
        }
        c => depth == 0 && !c.is_whitespace() && !matches!(c, '*' | ':' | '：' | '/' | '、' | '★' | '※' | '_'),
    });
    let kept: String = kept.collect::<String>().to_lowercase();
    kept.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五".contains(c)).to_owned()
}

/// The heading as other columns name it: without blanks.
pub(super) fn title(heading: &str) -> String {
    heading.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_any_of_its_names() {
        for own in ["手机", "移动电话", " 手 机 号 码 ", "手机号码（必填）", "手机2", "*手机:"] {
            assert_eq!(Field::of_title(own), Some(Field::Point(Some(PointKind::Mobile))), "{own}");
        }
        assert_eq!(Field::of_title("联系方式"), Some(Field::Point(None)));
        assert_eq!(Field::of_title("部门/处室"), Some(Field::Unit));
        assert_eq!(Field::of_title("政务即时通信"), Some(Field::Point(Some(PointKind::OfficialMessenger))));
        assert_eq!(Field::of_title("出生年月"), None);
        assert_eq!(Field::of_key("points.传真"), Some(Field::Point(Some(PointKind::Fax))));
        assert_eq!(Field::of_key("points.电报"), None);
        // No heading stands for two things.
        let all: Vec<_> = TITLES.iter().flat_map(|(_, titles)| titles.iter()).collect();
        assert!(all.iter().enumerate().all(|(at, own)| !all[..at].contains(own)));
        assert!(all.iter().all(|own| bare(own) == ***own), "a title that is never met");
    }
}
