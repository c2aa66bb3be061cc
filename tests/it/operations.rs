//! Makes the plan after out of the plan before and `changes.json`, as a program of others would.

use serde_json::{Value, json};

/// A plan laid out for programs, and what was taken out of it.
pub(crate) struct Program {
    /// The entities.
    pub(crate) entities: Vec<Value>,
    held: Vec<Value>,
}

impl Program {
    pub(crate) fn new(entities: Vec<Value>) -> Self {
        Self { entities, held: Vec::new() }
    }

    /// Makes every operation, in order.
    pub(crate) fn make(&mut self, operations: &[Value]) {
        for operation in operations {
            self.one(operation);
        }
        assert!(self.held.is_empty(), "{:?}", self.held);
    }

    fn one(&mut self, operation: &Value) {
        let word = |key: &str| operation[key].as_str().unwrap();
        let entity = word("entity");
        match word("op") {
            "rename" => {
                let was = word("was");
                self.entities.iter_mut().for_each(|node| follow(node, was, entity));
            }
            "name" => {
                let root = self.entity(entity);
                let path = operation["path"].as_array().unwrap();
                let node = path.iter().fold(root, |node, index| &mut node["parts"][index.as_u64().unwrap() as usize]);
                assert_eq!(node["key"], "");
                node["key"] = operation["node"].clone();
            }
            "add" if operation.get("parent").is_none() => self.entities.push(operation["value"].clone()),
            "add" => self.insert(operation, operation["value"].clone()),
            "remove" if operation.get("node").is_none() => self.entities.retain(|node| node["key"] != entity),
            "remove" => _ = self.detach(entity, word("node")),
            "take" => {
                let node = self.detach(entity, word("node"));
                self.held.push(node);
            }
            "put" => {
                let at = self.held.iter().position(|node| node["key"] == word("node")).unwrap();
                let node = self.held.swap_remove(at);
                self.insert(operation, node);
            }
            "set" => {
                let node = find(self.entity(entity), word("node")).unwrap();
                let fields = node["fields"].as_object_mut().unwrap();
                match &operation["value"] {
                    Value::Null => _ = fields.remove(word("field")),
                    value => _ = fields.insert(word("field").to_owned(), value.clone()),
                }
            }
            other => panic!("no operation {other}"),
        }
    }

    fn entity(&mut self, key: &str) -> &mut Value {
        self.entities.iter_mut().find(|node| node["key"] == key).unwrap_or_else(|| panic!("no entity {key}"))
    }

    fn insert(&mut self, operation: &Value, node: Value) {
        let parent = operation["parent"].as_str().unwrap();
        let parent = find(self.entity(operation["entity"].as_str().unwrap()), parent).unwrap();
        let parts = parent["parts"].as_array_mut().unwrap();
        let index = operation["index"].as_u64().unwrap() as usize;
        parts.insert(index.min(parts.len()), node);
    }

    fn detach(&mut self, entity: &str, key: &str) -> Value {
        let found = detach(self.entity(entity), key);
        found.or_else(|| self.held.iter_mut().find_map(|node| detach(node, key))).unwrap_or_else(|| panic!("no {key}"))
    }
}

fn find<'n>(node: &'n mut Value, key: &str) -> Option<&'n mut Value> {
    if node["key"] == key {
        return Some(node);
    }
    node["parts"].as_array_mut().unwrap().iter_mut().find_map(|part| find(part, key))
}

fn detach(node: &mut Value, key: &str) -> Option<Value> {
    let parts = node["parts"].as_array_mut().unwrap();
    if let Some(at) = parts.iter().position(|part| part["key"] == key) {
        return Some(parts.remove(at));
    }
    parts.iter_mut().find_map(|part| detach(part, key))
}

/// Follows an id that has another name now.
fn follow(value: &mut Value, was: &str, is: &str) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if matches!(key.as_str(), "key" | "link") && text == was => {
                        *text = is.to_owned()
                    }
                    Value::String(text) if key == "prose" => {
                        *text = text.replace(&format!("‹{was}›"), &format!("‹{is}›"))
                    }
                    other => follow(other, was, is),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| follow(value, was, is)),
        _ => {}
    }
}

/// The plan without the keys that a comparison gave, in the order of its entities' keys.
pub(crate) fn bare(mut entities: Vec<Value>) -> Vec<Value> {
    fn clear(node: &mut Value) {
        // Ids hold none of these marks.
        if node["key"].as_str().unwrap().contains(['#', '+']) || !node["key"].as_str().unwrap().is_ascii() {
            node["key"] = json!("");
        }
        node["parts"].as_array_mut().unwrap().iter_mut().for_each(clear);
    }
    for entity in &mut entities {
        entity["parts"].as_array_mut().unwrap().iter_mut().for_each(clear);
    }
    entities.sort_by(|a, b| a["key"].as_str().cmp(&b["key"].as_str()));
    entities
}
