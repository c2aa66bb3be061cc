//! What lies in an output folder, as its manifests tell.
//!
//! A manifest may come from anywhere; a path in it that would leave the folder is passed over.

use std::fs;
use std::path::{Component, Path};

use serde_json::Value;

use super::EDITIONS;

/// A file that a build wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path below the output folder; the first part is the clearance.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// Its pages, where it has any.
    pub pages: Option<u64>,
}

/// The files of an output folder, in the order of the clearances and of their paths; none where
/// there is no output or no manifest that can be read.
pub fn listed(output: &Path) -> Vec<Listed> {
    EDITIONS.iter().flat_map(|edition| of_edition(output, edition).unwrap_or_default()).collect()
}

fn of_edition(output: &Path, edition: &str) -> Option<Vec<Listed>> {
    let bytes = fs::read(output.join(edition).join("manifest.json")).ok()?;
    let manifest: Value = serde_json::from_slice(&bytes).ok()?;
    let entry = |entry: &Value| {
        let path = entry["path"].as_str().filter(|path| stays(path))?;
        Some(Listed {
            path: format!("{edition}/{path}"),
            bytes: entry["bytes"].as_u64()?,
            sha256: entry["sha256"].as_str()?.to_owned(),
            pages: entry["pages"].as_u64(),
        })
    };
    Some(manifest["artifacts"].as_array()?.iter().filter_map(entry).collect())
}

/// Whether a path leads to something below the folder it is meant in.
fn stays(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_names_nothing_outside_its_folder() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("internal");
        fs::create_dir(&folder).unwrap();
        let entry = |path: &str| serde_json::json!({"path": path, "bytes": 1, "sha256": "0a", "pages": null});
        let paths = ["../x", "/etc/passwd", "a/../../x", ".", "", "a/b.pdf"];
        let manifest = serde_json::json!({"artifacts": paths.map(entry)});
        fs::write(folder.join("manifest.json"), manifest.to_string()).unwrap();
        let file = Listed { path: "internal/a/b.pdf".into(), bytes: 1, sha256: "0a".into(), pages: None };
        assert_eq!(listed(place.path()), [file]);
    }

    #[test]
    fn without_a_manifest_there_is_nothing() {
        let place = tempfile::tempdir().unwrap();
        assert_eq!(listed(&place.path().join("output")), []);
        fs::create_dir(place.path().join("public")).unwrap();
        fs::write(place.path().join("public/manifest.json"), "{").unwrap();
        assert_eq!(listed(place.path()), []);
    }
}
