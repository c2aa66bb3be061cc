//! Tests of the whole floor on small fonts made here: choosing, stamping, installing.

use std::fs;

use super::install::install_in;
use super::*;

/// Makes a font of one glyph that covers 一 and 丁; fsType 2 forbids embedding.
fn font(family: &str, weight: u16, fs_type: u16) -> Vec<u8> {
    let mut os2 = vec![0; 78];
    os2[4..6].copy_from_slice(&weight.to_be_bytes());
    os2[6..8].copy_from_slice(&5u16.to_be_bytes());
    os2[8..10].copy_from_slice(&fs_type.to_be_bytes());
    let mut head = vec![0; 54];
    head[18..20].copy_from_slice(&1000u16.to_be_bytes());
    let mut hhea = vec![0; 36];
    hhea[35] = 1;
    let cmap: Vec<u8> = [0, 1, 3 << 16 | 10, 12, 12 << 16, 28, 0, 1, 0x4e00, 0x4e01, 1]
        .iter()
        .enumerate()
        .flat_map(|(at, word): (usize, &u32)| {
            let skip = if at == 0 { 4 } else { 0 };
            word.to_be_bytes().into_iter().skip(skip).collect::<Vec<u8>>()
        })
        .collect();
    let cmap = [vec![0, 0, 0, 1], cmap[4..].to_vec()].concat();
    let mut name = vec![0, 0, 0, 3, 0, 42];
    let mut strings: Vec<u8> = Vec::new();
    for (id, text) in [(1u16, family), (5, "Version 1.5;made"), (6, "Made-Regular")] {
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let length = u16::try_from(utf16.len()).unwrap();
        let offset = u16::try_from(strings.len()).unwrap();
        name.extend([3, 1, 0x0409, id, length, offset].into_iter().flat_map(u16::to_be_bytes));
        strings.extend(utf16);
    }
    name.extend(strings);
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"OS/2", os2),
        (b"cmap", cmap),
        (b"head", head),
        (b"hhea", hhea),
        (b"maxp", vec![0, 0, 0x50, 0, 0, 2]),
        (b"name", name),
        (b"post", vec![0; 32]),
    ];
    let mut bytes = vec![0, 1, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0];
    let mut body = Vec::new();
    for (tag, table) in &tables {
        let offset = u32::try_from(12 + 16 * tables.len() + body.len()).unwrap();
        bytes.extend(*tag);
        for word in [0, offset, u32::try_from(table.len()).unwrap()] {
            bytes.extend(word.to_be_bytes());
        }
        body.extend(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    bytes.extend(body);
    bytes
}

/// The open font of a role in these tests.
pub(super) fn open(role: Role) -> Vec<u8> {
    font(&format!("Open {role}"), 400, 0)
}

/// The second choice for rare characters.
pub(super) fn lesser() -> Vec<u8> {
    font("Lesser", 400, 0)
}

/// A lock of one file a role, and a second, lesser one for rare characters.
pub(super) fn lock() -> Lock {
    let line = |role: Role, file: &str, bytes: &[u8], package: &str| {
        format!("{role} {file} 0 1.5 {} {package} MIT\n", cache::digest(bytes))
    };
    let mut text: String =
        Role::ALL.map(|role| line(role, &format!("{}.ttf", role.key()), &open(role), "fonts-open")).concat();
    text.push_str(&line(Role::Rare, "lesser.ttf", &lesser(), "fonts-lesser"));
    Lock::parse(&text).unwrap()
}

/// Writes the open font of each role under its published name.
fn publish(dir: &Path, roles: &[Role]) {
    for role in roles {
        fs::write(dir.join(format!("{}.ttf", role.key())), open(*role)).unwrap();
    }
}

fn install_from(from: &Path, dir: &Path) -> Result<Installed, FontError> {
    let options = InstallOptions { from: Some(from.to_owned()), ..InstallOptions::default() };
    install_in(&lock(), dir, &options, &[], &mut |_| {})
}

/// A cache with the open set.
fn installed(roles: &[Role]) -> tempfile::TempDir {
    let source = tempfile::tempdir().unwrap();
    publish(source.path(), roles);
    let dir = tempfile::tempdir().unwrap();
    install_from(source.path(), dir.path()).unwrap();
    dir
}

fn locked(dir: &Path) -> Result<Vec<RoleFont>, FontError> {
    let report = choose(&lock(), Mode::Locked, dir.to_owned(), &Overrides::new(), None)?;
    match report.problem {
        Some(problem) => Err(problem),
        None => Ok(report.rows.into_iter().filter_map(|(_, font)| font).collect()),
    }
}

/// The cached file of a role.
fn cached(dir: &Path, role: Role) -> PathBuf {
    cache::path_of(dir, lock().of(role).next().unwrap())
}

fn overwrite(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn an_installed_set_is_loaded_with_its_facts() {
    let dir = installed(&Role::ALL);
    let fonts = locked(dir.path()).unwrap();
    assert_eq!(fonts.iter().map(|font| font.role).collect::<Vec<_>>(), Role::ALL);
    let body = &fonts[0];
    assert_eq!((body.family.as_str(), body.version.as_str()), ("Open pg-fangsong", "1.5"));
    assert_eq!(body.bytes().unwrap(), open(Role::Body));
    assert_eq!(body.sha256, cache::digest(&open(Role::Body)));
    assert!(body.substituted && !fonts[6].substituted);
    assert!(body.coverage.contains('丁') && !body.coverage.contains('上'));
    let left = fs::read_dir(dir.path()).unwrap().flatten();
    assert!(left.map(|entry| entry.file_name()).all(|name| !name.to_string_lossy().starts_with('.')));
}

#[test]
fn missing_fonts_name_the_mend() {
    let dir = tempfile::tempdir().unwrap();
    let error = locked(dir.path()).unwrap_err();
    assert!(matches!(&error, FontError::Missing { roles, .. } if !roles.contains(&Role::Rare)));
    for text in [error.zh(), error.en()] {
        assert!(text.contains("`plangen fonts install`") && text.contains("仿宋"), "{text}");
        assert!(text.contains(&dir.path().display().to_string()), "{text}");
    }
}

#[test]
fn the_rare_face_may_be_absent() {
    let dir = installed(&Role::ALL[..6]);
    assert_eq!(locked(dir.path()).unwrap().len(), 6);
}

#[test]
fn a_fitting_stamp_spares_the_hash_and_a_changed_file_is_damaged() {
    let dir = installed(&Role::ALL);
    let path = cached(dir.path(), Role::Kai);
    let sidecar = path.with_extension("0.json");
    let stamped = fs::read_to_string(&sidecar).unwrap();
    let planted = stamped.replace("Open pg-kai", "Planted");
    overwrite(&sidecar, planted.as_bytes());
    assert_eq!(locked(dir.path()).unwrap()[1].family, "Planted", "the stamp fits: nothing is read");

    overwrite(&path, &open(Role::Kai));
    assert_eq!(locked(dir.path()).unwrap()[1].family, "Open pg-kai", "copied: hashed again");
    assert_ne!(fs::read_to_string(&sidecar).unwrap(), planted);

    let mut bytes = open(Role::Kai);
    *bytes.last_mut().unwrap() ^= 1;
    overwrite(&path, &bytes);
    let error = locked(dir.path()).unwrap_err();
    assert!(matches!(&error, FontError::Damaged { path: at } if *at == path));
    assert!(error.zh().contains("plangen fonts install"));

    let source = tempfile::tempdir().unwrap();
    publish(source.path(), &[Role::Kai]);
    install_from(source.path(), dir.path()).unwrap();
    assert!(locked(dir.path()).is_ok(), "an install mends it");
}

#[test]
fn a_file_with_another_hash_is_refused_by_name() {
    let source = tempfile::tempdir().unwrap();
    publish(source.path(), &Role::ALL);
    fs::write(source.path().join("hei.ttf"), font("Forged", 400, 0)).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let error = install_from(source.path(), dir.path()).unwrap_err();
    assert!(matches!(&error, FontError::UnknownFile { file, version, .. }
        if file == "hei.ttf" && version == "1.5"));
    assert!(!cached(dir.path(), Role::Hei).exists());
}

#[test]
fn an_unknown_rare_font_gives_way_to_the_other_and_is_told() {
    let source = tempfile::tempdir().unwrap();
    publish(source.path(), &Role::ALL);
    fs::write(source.path().join("rare.ttf"), font("Newer", 400, 0)).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let absent = install_from(source.path(), dir.path()).unwrap();
    assert!(
        matches!(absent.notes[..], [FontError::UnknownFile { .. }, FontError::RareAbsent { .. }]),
        "{:?}",
        absent.notes
    );

    fs::write(source.path().join("lesser.ttf"), lesser()).unwrap();
    let lesser = install_from(source.path(), dir.path()).unwrap();
    assert!(matches!(lesser.notes[..], [FontError::UnknownFile { .. }]), "{:?}", lesser.notes);
    assert_eq!(locked(dir.path()).unwrap()[6].family, "Lesser");
}

#[test]
fn a_package_in_a_folder_is_opened() {
    let files: Vec<(String, Vec<u8>)> = Role::ALL.map(|role| (format!("usr/{}.ttf", role.key()), open(role))).to_vec();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let package = package::tests::deb("data.tar", &package::tests::tar(&files));
    let source = tempfile::tempdir().unwrap();
    fs::write(source.path().join("fonts-open_1_all.deb"), package).unwrap();
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(install_from(source.path(), dir.path()).unwrap().fonts.len(), 7);
    assert!(locked(dir.path()).is_ok());
}

#[test]
fn a_source_without_the_fonts_is_named() {
    let (source, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let error = install_from(source.path(), dir.path()).unwrap_err();
    assert!(matches!(&error, FontError::NotInSource { files, .. } if files.contains("fangsong.ttf")));
    let absent = install_from(&source.path().join("none"), dir.path()).unwrap_err();
    assert!(matches!(absent, FontError::Read { .. }));
}

#[test]
fn prescribed_fonts_are_used_in_place() {
    let dir = installed(&Role::ALL);
    let fonts = dir.path().join("sf.ttf");
    fs::write(&fonts, font("仿宋_GB2312", 400, 2)).unwrap();
    fs::write(dir.path().join("odd.ttf"), font("Bureau Kai", 400, 0)).unwrap();
    let mut database = fontdb::Database::new();
    for name in ["sf.ttf", "odd.ttf"] {
        database.load_font_file(dir.path().join(name)).unwrap();
    }
    let choose = |mode, overrides: &Overrides| choose(&lock(), mode, dir.path().to_owned(), overrides, Some(&database));
    let auto = choose(Mode::Auto, &Overrides::new()).unwrap();
    let body = auto.rows[0].1.as_ref().unwrap();
    assert_eq!((&body.path, body.substituted, body.restricted), (&fonts, false, true));
    assert!(auto.problem.is_none() && auto.rows[1].1.as_ref().unwrap().substituted);

    let own = Overrides::from([(Role::Kai, "bureau kai".to_owned())]);
    let error = choose(Mode::Statutory, &own).unwrap().problem.unwrap();
    assert!(
        matches!(&error, FontError::NotStatutory { roles, .. }
        if *roles == [Role::Hei, Role::Title, Role::Song]),
        "{error:?}"
    );

    let path = cached(dir.path(), Role::Hei).display().to_string();
    let open = choose(Mode::Auto, &Overrides::from([(Role::Hei, path)])).unwrap();
    assert!(open.rows[2].1.as_ref().unwrap().substituted, "an open face stays a substitute");

    let lost = Overrides::from([(Role::Kai, "No Such Family".to_owned())]);
    assert!(matches!(choose(Mode::Auto, &lost), Err(FontError::OverrideNotFound { .. })));
}

#[test]
fn locked_mode_refuses_a_named_font() {
    let dir = tempfile::tempdir().unwrap();
    let own = Overrides::from([(Role::Kai, "x.ttf".to_owned())]);
    let result = choose(&lock(), Mode::Locked, dir.path().to_owned(), &own, None);
    assert!(matches!(result, Err(FontError::OverrideLocked { role: Role::Kai, .. })));
}
