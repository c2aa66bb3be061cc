//! The walls before a zip archive is opened: what it holds, and how much that is once unpacked.
//!
//! The sizes are those that the archive declares. One that lies is stopped by the bounds on the
//! process.

use std::io::Cursor;

use zip::ZipArchive;

use super::kind::Other;
use super::refusal::Refusal;

/// Most files in an archive; a workbook has a few for each sheet.
const FILES: usize = 2_000;
/// Most bytes of all files unpacked.
const UNPACKED: u64 = 64 << 20;
/// How much larger than packed a file of more than [`SMALL`] bytes may be. Sheets of many alike
/// rows come near 100; deflate ends at 1,032.
const RATIO: u64 = 250;
/// Files that may be as repetitive as they like, in bytes.
const SMALL: u64 = 4 << 20;

/// What an archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Package {
    /// .xlsx
    Xlsx,
    /// .ods
    Ods,
}

/// Looks at the directory of an archive.
///
/// # Errors
/// When it is no workbook, or would unpack to too much.
pub(super) fn examine(bytes: &[u8]) -> Result<Package, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refusal::Broken(error.to_string()))?;
    if archive.len() > FILES {
        return Err(Refusal::Bomb);
    }
    let mut total = 0_u64;
    let mut names = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|error| Refusal::Broken(error.to_string()))?;
        if file.encrypted() {
            return Err(Refusal::Password);
        }
        total = total.saturating_add(file.size());
        let unlike = file.size() > SMALL && file.size() / file.compressed_size().max(1) > RATIO;
        if unlike || total > UNPACKED {
            return Err(Refusal::Bomb);
        }
        names.push(file.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default());
    }
    let has = |name: &str| names.iter().any(|own| own == name);
    let under = |folder: &str| names.iter().any(|own| own.starts_with(folder));
    if has("xl/workbook.xml") {
        Ok(Package::Xlsx)
    } else if has("xl/workbook.bin") {
        Err(Refusal::OtherKind(Other::BinaryWorkbook))
    } else if under("word/") {
        Err(Refusal::OtherKind(Other::Document))
    } else if under("ppt/") {
        Err(Refusal::OtherKind(Other::Slides))
    } else if has("mimetype") && has("content.xml") {
        open_document(&mut archive)
    } else {
        Err(Refusal::OtherKind(Other::Archive))
    }
}

/// What a package of OpenDocument is, by its first file.
fn open_document(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Package, Refusal> {
    use std::io::Read;
    let mut kind = String::new();
    let file = archive.by_name("mimetype").map_err(|error| Refusal::Broken(error.to_string()))?;
    file.take(100).read_to_string(&mut kind).map_err(|error| Refusal::Broken(error.to_string()))?;
    match kind.trim() {
        "application/vnd.oasis.opendocument.spreadsheet" => Ok(Package::Ods),
        "application/vnd.oasis.opendocument.presentation" => Err(Refusal::OtherKind(Other::Slides)),
        _ => Err(Refusal::OtherKind(Other::Document)),
    }
}
