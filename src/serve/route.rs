//! What a target asks for.

/// What can be asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The page.
    Page,
    /// Its style.
    Style,
    /// Its script.
    Script,
    /// Its icon.
    Icon,
    /// What comes after the state that was seen.
    News(String),
    /// A file, by its path below the output folder. It is only looked up among those a build named, so
    /// that no path leads anywhere else.
    File(String),
    /// Nothing there is.
    Nowhere,
}

/// What `target` asks for. The query of a file is not looked at: it makes a browser load it again.
pub(super) fn route(target: &str) -> Route {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    match path {
        "/" => Route::Page,
        "/watch.css" => Route::Style,
        "/watch.js" => Route::Script,
        "/watch.svg" => Route::Icon,
        "/news" => Route::News(query.to_owned()),
        _ => path.strip_prefix('/').and_then(decoded).map_or(Route::Nowhere, Route::File),
    }
}

/// A path without its escapes; `None` where one is broken.
fn decoded(path: &str) -> Option<String> {
    let mut parts = path.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let digits = part.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

/// The target of a file, the other way round; `sha256` makes it another one when the bytes change.
pub(super) fn target(path: &str, sha256: &str) -> String {
    let mut target = String::from("/");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            target.push(char::from(byte));
        } else {
            target.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{target}?v={}", sha256.get(..12).unwrap_or(sha256))
}

/// The type of a file by its name.
pub(super) fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "pdf" => "application/pdf",
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "md" => "text/plain; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> Route {
        Route::File(path.to_owned())
    }

    #[test]
    fn a_target_leads_to_one_thing() {
        assert_eq!(route("/"), Route::Page);
        assert_eq!(route("/?x"), Route::Page);
        assert_eq!(route("/news?7-1"), Route::News("7-1".into()));
        assert_eq!(route("/internal/official.pdf?v=0a"), file("internal/official.pdf"));
        for target in ["", "*", "internal/a.pdf", "http://127.0.0.1/", "/%", "/%4", "/%zz", "/%+1", "/%ff", "/a%é"] {
            assert_eq!(route(target), Route::Nowhere, "{target}");
        }
    }

    #[test]
    fn a_file_is_found_by_its_own_target() {
        for path in ["internal/official.pdf", "internal/forms/值班 表%2F?#.pdf", "a'\"<b>&.md"] {
            assert_eq!(route(&target(path, "0123456789abcdef")), file(path));
        }
        assert_eq!(target("a b", "0123456789abcdef"), "/a%20b?v=0123456789ab");
    }

    #[test]
    fn a_path_that_climbs_stays_one_that_nobody_named() {
        // What is looked up among named paths is never put together from parts.
        assert_eq!(route("/../etc/passwd"), file("../etc/passwd"));
        assert_eq!(route("/internal/%2e%2e/%2E%2E/x"), file("internal/../../x"));
        assert_eq!(route("//etc/passwd"), file("/etc/passwd"));
    }
}
