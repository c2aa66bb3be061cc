//! Holds an XML document against an XML schema.
//!
//! Understands what the JUnit schema uses (elements, sequences, choices, mixed content, attributes,
//! patterns) and stops at anything else, so that no constraint is passed over.

use std::collections::BTreeMap;

use regex::Regex;
use roxmltree::{Document, Node};

/// A schema.
pub(crate) struct Schema<'a> {
    elements: BTreeMap<&'a str, Node<'a, 'a>>,
    types: BTreeMap<&'a str, Node<'a, 'a>>,
}

impl<'a> Schema<'a> {
    /// Reads the global elements and types.
    pub(crate) fn new(document: &'a Document<'a>) -> Self {
        let mut schema = Self { elements: BTreeMap::new(), types: BTreeMap::new() };
        for node in children(document.root_element()) {
            let name = node.attribute("name").unwrap();
            match node.tag_name().name() {
                "element" => _ = schema.elements.insert(name, node),
                "simpleType" | "complexType" => _ = schema.types.insert(name, node),
                other => panic!("the schema has a {other} at its top"),
            }
        }
        schema
    }

    /// What is wrong with the document, by the path of elements.
    pub(crate) fn faults(&self, text: &str) -> Vec<String> {
        let document = match Document::parse(text) {
            Ok(document) => document,
            Err(error) => return vec![error.to_string()],
        };
        let root = document.root_element();
        let mut faults = Vec::new();
        match self.elements.get(root.tag_name().name()) {
            Some(element) => self.element(*element, root, root.tag_name().name(), &mut faults),
            None => faults.push(format!("{} is no element", root.tag_name().name())),
        }
        faults
    }

    fn element(&self, declared: Node<'a, 'a>, node: Node<'_, '_>, path: &str, faults: &mut Vec<String>) {
        let kind = match declared.attribute("type") {
            Some("xs:string") => return self.plain(node, path, faults),
            Some(name) => self.types[name],
            None => children(declared).next().expect("an element has a type"),
        };
        assert_eq!(kind.tag_name().name(), "complexType", "{path}");
        let mut model = String::new();
        let mut attributes = BTreeMap::new();
        let mut inner = BTreeMap::new();
        for part in children(kind) {
            match part.tag_name().name() {
                "attribute" => _ = attributes.insert(part.attribute("name").unwrap(), part),
                _ => model = self.particle(part, &mut inner),
            }
        }
        for attribute in node.attributes() {
            match attributes.get(attribute.name()) {
                None => faults.push(format!("{path}: no attribute {} is allowed", attribute.name())),
                Some(declared) if !self.fits(declared.attribute("type").unwrap(), attribute.value()) => {
                    faults.push(format!("{path}: {}=\"{}\" does not fit", attribute.name(), attribute.value()));
                }
                Some(_) => {}
            }
        }
        for (name, declared) in &attributes {
            if declared.attribute("use") == Some("required") && node.attribute(*name).is_none() {
                faults.push(format!("{path}: the attribute {name} is missing"));
            }
        }
        let names: String =
            node.children().filter(Node::is_element).map(|child| format!("{};", child.tag_name().name())).collect();
        if !Regex::new(&format!("^(?:{model})$")).unwrap().is_match(&names) {
            faults.push(format!("{path}: holds {names:?}, wanted {model}"));
        }
        let words = node.children().any(|child| child.is_text() && !child.text().unwrap_or("").trim().is_empty());
        if words && kind.attribute("mixed") != Some("true") {
            faults.push(format!("{path}: holds text"));
        }
        for child in node.children().filter(Node::is_element) {
            let name = child.tag_name().name();
            if let Some(declared) = inner.get(name) {
                self.element(*declared, child, &format!("{path}/{name}"), faults);
            }
        }
    }

    fn plain(&self, node: Node<'_, '_>, path: &str, faults: &mut Vec<String>) {
        if node.attributes().len() > 0 || node.children().any(|child| child.is_element()) {
            faults.push(format!("{path}: holds more than text"));
        }
    }

    /// A particle as an expression over the names of children, each followed by a semicolon.
    fn particle(&self, particle: Node<'a, 'a>, inner: &mut BTreeMap<&'a str, Node<'a, 'a>>) -> String {
        let body = match particle.tag_name().name() {
            "sequence" => children(particle).map(|part| self.particle(part, inner)).collect::<String>(),
            "choice" => children(particle).map(|part| self.particle(part, inner)).collect::<Vec<_>>().join("|"),
            "element" => {
                let (name, declared) = match particle.attribute("ref") {
                    Some(name) => (name, self.elements[name]),
                    None => (particle.attribute("name").unwrap(), particle),
                };
                inner.insert(name, declared);
                format!("{name};")
            }
            other => panic!("the schema has a {other} in a content model"),
        };
        let repeat = match (particle.attribute("minOccurs"), particle.attribute("maxOccurs")) {
            (None | Some("1"), None | Some("1")) => "",
            (Some("0"), None | Some("1")) => "?",
            (Some("0"), Some("unbounded")) => "*",
            other => panic!("the schema repeats something {other:?} times"),
        };
        format!("(?:{body}){repeat}")
    }

    fn fits(&self, kind: &str, value: &str) -> bool {
        if kind == "xs:string" {
            return true;
        }
        let restriction = children(self.types[kind]).next().unwrap();
        assert_eq!(restriction.attribute("base"), Some("xs:string"), "{kind}");
        children(restriction).all(|facet| {
            assert_eq!(facet.tag_name().name(), "pattern", "{kind}");
            Regex::new(&format!("^(?:{})$", facet.attribute("value").unwrap())).unwrap().is_match(value)
        })
    }
}

fn children<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

#[test]
fn a_document_that_breaks_the_schema_is_faulted() {
    const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
        <xs:simpleType name="T"><xs:restriction base="xs:string"><xs:pattern value="[0-9]+"/></xs:restriction></xs:simpleType>
        <xs:element name="b" type="xs:string"/>
        <xs:element name="a"><xs:complexType><xs:sequence><xs:element ref="b" minOccurs="0"/></xs:sequence>
            <xs:attribute name="n" type="T" use="required"/></xs:complexType></xs:element></xs:schema>"#;
    let document = Document::parse(SCHEMA).unwrap();
    let schema = Schema::new(&document);
    assert!(schema.faults("<a n=\"1\"><b>x</b></a>").is_empty());
    for wrong in [
        "<a/>",
        "<a n=\"x\"/>",
        "<a n=\"1\" m=\"1\"/>",
        "<a n=\"1\">x</a>",
        "<a n=\"1\"><b/><b/></a>",
        "<a n=\"1\"><c/></a>",
        "<a n=\"1\"><b><b/></b></a>",
        "<c/>",
        "<a n=\"1\">",
    ] {
        assert!(!schema.faults(wrong).is_empty(), "{wrong}");
    }
}
