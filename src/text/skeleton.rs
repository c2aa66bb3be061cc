//! A YAML text before it is written: keys with values, keys that are left open, remarks.
//!
//! Says what stands where; how it is spelt is decided where it is written.

/// Keys of a mapping, in their order.
pub type Fields = Vec<Field>;

/// A line of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// A key with its value.
    Set(&'static str, Value),
    /// The same where the key is a name of the plan's own.
    Named(String, Value),
    /// A key that somebody has to fill in, and what belongs there.
    Open(&'static str, String),
    /// A remark on the lines below it.
    Remark(String),
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A word of YAML itself, such as `true`.
    Bare(&'static str),
    /// A list of texts on one line.
    Texts(Vec<String>),
    /// A list of mappings.
    Items(Vec<Fields>),
    /// A mapping.
    Fields(Fields),
}

impl Value {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}
