//! Enumerations whose values are the words staff know.

/// An enumeration written in the plan as Chinese words (or fixed technical ones).
pub trait Words: Copy + Sized + 'static {
    /// Every value with its word, in the order a person expects.
    const ALL: &'static [(&'static str, Self)];
}

/// The word of a value of a [`Words`] enumeration.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $value:ident = $word:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $word] $(#[$doc])* $value),* }

        impl $crate::model::words::Words for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$value)),*];
        }

        impl $name {
            /// The word as written in the plan.
            pub fn word(self) -> &'static str {
                match self { $(Self::$value => $word),* }
            }
        }
    };
}
pub(crate) use words;
