//! The package: its parts, how they belong together, and the archive that holds them.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Unwritable;
use super::look::family;
use super::xml::Xml;
use crate::fonts::Role;
use crate::views::official::{Layout, Meta};

/// Names of the schemas (ECMA-376, part 1, transitional).
pub(super) const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts beside the main one: name, type, and how the document calls it.
const PARTS: [(&str, &str, &str); 6] = [
    ("styles", "styles", "styles"),
    ("numbering", "numbering", "numbering"),
    ("settings", "settings", "settings"),
    ("fontTable", "fontTable", "fontTable"),
    ("footer1", "footer", "odd"),
    ("footer2", "footer", "even"),
];

/// The parts that differ from document to document.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) document: String,
    pub(super) numbering: String,
}

/// The archive.
///
/// # Errors
/// When a part holds what none may, or is too large for an archive.
pub(super) fn pack(parts: Parts, meta: &Meta, layout: &Layout) -> Result<Vec<u8>, Unwritable> {
    let files = [
        ("[Content_Types].xml", content_types()?),
        ("_rels/.rels", relations(true)?),
        ("docProps/core.xml", core(meta)?),
        ("docProps/app.xml", app()?),
        ("word/document.xml", parts.document),
        ("word/_rels/document.xml.rels", relations(false)?),
        ("word/styles.xml", super::styles::part()?),
        ("word/numbering.xml", parts.numbering),
        ("word/settings.xml", settings(layout)?),
        ("word/fontTable.xml", fonts()?),
        ("word/footer1.xml", super::imprint::footer(true)?),
        ("word/footer2.xml", super::imprint::footer(false)?),
    ];
    // The archive has no clock: every part is as old as archives can be.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut write = || {
        for (name, text) in &files {
            archive.start_file(*name, options)?;
            archive.write_all(text.as_bytes())?;
        }
        ZipResult::Ok(())
    };
    let written = write().and_then(|()| archive.finish());
    written.map(Cursor::into_inner).map_err(|error| Unwritable::Archive(error.to_string()))
}

fn content_types() -> Result<String, char> {
    let mut xml = Xml::new("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let rels = "application/vnd.openxmlformats-package.relationships+xml";
    xml.leaf("Default", &[("Extension", &"rels"), ("ContentType", &rels)]);
    xml.leaf("Default", &[("Extension", &"xml"), ("ContentType", &"application/xml")]);
    let mut part = |name: &str, kind: &str| xml.leaf("Override", &[("PartName", &name), ("ContentType", &kind)]);
    part("/word/document.xml", &format!("{TYPES}.document.main+xml"));
    for (name, kind, _) in PARTS {
        part(&format!("/word/{name}.xml"), &format!("{TYPES}.{kind}+xml"));
    }
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    xml.finish()
}

/// How the package or the document calls its parts; nothing outside the package is called.
fn relations(package: bool) -> Result<String, char> {
    let mut xml = Xml::new("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    let mut part = |id: &str, kind: &str, target: &str| {
        xml.leaf("Relationship", &[("Id", &id), ("Type", &kind), ("Target", &target)]);
    };
    if package {
        part("document", &format!("{RELATIONS}/officeDocument"), "word/document.xml");
        part("core", &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml");
        part("app", &format!("{RELATIONS}/extended-properties"), "docProps/app.xml");
    } else {
        for (name, kind, id) in PARTS {
            part(id, &format!("{RELATIONS}/{kind}"), &format!("{name}.xml"));
        }
    }
    xml.finish()
}

/// What the file says of itself; its only date is that of the document.
fn core(meta: &Meta) -> Result<String, char> {
    let names: super::xml::Attributes<'_> = &[
        ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
        ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let mut xml = Xml::new("cp:coreProperties", names);
    xml.element("dc:title", &[], &meta.title);
    xml.element("dc:subject", &[], &meta.subject);
    xml.element("dc:creator", &[], &meta.author);
    xml.element("cp:keywords", &[], &meta.keywords.join("，"));
    xml.element("dc:language", &[], "zh-CN");
    let date = format!("{:04}-{:02}-{:02}T00:00:00Z", meta.date.year, meta.date.month, meta.date.day);
    for name in ["dcterms:created", "dcterms:modified"] {
        xml.element(name, &[("xsi:type", &"dcterms:W3CDTF")], &date);
    }
    xml.finish()
}

fn app() -> Result<String, char> {
    let names = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut xml = Xml::new("Properties", &[("xmlns", &names)]);
    xml.element("Application", &[], "plangen");
    xml.finish()
}

fn settings(layout: &Layout) -> Result<String, char> {
    let mut xml = Xml::new("w:settings", &[("xmlns:w", &WORDS)]);
    if layout.mirrored {
        xml.leaf("w:mirrorMargins", &[]);
    }
    xml.leaf("w:defaultTabStop", &[("w:val", &super::page::INDENT)]);
    xml.leaf("w:evenAndOddHeaders", &[]);
    xml.leaf("w:characterSpacingControl", &[("w:val", &"compressPunctuation")]);
    xml.open("w:compat", &[]);
    for name in ["w:balanceSingleByteDoubleByteWidth", "w:doNotExpandShiftReturn", "w:useFELayout"] {
        xml.leaf(name, &[]);
    }
    // As Word 2013 and later lay out.
    let mode: super::xml::Attributes<'_> =
        &[("w:name", &"compatibilityMode"), ("w:uri", &"http://schemas.microsoft.com/office/word"), ("w:val", &15)];
    xml.leaf("w:compatSetting", mode);
    xml.close();
    xml.leaf("w:themeFontLang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN")]);
    xml.finish()
}

/// The faces, each with the name under which systems without it have the nearest: the one that comes
/// with Chinese Windows, the open one that the printed documents are set in.
fn fonts() -> Result<String, char> {
    let mut xml = Xml::new("w:fonts", &[("xmlns:w", &WORDS)]);
    let faces = [
        (Role::Body, "仿宋,FandolFang R", "modern"),
        (Role::Kai, "楷体,FandolKai", "modern"),
        (Role::Hei, "SimHei,FandolHei", "modern"),
        (Role::Title, "华文中宋,FandolSong", "auto"),
        (Role::Song, "SimSun,FandolSong", "auto"),
    ];
    for (role, others, kind) in faces {
        xml.open("w:font", &[("w:name", &family(role))]);
        xml.leaf("w:altName", &[("w:val", &others)]);
        // GB 2312.
        xml.leaf("w:charset", &[("w:val", &"86")]);
        xml.leaf("w:family", &[("w:val", &kind)]);
        xml.leaf("w:pitch", &[("w:val", &"default")]);
        xml.close();
    }
    xml.finish()
}
