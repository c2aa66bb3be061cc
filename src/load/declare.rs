//! One line a field: the macros that write how entities are read, and from the same lines what may be
//! written for them.

/// Writes [`Shape`] and [`Parts`] for structs with a field `place`, or without one behind the word
/// `placeless`. Each line names how a field is read, the field, and its key where it differs:
/// `required id;`, `optional holder;`, `list backups;`, `defaulted oncall;`, `required kept_at as "place";`.
/// How a field is read is a method of [`Fields`]; the method of the same name of [`Keys`] tells what may
/// be written for it. `=> "to" | "run";` behind a struct asks for at least one of these keys.
macro_rules! reads {
    (@struct [$($place:ident)?] $type:ty { $($how:ident $field:ident $(as $key:literal)?;)* }
        [$([$($any:literal)*])?] [$($then:expr)?]) => {
        impl $crate::load::read::Parts for $type {
            fn take(fields: &mut $crate::load::read::Fields<'_>, cx: &mut $crate::load::read::Reader) -> Option<Self> {
                $(let $field = reads!(@read $how fields cx reads!(@key $field $($key)?));)*
                $(fields.lacking(&[$($any),*], cx);)?
                let read = Self { $($place: fields.place(),)? $($field: reads!(@value $how $field)),* };
                $(let read = {
                    let mut read = read;
                    let then: fn(&mut Self) = $then;
                    then(&mut read);
                    read
                };)?
                Some(read)
            }

            fn keys(keys: &mut $crate::load::outline::Keys<'_>) {
                $(keys.$how(reads!(@key $field $($key)?), |own: &Self| Some(&own.$field));)*
                $(keys.any(&[$($any),*]);)?
            }
        }

        impl $crate::load::read::Shape for $type {
            fn read(node: &$crate::load::tree::Node, cx: &mut $crate::load::read::Reader) -> Option<Self> {
                let mut fields = $crate::load::read::Fields::open(node, cx)?;
                let read = <Self as $crate::load::read::Parts>::take(&mut fields, cx);
                fields.finish(cx);
                read
            }

            fn outline(sketch: &mut $crate::load::outline::Sketch) -> $crate::model::outline::Outline {
                sketch.mapping(module_path!(), stringify!($type), <Self as $crate::load::read::Parts>::keys)
            }
        }
    };
    (@key $field:ident) => { stringify!($field).strip_prefix("r#").unwrap_or(stringify!($field)) };
    (@key $field:ident $key:literal) => { $key };
    (@read $how:ident $fields:ident $cx:ident $key:expr) => { $fields.$how($key, $cx) };
    (@value own $field:ident) => { $field? };
    (@value name $field:ident) => { $field? };
    (@value required $field:ident) => { $field? };
    (@value quoted $field:ident) => { $field? };
    (@value inlined $field:ident) => { $field? };
    (@value ways $field:ident) => { $field? };
    (@value step $field:ident) => { $field? };
    (@value kind $field:ident) => { $field? };
    (@value asking $field:ident) => { $field? };
    (@value $how:ident $field:ident) => { $field };
    (placeless $($type:ty { $($body:tt)* } $(=> $($any:literal)|+;)? $(@ $then:expr;)?)*) => {
        $(reads!(@struct [] $type { $($body)* } [$([$($any)*])?] [$($then)?]);)*
    };
    ($($type:ty { $($body:tt)* } $(=> $($any:literal)|+;)? $(@ $then:expr;)?)*) => {
        $(reads!(@struct [place] $type { $($body)* } [$([$($any)*])?] [$($then)?]);)*
    };
}
pub(super) use reads;

/// Writes [`Ways`] for an enumeration whose variants are written by keys of their own, the first of which
/// tells the variant: `Watch { required condition as "watch"; required then; }`, `Do(required text as "do")`,
/// and `Notify [Notified as "notify"]` where all of it stands below one key. The sentence says that only
/// one may be there.
macro_rules! ways {
    ($type:ident, |$given:ident| $several:expr; $($variant:ident $body:tt)*) => {
        impl $crate::load::read::Ways for $type {
            const ALL: &'static [$crate::load::read::Way<Self>] = &[$(ways!(@way $type $variant $body)),*];

            fn several($given: &str) -> $crate::finding::Message {
                $several
            }
        }
    };
    (@way $type:ident $variant:ident { $($how:ident $field:ident $(as $key:literal)?;)* }) => {
        $crate::load::read::Way {
            key: ways!(@first $($field $($key)?;)*),
            take: |fields, cx| {
                $(let $field = reads!(@read $how fields cx reads!(@key $field $($key)?));)*
                Some($type::$variant { $($field: reads!(@value $how $field)),* })
            },
            keys: |keys| {
                $(keys.$how(reads!(@key $field $($key)?), |own: &$type| match own {
                    $type::$variant { $field, .. } => Some($field),
                    _ => None,
                });)*
            },
        }
    };
    (@way $type:ident $variant:ident ($how:ident $field:ident as $key:literal)) => {
        $crate::load::read::Way {
            key: $key,
            take: |fields, cx| {
                let $field = reads!(@read $how fields cx $key);
                Some($type::$variant(reads!(@value $how $field)))
            },
            keys: |keys| keys.$how($key, |own: &$type| match own {
                $type::$variant($field) => Some($field),
                _ => None,
            }),
        }
    };
    (@way $type:ident $variant:ident [$below:ident as $key:literal]) => {
        $crate::load::read::Way {
            key: $key,
            take: |fields, cx| fields.required::<$below>($key, cx).map($type::from),
            keys: |keys| {
                let value = keys.of::<$below>();
                keys.add($key, value, true);
            },
        }
    };
    (@first $field:ident; $($rest:tt)*) => { stringify!($field) };
    (@first $field:ident $key:literal; $($rest:tt)*) => { $key };
}
pub(super) use ways;
