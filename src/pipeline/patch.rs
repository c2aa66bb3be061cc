//! What would change, as a patch that can be used from where the user stands.

use std::path::{Component, PathBuf};

use crate::finding::Sources;
use crate::load;
use crate::report::{self, Patch};

/// The diff between two texts of the file at `path`. It is named from the working folder where it
/// lies below it, else from the root of the file system, where such a patch is then used.
pub(super) fn patch(path: &str, before: &str, after: &str) -> Patch {
    let mut sources = Sources::default();
    let texts = [before, after].map(|text| load::marked(&mut sources, path, text));
    report::patch(&from_here(path), &sources, texts)
}

fn from_here(path: &str) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let mut whole = PathBuf::new();
    for part in here.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                whole.pop();
            }
            _ => whole.push(part),
        }
    }
    let seen = whole.strip_prefix(&here).unwrap_or(&whole);
    let names = seen.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    names.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_from_where_one_stands_or_from_the_root() {
        let here = std::env::current_dir().unwrap();
        let whole = here.join("plan-source/org/x.yaml").to_string_lossy().into_owned();
        for path in [whole.as_str(), "plan-source/org/x.yaml", "./plan-source/other/../org/x.yaml"] {
            assert_eq!(from_here(path), "plan-source/org/x.yaml");
        }
        assert_eq!(from_here("/srv/plan/x.yaml"), "srv/plan/x.yaml");
        let beside = here.parent().unwrap().join("plan/x.yaml").to_string_lossy().into_owned();
        assert_eq!(from_here("../plan/x.yaml"), beside.trim_start_matches('/'));
    }
}
