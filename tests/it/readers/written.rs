//! Reads a PDF as it is written, from ISO 32000-1 and with no parser of anybody's: the objects the
//! cross-reference table names, their streams unpacked, the strings shown on each page through the
//! character map of their font. Whatever it does not know stops it, so that it is never blind.

use std::collections::BTreeMap;
use std::io::Read;
use std::str::from_utf8;
use std::sync::LazyLock;

use regex::Regex;
use regex::bytes::Regex as Bytes;

/// An object: what stands before its stream, and the stream unpacked.
struct Object {
    head: String,
    stream: Option<Vec<u8>>,
}

impl Object {
    /// The bytes of what stands before the stream.
    fn latin(&self) -> Vec<u8> {
        self.head.chars().map(|c| c as u8).collect()
    }
}

/// Code to characters.
type Map = BTreeMap<u16, String>;

/// The words of all pages; every text string and every unpacked stream.
pub(super) fn read(bytes: &[u8]) -> (String, Vec<Vec<u8>>) {
    let objects = objects(bytes);
    let mut maps: BTreeMap<usize, Map> = BTreeMap::new();
    let mut words = String::new();
    let pages: Vec<_> = objects.values().filter(|object| object.head.contains("/Type/Page/")).collect();
    let counted = objects.values().filter(|object| object.head.contains("/Type/Pages/"));
    assert_eq!(counted.map(|object| number(&object.head, "Count")).max(), Some(pages.len()));
    for page in pages {
        let resources = &objects[&reference(&page.head, "Resources")].head;
        let fonts = dictionary(resources, "Font");
        for font in fonts.values() {
            maps.entry(*font).or_insert_with(|| map(&objects, *font));
        }
        let forms = dictionary(resources, "XObject");
        assert!(forms.is_empty(), "a form would have to be read as well: {resources}");
        let content = objects[&reference(&page.head, "Contents")].stream.as_ref().expect("a content stream");
        show(content, &fonts, &maps, &mut words);
    }
    let strings = objects.values().map(|object| strings(&object.latin())).filter(|text| !text.is_empty());
    let streams = objects.values().filter_map(|object| object.stream.clone());
    (words, strings.map(String::into_bytes).chain(streams).collect())
}

/// Every object of the file (7.5.4).
fn objects(bytes: &[u8]) -> BTreeMap<usize, Object> {
    static TABLE: LazyLock<Bytes> = LazyLock::new(|| Bytes::new(r"(?-u)startxref\s+(\d+)\s+%%EOF\s*$").unwrap());
    static ENTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d{10}) \d{5} n").unwrap());
    let number = |text: &[u8]| from_utf8(text).unwrap().parse::<usize>().unwrap();
    let table = &bytes[number(&TABLE.captures(bytes).expect("a cross-reference table")[1])..];
    assert!(table.starts_with(b"xref"), "a cross-reference stream would have to be unpacked first");
    let end = table.windows(7).position(|window| window == b"trailer").unwrap();
    let entries = ENTRY.captures_iter(from_utf8(&table[..end]).unwrap());
    entries.map(|entry| object(&bytes[number(entry[1].as_bytes())..])).collect()
}

/// The object that begins here.
fn object(bytes: &[u8]) -> (usize, Object) {
    static START: LazyLock<Bytes> = LazyLock::new(|| Bytes::new(r"^(?-u)(\d+) 0 obj\s").unwrap());
    static HEAD: LazyLock<Bytes> =
        LazyLock::new(|| Bytes::new(r"(?s-u)^(.*?)(?:\bendobj\b|>>\s*(stream)\r?\n)").unwrap());
    let start = START.captures(bytes).expect("an object");
    let id = from_utf8(&start[1]).unwrap().parse().unwrap();
    let rest = &bytes[start[0].len()..];
    let head = HEAD.captures(rest).expect("the end of an object");
    let text = head[1].iter().map(|byte| char::from(*byte)).collect::<String>();
    assert!(!text.contains("/ObjStm") && !text.contains("/Encrypt"), "objects are hidden in a stream: {text}");
    let stream = head.get(2).map(|_| {
        let packed = &rest[head[0].len()..][..number(&text, "Length")];
        match text.split("/Filter").nth(1) {
            None => packed.to_vec(),
            Some(filter) => {
                assert!(filter.starts_with("/FlateDecode"), "{text}");
                let mut plain = Vec::new();
                flate2::read::ZlibDecoder::new(packed).read_to_end(&mut plain).expect("a packed stream");
                plain
            }
        }
    });
    (id, Object { head: text, stream })
}

/// The number that is the value of a key.
fn number(head: &str, key: &str) -> usize {
    let rest = head.split(&format!("/{key} ")).nth(1).unwrap_or_else(|| panic!("no {key}: {head}"));
    rest.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse().unwrap_or_else(|_| panic!("{key}: {head}"))
}

/// The object a key refers to.
fn reference(head: &str, key: &str) -> usize {
    let number = number(head, key);
    assert!(head.contains(&format!("/{key} {number} 0 R")), "no reference: {head}");
    number
}

/// The names of a dictionary of references.
fn dictionary(head: &str, key: &str) -> BTreeMap<String, usize> {
    static ENTRY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"/([^\s/<>]+) (\d+) 0 R").unwrap());
    let Some(rest) = head.split(&format!("/{key}<<")).nth(1) else {
        assert!(!head.contains(&format!("/{key} ")), "{head}");
        return BTreeMap::new();
    };
    let own = rest.split(">>").next().unwrap();
    ENTRY.captures_iter(own).map(|entry| (entry[1].to_owned(), entry[2].parse().unwrap())).collect()
}

/// The character map of a font (9.10.3).
fn map(objects: &BTreeMap<usize, Object>, font: usize) -> Map {
    static LINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^<([0-9A-F]{4})> <([0-9A-F]+)>$").unwrap());
    let head = &objects[&font].head;
    assert!(head.contains("/Identity-H"), "codes are two bytes: {head}");
    let stream = objects[&reference(head, "ToUnicode")].stream.as_ref().expect("a character map");
    let text = from_utf8(stream).unwrap();
    assert!(!text.contains("beginbfrange"), "ranges would have to be read as well");
    let code = |hex: &str| u16::from_str_radix(hex, 16).unwrap();
    let characters = |hex: &str| {
        let units: Vec<u16> = hex.as_bytes().chunks(4).map(|unit| code(from_utf8(unit).unwrap())).collect();
        String::from_utf16(&units).unwrap()
    };
    LINE.captures_iter(text).map(|line| (code(&line[1]), characters(&line[2]))).collect()
}

/// Adds the words a content stream shows (9.4).
fn show(content: &[u8], fonts: &BTreeMap<String, usize>, maps: &BTreeMap<usize, Map>, words: &mut String) {
    let mut font = None;
    let (mut named, mut shown) = (String::new(), Vec::new());
    for token in tokens(content) {
        match token {
            Token::Name(name) => named = name,
            Token::Text(text) => shown.extend(text),
            Token::Word(word) => match word.as_str() {
                "Tf" => font = Some(&maps[&fonts[&named]]),
                "Tj" | "TJ" => {
                    let codes = shown.chunks(2).map(|code| u16::from_be_bytes([code[0], code[1]]));
                    words.extend(codes.map(|code| font.expect("a font")[&code].as_str()));
                    shown.clear();
                }
                "BI" | "'" | "\"" => panic!("{word} would have to be read as well"),
                // What is written for other operators, such as the language of a span.
                _ if word.starts_with(char::is_alphabetic) => shown.clear(),
                _ => {}
            },
        }
    }
    words.push('\n');
}

/// The text strings of an object (7.9.2), one a line.
fn strings(head: &[u8]) -> String {
    let mut all = String::new();
    for token in tokens(head) {
        let Token::Text(bytes) = token else { continue };
        match bytes.strip_prefix(&[0xfe, 0xff]) {
            Some(rest) => {
                let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                all.push_str(&String::from_utf16_lossy(&units));
            }
            None => all.extend(bytes.iter().map(|byte| char::from(*byte))),
        }
        all.push('\n');
    }
    all
}

/// What objects and content streams consist of (7.2, 7.3).
enum Token {
    /// A string, in whatever way it is written.
    Text(Vec<u8>),
    /// A name without its slash.
    Name(String),
    /// Anything else: numbers, operators, keywords.
    Word(String),
}

fn tokens(bytes: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'(' => {
                let (text, left) = literal(rest);
                tokens.push(Token::Text(text));
                rest = left;
            }
            b'<' if rest.first() != Some(&b'<') => {
                let end = rest.iter().position(|byte| *byte == b'>').expect("the end of a string");
                let pair = |pair| u8::from_str_radix(from_utf8(pair).unwrap(), 16).unwrap();
                tokens.push(Token::Text(rest[..end].chunks(2).map(pair).collect()));
                rest = &rest[end + 1..];
            }
            b'<' => rest = &rest[1..],
            b'%' => panic!("a comment would have to be left out"),
            byte if !regular(byte) && *byte != b'/' => {}
            byte => {
                let end = rest.iter().position(|byte| !regular(byte)).unwrap_or(rest.len());
                let text = |bytes| from_utf8(bytes).unwrap().to_owned();
                let word = match byte {
                    b'/' => Token::Name(text(&rest[..end])),
                    byte => Token::Word(char::from(*byte).to_string() + &text(&rest[..end])),
                };
                tokens.push(word);
                rest = &rest[end..];
            }
        }
    }
    tokens
}

fn regular(byte: &u8) -> bool {
    !byte.is_ascii_whitespace() && *byte != 0 && !b"()<>[]{}/%".contains(byte)
}

/// A literal string (7.3.4.2) without its brackets, and what stands behind it.
fn literal(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let (mut text, mut depth, mut at) = (Vec::new(), 1, 0);
    loop {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'\\' => {
                let octal = bytes[at..].iter().take(3).take_while(|byte| (b'0'..b'8').contains(byte)).count();
                text.push(match bytes[at] {
                    _ if octal > 0 => u8::from_str_radix(from_utf8(&bytes[at..at + octal]).unwrap(), 8).unwrap(),
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
                at += octal.max(1);
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (text, &bytes[at..]);
        }
        text.push(byte);
    }
}
