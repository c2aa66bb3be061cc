//! Who may see a value.

use super::words::words;

words! {
    /// A clearance, and the clearance a value needs; what is not marked is restricted.
    #[derive(Default)]
    pub enum Clearance {
        Public = "public",
        Internal = "internal",
        #[default]
        Restricted = "restricted",
    }
}

/// A value that opens only to a sufficient clearance. It has no `Display` and no `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Sensitive<T> {
    value: T,
    needs: Clearance,
}

impl Clearance {
    /// What documents call it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Public => "公开",
            Self::Internal => "内部使用",
            Self::Restricted => "限定范围使用",
        }
    }
}

impl<T> Sensitive<T> {
    /// Closes `value` for everybody below `needs`.
    pub fn new(value: T, needs: Clearance) -> Self {
        Self { value, needs }
    }

    /// Says what clearance the value needs.
    pub fn mark(&mut self, needs: Clearance) {
        self.needs = needs;
    }

    /// The value, for a reader of this clearance.
    pub fn open(&self, reader: Clearance) -> Option<&T> {
        (reader >= self.needs).then_some(&self.value)
    }

    /// The clearance it needs.
    pub fn needs(&self) -> Clearance {
        self.needs
    }
}

impl<T> std::fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "‹{}›", self.needs.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_to_a_sufficient_clearance() {
        let number = Sensitive::new("13800000000", Clearance::Restricted);
        assert_eq!(number.open(Clearance::Internal), None);
        assert_eq!(number.open(Clearance::Restricted), Some(&"13800000000"));
        assert!(!format!("{number:?}").contains("138"));
    }
}
