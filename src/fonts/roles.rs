//! The seven faces a template may name, and the families that may serve each.
//!
//! Pure tables: no file is opened here. A template writes the role's family name and never the
//! name of a real font, so exchanging a font never touches a template.

use std::fmt;

/// A face by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 仿宋: body text, GB/T 9704-2012 cl. 5.2.2.
    Body,
    /// 楷体: second-level headings, signer's name.
    Kai,
    /// 黑体: first-level headings, clearance and urgency marks.
    Hei,
    /// 小标宋: title and issuing-authority mark.
    Title,
    /// 宋体: page numbers.
    Song,
    /// Heavy 黑体 for posters; no standard prescribes it.
    PosterHei,
    /// Han characters the other faces lack, mostly in personal names; no standard prescribes it.
    Rare,
}

impl Role {
    /// Every role, in the order of reports.
    pub const ALL: [Self; 7] = [Self::Body, Self::Kai, Self::Hei, Self::Title, Self::Song, Self::PosterHei, Self::Rare];

    /// The family name that templates write.
    pub fn family(self) -> &'static str {
        match self {
            Self::Body => "pg-fangsong",
            Self::Kai => "pg-kai",
            Self::Hei => "pg-hei",
            Self::Title => "pg-biaosong",
            Self::Song => "pg-song",
            Self::PosterHei => "pg-poster",
            Self::Rare => "pg-rare",
        }
    }

    /// The key under `fonts.roles` in the configuration: the family name without `pg-`.
    pub fn key(self) -> &'static str {
        self.family().trim_start_matches("pg-")
    }

    /// The role named by a family name or a configuration key.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.family() == name || role.key() == name)
    }

    /// The Chinese name of the style.
    pub fn zh(self) -> &'static str {
        match self {
            Self::Body => "仿宋",
            Self::Kai => "楷体",
            Self::Hei => "黑体",
            Self::Title => "小标宋",
            Self::Song => "宋体",
            Self::PosterHei => "海报粗黑",
            Self::Rare => "生僻字",
        }
    }

    /// Whether GB/T 9704-2012 prescribes the style, so that an open face is a substitute.
    pub fn is_statutory(self) -> bool {
        !matches!(self, Self::PosterHei | Self::Rare)
    }

    /// Whether no page can be set without it. Only [`Role::Rare`] may be absent.
    pub fn is_required(self) -> bool {
        self != Self::Rare
    }

    /// The weight wanted where a family has several, on the OpenType scale of 1 to 1000.
    pub(super) fn weight(self) -> u16 {
        match self {
            Self::Title => 900,
            Self::PosterHei => 700,
            _ => 400,
        }
    }

    /// Families, in any language, and PostScript names that serve the role in any weight.
    pub(super) fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Body => &[
                "仿宋_GB2312",
                "FangSong_GB2312",
                "仿宋",
                "FangSong",
                "SimFang",
                "方正仿宋_GB2312",
                "方正仿宋_GBK",
                "FZFangSong-Z02",
                "方正仿宋简体",
                "FZFangSong-Z02S",
                "FZFSK--GBK1-0",
                "FZFSJW--GB1-0",
                "华文仿宋",
                "STFangsong",
                "STFANGSO",
                "汉仪仿宋简",
                "Adobe 仿宋 Std",
                "AdobeFangsongStd-Regular",
            ],
            Self::Kai => &[
                "楷体_GB2312",
                "KaiTi_GB2312",
                "楷体",
                "KaiTi",
                "SimKai",
                "方正楷体_GB2312",
                "方正楷体_GBK",
                "FZKai-Z03",
                "方正楷体简体",
                "FZKai-Z03S",
                "FZKTK--GBK1-0",
                "FZKTJW--GB1-0",
                "华文楷体",
                "STKaiti",
                "Kaiti SC",
                "楷体-简",
                "Adobe 楷体 Std",
            ],
            Self::Hei => &[
                "黑体",
                "SimHei",
                "方正黑体_GBK",
                "FZHei-B01",
                "方正黑体简体",
                "FZHei-B01S",
                "FZHTK--GBK1-0",
                "FZHTJW--GB1-0",
                "华文黑体",
                "STHeiti",
                "Heiti SC",
                "黑体-简",
                "Noto Sans CJK SC",
                "Noto Sans SC",
                "Source Han Sans SC",
                "Source Han Sans CN",
                "思源黑体",
            ],
            Self::Title => &[
                "方正小标宋简体",
                "FZXiaoBiaoSong-B05S",
                "FZXBSJW--GB1-0",
                "方正小标宋_GBK",
                "FZXiaoBiaoSong-B05",
                "FZXBSK--GBK1-0",
                "方正小标宋",
                "文星标宋",
                "华文中宋",
                "STZhongsong",
            ],
            Self::Song => &[
                "宋体",
                "SimSun",
                "新宋体",
                "NSimSun",
                "方正书宋_GBK",
                "FZShuSong-Z01",
                "方正书宋简体",
                "FZShuSong-Z01S",
                "华文宋体",
                "STSong",
                "Songti SC",
                "宋体-简",
            ],
            Self::PosterHei => &["方正大黑简体", "FZDaHei-B02S"],
            Self::Rare => &[],
        }
    }

    /// Families that serve the role only in their faces of weight 600 and above.
    pub(super) fn heavy_aliases(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["Songti SC", "宋体-简"],
            Self::PosterHei => &[
                "微软雅黑",
                "Microsoft YaHei",
                "Source Han Sans SC",
                "Source Han Sans CN",
                "思源黑体",
                "Noto Sans CJK SC",
                "Noto Sans SC",
            ],
            _ => &[],
        }
    }

    /// The place of a face in the role's order of preference, lower first; `None` if it cannot
    /// serve. `names` are its families in every language and its PostScript name.
    pub(super) fn rank<'a>(self, names: impl Iterator<Item = &'a str> + Clone, weight: u16) -> Option<usize> {
        let find = |list: &[&str]| list.iter().position(|alias| names.clone().any(|name| same_name(alias, name)));
        let plain = self.aliases();
        find(plain).or_else(|| (weight >= 600).then(|| find(self.heavy_aliases())).flatten().map(|at| plain.len() + at))
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.family())
    }
}

/// Compares two font names as font menus do: without regard to case or surrounding blanks.
pub(super) fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(role: Role, names: &[&str], weight: u16) -> Option<usize> {
        role.rank(names.iter().copied(), weight)
    }

    #[test]
    fn an_alias_matches_in_any_language_and_case() {
        assert_eq!(rank(Role::Body, &["SIMFANG"], 400), rank(Role::Body, &["simfang"], 400));
        assert!(rank(Role::Body, &["Whatever", "仿宋_gb2312"], 400).is_some());
        assert!(rank(Role::Title, &["方正小标宋简体"], 400).is_some());
        assert_eq!(rank(Role::Body, &["FandolFang"], 400), None);
        assert_eq!(rank(Role::Hei, &["Microsoft YaHei"], 400), None);
    }

    #[test]
    fn an_earlier_alias_is_preferred() {
        assert!(rank(Role::Body, &["仿宋_GB2312"], 400) < rank(Role::Body, &["STFangsong"], 400));
    }

    #[test]
    fn a_heavy_alias_needs_a_heavy_face() {
        assert_eq!(rank(Role::Title, &["Songti SC"], 400), None);
        assert!(rank(Role::Title, &["Songti SC"], 900).is_some());
        assert!(rank(Role::Song, &["Songti SC"], 400).is_some());
    }

    #[test]
    fn every_role_is_found_by_family_and_key() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.family()), Some(role));
            assert_eq!(Role::named(role.key()), Some(role));
        }
        assert_eq!(Role::named("simsun"), None);
    }
}
