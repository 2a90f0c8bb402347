//! JSON Schemas of the files that editors write, for editors of text that understand them, and the
//! settings by which Visual Studio Code does.
//!
//! They say what [`parse`](crate::parse) accepts, and no more: a test holds each key of each mapping, and
//! what each value may be, against the parser in both directions (`tests/it/schemas.rs`). What needs
//! the whole manual, such as whether a chapter is there, is left to `check`.
//!
//! Draft 7, because that is what Visual Studio Code's YAML extension reads best.

mod documents;
mod registers;
mod settings;
mod shape;

use crate::finding::Rule;
use crate::source::path::VPath;
use crate::source::tree::FileTree;
use serde_json::{Map, Value, json};

/// Where the schemas stand beside the manual's folder.
pub const FOLDER: &str = ".vscode/chapterhouse";

/// The schema of one kind of file.
#[derive(Debug)]
pub struct Schema {
    /// Its name: `chapter` for `chapter.schema.json`.
    pub name: &'static str,
    /// The files that are YAML of this kind, from the manual's folder. None for front matter, which no
    /// extension for YAML looks at.
    pub files: Option<&'static str>,
    /// The schema.
    pub schema: Value,
}

/// Every schema. `rules` are those that `checks` in manual.yaml can switch.
pub fn all<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Vec<Schema> {
    let of = |name, files, title: &str, schema| {
        let schema = shape::with(schema, "title", json!(title));
        let schema =
            shape::with(schema, "$schema", json!("http://json-schema.org/draft-07/schema#"));
        Schema { name, files, schema }
    };
    vec![
        of("manual", Some("manual.yaml"), "The manual's own settings", settings::manual(rules)),
        of("chapter", None, "The front matter of a chapter", documents::chapter()),
        of("addition", None, "The front matter of a local addition", documents::addition()),
        of("amendment", Some("amendments/*.yaml"), "An amendment", documents::amendment()),
        of("partnership", Some("partnerships/*.yaml"), "A partnership", registers::partnership()),
        of(
            "legislation",
            Some("registers/legislation.yaml"),
            "The register of legislation and guidance",
            registers::legislation(),
        ),
        of(
            "terms",
            Some("registers/terms.yaml"),
            "The glossary, and the language to avoid",
            registers::terms(),
        ),
        of("contacts", Some("registers/contacts.yaml"), "The contacts", registers::contacts()),
    ]
}

/// The files for Visual Studio Code beside a manual's folder of this name; with the name empty, in it.
pub fn files<'r>(rules: impl IntoIterator<Item = &'r Rule>, manual: &str) -> FileTree {
    let mut tree = FileTree::default();
    let mut put = |name: &str, value: &Value| {
        if let Some(path) = VPath::new(name) {
            tree.insert(path, (format!("{value:#}") + "\n").into_bytes());
        }
    };
    let mut places = Map::new();
    for Schema { name, files, schema } in all(rules) {
        let file = format!("{FOLDER}/{name}.schema.json");
        put(&file, &schema);
        if let Some(files) = files {
            let files =
                if manual.is_empty() { files.to_owned() } else { format!("{manual}/{files}") };
            places.insert(format!("./{file}"), json!(files));
        }
    }
    put(".vscode/settings.json", &settings_of(&places));
    put(".vscode/extensions.json", &json!({ "recommendations": ["redhat.vscode-yaml"] }));
    tree
}

/// Settings that suit a manual: which schema belongs to which file, line ends that make no difference, and
/// no editing of what was recorded.
fn settings_of(places: &Map<String, Value>) -> Value {
    json!({
        "yaml.schemas": places,
        "files.eol": "\n",
        "files.readonlyInclude": { "**/chapters/**/history/*.md": true },
    })
}
