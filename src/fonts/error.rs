//! What can go wrong with fonts, in Chinese and English.
//!
//! Each message says what is wrong, where, and what to run. Nothing is printed here.

use std::path::PathBuf;

use super::Role;

/// A fault in the font supply. `Display` gives the English text.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are named in the messages")]
pub enum FontError {
    /// The lock compiled into the program is malformed: a bug in the repository.
    #[error("fonts.lock line {line}: `{text}` is not a locked font; correct fonts.lock and rebuild")]
    LockLine { line: usize, text: String },
    /// No place for the cache can be derived from the environment.
    #[error("no font folder: HOME is not set; set PLANGEN_FONTS to a folder and run `plangen fonts install`")]
    NoDirectory,
    /// Faces without which no page can be set are not in the cache.
    #[error(
        "fonts are missing in {}: {}; run `plangen fonts install`",
        .dir.display(), english(.roles)
    )]
    Missing { roles: Vec<Role>, dir: PathBuf },
    /// A cached file no longer has the hash in its name.
    #[error("the font file {} is damaged (its SHA-256 differs from fonts.lock); run `plangen fonts install`", .path.display())]
    Damaged { path: PathBuf },
    /// Mode `statutory` found no statutory face for some roles.
    #[error(
        "`fonts.mode: statutory`, but no statutory font was found for {}; install them on this \
         machine, put the files into {}, or name them under `fonts.roles`; `plangen fonts` shows \
         what is used",
        english(.roles), .dir.display()
    )]
    NotStatutory { roles: Vec<Role>, dir: PathBuf },
    /// A font is named for a role although only locked files may be used.
    #[error(
        "`fonts.roles.{}: {value}` has no effect in mode `locked`; remove it or set `fonts.mode: auto`",
        .role.key()
    )]
    OverrideLocked { role: Role, value: String },
    /// The font named for a role does not exist.
    #[error(
        "`fonts.roles.{}: {value}` names no font file or installed family; correct it or remove it \
         (`plangen fonts` shows what is used)",
        .role.key()
    )]
    OverrideNotFound { role: Role, value: String },
    /// A file cannot be used as a font.
    #[error("{} is not a usable TrueType or OpenType font; name another file", .path.display())]
    NotAFont { path: PathBuf },
    /// A file cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Read { path: PathBuf, source: std::io::Error },
    /// A file in the cache cannot be written.
    #[error("cannot write {}: {source}; set PLANGEN_FONTS to a writable folder", .path.display())]
    Write { path: PathBuf, source: std::io::Error },
    /// This system has no apt-get.
    #[error(
        "apt-get was not found; unpack the open fonts ({packages}) on another machine and run \
         `plangen fonts install --from FOLDER`"
    )]
    NoApt { packages: String },
    /// apt-get could not deliver a package.
    #[error(
        "apt-get could not download {package}: {detail}; check the network and the apt sources and \
         run `plangen fonts install` again, or use `plangen fonts install --from FILE.deb`"
    )]
    Apt { package: String, detail: String },
    /// A package file cannot be read.
    #[error("{} cannot be read as a Debian package: {fault}; fetch it again", .path.display())]
    Package { path: PathBuf, fault: String },
    /// A file has the right name and an unknown hash; it was not used.
    #[error(
        "{file} (version {version}) from {origin} was not used: its SHA-256 {sha256} is not in \
         fonts.lock; add it to fonts.lock and rebuild if you trust it, or run `plangen fonts install \
         --from` with a listed version"
    )]
    UnknownFile { file: String, version: String, sha256: String, origin: String },
    /// The given source lacks required files.
    #[error("{} lacks the locked files for {}; put these into one folder and name it: {files}", .from.display(), english(.roles))]
    NotInSource { from: PathBuf, roles: Vec<Role>, files: String },
    /// An installation without the rare-character face, which only rare names need.
    #[error(
        "no rare-character font was installed; ordinary text is not affected; if a name needs one, \
         fetch {package} and run `plangen fonts install --from FILE.deb`"
    )]
    RareAbsent { package: String },
    /// Characters that only the absent rare face could print.
    #[error(
        "no installed font prints `{characters}` and the rare-character font is missing; run \
         `plangen fonts install`"
    )]
    NoRareFace { characters: String },
}

impl FontError {
    /// The English message.
    pub fn en(&self) -> String {
        self.to_string()
    }

    /// The Chinese message.
    pub fn zh(&self) -> String {
        match self {
            Self::LockLine { line, text } => {
                format!("fonts.lock 第 {line} 行“{text}”不是有效的字体锁定条目；请改正 fonts.lock 后重新编译")
            }
            Self::NoDirectory => {
                "无法确定字体目录：未设置 HOME；请用 PLANGEN_FONTS 指定一个目录，再运行 `plangen fonts install`"
                    .to_owned()
            }
            Self::Missing { roles, dir } => {
                format!("{} 中缺少字体：{}；请运行 `plangen fonts install`", dir.display(), chinese(roles))
            }
            Self::Damaged { path } => format!(
                "字体文件 {} 已损坏（SHA-256 与 fonts.lock 不符）；请运行 `plangen fonts install`",
                path.display()
            ),
            Self::NotStatutory { roles, dir } => format!(
                "已设 `fonts.mode: statutory`，但未找到规定字体：{}；请在本机安装，或把字体文件放入 {}，或在 `fonts.roles` 中指定；`plangen fonts` 可查看现用字体",
                chinese(roles),
                dir.display()
            ),
            Self::OverrideLocked { role, value } => format!(
                "locked 模式下 `fonts.roles.{}: {value}` 不起作用；请删去，或改为 `fonts.mode: auto`",
                role.key()
            ),
            Self::OverrideNotFound { role, value } => format!(
                "`fonts.roles.{}: {value}` 既不是字体文件，也不是已安装的字体；请改正或删去（`plangen fonts` 可查看现用字体）",
                role.key()
            ),
            Self::NotAFont { path } => {
                format!("{} 不是可用的 TrueType 或 OpenType 字体；请改用其他文件", path.display())
            }
            Self::Read { path, source } => format!("无法读取 {}：{source}", path.display()),
            Self::Write { path, source } => {
                format!("无法写入 {}：{source}；请用 PLANGEN_FONTS 指定一个可写目录", path.display())
            }
            Self::NoApt { packages } => format!(
                "未找到 apt-get；请在其他机器上解开开源字体包（{packages}），再运行 `plangen fonts install --from 目录`"
            ),
            Self::Apt { package, detail } => format!(
                "apt-get 未能下载 {package}：{detail}；请检查网络和软件源后重新运行 `plangen fonts install`，或使用 `plangen fonts install --from 文件.deb`"
            ),
            Self::Package { path, fault } => {
                format!("{} 无法作为 Debian 软件包读取：{fault}；请重新获取", path.display())
            }
            Self::UnknownFile { file, version, sha256, origin } => format!(
                "未采用来自 {origin} 的 {file}（版本 {version}）：其 SHA-256 {sha256} 不在 fonts.lock 中；确认可信后可加入 fonts.lock 并重新编译，或用 `plangen fonts install --from` 提供已列出的版本"
            ),
            Self::NotInSource { from, roles, files } => {
                format!(
                    "{} 中没有{}所需的锁定字体；请把以下文件放入同一目录后指定该目录：{files}",
                    from.display(),
                    chinese(roles)
                )
            }
            Self::RareAbsent { package } => format!(
                "未安装生僻字字体；不影响一般文字；如有姓名需要，请取得 {package} 后运行 `plangen fonts install --from 文件.deb`"
            ),
            Self::NoRareFace { characters } => {
                format!("已安装的字体都不含“{characters}”，且缺少生僻字字体；请运行 `plangen fonts install`")
            }
        }
    }
}

fn chinese(roles: &[Role]) -> String {
    roles.iter().map(|role| role.zh()).collect::<Vec<_>>().join("、")
}

fn english(roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().map(|role| format!("{} ({role})", role.zh())).collect();
    names.join(", ")
}
