//! Reads chosen files out of a Debian package without dpkg.
//!
//! A `.deb` is an ar archive whose member `data.tar.*` is a compressed tar: xz on Debian, zstd on
//! Ubuntu. Members are matched by base name; paths in the archive are never used to write.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::FontError;

/// Largest unpacked archive accepted, in bytes; the packages meant here unpack to under 300 MB.
const UNPACKED_LIMIT: u64 = 2 << 30;
/// Largest file taken out of an archive, in bytes; the largest font meant here has 52 MB.
pub(super) const FILE_LIMIT: u64 = 128 << 20;

/// Hands each regular file whose base name is wanted to `each`, with its contents.
///
/// `scratch` is a folder for the unpacked archive, which is gone at return.
///
/// # Errors
/// [`FontError::Read`], [`FontError::Package`], [`FontError::Write`] for `scratch`, and whatever
/// `each` returns.
pub(super) fn files_in(
    package: &Path,
    scratch: &Path,
    wanted: impl Fn(&str) -> bool,
    mut each: impl FnMut(&str, Vec<u8>) -> Result<(), FontError>,
) -> Result<(), FontError> {
    let unread = |source| FontError::Read { path: package.to_owned(), source };
    let broken = |fault: io::Error| FontError::Package { path: package.to_owned(), fault: fault.to_string() };
    let mut file = BufReader::new(File::open(package).map_err(unread)?);
    let (name, size) = find_data(&mut file).map_err(broken)?;

    let unwritten = |source| FontError::Write { path: scratch.to_owned(), source };
    let tar = tempfile::tempfile_in(scratch).map_err(unwritten)?;
    let mut sink = Capped { file: tar, left: UNPACKED_LIMIT };
    unpack(&name, &mut file.take(size), &mut sink).map_err(broken)?;
    sink.file.seek(SeekFrom::Start(0)).map_err(unwritten)?;

    let mut archive = tar::Archive::new(BufReader::new(sink.file));
    for entry in archive.entries().map_err(broken)? {
        let entry = entry.map_err(broken)?;
        let path = entry.path().map_err(broken)?.into_owned();
        let Some(base) = path.file_name().and_then(|base| base.to_str()) else { continue };
        if !entry.header().entry_type().is_file() || !wanted(base) {
            continue;
        }
        if entry.size() > FILE_LIMIT {
            return Err(broken(io::Error::other(format!("{base} is too large"))));
        }
        let mut bytes = Vec::new();
        entry.take(FILE_LIMIT).read_to_end(&mut bytes).map_err(broken)?;
        each(base, bytes)?;
    }
    Ok(())
}

/// Moves to the contents of the member `data.tar*`; gives its name and size in bytes.
fn find_data(file: &mut (impl Read + Seek)) -> io::Result<(String, u64)> {
    let mut magic = [0; 8];
    file.read_exact(&mut magic)?;
    if &magic != b"!<arch>\n" {
        return Err(io::Error::other("not an ar archive"));
    }
    loop {
        let mut header = [0; 60];
        if let Err(error) = file.read_exact(&mut header) {
            return Err(match error.kind() {
                io::ErrorKind::UnexpectedEof => io::Error::other("no member data.tar"),
                _ => error,
            });
        }
        let field = |from: usize, to: usize| {
            header.get(from..to).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::trim)
        };
        let (Some(name), Some(Ok(size)), Some("`")) =
            (field(0, 16), field(48, 58).map(str::parse::<u32>), field(58, 60))
        else {
            return Err(io::Error::other("a damaged ar header"));
        };
        let name = name.trim_end_matches('/');
        if name.starts_with("data.tar") {
            return Ok((name.to_owned(), size.into()));
        }
        // Members start at even offsets.
        file.seek_relative(i64::from(size) + i64::from(size % 2))?;
    }
}

fn unpack(name: &str, packed: &mut impl Read, sink: &mut impl Write) -> io::Result<()> {
    match name.trim_start_matches("data.tar") {
        ".xz" => lzma_rs::xz_decompress(&mut BufReader::new(packed), sink)
            .map_err(|error| io::Error::other(format!("{error:?}"))),
        ".zst" => {
            let mut plain = ruzstd::decoding::StreamingDecoder::new(packed).map_err(io::Error::other)?;
            io::copy(&mut plain, sink).map(drop)
        }
        "" => io::copy(packed, sink).map(drop),
        other => Err(io::Error::other(format!("unknown compression {other}"))),
    }
}

/// A file that refuses to grow past a limit.
struct Capped {
    file: File,
    left: u64,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(io::Error::other("the package unpacks to too many bytes"));
        }
        let written = self.file.write(bytes)?;
        self.left -= written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Builds a package of one member after an odd-sized `control.tar`.
    pub(in super::super) fn deb(data: &str, packed: &[u8]) -> Vec<u8> {
        let mut bytes = b"!<arch>\n".to_vec();
        for (name, body) in [("debian-binary", b"2.0\n".as_slice()), ("control.tar", b"odd"), (data, packed)] {
            bytes.extend(format!("{name:<16}{:<32}{:<10}`\n", 0, body.len()).bytes());
            bytes.extend(body);
            if body.len() % 2 == 1 {
                bytes.push(b'\n');
            }
        }
        bytes
    }

    /// Builds a tar of regular files.
    pub(in super::super) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (path, body) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(body.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, path, *body).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn read(package: &[u8]) -> Result<Vec<(String, Vec<u8>)>, FontError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p.deb");
        std::fs::write(&path, package).unwrap();
        let mut found = Vec::new();
        let wanted = |name: &str| name.ends_with(".otf");
        files_in(&path, dir.path(), wanted, |name, bytes| {
            found.push((name.to_owned(), bytes));
            Ok(())
        })?;
        Ok(found)
    }

    #[test]
    fn files_are_found_in_every_compression() {
        let plain = tar(&[("./usr/share/F.otf", b"face"), ("./usr/share/README", b"no")]);
        let mut xz = Vec::new();
        lzma_rs::xz_compress(&mut plain.as_slice(), &mut xz).unwrap();
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        let zst = ruzstd::encoding::compress_to_vec(plain.as_slice(), level);
        for (name, packed) in [("data.tar", plain), ("data.tar.xz", xz), ("data.tar.zst/", zst)] {
            assert_eq!(read(&deb(name, &packed)).unwrap(), [("F.otf".to_owned(), b"face".to_vec())]);
        }
    }

    #[test]
    fn a_broken_package_is_an_error() {
        let cut = {
            let mut whole = deb("data.tar.xz", b"not xz");
            whole.truncate(100);
            whole
        };
        for package in
            [b"<html>".to_vec(), cut, deb("data.tar.xz", b"not xz"), deb("data.tar.lz", b""), deb("other", b"")]
        {
            assert!(matches!(read(&package), Err(FontError::Package { .. })), "{package:?}");
        }
    }

    #[test]
    fn growth_past_the_limit_is_refused() {
        let mut sink = Capped { file: tempfile::tempfile().unwrap(), left: 3 };
        assert!(sink.write_all(b"abc").is_ok());
        assert!(sink.write_all(b"d").is_err());
    }
}
