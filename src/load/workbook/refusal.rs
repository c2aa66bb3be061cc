//! Why a file is not read, in words for the person who has it.

use super::kind::Other;
use super::{CELL_LIMIT, FILE_LIMIT};
use crate::finding::Message;
use crate::say;

/// Why a workbook is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The system refuses it.
    Unreadable(Message),
    /// It is something else.
    OtherKind(Other),
    /// It has a password.
    Password,
    /// It unpacks to far more than it is.
    Bomb,
    /// It is too large.
    TooLarge,
    /// More cells hold something than a contact book has.
    TooManyCells,
    /// Its cells lie further apart than those of any table.
    Scattered,
    /// It is damaged; what the library says.
    Broken(String),
    /// Its text is in no encoding that is known.
    Encoding,
    /// Reading it failed in a way it must not.
    Crashed,
    /// Reading it took more memory than there is for it.
    OutOfMemory,
    /// Reading it took more time than there is for it.
    OutOfTime,
    /// The process that reads could not be started, and why.
    NoReader(String),
}

impl Refusal {
    /// It is no file with content of its own.
    pub(in crate::load) fn odd() -> Self {
        Self::Unreadable(say!(
            "这不是普通文件（链接、管道、设备或目录）",
            "this is not an ordinary file (a link, a pipe, a device or a folder)"
        ))
    }

    /// Whether it is over a limit, and not damaged or something else.
    pub(super) fn is_limit(&self) -> bool {
        matches!(
            self,
            Self::Bomb | Self::TooLarge | Self::TooManyCells | Self::Scattered | Self::OutOfMemory | Self::OutOfTime
        )
    }

    /// What is wrong.
    pub(super) fn message(&self) -> Message {
        match self {
            Self::Unreadable(Message { zh, en }) => say!("无法读取：{zh}", "cannot be read: {en}"),
            Self::OtherKind(what) => {
                let (zh, en) = called(*what);
                say!("这不是电子表格，{zh}", "this is no spreadsheet: {en}")
            }
            Self::Password => say!("文件有打开密码，读不了", "the file is protected with a password"),
            Self::Bomb => say!(
                "文件解开后比本身大得多，不像通讯录，没有打开",
                "the file unpacks to far more than it is, unlike any contact book; it was not opened"
            ),
            Self::TooLarge => {
                let limit = FILE_LIMIT >> 20;
                say!("文件太大（上限 {limit} MiB）", "the file is too large (at most {limit} MiB)")
            }
            Self::TooManyCells => {
                say!("填了内容的单元格超过 {CELL_LIMIT} 个", "more than {CELL_LIMIT} cells hold something")
            }
            Self::Scattered => say!(
                "有内容的单元格散得太开，不像通讯录",
                "the cells that hold something lie further apart than those of any contact book"
            ),
            Self::Broken(detail) => {
                say!("文件不完整或已损坏（{detail}）", "the file is incomplete or damaged ({detail})")
            }
            Self::Encoding => say!("文字编码既不是 UTF-8 也不是 GB18030", "the text is neither UTF-8 nor GB18030"),
            Self::Crashed => say!(
                "文件已损坏，读到一半读不下去（读取与本程序隔离，预案没有改动）",
                "the file is damaged, reading it failed half-way (it is read apart; the plan was not touched)"
            ),
            Self::OutOfMemory => say!(
                "读取这个文件需要的内存超过上限，没有读完（预案没有改动）",
                "reading the file takes more memory than is allowed; it was given up (the plan was not touched)"
            ),
            Self::OutOfTime => say!(
                "读取这个文件用时超过上限，没有读完（预案没有改动）",
                "reading the file takes more time than is allowed; it was given up (the plan was not touched)"
            ),
            Self::NoReader(why) => {
                say!("启动不了读取表格的进程：{why}", "the process that reads sheets cannot be started: {why}")
            }
        }
    }

    /// What to do.
    pub(super) fn help(&self) -> Message {
        match self {
            Self::Unreadable(_) => say!("检查路径和读取权限", "check the path and the permissions"),
            Self::OtherKind(Other::Markup) => say!(
                "有些系统把网页存成 .xls；用 Excel 或 WPS 打开它，另存为 .xlsx",
                "some systems save web pages as .xls; open it in Excel or WPS and save it as .xlsx"
            ),
            Self::OtherKind(Other::BinaryWorkbook | Other::Unknown | Other::Compound) => {
                say!("用 Excel 或 WPS 打开它，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx")
            }
            Self::OtherKind(_) => {
                say!("请提供 .xlsx、.xls、.et、.ods 或 .csv 文件", "give a file .xlsx, .xls, .et, .ods or .csv")
            }
            Self::Password => say!(
                "用 Excel 或 WPS 打开它，去掉打开密码另存一份，导入后删掉这一份",
                "open it in Excel or WPS, save a copy without the password, and delete that copy once it is imported"
            ),
            Self::Bomb
            | Self::TooLarge
            | Self::TooManyCells
            | Self::Scattered
            | Self::OutOfMemory
            | Self::OutOfTime => say!(
                "把联系人所在的区域复制到一个新的工作簿，存为 .xlsx 再试；末尾多余的空行、空列和格式不要复制",
                "copy the cells of the contacts alone into a new workbook and save it as .xlsx, without empty rows, columns and formats behind them"
            ),
            Self::Broken(_) | Self::Crashed => say!(
                "向提供者重新要一份；或者用 Excel、WPS 打开它，另存为 .xlsx 再试",
                "ask for the file again, or open it in Excel or WPS and save it as .xlsx"
            ),
            Self::Encoding => say!("另存为 .xlsx，或 UTF-8 的 .csv", "save it as .xlsx, or as .csv in UTF-8"),
            Self::NoReader(_) => say!(
                "检查进程数和内存的限制；程序文件要能再次运行",
                "check the limits on processes and memory; the program's own file has to be there to run"
            ),
        }
    }
}

fn called(what: Other) -> (&'static str, &'static str) {
    match what {
        Other::Empty => ("文件里什么都没有", "there is nothing in the file"),
        Other::Document => ("是一个 Word 或 WPS 文字文档", "it is a text document (Word, WPS)"),
        Other::Slides => ("是一个演示文稿", "it is a set of slides"),
        Other::BinaryWorkbook => ("是 .xlsb 二进制工作簿", "it is a binary workbook (.xlsb)"),
        Other::Pdf => ("是一个 PDF", "it is a PDF"),
        Other::Picture => ("是一张图片", "it is a picture"),
        Other::Markup => ("是一个网页或 XML", "it is a web page or XML"),
        Other::Archive => ("是一个压缩包", "it is an archive"),
        Other::Compound => ("里面没有工作簿", "there is no workbook in it"),
        Other::Unknown => ("认不出是什么文件", "what it is cannot be told"),
    }
}
