//! A sentence for a person, in both languages.

/// The language of messages; documents always follow the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 中文
    Chinese,
    /// English
    English,
}

/// The same sentence in Chinese and in English; made with [`say!`](crate::say).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    /// What the system says about a file, in words where it says one of the usual things.
    pub fn of_system(error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let zh = match error.kind() {
            ErrorKind::PermissionDenied => "没有权限",
            ErrorKind::NotFound => "不存在",
            ErrorKind::AlreadyExists => "已经存在",
            ErrorKind::NotADirectory => "路径中有一段不是目录",
            ErrorKind::IsADirectory => "这是一个目录",
            ErrorKind::StorageFull => "磁盘已满",
            ErrorKind::QuotaExceeded => "超出磁盘配额",
            ErrorKind::ReadOnlyFilesystem => "文件系统只读",
            ErrorKind::InvalidFilename => "文件名无效或太长",
            _ => return Self { zh: error.to_string(), en: error.to_string() },
        };
        Self { zh: zh.to_owned(), en: error.to_string() }
    }

    /// The sentence in `language`.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// Builds a [`Message`] from a Chinese and an English format string over the same variables.
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::finding::Message { zh: format!($zh), en: format!($en) }
    };
}
